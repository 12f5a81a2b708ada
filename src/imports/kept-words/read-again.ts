import type { Viewer } from '../../access/index.ts';
import type { Client } from '../../db/pool.ts';
import type { SeizureRecord, SeizuresContext } from '../../seizures/index.ts';
import { joinRecords } from '../check/join-records.ts';
import { rowChecker, type RowChecker } from '../check/row-check.ts';
import type { Answers } from '../engine/plan.ts';
import { getImportForJob } from '../store.ts';
import { answersOf, listWords, withAnswers, type GivenAnswer } from '../words/store-words.ts';
import type { SavedRow } from './store-answers.ts';

/** The rows of a record as they were read, and as they are read with the answers. */
interface ReadTwice {
  readonly before: SeizureRecord;
  readonly after: SeizureRecord;
}

export type ReadAgain = (rows: readonly SavedRow[]) => Promise<ReadTwice | undefined>;

/**
 * Reads saved rows again under the plan of their import, without some answers and with them: what differs is what the
 * answers change, whatever else of the portal changed since.
 */
export function readerAgain(
  client: Client,
  context: SeizuresContext,
  viewer: Viewer,
  answers: readonly GivenAnswer[],
): ReadAgain {
  const readers = new Map<number, Promise<readonly [RowChecker, RowChecker]>>();

  async function readersOf(importId: number): Promise<readonly [RowChecker, RowChecker]> {
    const file = await getImportForJob(client, importId);
    const own = answersOf(await listWords(client, importId));
    const under = (all: Answers): RowChecker => rowChecker(context, viewer, file.plan.rows, all);
    return [under(own), under(withAnswers(own, answers))];
  }

  return async rows => {
    const [first] = rows;
    if (!first) return undefined;
    const known = readers.get(first.importId) ?? readersOf(first.importId);
    readers.set(first.importId, known);
    const [before, after] = (await known).map(checker => joined(checker, rows));
    return before && after ? { before, after } : undefined;
  };
}

function joined(checker: RowChecker, rows: readonly SavedRow[]): SeizureRecord | undefined {
  const records = rows.map(({ line, raw, rowNo }) => checker.check({ line, cells: raw }, rowNo).record);
  const read = records.filter(record => record !== null);
  return read.length === rows.length ? joinRecords(read) : undefined;
}
