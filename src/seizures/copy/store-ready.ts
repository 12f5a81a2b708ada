import { sql, type Sql } from '../../db/sql.ts';
import type { ReadyInCopy } from '../../db/columnar/index.ts';
import { readyWords } from './words-in-copy.ts';

// What figures ask of every record or line they read. PostgreSQL works it out; the copy in columns has it ready, worked
// out by PostgreSQL from the same words when the row was copied (store-copy.ts).

/** Whether a record is released to all and was never under embargo, as most are. Of `seizures s`. */
export const openToAll = sql`s.release = 'all' and s.embargo_until is null`;

/** "2026-03". Of `seizures s`. */
export const monthOfSeizure = sql`substr(s.seizure_date::text, 1, 7)`;

/** The day a record was recorded, in UTC. Of `seizures s`. */
export const dayRecorded = sql`(s.recorded_at at time zone 'UTC')::date`;

/** Whether a record was recorded since a day, or before one: `${day}::date` goes on behind. Of `seizures s`. */
export const recordedSince = sql`s.recorded_at >=`;
export const recordedBefore = sql`s.recorded_at <`;

/** "DRUG,WEAP": the headings of a record as one value to group by. Of `seizures s`. */
export const headingsTogether = sql`array_to_string(s.headings, ',')`;

/** "COC-HCL,HERO" and "AE>KE": as above. Of `seizures s`. */
const productsTogether = sql`array_to_string(s.products, ',')`;
const transitTogether = sql`array_to_string(s.transit, '>')`;

/** Whether a quantity of the record counts in sums. Of `seizures s`. */
export const isMeasured = sql`exists (select 1 from goods_lines m
  where m.seizure_id = s.id and not m.held and m.base_unit is not null)`;

/** "DRUG/COC-HCL". Of `goods_lines g`. */
export const productOfLine = sql`g.heading || '/' || g.product`;

/** Whether a line is the first of its heading in its record. Of `goods_lines g`. */
export const isFirstOfHeading = sql`g.line_no = (select min(f.line_no) from goods_lines f
  where f.seizure_id = g.seizure_id and f.heading = g.heading)`;

/**
 * Lines `g` of some records `ids`, to be joined by their number once more: PostgreSQL fetches those of each record, the
 * copy reads through all lines at the same cost.
 */
export const linesOfIds = sql`lateral (select * from goods_lines where seizure_id = ids.id offset 0) g`;

/** Records `s` and all their lines `g`, which the copy has side by side in one table. Conditions go behind `where`. */
export const recordsAndLines = sql`seizures s join goods_lines g on g.seizure_id = s.id`;

/**
 * Each verification `d`, with the days since the version was stated, and the record it is of. PostgreSQL looks at the
 * steps of each record; the copy has those of two years in a table.
 */
export const verifications = sql`(
  select v.seizure_id, s.country, s.region_id, v.at as verified_at,
    extract(epoch from v.at - t.at)::float8 / 86400 as days
  from seizure_steps v join seizures s on s.id = v.seizure_id left join lateral (
    select at from seizure_steps t where t.seizure_id = v.seizure_id and t.version <= v.version
      and t.kind in ('submitted', 'amended') order by t.id desc limit 1) t on true
  where v.kind = 'verified') d`;

/** When each was, to be counted alone: a comparison goes on behind. */
export const verificationsAlone = sql`seizure_steps d where d.kind = 'verified' and d.at`;

interface ReadyColumn {
  readonly expression: Sql;
  readonly type: string;
}

/** Columns of the copy, by name, that stand for an expression of PostgreSQL. */
export const readyColumns = {
  seizures: {
    open_to_all: { expression: openToAll, type: 'boolean' },
    month: { expression: monthOfSeizure, type: 'varchar' },
    headings_together: { expression: headingsTogether, type: 'varchar' },
    products_together: { expression: productsTogether, type: 'varchar' },
    transit_together: { expression: transitTogether, type: 'varchar' },
    is_measured: { expression: isMeasured, type: 'boolean' },
    recorded_on: { expression: dayRecorded, type: 'date' },
  },
  goods_lines: {
    heading_product: { expression: productOfLine, type: 'varchar' },
    first_of_heading: { expression: isFirstOfHeading, type: 'boolean' },
  },
} satisfies Record<string, Record<string, ReadyColumn>>;

/** Names and types of the ready columns of a table, as the copy declares them. */
export function typesOf(ready: Readonly<Record<string, ReadyColumn>>): Record<string, string> {
  return Object.fromEntries(Object.entries(ready).map(([name, { type }]) => [name, type]));
}

/** The ready columns of a table, as PostgreSQL selects them. */
export function selected(ready: Readonly<Record<string, ReadyColumn>>): string {
  return Object.values(ready)
    .map(({ expression }) => expression.text)
    .join(', ');
}

/** What a column of a line is called in the table that has it beside its record. */
export const besideRecord = 'g_';

/** What the copy reads in place of an expression: for "substr(s.seizure_date …)" its column "s.month". */
export function readyInCopy(words: readonly string[]): ReadyInCopy {
  const of = (alias: string, columns: Readonly<Record<string, ReadyColumn>>): [string, string][] =>
    Object.entries(columns).map(([name, { expression }]) => [expression.text, `${alias}.${name}`]);
  return {
    columns: new Map([
      ...of('s', readyColumns.seizures),
      ...of('g', readyColumns.goods_lines),
      ...readyWords(words),
      [recordedSince.text, 's.recorded_on >='],
      [recordedBefore.text, 's.recorded_on <'],
      [linesOfIds.text, 'goods_lines g'],
      [verifications.text, 'verifications d'],
      [verificationsAlone.text, 'verifications d where d.verified_at'],
    ]),
    joined: {
      join: recordsAndLines.text,
      table: 'records_and_lines s',
      second: 'goods_lines g',
      columns: [/\bg\./g, `s.${besideRecord}`],
    },
  };
}
