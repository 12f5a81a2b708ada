import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { BadRequest, Forbidden } from '../../errors.ts';
import type { FieldProblem } from '../../errors.ts';
import { ChangedMeanwhile, oneOf, readSheet, text } from '../../forms/index.ts';
import { can } from '../documents/permissions.ts';
import { lockDocument } from '../documents/store.ts';
import { getDraft, saveDraft } from '../documents/editing/store-drafts.ts';
import type { Typed } from '../documents/editing/store-drafts.ts';
import type { CwsContext } from '../context.ts';
import { filesPart, idsOf } from './typed.ts';

export interface Arrangement {
  readonly typed: Typed;
  readonly problems: readonly FieldProblem[];
}

/** Reads what the form says of the files it shows: role, captions, place, and which go. */
export function readArrangement(body: unknown, ids: readonly string[]): Arrangement {
  const caption = text({ max: 300, optional: true, unscreened: true });
  const { values, problems } = readSheet(
    body,
    Object.fromEntries([
      ['edition', oneOf([String((body as { edition?: unknown }).edition ?? '')].filter(one => /^\d{1,9}$/.test(one)))],
      ...ids.flatMap(
        id =>
          [
            [`role.${id}`, oneOf(['picture', 'xray', 'attachment'])],
            [`caption.en.${id}`, caption],
            [`caption.fr.${id}`, caption],
            [
              `place.${id}`,
              oneOf(
                ids.map((_, at) => String(at + 1)),
                { optional: true },
              ),
            ],
            [`remove.${id}`, oneOf(['yes'], { optional: true })],
          ] as const,
      ),
    ]),
  );
  const kept = ids.filter(id => values[`remove.${id}`] !== 'yes');
  const placeOf = (id: string): number => Number(values[`place.${id}`] || ids.indexOf(id) + 1);
  const order = kept.toSorted((a, b) => placeOf(a) - placeOf(b) || ids.indexOf(a) - ids.indexOf(b));
  return {
    problems,
    typed: {
      file: order.join(','),
      ...Object.fromEntries(
        order.flatMap(id =>
          [`role.${id}`, `caption.en.${id}`, `caption.fr.${id}`].map(name => [name, values[name] ?? '']),
        ),
      ),
    },
  };
}

/** Puts the files of a working copy in order. Throws ChangedMeanwhile when somebody saved since. */
export async function arrange(
  { pool }: CwsContext,
  viewer: Viewer,
  ref: string,
  edition: number,
  typed: Typed,
): Promise<void> {
  await inTransaction(pool, async client => {
    const document = await lockDocument(viewer, client, ref);
    if (!can(viewer, 'edit', document) || !document.isOpen) throw new Forbidden('does not work on this document');
    const draft = await getDraft(client, document);
    if (idsOf(typed).some(id => !idsOf(draft.typed).includes(id)))
      throw new BadRequest([{ path: 'file', key: 'forms:problem.unknownField' }]);
    const rest = Object.fromEntries(
      Object.entries(draft.typed).filter(([name]) => !Object.hasOwn(filesPart(draft.typed), name)),
    );
    if ((await saveDraft(viewer, client, document.id, edition, { ...rest, ...typed })) === undefined)
      throw new ChangedMeanwhile(`${ref} was saved by somebody else`);
    await note(client, viewer, {
      action: 'document.filesArranged',
      subject: ref,
      detail: { files: idsOf(typed).length },
    });
  });
}
