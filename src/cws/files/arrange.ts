import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { BadRequest, Forbidden } from '../../errors.ts';
import { ChangedMeanwhile } from '../../forms/index.ts';
import { can } from '../documents/permissions.ts';
import { lockDocument } from '../documents/store.ts';
import { getDraft, saveDraft, type Typed } from '../documents/editing/store-drafts.ts';
import type { CwsContext } from '../context.ts';
import { filesPart, idsOf } from './typed.ts';
import { choice, readForm, rows, text, ticked, version } from '../../fields/index.ts';

/** Reads what the form says of the files it shows: role, captions, place, and which go. */
export function readArrangement(body: unknown, ids: readonly string[]) {
  const caption = text({ max: 300, optional: true, screened: false });
  const place = choice(
    ids.map((_, at) => String(at + 1)),
    { optional: true },
  );
  const file = { role: choice(roles), 'caption.en': caption, 'caption.fr': caption, place, remove: ticked };
  const { typed, values, problems } = readForm(body, { edition: version, files: rows(file, { keys: ids }) });
  return {
    typed,
    problems,
    ...(values ? { arranged: { edition: values.edition, files: inPlace(values.files) } } : {}),
  };
}

/** The files as a working copy keeps them, in the order their form asks for. */
function inPlace(files: readonly ArrangedFile[]): Typed {
  const placeOf = ({ place }: ArrangedFile, at: number): number => Number(place || at + 1);
  const kept = files
    .map((file, at) => ({ file, at, place: placeOf(file, at) }))
    .filter(({ file }) => file.remove !== 'yes')
    .toSorted((a, b) => a.place - b.place || a.at - b.at)
    .map(({ file }) => file);
  return {
    file: kept.map(({ key }) => key).join(','),
    ...Object.fromEntries(
      kept.flatMap(one =>
        (['role', 'caption.en', 'caption.fr'] as const).map(name => [`${name}.${one.key}`, one[name]]),
      ),
    ),
  };
}

const roles = ['picture', 'xray', 'attachment'] as const;
type ArrangedFile = Readonly<Record<'key' | 'role' | 'caption.en' | 'caption.fr' | 'place' | 'remove', string>>;

/** Puts the files of a working copy in order. Throws ChangedMeanwhile when someone saved since. */
export async function arrange(
  { pool }: CwsContext,
  viewer: Viewer,
  ref: string,
  edition: number,
  typed: Typed,
): Promise<void> {
  await inTransaction(pool, async client => {
    const document = await lockDocument(client, viewer, ref);
    if (!can(viewer, 'edit', document) || !document.isOpen) throw new Forbidden('does not work on this document');
    const draft = await getDraft(client, document);
    if (idsOf(typed).some(id => !idsOf(draft.typed).includes(id)))
      throw new BadRequest([{ path: 'file', key: 'forms:problem.unknownField' }]);
    const rest = Object.fromEntries(
      Object.entries(draft.typed).filter(([name]) => !Object.hasOwn(filesPart(draft.typed), name)),
    );
    if ((await saveDraft(client, viewer, document.id, edition, { ...rest, ...typed })) === undefined)
      throw new ChangedMeanwhile(`${ref} was saved by somebody else`);
    await note(client, viewer, {
      action: 'document.filesArranged',
      subject: ref,
      detail: { files: idsOf(typed).length },
    });
  });
}
