import { copyRows } from '../../db/copy.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import { today } from '../../text/plain-date.ts';
import { termsOfReference } from './references.ts';
import { columnNames } from './search-columns.ts';
import type { Projection } from './search-columns.ts';
import { insertRemarks } from '../remarks/store-remarks.ts';
import type { Remark } from '../remarks/remark.ts';
import type { Channel, SeizureRecord } from '../seizure.ts';

/** A valid record ready to be written, with what was worked out from it. */
export interface NewSeizure {
  readonly clientUuid: string;
  readonly record: SeizureRecord;
  /** What other Members read of it while words wait for a second person. */
  readonly masked?: SeizureRecord | null;
  readonly projection: Projection;
  readonly channel: Channel;
  readonly recordedBy: number;
  /** ISO time of recording; now when absent. Demo data sets it. */
  readonly recordedAt?: string;
  readonly synthetic?: boolean;
  readonly importRow?: { readonly importId: number; readonly row: number };
  /** What no field can hold: the file's own columns by their header. */
  readonly source?: Readonly<Record<string, string>>;
  /** What was remarked of the file's rows, and whose import they came by. */
  readonly remarked?: { readonly byOffice: number; readonly remarks: readonly Remark[] };
}

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
export async function takeRefs(client: Queryable, seizures: readonly NewSeizure[]): Promise<string[]> {
  const needs = new Map<string, number>();
  const keys = seizures.map(
    ({ projection }) => `${projection.columns.country}-${projection.columns.seizure_date?.slice(0, 4)}`,
  );
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
 * demo. `taken` are references taken before.
 */
export async function insertSeizures(
  client: Client,
  seizures: readonly NewSeizure[],
  taken?: readonly string[],
): Promise<WrittenSeizure[]> {
  if (seizures.length === 0) return [];
  const refs = taken ?? (await takeRefs(client, seizures));
  const ids = await queryRows<{ id: number }>(
    client,
    sql`select nextval('seizures_id_seq') as id from generate_series(1, ${seizures.length}::int)`,
    'take_seizure_ids',
  );
  const written = seizures.map((seizure, index) => ({
    ...seizure,
    id: ids[index]?.id ?? 0,
    ref: refs[index] ?? '',
    at: seizure.recordedAt ?? new Date().toISOString(),
  }));
  const documents = await documentsOf(client, written);
  await copyRows(
    client,
    'seizures',
    seizureColumns,
    written.map((one, index) => [...seizureRow(one), documents[index] ?? '']),
  );
  await copyRows(
    client,
    'seizure_records',
    ['seizure_id', 'record', 'masked', 'source'],
    written.map(one => [one.id, one.record, one.masked ?? null, one.source ?? null]),
  );
  await copyRows(
    client,
    'goods_lines',
    lineColumns,
    written.flatMap(one => lineRows(one.id, one.projection)),
  );
  await copyRows(
    client,
    'goods_line_numbers',
    numberColumns,
    written.flatMap(one => numberRows(one.id, one.projection)),
  );
  await copyRows(
    client,
    'seizure_steps',
    ['seizure_id', 'kind', 'version', 'at', 'account_id'],
    written.map(one => [one.id, 'submitted', 1, one.at, one.recordedBy]),
  );
  await copyRows(
    client,
    'seizure_changes',
    ['seizure_id', 'kind'],
    written.map(one => [one.id, 'upsert']),
  );
  await insertRemarks(
    client,
    written.flatMap(({ id, projection, remarked }) =>
      remarked ? [{ seizureId: id, officeId: projection.officeId, ...remarked }] : [],
    ),
  );
  return written.map(({ id, ref }) => ({ id, ref }));
}

const seizureColumns = [
  'id',
  'ref',
  'client_uuid',
  'office_id',
  'status',
  'channel',
  'synthetic',
  ...columnNames,
  'transit',
  'headings',
  'products',
  'main_quantity',
  'main_unit',
  'line_count',
  'held',
  'release',
  'region_id',
  'release_offices',
  'embargo_until',
  'under_embargo',
  'import_id',
  'import_row',
  'recorded_by',
  'recorded_at',
  'changed_at',
  'document',
];

/** The search documents, as PostgreSQL writes them: it knows the word forms, and COPY takes no expressions. */
async function documentsOf(client: Client, seizures: readonly (NewSeizure & WrittenSeizure)[]): Promise<string[]> {
  const rows = await queryRows<{ document: string }>(
    client,
    sql`
      select search_document(array(select jsonb_array_elements_text(t::jsonb)), w, l)::text as document
      from unnest(${seizures.map(one => JSON.stringify(termsOf(one)))}::text[],
        ${seizures.map(({ projection }) => projection.words)}::text[],
        ${seizures.map(({ projection }) => projection.lang)}::text[]) with ordinality as x(t, w, l, n) order by n`,
    'search_documents',
  );
  return rows.map(({ document }) => document);
}

function termsOf({ ref, projection }: NewSeizure & WrittenSeizure): string[] {
  return [...termsOfReference(ref), ...projection.terms];
}

function seizureRow(one: NewSeizure & WrittenSeizure & { at: string }) {
  const { projection: p } = one;
  return [
    one.id,
    one.ref,
    one.clientUuid,
    p.officeId,
    'submitted',
    one.channel,
    one.synthetic ?? false,
    ...columnNames.map(name => p.columns[name]),
    p.transit,
    p.headings,
    p.products,
    p.mainQuantity,
    p.mainUnit,
    p.lines.length,
    p.lines.some(({ held }) => held),
    p.release,
    p.regionId,
    p.releaseOffices,
    p.embargoUntil,
    isUnderEmbargo(p.embargoUntil),
    one.importRow?.importId ?? null,
    one.importRow?.row ?? null,
    one.recordedBy,
    one.at,
    one.at,
  ];
}

/** Whether an embargo runs: one that is over already ends nothing. */
function isUnderEmbargo(until: string | null): boolean {
  return until !== null && until > today();
}

export const lineColumns = [
  'seizure_id',
  'line_no',
  'heading',
  'product',
  'quantity',
  'unit',
  'base_quantity',
  'base_unit',
  'kg_equivalent',
  'factor_version',
  'usd',
  'odp_tonnes',
  'co2e_tonnes',
  'pure_alcohol_litres',
  'cites_appendix',
  'held',
  'own',
];

export function lineRows(seizureId: number, { lines }: Pick<Projection, 'lines'>) {
  return lines.map((line, index) => [
    seizureId,
    index + 1,
    line.heading,
    line.product,
    line.quantity,
    line.unit,
    line.baseQuantity,
    line.baseUnit,
    line.kgEquivalent,
    line.factorVersion,
    line.usd,
    line.odpTonnes,
    line.co2eTonnes,
    line.pureAlcoholLitres,
    line.citesAppendix,
    line.held,
    // A tsvector as text: its lexemes in quotes.
    line.own.lexemes.map(lexeme => `'${lexeme.replace(/[\\']/g, '$&$&')}'`).join(' '),
  ]);
}

export const numberColumns = ['seizure_id', 'line_no', 'field', 'value'];

export function numberRows(seizureId: number, projection: Projection) {
  return projection.lines.flatMap((line, index) =>
    line.own.numbers.map(({ field, value }) => [seizureId, index + 1, field, value]),
  );
}
