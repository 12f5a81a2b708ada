import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { Forbidden } from '../../../errors.ts';
import { mayWrite, type Entered } from '../../operations/operation.ts';
import { enter } from '../../operations/store.ts';
import type { CencommContext } from '../../context.ts';

export interface Inside {
  readonly viewer: Viewer;
  readonly entered: Entered;
  readonly operationId: string;
}

/** The operation of the address, entered. Throws NotVisible. */
export async function insideOf(context: CencommContext, req: Request): Promise<Inside> {
  const viewer = viewerOf(req);
  const entered = await enter(context.pool, viewer, req.params.id);
  return { viewer, entered, operationId: entered.operation.id };
}

/** The same for members who may write, before a body is read. Throws Forbidden. */
export async function writingIn(context: CencommContext, req: Request): Promise<Inside> {
  const inside = await insideOf(context, req);
  if (!mayWrite(inside.entered)) throw new Forbidden('may not write here');
  return inside;
}

/** Notes in the trail that a file or its name could not be verified. */
export async function noteBroken(
  context: CencommContext,
  { viewer, operationId }: Inside,
  fileId: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await note(context.pool, viewer, {
    action: 'libraryFile.sealBroken',
    outcome: 'failed',
    subject: `file:${fileId}`,
    detail: { operation: operationId, ...detail },
  });
}

export function wantsJson(req: Request): boolean {
  return req.accepts(['html', 'json']) === 'json';
}

export const answerJson = (res: Response, body: object): void => void res.set('Cache-Control', 'no-store').json(body);
