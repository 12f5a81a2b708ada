import type { Room } from '../room.ts';
import { inTransaction } from '../../db/transaction.ts';
import { openRows } from './engine/open-rows.ts';
import { withStyles } from './engine/questions.ts';
import { surveyor } from './engine/survey.ts';
import type { Survey } from './engine/survey.ts';
import { askWords } from './engine/word-questions.ts';
import type { WordQuestion } from './engine/word-questions.ts';
import type { Vocabulary } from './engine/vocabulary.ts';
import { breathe } from './breathe.ts';
import { withPlainFile } from './plain-file.ts';
import type { Plan } from './plan.ts';
import { changeImport, noteProgress } from './store.ts';
import type { Import } from './store.ts';
import { rememberedAnswers, saveWords } from './store-words.ts';

/**
 * Reads the whole file once: the distinct words under coded fields, and how its dates and numbers are written.
 * Leaves the import asking what a person must say. Answers false when the file was stopped meanwhile.
 */
export async function surveyFile(room: Room, vocabulary: Vocabulary, file: Import): Promise<boolean> {
  const { plan } = file;
  const survey = await readAll(room, file);
  if (!survey) return false;
  const rows = withStyles(plan.rows, survey);
  const questions = await askAll(room, vocabulary, { ...plan, rows }, survey, file.officeId);
  const kept: Plan = {
    ...plan, rows,
    survey: { rows: survey.rows, aside: survey.aside, dates: [...survey.dates], numbers: [...survey.numbers] },
  };
  await inTransaction(room.jobPool, async (client) => {
    await saveWords(client, file.id, questions);
    await changeImport(client, file.id, { state: 'asking', plan: kept, rowsRead: survey.rows + survey.aside, rowsEstimated: survey.rows + survey.aside });
  });
  return true;
}

async function readAll(room: Room, file: Import): Promise<Survey | undefined> {
  return withPlainFile(room.files, file.fileId ?? '', async (path) => {
    const reader = surveyor(file.plan.rows);
    const pause = breathe(2000);
    let count = 0;
    for await (const row of openRows(path, file.sniffed.dialect)) {
      reader.add(row);
      count += 1;
      if (count % 50_000 === 0 && await noteProgress(room.jobPool, file.id, { rowsRead: count }) !== 'reading') return undefined;
      await pause();
    }
    return reader.result();
  });
}

/** Words looked up; heading words first, then again with what they mean. What the office answered before counts as remembered. */
async function askAll(room: Room, vocabulary: Vocabulary, plan: Plan, survey: Survey, officeId: number): Promise<(WordQuestion & { remembered?: boolean })[]> {
  const remembered = await rememberedAnswers(room.jobPool, officeId);
  return askWords(survey.words, vocabulary, plan.rows, remembered, plan.language)
    .map((question) => question.state === 'answered' ? { ...question, remembered: true } : question);
}
