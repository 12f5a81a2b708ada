import type { ViewerOffice } from '../../src/access/index.ts';
import type { Queryable } from '../../src/db/pool.ts';
import type { Lists, Offices } from '../../src/reference/index.ts';
import type { Criteria } from '../../src/seizures/index.ts';

// Figures counted again, record by record: who sees what, what is asked and what adds up are written here a second
// time, from the rules and not from the statements.

export interface PlainRecord {
  readonly id: number;
  readonly office: number;
  readonly region: number | null;
  readonly status: string;
  readonly date: string;
  readonly release: string;
  readonly named: readonly number[];
  readonly embargo: string | null;
  readonly country: string;
  readonly transport: string | null;
  readonly concealment: string | null;
  readonly detection: string | null;
  readonly location: string | null;
  readonly direction: string | null;
  readonly origin: string | null;
  readonly departure: string | null;
  readonly transit: readonly string[];
  readonly destination: string | null;
  readonly importId: number | null;
  readonly lines: readonly PlainLine[];
}

/** Whether two countries of its way stand next to each other. */
function goes({ departure, transit, destination }: PlainRecord, leg: string | undefined): boolean {
  const way = [departure, ...transit, destination];
  return leg === undefined || way.some((from, at) => at > 0 && `${way[at - 1]}>${from}` === leg);
}

export interface PlainLine {
  readonly heading: string;
  readonly product: string;
  readonly unit: string | null;
  readonly quantity: number | null;
  readonly usd: number | null;
  readonly held: boolean;
}

/** Every record with its lines, as the owner of the database reads them. */
export async function plainRecords(owner: Queryable): Promise<PlainRecord[]> {
  const { rows } = await owner.query<PlainRecord>(`
    select s.id, office_id as office, region_id as region, status, seizure_date as date, release,
      release_offices as named, embargo_until as embargo, country, transport, concealment, detection, location,
      direction, origin, departure, transit, destination, import_id as "importId",
      (select json_agg(json_build_object('heading', g.heading, 'product', g.product, 'unit', g.base_unit,
        'quantity', g.base_quantity, 'usd', g.usd, 'held', g.held) order by g.line_no)
        from goods_lines g where g.seizure_id = s.id) as lines
    from seizures s order by s.id`);
  return rows;
}

/** Whether officers of an office may see a record on a day. */
function sees({ id, kind, riloId }: ViewerOffice, record: PlainRecord, day: string): boolean {
  if (record.office === id || (kind === 'rilo' && record.region === id)) return true;
  if (record.embargo !== null && record.embargo > day) return false;
  if (record.release === 'all' || kind === 'secretariat') return true;
  if (record.release === 'region') return riloId !== null && record.region === riloId;
  if (record.release === 'rilos') return kind === 'rilo';
  return record.release === 'named' && record.named.includes(id);
}

/** Fields whose value is asked for as it is. */
const plainFields = ['country', 'concealment', 'detection', 'location', 'direction', 'origin', 'departure'] as const;

export interface Asking {
  readonly office: ViewerOffice;
  readonly criteria: Criteria;
  readonly day: string;
  readonly lists: Lists;
  readonly offices: Offices;
}

/** The records of a search; `without` leaves the filter of one field out. */
function found(records: readonly PlainRecord[], asking: Asking, without?: string): PlainRecord[] {
  return records.filter(record => sees(asking.office, record, asking.day) && isAsked(record, asking, without));
}

function isAsked(record: PlainRecord, { criteria, lists, offices }: Asking, without: string | undefined): boolean {
  const passes = (name: string, asked: readonly string[], values: readonly (string | null)[]): boolean =>
    name === without || asked.length === 0 || values.some(value => value !== null && asked.includes(value));
  const statuses = criteria.status.length > 0 ? criteria.status : ['submitted', 'queried', 'verified'];
  const { transport, lines, date } = record;
  const mode = transport === null ? undefined : lists.lookUp('transport', transport)?.parent;
  const of = (name: 'heading' | 'product'): string[] => lines.map(line => line[name]);
  return (
    passes('status', statuses, [record.status]) &&
    plainFields.every(name => passes(name, criteria[name], [record[name]])) &&
    passes('destination', criteria.destination, [record.destination]) &&
    passes('transit', criteria.transit, record.transit) &&
    passes('touches', criteria.touches, [
      ...[record.country, record.origin, record.departure, record.destination],
      ...record.transit,
    ]) &&
    goes(record, criteria.leg) &&
    passes('transport', criteria.transport, [transport, mode ?? null]) &&
    passes('heading', criteria.heading, of('heading')) &&
    passes('product', criteria.product, of('product')) &&
    passes('office', criteria.office, [offices.byId(record.office)?.code ?? null]) &&
    (criteria.from === undefined || date >= criteria.from) &&
    (criteria.to === undefined || date <= criteria.to) &&
    (criteria.held === undefined || lines.some(({ held }) => held)) &&
    (criteria.import === undefined || record.importId === criteria.import)
  );
}

