import type { Client, Queryable } from '../db/pool.ts';
import { execute, queryRows, sql } from '../db/sql.ts';
import { printOf, withoutRemoved, type RemovedWords } from './removed-words.ts';

/** Hides words in every row of the trail about a subject, those written before included; the rows stay as sealed. */
export async function hideInTrail(client: Client, subject: string, words: string): Promise<void> {
  const { print, length } = printOf(words);
  await execute(
    client,
    sql`
      insert into audit_removed_words (subject, words_hash, length) values (${subject}, ${print}, ${length})
      on conflict (subject, words_hash) do nothing`,
  );
}

interface WithDetail {
  readonly subject: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** Rows of the trail as anybody reads them: without the words that were taken out of what they are about. */
export async function asRead<R extends WithDetail>(on: Queryable, rows: readonly R[]): Promise<R[]> {
  const subjects = rows.flatMap(({ subject, detail }) => (subject === null || detail === null ? [] : [subject]));
  if (subjects.length === 0) return [...rows];
  const removed = await queryRows<RemovedWords & { subject: string }>(
    on,
    sql`
      select subject, words_hash as print, length from audit_removed_words
      where subject = any(${[...new Set(subjects)]}::text[])`,
    'audit_removed_words',
  );
  const bySubject = Map.groupBy(removed, ({ subject }) => subject);
  return rows.map(row => ({ ...row, detail: withoutRemoved(row.detail, bySubject.get(row.subject ?? '') ?? []) }));
}
