import type { Response } from 'express';
import { Conflict, type FieldProblem } from '../errors.ts';
import { Refused } from '../forms/index.ts';

/** What a page shows again where an act could not be done. */
export interface Failed {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
}

interface Act {
  readonly typed?: Failed['typed'];
  /** Where the work leads. */
  readonly to: string;
  show(failed: Failed): Promise<void>;
}

/** Does the work and leads on; what was typed stays on its page where it cannot be done. */
export async function act(res: Response, { typed = {}, to, show }: Act, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refused) return show({ typed, problems: [error.problem] });
    if (error instanceof Conflict) return show({ typed, problems: [], isMeanwhile: true });
    throw error;
  }
  res.redirect(303, to);
}
