import { listed, type CopiedRows, type CopySource, type Glance } from '../../db/columnar/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { countedKeys } from '../own-fields/search-counts.ts';
import { queryRow, queryRows, sql } from '../../db/sql.ts';
import { readWordsForCopy } from '../search/store-common-words.ts';
import { valuesOfWords, wordColumns, wordsInCopy } from './words-in-copy.ts';
import {
  besideRecord,
  openToAll,
  readyColumns,
  readyInCopy,
  selected,
  typesOf,
  verifications,
  verificationsAlone,
} from './store-ready.ts';

// What figures are made of, in columns. The tables and columns are called as in PostgreSQL, so that one statement can
// be asked of either: a copy is one more way to the same answer and decides nothing, least of all who may see what.

const recordColumns = {
  id: 'bigint',
  office_id: 'integer',
  status: 'varchar',
  synthetic: 'boolean',
  seizure_date: 'date',
  country: 'varchar',
  location: 'varchar',
  direction: 'varchar',
  origin: 'varchar',
  departure: 'varchar',
  transit: 'varchar[]',
  destination: 'varchar',
  transport: 'varchar',
  concealment: 'varchar',
  detection: 'varchar',
  headings: 'varchar[]',
  products: 'varchar[]',
  main_quantity: 'double',
  main_unit: 'varchar',
  line_count: 'smallint',
  held: 'boolean',
  release: 'varchar',
  region_id: 'integer',
  release_offices: 'integer[]',
  embargo_until: 'date',
  import_id: 'bigint',
  channel: 'varchar',
  ...wordColumns,
  ...typesOf(readyColumns.seizures),
};

/** The same of \`seizures s\`. */
const recordValues = (words: readonly string[]): string => `
  s.id, s.office_id, s.status, s.synthetic, s.seizure_date, s.country, s.location, s.direction, s.origin, s.departure,
  ${listed('s.transit')}, s.destination, s.transport, s.concealment, s.detection, ${listed('s.headings')},
  ${listed('s.products')}, s.main_quantity::float8, s.main_unit, s.line_count, s.held, s.release, s.region_id,
  ${listed('s.release_offices')}, s.embargo_until, s.import_id, s.channel,
  ${valuesOfWords(words)}, ${selected(readyColumns.seizures)}`;

/** Of what a line is found by, the choices and codes: the words of its texts are no figures. */
const countedValues = `array(
  select v from unnest(tsvector_to_array(g.own)) v
  where split_part(v, '=', 1) in (${countedKeys()
    .map(key => `'${key}'`)
    .join(', ')}))`;

const lineColumns = {
  seizure_id: 'bigint',
  line_no: 'smallint',
  heading: 'varchar',
  product: 'varchar',
  quantity: 'double',
  unit: 'varchar',
  base_quantity: 'double',
  base_unit: 'varchar',
  kg_equivalent: 'double',
  usd: 'double',
  held: 'boolean',
  cites_appendix: 'varchar',
  own: 'varchar[]',
  ...typesOf(readyColumns.goods_lines),
};

/** The same of \`goods_lines g\`. */
const lineValues = `
  g.seizure_id, g.line_no, g.heading, g.product, g.quantity::float8, g.unit, g.base_quantity::float8, g.base_unit,
  g.kg_equivalent, g.usd, g.held, g.cites_appendix, ${listed(countedValues)}, ${selected(readyColumns.goods_lines)}`;

/**
 * First what all may see: who else may see it has one value in all of these, and takes no time to read. Then by date:
 * what is asked of a year reads that year.
 */
const inOrder = `not (${openToAll.text}), s.seizure_date, s.id`;

/**
 * Each line with its record beside it: what is grouped by both is read without a join, at a third of the cost. Of the
 * same rows, the records alone: a record's lines are numbered from one.
 */
const recordsAndLines = (words: readonly string[]): CopiedRows => ({
  tables: [
    {
      name: 'records_and_lines',
      record: 'id',
      columns: {
        ...recordColumns,
        ...Object.fromEntries(Object.entries(lineColumns).map(([name, type]) => [`${besideRecord}${name}`, type])),
      },
      where: `${besideRecord}line_no is not null`,
    },
    { name: 'seizures', record: 'id', columns: recordColumns, where: `coalesce(${besideRecord}line_no, 1) = 1` },
  ],
  rows: ids => `
    select ${recordValues(words)}, ${lineValues}
    from seizures s left join goods_lines g on g.seizure_id = s.id ${among(ids)}
    order by ${inOrder}, g.line_no`,
});

/** Turnaround is told of this year and the one before: what is older is left where it is. */
const verificationRows: CopiedRows = {
  tables: [
    {
      name: 'verifications',
      record: 'seizure_id',
      columns: {
        seizure_id: 'bigint',
        country: 'varchar',
        region_id: 'integer',
        verified_at: 'timestamp',
        days: 'double',
      },
    },
  ],
  rows: ids => `
    select d.seizure_id, d.country, d.region_id, d.verified_at at time zone 'UTC', d.days from ${verifications.text}
    where d.verified_at >= now() - interval '2 years' ${ids ? `and d.seizure_id = ${anyOf(ids)}` : ''}
    order by d.verified_at`,
};

const goodsLines = `goods_lines as select ${Object.keys(lineColumns)
  .map(name => `${besideRecord}${name} as ${name}`)
  .join(', ')} from records_and_lines`;

function among(ids: readonly number[] | undefined): string {
  return ids ? `where s.id = ${anyOf(ids)}` : '';
}

/** One constant: of thousands in a list, PostgreSQL would look at each while it plans. */
function anyOf(ids: readonly number[]): string {
  return `any('{${ids.join(',')}}'::bigint[])`;
}

/** The copy of a database: with the words that so many of its records have that PostgreSQL is slow to name them. */
export async function seizureCopyFor(on: Queryable): Promise<CopySource> {
  return seizureCopyOf(await readWordsForCopy(on));
}

/** Records and goods lines, with `words` as columns, and where to learn what changed of them. */
export const seizureCopyOf = (words: readonly string[]): CopySource => ({
  brought: [recordsAndLines(words), verificationRows],
  views: [goodsLines, wordsInCopy(words)],
  ready: readyInCopy(words),
  changes: (client, since) =>
    queryRows(
      client,
      sql`select seq, seizure_id as id from seizure_changes where transaction_id >= ${since}::xid8 order by seq`,
      'changes_for_copy',
    ),
  async glance(on, since) {
    const row = await queryRow<Glance>(
      on,
      sql`
        select pg_snapshot_xmin(pg_current_snapshot())::text as "oldestRunning",
          array(select seq::float8 from seizure_changes where transaction_id >= ${since}::xid8) as seqs`,
      'glance_for_copy',
    );
    return row ?? { oldestRunning: '0', seqs: [] };
  },
  summary: `
    select (select count(*) from seizures) as records, (select count(*) from seizures where held) as held,
      (select count(*) from seizures where status = 'verified') as verified,
      (select count(*) from seizures where status in ('withdrawn', 'merged')) as ended,
      (select count(*) from seizures where release <> 'all') as narrow,
      (select count(*) from seizures where embargo_until is not null) as embargo,
      (select count(*) from goods_lines) as lines, (select count(*) from goods_lines where held) as lines_held,
      (select count(*) from ${verificationsAlone.text} >= date_trunc('year', current_date) - interval '1 year')
        as verifications`,
});
