import { randomUUID } from 'node:crypto';
import type { FormLength } from '../../goods/heading.ts';
import { copiedFor, newSheet } from '../pages/load.ts';
import type { Open, Shown } from '../pages/page.ts';

/** A record nobody has saved yet: empty, or after a record the viewer may see, in the form that one has. */
export async function newDraft({ viewer, context }: Shown, form: FormLength, from: string | undefined): Promise<Open> {
  const id = randomUUID();
  if (from === undefined) return { id, sheet: newSheet(viewer, form) };
  return { id, sheet: await copiedFor(context.pool, viewer, from), origin: { kind: 'copy', ref: from } };
}
