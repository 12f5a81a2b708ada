import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict } from '../../errors.ts';
import { quantityNorms, type SeizuresContext } from '../../seizures/index.ts';
import { writtenAnswer, type AlikeAnswer } from './alike.ts';
import { compareWithKnown } from './compare.ts';
import { forgetAlike } from './store-compare.ts';
import type { Answers } from '../engine/plan.ts';
import { answersFrom, askWords } from '../engine/words/word-questions.ts';
import { vocabularyOf } from '../words/vocabulary-of.ts';
import { rowChecker, rowsAgain } from './row-check.ts';
import { collectFromSample } from '../upload/sample.ts';
import { changeImport, insertImportStep, lockImport, type Import } from '../store.ts';
import { countProblems } from './store-problems.ts';
import { countRows, findRows, moveRows, replaceRows, type StagedRow } from './store-rows.ts';
import { alikeColumn, saveRepairs, wholeRow, type Repair } from './store-repairs.ts';
import { addWords, answersOf, listWords } from '../words/store-words.ts';

/** Rows of an import that wait for a person: locked, as the officer saw it. */
async function changeRows(
  context: SeizuresContext,
  viewer: Viewer,
  { id, version }: Import,
  step: { kind: string; detail: object },
  work: (
    client: Client,
    file: Import,
  ) => Promise<(Partial<Import> & { readonly changed?: readonly number[] }) | undefined>,
): Promise<void> {
  await inTransaction(context.jobPool, async client => {
    const file = await lockImport(client, viewer, id);
    if ((file.state !== 'ready' && file.state !== 'committed') || file.version !== version)
      throw new Conflict('the import was changed meanwhile');
    const { changed = [], ...change } = (await work(client, file)) ?? {};
    await compareWithKnown(client, viewer, context, { ...file, ...change }, changed);
    await countProblems(client, id, (change.plan ?? file.plan).rows);
    await changeImport(client, id, {
      ...(change.plan ? { plan: change.plan } : {}),
      state: 'ready',
      counts: await countRows(client, id),
    });
    await insertImportStep(client, viewer, id, step.kind, step.detail);
  });
}

/**
 * Corrects cells of staged rows and reads those rows again. The file itself is untouched; the correction is kept beside
 * it.
 */
export async function repairRows(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  repairs: readonly Repair[],
): Promise<void> {
  const step = { kind: 'repaired', detail: { cells: repairs.length } };
  await changeRows(context, viewer, file, step, async (client, now) => {
    await saveRepairs(client, file.id, viewer.accountId, repairs);
    const byRow = Map.groupBy(repairs, ({ rowNo }) => rowNo);
    const rows = await findRows(client, file.id, [...byRow.keys()]);
    const again = rows.map(row => corrected(row, byRow.get(row.rowNo) ?? []));
    await readAgain(client, viewer, context, now, again);
    return { changed: [...byRow.keys()] };
  });
}

/** Checks corrected rows anew and puts them in place of the old ones. */
async function readAgain(
  client: Client,
  viewer: Viewer,
  context: SeizuresContext,
  file: Import,
  rows: readonly StagedRow[],
): Promise<void> {
  const answers = await answersWith(client, context, file, rows);
  const checker = rowChecker(context, viewer, file.plan.rows, answers, await quantityNorms(client));
  await replaceRows(client, file.id, await rowsAgain(checker, rows));
}

/** A row a person has looked at: what the file's reader found odd about it is settled, and it is a record again. */
function corrected(row: StagedRow, repairs: readonly Repair[]): StagedRow {
  const own = new Map(repairs.map(({ column, value }) => [column, value]));
  return { ...row, state: 'error', problems: [], raw: row.raw.map((cell, column) => own.get(column) ?? cell) };
}

/**
 * The answers of the import and those for words that came in by a correction: sure ones count at once, others are
 * asked.
 */
async function answersWith(
  client: Client,
  context: SeizuresContext,
  file: Import,
  rows: readonly StagedRow[],
): Promise<Answers> {
  const known = answersOf(await listWords(client, file.id));
  const survey = collectFromSample(
    file.plan.rows,
    rows.map(({ line, raw }) => ({ line, cells: raw })),
  );
  const questions = askWords(survey, vocabularyOf(context), file.plan.rows, known, file.plan.language);
  await addWords(client, file.id, questions);
  const fresh = answersFrom(questions);
  return new Map(
    [...known, ...fresh].map(([kind]) => [kind, new Map([...(known.get(kind) ?? []), ...(fresh.get(kind) ?? [])])]),
  );
}

/** Rows set aside as no records are records after all. */
export async function bringBack(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  numbers: readonly number[],
): Promise<void> {
  const step = { kind: 'brought_back', detail: { rows: numbers.length } };
  await changeRows(context, viewer, file, step, async (client, now) => {
    const rows = (await findRows(client, file.id, numbers)).map(row => corrected(row, []));
    const back = rows.map(({ rowNo }) => ({ rowNo, column: wholeRow, value: 'back' }));
    await saveRepairs(client, file.id, viewer.accountId, back);
    await readAgain(client, viewer, context, now, rows);
    return { changed: numbers };
  });
}

/** Rows that are no records: set aside, to be found there. */
export async function setAside(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  numbers: readonly number[],
): Promise<void> {
  const step = { kind: 'set_aside', detail: { rows: numbers.length } };
  await changeRows(context, viewer, file, step, async client => {
    const aside = numbers.map(rowNo => ({ rowNo, column: wholeRow, value: 'aside' }));
    await saveRepairs(client, file.id, viewer.accountId, aside);
    await moveRows(client, file.id, 'set_aside', numbers);
    return undefined;
  });
}

/** Rows that repeat another in every column: keep all, or one of each. */
export async function settleRepeats(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  repeats: 'keep' | 'one',
): Promise<void> {
  await changeRows(context, viewer, file, { kind: 'repeats', detail: { repeats } }, async (_client, { plan }) => ({
    plan: { ...plan, repeats },
  }));
}

/** Says of rows that may be records there are whether they are: kept with the import, and used when they go in. */
export async function answerAlike(
  context: SeizuresContext,
  viewer: Viewer,
  file: Import,
  answers: readonly { readonly rowNo: number; readonly answer: AlikeAnswer }[],
): Promise<void> {
  const step = { kind: 'alike', detail: { rows: answers.length } };
  await changeRows(context, viewer, file, step, async client => {
    const rows = await findRows(
      client,
      file.id,
      answers.map(({ rowNo }) => rowNo),
    );
    const refs = new Map(rows.map(({ rowNo, problems }) => [rowNo, refOf(problems)]));
    const said = answers.flatMap(({ rowNo, answer }) => {
      const ref = refs.get(rowNo);
      return ref === undefined ? [] : [{ rowNo, column: alikeColumn, value: writtenAnswer(answer, ref) }];
    });
    await saveRepairs(client, file.id, viewer.accountId, said);
    const changed = said.map(({ rowNo }) => rowNo);
    await forgetAlike(client, file.id, changed);
    return { changed };
  });
}

function refOf(problems: StagedRow['problems']): string | undefined {
  const found = problems.find(({ code }) => code.startsWith('row_alike'));
  return found && String(found.values?.ref);
}