function linesAsked({ lines }: PlainRecord, { heading, product }: Criteria): PlainLine[] {
  return lines.filter(
    line =>
      (heading.length === 0 || heading.includes(line.heading)) &&
      (product.length === 0 || product.includes(line.product)),
  );
}

const stated = (code: string | null): string | null => (code === 'ZZ' ? null : code);

/** The value a record has in a split; `line` stands for its goods. */
function valueOf(name: string, record: PlainRecord, line: PlainLine): string | null {
  const [from, to] = [stated(record.departure), stated(record.destination)];
  switch (name) {
    case 'heading':
      return line.heading;
    case 'product':
      return `${line.heading}/${line.product}`;
    case 'region':
      return record.region === null ? null : String(record.region);
    case 'office':
      return String(record.office);
    case 'way':
      return from === null || to === null ? null : `${from}>${to}`;
    case 'month':
      return record.date.slice(0, 7);
    case 'weekday':
      return String(new Date(`${record.date}T00:00:00Z`).getUTCDay() || 7);
    case 'origin':
    case 'departure':
    case 'destination':
      return stated(record[name]);
    default:
      return record[name as 'country'];
  }
}

/** What `countCases` answers, a text a cell, sorted. */
export function casesAgain(records: readonly PlainRecord[], asking: Asking, names: readonly string[]): string[] {
  const ofGoods = names.some(name => name === 'heading' || name === 'product');
  const counts = new Map<string, number>();
  for (const record of found(records, asking)) {
    const line = linesAsked(record, asking.criteria)[0] ?? (ofGoods ? undefined : record.lines[0]);
    if (line) add(counts, JSON.stringify(names.map(name => valueOf(name, record, line))), 1);
  }
  return [...counts].map(([values, cases]) => `${values} ${cases}`).sort();
}

/** What `sumLines` answers, a text a cell, sorted; quantities to nine figures. */
export function linesAgain(records: readonly PlainRecord[], asking: Asking, names: readonly string[]): string[] {
  const cells = new Map<string, PlainLine[]>();
  for (const record of found(records, asking))
    for (const line of linesAsked(record, asking.criteria)) {
      const values = names.map(name => valueOf(name, record, line));
      const key = JSON.stringify([...values, line.unit === 'amount' ? 'USD' : line.unit]);
      cells.set(key, [...(cells.get(key) ?? []), line]);
    }
  return [...cells]
    .map(([key, lines]) => {
      const quantities = lines.filter(({ held }) => !held).flatMap(line => amountOf(line) ?? []);
      const [sum, largest] = quantities.length === 0 ? [null, null] : [total(quantities), Math.max(...quantities)];
      return `${key} ${lines.length} ${figure(sum)} ${figure(largest)} ${lines.filter(({ held }) => held).length}`;
    })
    .sort();
}

function amountOf({ unit, usd, quantity }: PlainLine): number | null {
  return unit === null ? null : unit === 'amount' ? usd : quantity;
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** To nine figures: beyond them the order of adding shows. */
export function figure(number: number | null): string {
  return number === null ? '-' : String(Number(number.toPrecision(9)));
}

const counted = [...plainFields.slice(0, 5), 'status', 'transport', 'heading', 'office'] as const;

/** What `countFacets` answers: counts by field and code, and sums by unit. */
export function facetsAgain(records: readonly PlainRecord[], asking: Asking) {
  const counts = Object.fromEntries(
    counted.map(name => {
      const codes = new Map<string, number>();
      for (const record of found(records, asking, name))
        for (const code of codesOf(name, record, asking.offices)) add(codes, code, 1);
      return [name, sortedEntries(codes)];
    }),
  );
  const sums = new Map<string, number>();
  const all = found(records, asking).flatMap(({ lines }) => lines);
  for (const line of all) {
    const amount = amountOf(line);
    if (!line.held && line.unit !== null && amount !== null)
      add(sums, line.unit === 'amount' ? 'USD' : line.unit, amount);
  }
  return {
    counts,
    totals: sortedEntries(sums).map(([unit, sum]) => [unit, figure(sum)]),
    lines: all.length,
    held: all.filter(({ held }) => held).length,
  };
}

function codesOf(name: (typeof counted)[number], record: PlainRecord, offices: Offices): string[] {
  if (name === 'heading') return [...new Set(record.lines.map(({ heading }) => heading))];
  if (name === 'office') return [offices.byId(record.office)?.code ?? ''];
  const code = record[name];
  return code === null ? [] : [code];
}

export function sortedEntries<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
