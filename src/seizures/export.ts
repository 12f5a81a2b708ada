import type { Viewer } from '../access/index.ts';
import { note } from '../audit/index.ts';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { run, sql } from '../db/sql.ts';
import type { SeizureRecord, Status } from './seizure.ts';
import { plain } from './criteria.ts';
import { whereOf, needsTexts } from './search-where.ts';
import type { Searching } from './search-where.ts';

/** One record of an export, with the lines' computed values. */
export interface ExportRecord {
  readonly id: number;
  readonly ref: string;
  readonly status: Status;
  readonly version: number;
  readonly seizureDate: string;
  readonly office: number;
  readonly recordedAt: Date;
  readonly synthetic: boolean;
  readonly record: SeizureRecord;
  readonly lines: readonly { kgEquivalent: number | null; usd: number | null; odpTonnes: number | null; co2eTonnes: number | null; citesAppendix: string | null }[];
}

const chunk = 2000;

/**
 * Everything a search finds, newest first, in chunks from one snapshot: what is counted on screen is what is written,
 * also while records come in. The export itself is noted before the first row leaves.
 */
export async function* exportSeizures(pool: Pool, searching: Searching, format: 'csv' | 'xlsx'): AsyncGenerator<readonly ExportRecord[]> {
  await noteExport(pool, searching.viewer, searching, format);
  const client = await pool.connect();
  let failed = true;
  try {
    await client.query('begin isolation level repeatable read read only');
    let place: ExportRecord | undefined;
    do {
      const rows: ExportRecord[] = await run<ExportRecord>(client, chunkAfter(searching, place));
      if (rows.length > 0) yield rows;
      place = rows.length === chunk ? rows.at(-1) : undefined;
    } while (place);
    await client.query('commit');
    failed = false;
  } finally {
    client.release(failed);
  }
}

function noteExport(pool: Pool, viewer: Viewer, { criteria }: Searching, format: string): Promise<void> {
  return inTransaction(pool, (client) => note(client, viewer, { action: 'seizure.exported', detail: { format, ...plain(criteria) } }));
}

function chunkAfter(searching: Searching, place: ExportRecord | undefined) {
  const where = whereOf(searching);
  const beyond = place ? 'and (s.seizure_date, s.id) < (?::date, ?::bigint)' : '';
  return sql.raw(
    `select s.id, s.ref, s.status, s.version, s.seizure_date as "seizureDate", s.office_id as office, s.recorded_at as "recordedAt", s.synthetic, x.record,
      (select json_agg(json_build_object('kgEquivalent', g.kg_equivalent, 'usd', g.usd, 'odpTonnes', g.odp_tonnes, 'co2eTonnes', g.co2e_tonnes,
        'citesAppendix', g.cites_appendix) order by g.line_no) from goods_lines g where g.seizure_id = s.id) as lines
     from (select s.* from seizures s ${needsTexts(searching) ? 'join seizure_records r on r.seizure_id = s.id' : ''}
       where ${where.text} ${beyond} order by s.seizure_date desc, s.id desc limit ${chunk}) s
     join seizure_records x on x.seizure_id = s.id order by s.seizure_date desc, s.id desc`,
    [...where.bindings, ...(place ? [place.seizureDate, place.id] : [])]);
}
