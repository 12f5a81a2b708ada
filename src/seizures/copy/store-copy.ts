import { listed } from '../../db/columnar/index.ts';
import type { CopiedTable, CopySource } from '../../db/columnar/index.ts';
import { countedKeys } from '../own-fields/search-counts.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { readyColumns, readyExpressions, selected, typesOf } from './store-ready.ts';

// What figures are made of, in columns. The tables and columns are called as in PostgreSQL, so that one statement can
// be asked of either: a copy is one more way to the same answer and decides nothing, least of all who may see what.

const seizures: CopiedTable = {
  name: 'seizures',
  record: 'id',
  columns: {
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
    ...typesOf(readyColumns.seizures),
  },
  // By date: what is asked of a year then reads that year.
  rows: ids => `
    select id, office_id, status, synthetic, seizure_date, country, location, direction, origin, departure,
      ${listed('transit')}, destination, transport, concealment, detection, ${listed('headings')},
      ${listed('products')},
      main_quantity::float8, main_unit, line_count, held, release, region_id, ${listed('release_offices')},
      embargo_until, import_id, ${selected(readyColumns.seizures)}
    from seizures s ${ids ? `where id in (${ids.join(', ')})` : ''} order by seizure_date, id`,
};

/** Of what a line is found by, the choices and codes: the words of its texts are no figures. */
const countedValues = `array(
  select v from unnest(tsvector_to_array(g.own)) v
  where split_part(v, '=', 1) in (${countedKeys()
    .map(key => `'${key}'`)
    .join(', ')}))`;

const goodsLines: CopiedTable = {
  name: 'goods_lines',
  record: 'seizure_id',
  columns: {
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
  },
  rows: ids => `
    select g.seizure_id, g.line_no, g.heading, g.product, g.quantity::float8, g.unit, g.base_quantity::float8,
      g.base_unit, g.kg_equivalent, g.usd, g.held, g.cites_appendix,
      ${listed(countedValues)}, ${selected(readyColumns.goods_lines)}
    from goods_lines g ${ids ? `where g.seizure_id in (${ids.join(', ')})` : 'join seizures s on s.id = g.seizure_id'}
    order by ${ids ? '' : 's.seizure_date, '}g.seizure_id, g.line_no`,
};

/** Records and goods lines, and where to learn what changed of them. */
export const seizureCopy: CopySource = {
  tables: [seizures, goodsLines],
  ready: readyExpressions(),
  changes: (client, since) =>
    queryRows(
      client,
      sql`select seq, seizure_id as id from seizure_changes where transaction_id >= ${since}::xid8 order by seq`,
      'changes_for_copy',
    ),
  summary: `
    select (select count(*) from seizures) as records, (select count(*) from seizures where held) as held,
      (select count(*) from seizures where status = 'verified') as verified,
      (select count(*) from seizures where status in ('withdrawn', 'merged')) as ended,
      (select count(*) from seizures where release <> 'all') as narrow,
      (select count(*) from seizures where embargo_until is not null) as embargo,
      (select count(*) from goods_lines) as lines, (select count(*) from goods_lines where held) as lines_held`,
};
