import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRows, sql, type Sql } from '../../db/sql.ts';
import {
  codeOf,
  otherOf,
  wordOf,
  type GivenAnswer,
  type ImportWord,
  type WordPlace,
  type WordRow,
} from '../words/store-words.ts';

/**
 * Remarks of words that an office answers for: those of its own records, and for a RILO or the Secretariat those of the
 * records it brought in for Members. Alias `r`.
 */
export function openRemarks({ office }: Pick<Viewer, 'office'>): Sql {
  const whose =
    office.kind === 'administration'
      ? sql`r.office_id = ${office.id}::int`
      : sql`r.by_office_id = ${office.id}::int and r.by_office_id <> r.office_id`;
  return sql`(${whose} and r.kind is not null and r.settled_version is null)`;
}

const inForce = sql`s.status in ('submitted', 'queried', 'verified')`;

/** A word that records carry and nobody has said the meaning of. */
export interface KeptWord extends ImportWord {
  readonly records: number;
  /** The last import that brought it. */
  readonly importId: number;
}

/** More than an office could look through. */
const most = 2000;

/** The words an office's records carry, those of most records first. */
export async function listKeptWords(on: Queryable, viewer: Pick<Viewer, 'office'>): Promise<KeptWord[]> {
  const rows = await queryRows<WordRow & { records: number; importId: number }>(
    on,
    sql`
      select v.field, v.word, v.rows, v.example_row, v.how, v.code, v.other, v.candidates, w.records,
        w.import_id as "importId"
      from (
        select r.kind, r.word_key, count(distinct r.seizure_id)::int as records, max(s.import_id) as import_id
        from seizure_remarks r join seizures s on s.id = r.seizure_id
        where ${openRemarks(viewer)} and ${inForce} group by 1, 2) w
      join import_values v on v.import_id = w.import_id and v.field = w.kind and v.word = w.word_key
      order by w.records desc, v.field, v.word limit ${most}`,
  );
  return rows.map(row => ({ ...wordOf(row), records: row.records, importId: row.importId }));
}

/** A record that carries a word. */
export interface CarryingRecord {
  readonly ref: string;
  readonly seizureDate: string;
  readonly country: string;
  readonly products: readonly string[];
}

export async function listCarrying(
  on: Queryable,
  viewer: Pick<Viewer, 'office'>,
  { kind, key }: WordPlace,
  limit: number,
): Promise<CarryingRecord[]> {
  return queryRows<CarryingRecord>(
    on,
    sql`
      select s.ref, s.seizure_date as "seizureDate", s.country, s.products from seizures s
      where ${inForce} and s.id in (
        select r.seizure_id from seizure_remarks r
        where ${openRemarks(viewer)} and r.kind = ${kind} and r.word_key = ${key})
      order by s.id desc limit ${limit}`,
  );
}

/** How many records carry one of some words. */
export async function countCarrying(
  on: Queryable,
  viewer: Pick<Viewer, 'office'>,
  words: readonly WordPlace[],
): Promise<number> {
  const [row] = await queryRows<{ n: number }>(
    on,
    sql`
      select count(distinct r.seizure_id)::int as n from seizure_remarks r join seizures s on s.id = r.seizure_id
      where ${openRemarks(viewer)} and ${among(words)} and ${inForce}`,
  );
  return row?.n ?? 0;
}

export function among(words: readonly WordPlace[]): Sql {
  return sql`(r.kind, r.word_key) in (
    select * from unnest(${words.map(({ kind }) => kind)}::text[], ${words.map(({ key }) => key)}::text[]))`;
}

/** Words of goods that an office said are to be kept as they are, by kind and key: it is not asked about them again. */
export async function keptForGood(on: Queryable, officeId: number): Promise<ReadonlySet<string>> {
  const rows = await queryRows<{ place: string }>(
    on,
    sql`
      select field || ' ' || word as place from synonyms
      where office_id = ${officeId} and withdrawn_at is null and kept_answer_id is not null and other is not null`,
  );
  return new Set(rows.map(({ place }) => place));
}

/** The office's answers hold for its next file as well; one that was given otherwise is replaced. */
export async function learnAnswers(
  client: Client,
  viewer: Viewer,
  answerId: number,
  answers: readonly GivenAnswer[],
): Promise<void> {
  const given = sql`
    unnest(${answers.map(({ kind }) => kind)}::text[], ${answers.map(({ key }) => key)}::text[],
      ${answers.map(({ answer }) => codeOf(answer))}::text[], ${answers.map(({ answer }) => otherOf(answer))}::text[])
      as a(field, word, code, other)`;
  await execute(
    client,
    sql`
      update synonyms s set withdrawn_at = now() from ${given}
      where s.office_id = ${viewer.office.id} and s.field = a.field and s.word = a.word and s.withdrawn_at is null`,
  );
  await execute(
    client,
    sql`
      insert into synonyms (office_id, field, word, code, other, kept_answer_id, account_id)
      select ${viewer.office.id}::int, a.field, a.word, a.code, a.other, ${answerId}::bigint, ${viewer.accountId}::int
      from ${given}`,
  );
}

/** What was learned with answers that are undone. */
export async function unlearnAnswers(client: Client, answerId: number): Promise<void> {
  await execute(
    client,
    sql`update synonyms set withdrawn_at = now() where kept_answer_id = ${answerId} and withdrawn_at is null`,
  );
}

/** How many words an office has said the meaning of, for its next file. */
export async function countTaught(on: Queryable, officeId: number): Promise<number> {
  const [row] = await queryRows<{ n: number }>(
    on,
    sql`select count(*)::int as n from synonyms where office_id = ${officeId} and withdrawn_at is null`,
  );
  return row?.n ?? 0;
}
