import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Pool } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { loadLists, loadOffices } from '../../src/reference/index.ts';
import { insertSeizures, project, type NewSeizure } from '../../src/seizures/index.ts';
import {
  answersFrom,
  askWords,
  collectWords,
  draftPlan,
  openRows,
  proposeColumns,
  rowReader,
  sniff,
  withStyles,
} from '../../src/imports/engine/index.ts';
import { knownWords } from '../../src/imports/words/words-known.ts';

/** UNODC Individual Drug Seizures 2011-2016 (public data), an excerpt of 300 rows: see SOURCES.md beside it. */
const file = fileURLToPath(new URL('./unodc-excerpt-300.csv', import.meta.url));

/**
 * Brings the excerpt in as an officer who confirms every guess would; rows that need more than that stay out. Returns
 * how many.
 */
export async function seedReal(pool: Pool, today: string): Promise<number> {
  const [lists, offices] = await Promise.all([loadLists(pool), loadOffices(pool)]);
  const vocabulary = knownWords(lists);
  const { dialect, sample } = await sniff(file, vocabulary);
  if (!dialect) throw new Error('the bundled excerpt cannot be read');
  const proposals = proposeColumns(dialect.header, sample, vocabulary);
  const drafted = draftPlan({ header: dialect.header, proposals, sample, vocabulary, today });
  const survey = await collectWords(drafted, openRows(file, dialect));
  const plan = withStyles(drafted, survey);
  const read = rowReader(plan, answersFrom(askWords(survey, vocabulary, plan), { preselected: true }));
  const {
    rows: [account],
  } = await pool.query<{ id: number }>(`select id from accounts where login_id = 'wco.admin'`);
  const records: NewSeizure[] = [];
  for await (const raw of openRows(file, dialect)) {
    const row = read(raw);
    if (raw.aside || row.problems.some(({ level }) => level === 'error')) continue;
    const record = { form: 'short' as const, facts: row.facts, lines: row.lines, persons: row.persons };
    records.push({
      clientUuid: uuidOf(raw.line),
      record,
      projection: project(record, lists.lookUp, offices),
      channel: 'file',
      recordedBy: account?.id ?? 1,
      // Brought in a while ago: what officers recorded since is the news of an evaluation.
      recordedAt: new Date(Date.parse(today) - 45 * 86_400_000).toISOString(),
      source: Object.fromEntries(
        dialect.header.map((name, column) => [name, row.raw[column] ?? '']).filter(([, cell]) => cell !== ''),
      ),
    });
  }
  await inTransaction(pool, client => insertSeizures(client, records));
  return records.length;
}

function uuidOf(line: number): string {
  const hex = createHash('sha256').update(`unodc excerpt ${line}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
