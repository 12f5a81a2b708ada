import type { SeizuresContext } from '../../seizures/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { openRows } from '../engine/rows/open-rows.ts';
import type { ImportPlan } from '../engine/plan.ts';
import type { FileProblem } from '../engine/problems.ts';
import { withStyles } from '../engine/questions.ts';
import { surveyor, type Survey } from '../engine/columns/profile-columns.ts';
import { askWords, type WordQuestion } from '../engine/words/word-questions.ts';
import type { Vocabulary } from '../engine/words/vocabulary.ts';
import { yieldToEventLoop } from '../../jobs/yield-to-event-loop.ts';
import { isAnythingOpen } from '../open-questions.ts';
import { withDecryptedFile } from '../../files/decrypted-temp-file.ts';
import type { Plan } from '../plan.ts';
import { changeImport, isWanted, noteProgress, type Import } from '../store.ts';
import { listWords, rememberedAnswers, saveWords, sharedMeanings } from '../words/store-words.ts';

/** Rows between two looks at whether the reading is still wanted. */
const stride = 20_000;

/**
 * Reads the whole file once: the distinct words under coded fields, and how its dates and numbers are written. Leaves
 * the import asking what a person must say, or to be checked when there is nothing to ask; as it was when it was
 * stopped meanwhile.
 */
export async function surveyFile(context: SeizuresContext, vocabulary: Vocabulary, file: Import): Promise<void> {
  const { plan } = file;
  const read = await readAll(context, file);
  if (!read) return;
  const { survey, problems } = read;
  const rows = keptStyles(withStyles(plan.rows, survey), plan);
  const questions = await askAll(context, vocabulary, { ...plan, rows }, survey, file.officeId);
  const kept: Plan = {
    ...plan,
    rows,
    survey: {
      rows: survey.rows,
      aside: survey.aside,
      dates: [...survey.dates],
      numbers: [...survey.numbers],
      ...(problems.length > 0 ? { problems } : {}),
    },
  };
  const total = survey.rows + survey.aside;
  await inTransaction(context.jobPool, async client => {
    if (!(await isWanted(client, file))) return;
    await saveWords(client, file.id, questions);
    const asks = isAnythingOpen({ ...file, plan: kept }, await listWords(client, file.id));
    await changeImport(client, file.id, {
      plan: kept,
      rowsEstimated: total,
      ...(asks ? { state: 'asking', rowsRead: total } : { state: 'checking', rowsRead: 0 }),
    });
  });
}

async function readAll(
  context: SeizuresContext,
  file: Import,
): Promise<{ survey: Survey; problems: readonly FileProblem[] } | undefined> {
  return withDecryptedFile(context.files, file.fileId ?? '', async path => {
    const reader = surveyor(file.plan.rows);
    const pause = yieldToEventLoop(2000);
    const stream = openRows(path, file.sniffed.dialect);
    let count = 0;
    for await (const row of stream) {
      reader.add(row);
      count += 1;
      if (count % stride === 0 && !(await moveOn(context, file, count))) return undefined;
      await pause();
    }
    return { survey: reader.result(), problems: stream.problems };
  });
}

async function moveOn(context: SeizuresContext, file: Import, rowsRead: number): Promise<boolean> {
  if (!(await isWanted(context.jobPool, file))) return false;
  await noteProgress(context.jobPool, file.id, { rowsRead });
  return true;
}

/** What a person said of a column's dates or numbers outweighs the vote of its cells. */
function keptStyles(voted: ImportPlan, { rows, stylesBy = [] }: Plan): ImportPlan {
  return {
    ...voted,
    styles: { ...voted.styles, ...Object.fromEntries(stylesBy.map(column => [column, rows.styles?.[column] ?? {}])) },
  };
}

/**
 * Words looked up; heading words first, then again with what they mean. What the office answered before counts as
 * remembered.
 */
async function askAll(
  context: SeizuresContext,
  vocabulary: Vocabulary,
  plan: Plan,
  survey: Survey,
  officeId: number,
): Promise<(WordQuestion & { remembered?: boolean })[]> {
  const remembered = await rememberedAnswers(context.jobPool, officeId);
  const shared = await sharedMeanings(context.jobPool, officeId);
  return askWords(survey, vocabulary, plan.rows, remembered, plan.language, shared).map(question =>
    question.state === 'answered' ? { ...question, remembered: true } : question,
  );
}
