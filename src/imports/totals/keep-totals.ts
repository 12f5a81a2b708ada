import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { withDecryptedFile } from '../../files/decrypted-temp-file.ts';
import { yieldToEventLoop } from '../../jobs/yield-to-event-loop.ts';
import { screenByRules } from '../../personal-data/index.ts';
import { mayEnterFor, type SeizuresContext } from '../../seizures/index.ts';
import { surveyor } from '../engine/columns/profile-columns.ts';
import { memo } from '../engine/draft/draft.ts';
import { withStyles } from '../engine/questions.ts';
import { openRows } from '../engine/rows/open-rows.ts';
import type { RawRow } from '../engine/rows/raw-rows.ts';
import { totalsReader, type PublishedTotal, type UnreadReason } from '../engine/totals/read-totals.ts';
import { totalsPlan } from '../engine/totals/totals-plan.ts';
import { answersFrom, askWords } from '../engine/words/word-questions.ts';
import type { Vocabulary } from '../engine/words/vocabulary.ts';
import { changeImport, insertImportStep, isWanted, noteProgress, type Import } from '../store.ts';
import { rememberedAnswers } from '../words/store-words.ts';
import { countTotals, findStatistics, insertTotals, markKept, type RowsRead, type TotalRow } from './store-totals.ts';

/** Rows written in one transaction with the place reached: after a crash the job goes on behind the last of them. */
const chunk = 2000;
/** Rows between two looks at whether the work is still wanted. */
const stride = 20_000;

type Reader = (raw: RawRow) => readonly PublishedTotal[] | UnreadReason;

/**
 * Keeps the totals of a file: its words are looked up once, then each row is read and written. Nobody is asked: a word
 * no list knows for sure stays as the file has it. False when the work was stopped meanwhile.
 */
export async function keepTotals(
  context: SeizuresContext,
  viewer: Viewer,
  vocabulary: Vocabulary,
  file: Import,
): Promise<boolean> {
  const before = await findStatistics(context.jobPool, file.id);
  if (!before) return false;
  const read = await withDecryptedFile(context.files, file.fileId ?? '', async path => {
    const reader = await readerOf(context, viewer, vocabulary, file, path);
    if (!reader) return false;
    const counted = { totals: before.totals, aside: before.rowsAside, unread: { ...before.rowsUnread } };
    return readRows(context, file, path, reader, counted);
  });
  return read && finish(context, viewer, file);
}

/** The first pass: how the whole file writes its numbers, and what its words mean. Undefined when it was stopped. */
async function readerOf(
  context: SeizuresContext,
  viewer: Viewer,
  vocabulary: Vocabulary,
  file: Import,
  path: string,
): Promise<Reader | undefined> {
  const { plan, sniffed, officeId } = file;
  const planned = totalsPlan(plan.rows, sniffed.sample, plan.holds?.signs ?? [], vocabulary, plan.period);
  const survey = surveyor(planned.rows);
  const pause = yieldToEventLoop(2000);
  let count = 0;
  for await (const row of openRows(path, sniffed.dialect)) {
    survey.add(row);
    count += 1;
    if (count % stride === 0 && !(await isWanted(context.jobPool, file))) return undefined;
    await pause();
  }
  const told = survey.result();
  const rows = withStyles(planned.rows, told);
  const remembered = await rememberedAnswers(context.jobPool, officeId);
  const answers = answersFrom(askWords(told, vocabulary, rows, remembered, plan.language));
  return judged(viewer, totalsReader({ ...planned, rows }, answers, vocabulary));
}

/** What a person may not keep is left out: totals of another's country, texts that may name somebody. */
function judged(viewer: Viewer, read: Reader): Reader {
  const entersFor = memo(country => mayEnterFor(viewer, country));
  const namesPerson = memo(text => screenByRules(text).length > 0);
  return raw => {
    const found = read(raw);
    if (typeof found === 'string') return found;
    const [first] = found;
    if (!first) return 'no_figure';
    if (!entersFor(first.country)) return 'country_not_yours';
    const texts = found.flatMap(({ place, productText }) => [place, productText]);
    return texts.some(text => text !== undefined && namesPerson(text)) ? 'person' : found;
  };
}

async function readRows(
  context: SeizuresContext,
  file: Import,
  path: string,
  read: Reader,
  counted: { totals: number; aside: number; unread: Partial<Record<UnreadReason, number>> },
): Promise<boolean> {
  const pause = yieldToEventLoop(200);
  let rows: TotalRow[] = [];
  let rowNo = 0;
  let since = 0;
  for await (const raw of openRows(path, file.sniffed.dialect)) {
    rowNo += 1;
    if (rowNo <= file.rowsRead) continue;
    since += 1;
    const found = raw.aside === undefined ? read(raw) : undefined;
    if (found === undefined) counted.aside += 1;
    else if (typeof found === 'string') counted.unread[found] = (counted.unread[found] ?? 0) + 1;
    else rows.push(...found.map((total, part) => ({ rowNo, part, total, source: sourceOf(file, raw) })));
    if (since === chunk) {
      counted.totals += rows.length;
      if (!(await write(context, file, rowNo, rows, counted))) return false;
      [rows, since] = [[], 0];
    }
    await pause();
  }
  counted.totals += rows.length;
  return write(context, file, rowNo, rows, counted);
}

/** Writes a chunk and notes the place, together. False when the work was stopped. */
function write(
  context: SeizuresContext,
  file: Import,
  rowsRead: number,
  rows: readonly TotalRow[],
  counted: RowsRead,
): Promise<boolean> {
  return inTransaction(context.jobPool, async client => {
    if (!(await isWanted(client, file))) return false;
    await insertTotals(client, file.id, rows);
    await countTotals(client, file.id, counted);
    await noteProgress(client, file.id, { rowsRead });
    return true;
  });
}

/** The cells of a row by header, persons' data left out. */
function sourceOf({ plan }: Import, raw: RawRow): Record<string, string> {
  const { header, mapping } = plan.rows;
  return Object.fromEntries(
    header.flatMap((name, column) => {
      const cell = raw.cells[column] ?? '';
      if (mapping[column] === 'nominal' || cell === '') return [];
      return [[name || `#${column + 1}`, cell.replaceAll('\0', '').toWellFormed().slice(0, 500).toWellFormed()]];
    }),
  );
}

/** A file that held persons' data goes once its totals are kept; another stays as evidence. */
async function finish(context: SeizuresContext, viewer: Viewer, file: Import): Promise<boolean> {
  const holdsPersons = file.plan.rows.mapping.includes('nominal');
  const done = await inTransaction(context.jobPool, async client => {
    if (!(await isWanted(client, file))) return false;
    await markKept(client, file.id);
    const kept = await findStatistics(client, file.id);
    const totals = kept?.totals ?? 0;
    await changeImport(client, file.id, { state: 'kept', finished: true, ...(holdsPersons ? { fileId: null } : {}) });
    await insertImportStep(client, viewer, file.id, 'kept', { rows: totals });
    await note(client, viewer, {
      action: 'statistics.kept',
      subject: `import:${file.id}`,
      detail: { totals, file: file.fileName, audience: kept?.audience ?? 'office' },
    });
    return true;
  });
  if (done && holdsPersons && file.fileId) await context.files.remove(file.fileId);
  return done;
}
