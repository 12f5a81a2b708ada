import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { StoredFile } from '../../files/store/file-store.ts';
import { impersonalFileName } from '../../personal-data/index.ts';
import { recordWordsFor as wordsFor, type SeizuresContext } from '../../seizures/index.ts';
import { proposeColumns } from '../engine/columns/columns.ts';
import type { ColumnProposal } from '../engine/columns/column-proposal.ts';
import type { Overrides } from '../engine/text/dialect.ts';
import { draftPlan } from '../engine/draft/draft-plan.ts';
import { headerFingerprint } from '../engine/words/fingerprints.ts';
import type { FileProblem } from '../engine/problems.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { sniff } from '../engine/sniff.ts';
import type { Sniffed } from '../engine/sniffed.ts';
import { noSeizuresIn } from '../engine/totals/totals-signs.ts';
import { voteLanguage } from '../engine/words/vocabulary.ts';
import { expireImports } from '../work/expire.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
import { queueImport } from '../work/jobs.ts';
import { ownChoices, ownExportOf, ownProposals, taggedChoices } from '../check/own-export.ts';
import { withDecryptedFile } from '../../files/decrypted-temp-file.ts';
import type { Plan, Sniffing } from '../plan.ts';
import { findProfile, listShapes } from '../columns/store-profiles.ts';
import { asksWhose, whoseFile } from '../columns/whose.ts';
import { nearestShape, remembering, rememberingNearly } from '../shapes/remembered.ts';
import { importOfRejected, takeBack } from '../result/come-back.ts';
import { findSameFile, insertImport, insertImportStep } from '../store.ts';
import { keptSample } from './sample.ts';
import { latestToday } from '../../text/plain-date.ts';

/** A file that cannot be read at all, and why. */
export interface Unreadable {
  readonly problem: FileProblem;
}
interface Received {
  readonly id: number;
  /** Rows that came back corrected into the import they were of. */
  readonly returned?: number;
}

/**
 * Takes a stored upload in: recognises it, proposes what its columns are, applies what the office's last file of this
 * shape was told. A known shape, and an export of our own, go straight to the reading; else the officer is asked first,
 * and so about a file that was uploaded before. Unreadable files leave nothing behind.
 */
export async function receiveFile(
  context: SeizuresContext,
  viewer: Viewer,
  stored: StoredFile,
  called: string,
): Promise<Received | Unreadable> {
  const name = impersonalFileName(called);
  await expireImports(context);
  const file = { fileId: stored.id, fileName: name };
  const recognised = await recognise(context, file, {}, usualConstants(viewer)).catch(async (error: unknown) => {
    await context.files.remove(stored.id);
    throw error;
  });
  if ('problem' in recognised) {
    await context.files.remove(stored.id);
    return recognised;
  }
  const { sniffed, plan } = recognised;
  const back = await comeBack(context, viewer, stored, { sniffed, name });
  if (back) return back;
  const headerPrint = headerFingerprint(sniffed.dialect.header);
  const [profile, same] = await Promise.all([
    findProfile(context.pool, viewer, headerPrint),
    findSameFile(context.pool, viewer, stored.sha256),
  ]);
  const isOwn = plan.rows.choices !== undefined;
  const known = profile ? remembering(plan, profile) : isOwn ? plan : await rememberedNearly(context, viewer, plan);
  const isClear =
    (profile !== undefined || isOwn) && !asksWhose(whoseFile(context, viewer, sniffed, known.rows), known);
  const starts = isClear && same === undefined;
  const id = await inTransaction(context.pool, async client => {
    const number = await insertImport(client, viewer, {
      fileId: stored.id,
      fileName: name,
      fileSize: stored.size,
      sha256: stored.sha256,
      sniffed: withoutPersons(sniffed, known.rows.mapping),
      plan: known,
      headerPrint,
      rowsEstimated: sniffed.rowsGuess,
      state: starts ? 'reading' : 'uploaded',
      step: same ? 'seen' : 'read',
    });
    await insertImportStep(client, viewer, number, 'uploaded', {
      file: name,
      size: stored.size,
      sha256: stored.sha256,
    });
    await note(client, viewer, {
      action: 'import.uploaded',
      subject: `import:${number}`,
      detail: { file: name, size: stored.size },
    });
    return number;
  });
  if (starts) await queueImport(context, viewer, id);
  return { id };
}

/** A file of rejected rows goes back into its import, where its answers are; it is kept nowhere else. */
async function comeBack(
  context: SeizuresContext,
  viewer: Viewer,
  stored: StoredFile,
  { sniffed, name }: { sniffed: Sniffing; name: string },
): Promise<Received | undefined> {
  const { dialect } = sniffed;
  const file = await importOfRejected(context, viewer, dialect.header);
  const returned = file && (await takeBack(context, viewer, file, { fileId: stored.id, dialect, name }));
  if (!file || returned === undefined) return undefined;
  await context.files.remove(stored.id);
  return { id: file.id, returned };
}

