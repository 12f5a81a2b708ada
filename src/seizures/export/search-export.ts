import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client, Pool } from '../../db/pool.ts';
import type { Reads } from '../../db/reads.ts';
import { empty, execute, queryRows, sql, type Sql } from '../../db/sql.ts';
import { inTransaction } from '../../db/transaction.ts';
import { addExport } from '../use/store-count.ts';
import { headingCodes, type HeadingCode } from '../goods/heading.ts';
import type { ComputedLine } from '../record/search-columns.ts';
import type { SeizureRecord, Status } from '../seizure.ts';
import { plain } from '../search/criteria.ts';
import { recordFor } from '../scope.ts';
import { whereOf, type Searching } from '../search/search-where.ts';

/** One record of an export, with the lines' computed values. */
export interface ExportRecord {
  readonly id: number;
  readonly ref: string;
  readonly status: Status;
  readonly version: number;
  readonly seizureDate: string;
  readonly office: number;
  /** ISO time in UTC, to the second. */
  readonly recordedAt: string;
  readonly synthetic: boolean;
  /** Whether only its office and its RILO see it at this moment. */
  readonly embargoed: boolean;
  readonly record: SeizureRecord;
  readonly lines: readonly ComputedLine[];
}
export interface ExportChunk {
  /** Every heading that occurs in the whole export, which decides its columns. */
  readonly headings: ReadonlySet<HeadingCode>;
  readonly records: readonly ExportRecord[];
}

const chunkSize = 1000;

/**
 * Everything a search finds, newest first, in chunks from one snapshot: what is counted on screen is what is written,
 * also while records come in. The export is noted before the first chunk leaves; there is always a first chunk, which
 * may be empty. Ending the iteration early gives the connection back. Whose records left is counted for their offices.
 */
export async function* exportSeizures(
  pool: Pool,
  searching: Searching,
  format: 'csv' | 'xlsx',
  reads: Pick<Reads, 'connect'> = pool,
): AsyncGenerator<ExportChunk> {
  await noteExport(pool, searching.viewer, searching, format);
  const client = await reads.connect();
  const taken = new Map<number, number>();
  let failed = true;
  try {
    await openSnapshot(client);
    const read = (after?: ExportRecord): Promise<ExportRecord[]> =>
      queryRows<ExportRecord>(client, chunkAfter(searching, after));
    const first = await read();
    const headings = await headingsIn(client, searching, first);
    for (let next: Promise<ExportRecord[]> | undefined = Promise.resolve(first); next; ) {
      const records: ExportRecord[] = await next;
      // The next chunk is read while this one is written; where the reader leaves, its failure is nobody's.
      next = records.length === chunkSize ? read(records.at(-1)) : undefined;
      next?.catch(() => undefined);
      for (const { office, embargoed } of records) if (!embargoed) taken.set(office, (taken.get(office) ?? 0) + 1);
      yield { headings, records };
    }
    await execute(client, sql`commit`);
    failed = false;
  } finally {
    client.release(failed);
    await addExport(pool, searching.viewer, taken);
  }
}

/** A reader on a slow line may take minutes between two chunks; the transaction waits for him, but not for ever. */
async function openSnapshot(client: Client): Promise<void> {
  await execute(client, sql`begin isolation level repeatable read read only`);
  await execute(client, sql`set local idle_in_transaction_session_timeout = '5min'`);
}

function noteExport(pool: Pool, viewer: Viewer, { criteria }: Searching, format: string): Promise<void> {
  return inTransaction(pool, client =>
    note(client, viewer, { action: 'seizure.exported', detail: { format, ...plain(criteria) } }),
  );
}

/**
 * Every heading of the whole export. Most are in its first chunk, so only others are sought: those the search asks for,
 * and those that only a record of several headings can bring along, of which there are few.
 */
async function headingsIn(
  client: Client,
  searching: Searching,
  first: readonly ExportRecord[],
): Promise<ReadonlySet<HeadingCode>> {
  const found = new Set(first.flatMap(({ record }) => record.lines.map(({ heading }) => heading)));
  if (first.length < chunkSize) return found;
  const { heading: asked, own } = searching.criteria;
  const mayBeAlone = (code: HeadingCode): boolean => asked.length === 0 || own.length > 0 || asked.includes(code);
  const missing = headingCodes.filter(code => !found.has(code));
  const alone = await headingsAmong(client, searching, missing.filter(mayBeAlone));
  const beside = missing.filter(code => !mayBeAlone(code));
  const others = await headingsAmong(client, searching, beside, sql`and cardinality(s.headings) > 1`);
  return new Set([...found, ...alone, ...others]);
}

async function headingsAmong(
  client: Client,
  searching: Searching,
  sought: readonly HeadingCode[],
  further = empty,
): Promise<HeadingCode[]> {
  if (sought.length === 0) return [];
  const rows = await queryRows<{ heading: HeadingCode }>(
    client,
    sql`
      select distinct unnest(s.headings) as heading from seizures s
      where ${whereOf(searching)} and s.headings && ${[...sought]}::text[] ${further}`,
  );
  return rows.map(({ heading }) => heading);
}

function chunkAfter(searching: Searching, place: ExportRecord | undefined): Sql {
  const beyond = place ? sql`and (s.seizure_date, s.id) < (${place.seizureDate}::date, ${place.id}::bigint)` : empty;
  return sql`
    select s.id, s.ref, s.status, s.version, s.seizure_date as "seizureDate", s.office_id as office,
      to_char(s.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "recordedAt", s.synthetic,
      coalesce(s.embargo_until > current_date, false) as embargoed,
      ${recordFor(searching.viewer, sql`x`)} as record,
      (select json_agg(json_build_object('baseQuantity', g.base_quantity, 'baseUnit', g.base_unit,
          'kgEquivalent', g.kg_equivalent, 'factorVersion', g.factor_version, 'usd', g.usd,
          'odpTonnes', g.odp_tonnes, 'co2eTonnes', g.co2e_tonnes, 'pureAlcoholLitres', g.pure_alcohol_litres,
          'citesAppendix', g.cites_appendix) order by g.line_no)
        from goods_lines g where g.seizure_id = s.id) as lines
    from (select s.* from seizures s where ${whereOf(searching)} ${beyond}
      order by s.seizure_date desc, s.id desc limit ${chunkSize}) s
    join seizure_records x on x.seizure_id = s.id order by s.seizure_date desc, s.id desc`;
}
