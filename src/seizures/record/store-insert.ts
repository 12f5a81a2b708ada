import { cellsOf, copyLines, openLines } from '../../db/copy.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { insertRemarks } from '../remarks/store-remarks.ts';
import {
  lexemesText,
  lineColumns,
  numberColumns,
  prepareSeizure,
  preparedColumns,
  type NewSeizure,
  type PreparedSeizure,
} from './prepared.ts';
import { termsOfReference } from './references.ts';

interface WrittenSeizure {
  readonly id: number;
  readonly ref: string;
}

/**
 * Takes reference numbers in one block per country and year (of the seizure), locked in a fixed order, so that two
 * takers cannot block each other for ever. Inside a transaction the block is held until it ends; a file's chunks take
 * theirs before, each on its own, so that two of them can be written at once: a crash between leaves a gap, never a
 * double.
 */
export async function takeRefs(
  client: Queryable,
  seizures: readonly Pick<PreparedSeizure, 'series'>[],
): Promise<string[]> {
  const needs = new Map<string, number>();
  const keys = seizures.map(({ series }) => series);
  for (const key of keys) needs.set(key, (needs.get(key) ?? 0) + 1);
  const sorted = [...needs].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = await queryRows<{ key: string; last: number }>(
    client,
    sql`
      insert into seizure_numbers (country, year, last)
      select left(k, 2), substr(k, 4)::int, n
      from unnest(${sorted.map(([key]) => key)}::text[], ${sorted.map(([, count]) => count)}::int[]) as need(k, n)
      order by k
      on conflict (country, year) do update set last = seizure_numbers.last + excluded.last
      returning country || '-' || lpad(year::text, 4, '0') as key, last`,
    'take_refs',
  );
  const next = new Map(rows.map(({ key, last }) => [key, last - (needs.get(key) ?? 0)]));
  return keys.map(key => {
    const number = (next.get(key) ?? 0) + 1;
    next.set(key, number);
    return `${key}-${String(number).padStart(6, '0')}`;
  });
}

/**
 * Writes records with lines, first step and change sequence, in the caller's transaction. One path for form, file and
 * demo.
 */
export async function insertSeizures(client: Client, seizures: readonly NewSeizure[]): Promise<WrittenSeizure[]> {
  const prepared = seizures.map(prepareSeizure);
  return prepared.length === 0 ? [] : insertPrepared(client, prepared, await takeRefs(client, prepared));
}

/** The same of some records that were prepared before, under references taken before. */
export async function insertPrepared(
  client: Client,
  prepared: readonly PreparedSeizure[],
  refs: readonly string[],
): Promise<WrittenSeizure[]> {
  const ids = await queryRows<{ id: number }>(
    client,
    sql`select nextval('seizures_id_seq') as id from generate_series(1, ${prepared.length}::int)`,
    'take_seizure_ids',
  );
  const now = new Date().toISOString();
  const written = prepared.map((seizure, index) => ({
    seizure,
    id: ids[index]?.id ?? 0,
    ref: refs[index] ?? '',
    at: seizure.recordedAt ?? now,
  }));
  const documents = await documentsOfWords(client, prepared);
  const tables = openTables();
  for (const one of written) addTo(tables, one, documents.get(wordsKey(one.seizure)) ?? '');
  for (const { name, columns, lines } of Object.values(tables)) await copyLines(client, name, columns, lines);
  await insertRemarks(
    client,
    written.flatMap(({ id, seizure: { officeId, remarked } }) =>
      remarked ? [{ seizureId: id, officeId, ...remarked }] : [],
    ),
  );
  return written.map(({ id, ref }) => ({ id, ref }));
}

/** The tables a record is written to, in the order of their keys. */
function openTables() {
  const table = (name: string, columns: readonly string[]) => ({ name, columns, lines: openLines() });
  return {
    seizures: table('seizures', ['id', 'ref', 'document', 'recorded_at', 'changed_at', ...preparedColumns]),
    records: table('seizure_records', ['seizure_id', 'record', 'masked', 'source']),
    lines: table('goods_lines', lineColumns),
    numbers: table('goods_line_numbers', numberColumns),
    steps: table('seizure_steps', ['seizure_id', 'kind', 'version', 'at', 'account_id']),
    changes: table('seizure_changes', ['seizure_id', 'kind']),
  };
}

interface Numbered extends WrittenSeizure {
  readonly seizure: PreparedSeizure;
  readonly at: string;
}

/** `words` are those of its texts, as a search document has them. */
function addTo(tables: ReturnType<typeof openTables>, { seizure, id, ref, at }: Numbered, words: string): void {
  const number = String(id);
  // PostgreSQL makes one lexeme of two alike, with the places of both: as it puts two documents together.
  const document = cellsOf([`${lexemesText(termsOfReference(ref))} ${seizure.terms} ${words}`]);
  tables.seizures.lines.addText(number, ref, document, at, at, seizure.columns);
  tables.records.lines.addText(number, seizure.record);
  for (const line of seizure.lines) tables.lines.lines.addText(number, line);
  for (const value of seizure.numbers) tables.numbers.lines.addText(number, value);
  tables.steps.lines.add([id, 'submitted', 1, at, seizure.recordedBy]);
  tables.changes.lines.addText(number, 'upsert');
}

type Worded = Pick<PreparedSeizure, 'words' | 'lang'>;

function wordsKey({ words, lang }: Worded): string {
  return words === '' ? '' : `${lang ?? ''} ${words}`;
}

/**
 * Search documents of texts, as PostgreSQL writes them: it knows the word forms, and COPY takes no expressions. Places
 * and whole phrases come again and again in a file, so that each is asked for once.
 */
async function documentsOfWords(client: Client, some: readonly Worded[]): Promise<ReadonlyMap<string, string>> {
  const different = new Map(some.map(one => [wordsKey(one), one]));
  different.delete('');
  if (different.size === 0) return new Map();
  const asked = [...different];
  const rows = await queryRows<{ document: string }>(
    client,
    sql`
      select search_document('{}', w, l)::text as document
      from unnest(${asked.map(([, { words }]) => words)}::text[],
        ${asked.map(([, { lang }]) => lang)}::text[]) with ordinality as x(w, l, n) order by n`,
    'search_documents',
  );
  return new Map(asked.map(([key], at) => [key, rows[at]?.document ?? '']));
}