/** With the choices made for a file whose columns were nearly these, where the office has had one. */
async function rememberedNearly(context: SeizuresContext, viewer: Viewer, plan: Plan): Promise<Plan> {
  const shape = nearestShape(plan.rows.header, await listShapes(context.pool, viewer));
  return shape ? rememberingNearly(plan, shape) : plan;
}

/** An administration reports what it seized itself, unless the file says otherwise. */
function usualConstants({ office }: Viewer): Readonly<Record<string, string>> {
  return office.kind === 'administration' && office.country !== null ? { country: office.country } : {};
}

/** Reads a stored file's shape under the officer's choices, and plans what to do with it. */
export async function recognise(
  context: SeizuresContext,
  { fileId, fileName }: { readonly fileId: string; readonly fileName: string },
  overrides: Overrides,
  constants: Readonly<Record<string, string>> = {},
): Promise<{ sniffed: Sniffing; plan: Plan } | Unreadable> {
  const vocabulary = vocabularyOf(context);
  const found = await withDecryptedFile(context.files, fileId, path => sniff(path, vocabulary, overrides));
  return understand(context, found, fileName, { overrides, constants });
}

/** Plans what to do with a file of which the beginning was read. */
export function understand(
  context: Pick<SeizuresContext, 'lists' | 'offices' | 'texts'>,
  found: Sniffed,
  fileName: string,
  {
    overrides = {},
    constants = {},
  }: { readonly overrides?: Overrides; readonly constants?: Readonly<Record<string, string>> },
): { sniffed: Sniffing; plan: Plan } | Unreadable {
  const vocabulary = vocabularyOf(context);
  const { dialect } = found;
  if (!dialect)
    return {
      problem: found.problems.find(({ fatal }) => fatal) ?? { code: 'file_not_table', fatal: true, values: {} },
    };
  const words = wordsFor(context);
  const own = ownExportOf(dialect.header, words, context);
  const proposals = own
    ? ownProposals(own, found.sample)
    : proposeColumns(dialect.header, found.sample, vocabulary, { tags: dialect.tags, country: constants.country });
  const drafted = draftPlan({
    header: dialect.header,
    proposals,
    sample: found.sample,
    vocabulary,
    today: latestToday(new Date()),
    constants,
    called: fileName,
    top: found.top,
  });
  const choices = own
    ? ownChoices(own, drafted.mapping, words(own.lang))
    : dialect.tags && taggedChoices(drafted.mapping, words);
  const rows = choices ? { ...drafted, choices } : drafted;
  const language = voteLanguage(dialect.header, vocabulary);
  const mapping = dialect.header.map((_, column) => proposals.find(one => one.column === column)?.field ?? null);
  const holds = own ? undefined : noSeizuresIn(rows, found.sample);
  return {
    sniffed: withoutPersons(storable({ ...found, dialect, sample: keptSample(found.sample, dialect) }), mapping),
    plan: storable({
      rows: withoutRepeats(rows),
      proposals: proposals.map(maskExamples),
      settled: [],
      overrides,
      ...(holds ? { holds } : {}),
      ...(language ? { language } : {}),
    }),
  };
}

/** What a column tells row by row is not also one value for all rows. */
function withoutRepeats(rows: Plan['rows']): Plan['rows'] {
  return {
    ...rows,
    constants: Object.fromEntries(Object.entries(rows.constants).filter(([field]) => !rows.mapping.includes(field))),
  };
}

/**
 * Cells of columns that hold persons' data are never kept, not even in the sample shown or in a line that shows the
 * letters.
 */
export function withoutPersons(found: Sniffing, mapping: readonly (string | null)[]): Sniffing {
  if (!mapping.includes('nominal')) return found;
  const mask = (row: RawRow): RawRow => ({
    ...row,
    cells: row.cells.map((cell, column) =>
      mapping[column] === 'nominal' && row.line > found.dialect.headerLastLine ? '' : cell,
    ),
  });
  const { encoding, problems, ...rest } = found;
  return {
    ...rest,
    top: found.top.map(mask),
    sample: found.sample.map(mask),
    problems: problems.map(problem =>
      problem.code === 'encoding_doubt' ? { ...problem, values: { sample: '…' } } : problem,
    ),
    ...(encoding ? { encoding: { encoding: encoding.encoding, why: encoding.why, mixed: encoding.mixed } } : {}),
  };
}

/** Without what the database refuses (NUL, lone surrogates), cells cut to what a page shows. */
function storable<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === 'string' ? one.replaceAll('\0', '').slice(0, 500).toWellFormed() : one,
    ),
  ) as T;
}

function maskExamples(proposal: ColumnProposal): ColumnProposal {
  return proposal.field === 'nominal' ? { ...proposal, examples: [] } : proposal;
}
