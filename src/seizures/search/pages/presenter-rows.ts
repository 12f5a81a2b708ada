import type { HeadingMark, Names } from './presenter-names.ts';
import type { ListLine, ListRow } from '../result-page.ts';

/** One row of the list as the table and the cards show it: names, not codes. */
export interface ShownRow {
  readonly ref: string;
  readonly href: string;
  readonly date: string;
  readonly goods: readonly ShownLine[];
  /** How many lines are not shown, in words; empty where all are. */
  readonly more: string;
  readonly place: string;
  readonly placeTitle: string;
  readonly transportIcon: string;
  readonly route: readonly Stop[];
  /** Transport and the whole way in names: the table has room for three countries only. */
  readonly routeTitle: string;
  /** As the table has room for it, and in full. */
  readonly concealment: string;
  readonly concealmentTitle: string;
  readonly status: { readonly tone: string; readonly icon: string; readonly label: string };
  readonly synthetic: boolean;
}
interface ShownLine {
  readonly heading: HeadingMark;
  readonly name: string;
  /** The name in full; empty where it is no longer. */
  readonly title: string;
  readonly quantity: string;
  readonly unit: string;
}
interface Stop {
  readonly code: string;
  readonly seized: boolean;
  /** Countries between this stop and the one before are left out. */
  readonly gap: boolean;
}

const looks: Readonly<Record<string, readonly [tone: string, icon: string]>> = {
  submitted: ['is-info', 'clock-3'],
  queried: ['is-warn', 'message-circle-question-mark'],
  verified: ['is-good', 'circle-check'],
  withdrawn: ['', 'undo-2'],
  merged: ['is-merged', 'git-merge'],
};

/** A row as it is drawn: what was read is all it shows, so the same row is drawn once for each language. */
export interface KeptRow {
  readonly key: string;
  shown(): ShownRow;
}

export function rowsOf(rows: readonly ListRow[], names: Names): ShownRow[] {
  return rows.map(row => rowOf(row, names));
}

export function keptRowsOf(rows: readonly ListRow[], names: Names): KeptRow[] {
  return rows.map(row => ({
    key: `${names.lang} ${names.version} ${JSON.stringify(row)}`,
    shown: () => rowOf(row, names),
  }));
}

function rowOf(row: ListRow, names: Names): ShownRow {
  const stops = stopsOf(row);
  const [tone = '', icon = 'circle-dashed'] = looks[row.status] ?? [];
  return {
    ref: row.ref,
    href: `/seizures/${encodeURIComponent(row.ref)}`,
    date: row.seizureDate,
    ...goodsOf(row, names),
    place: row.placeName === null ? kindOfPlace(row, names.short) : shortPlace(row.placeName),
    placeTitle: row.placeName ?? kindOfPlace(row, names.of),
    transportIcon: row.transport === null ? '' : names.transportIcon(row.transport),
    route: shortened(stops),
    routeTitle: titleOf(row.transport, stops, names),
    concealment: row.concealment === null ? '' : names.short('concealment', row.concealment),
    concealmentTitle: row.concealment === null ? '' : names.of('concealment', row.concealment),
    status: { tone, icon, label: names.label(`common:status.${row.status}`) },
    synthetic: row.synthetic,
  };
}

function kindOfPlace({ location }: ListRow, name: (list: string, code: string) => string): string {
  return location === null ? '' : name('location', location);
}

/** A place without its other names, and an airport without saying so: "Charles de Gaulle". */
function shortPlace(name: string): string {
  const short = name.replace(/\s*\([^()]*\)$/, '').replace(/(?:\s+International)?\s+Airport$/i, '');
  return short === '' ? name : short;
}

/** Of a record with more lines than this, one fewer and how many there are besides. */
const mostLines = 6;

function goodsOf({ goods, lineCount }: ListRow, names: Names): Pick<ShownRow, 'goods' | 'more'> {
  const shown = lineCount > mostLines ? goods.slice(0, mostLines - 1) : goods;
  const left = lineCount - shown.length;
  return {
    goods: shown.map(line => lineOf(line, names)),
    more: left > 0 ? names.text('search:moreLines', { count: left, number: names.count(left) }) : '',
  };
}

function lineOf({ heading, product, quantity, unit, currency }: ListLine, names: Names): ShownLine {
  const full = names.product(heading, product);
  const name = names.shortProduct(heading, product);
  return {
    heading: names.heading(heading),
    name,
    title: name === full ? '' : full,
    quantity: quantity === null ? '' : names.quantity(quantity),
    unit:
      unit === null ? '' : unit === 'amount' && currency !== null ? currency : names.unit(unit, quantity ?? undefined),
  };
}

/**
 * Countries in the order of the journey, the country of seizure among them: before the destination where it is not
 * named.
 */
export function stopsOf(row: Pick<ListRow, 'country' | 'origin' | 'departure' | 'transit' | 'destination'>): Stop[] {
  const way = [row.origin, row.departure, ...row.transit].filter(code => code !== null);
  const end = row.destination === null ? [] : [row.destination];
  const codes = [
    ...way,
    ...(way.includes(row.country) || row.destination === row.country ? [] : [row.country]),
    ...end,
  ].filter((code, at, all) => code !== all[at - 1]);
  const seizedAt = codes.indexOf(row.country);
  return codes.map((code, at) => ({ code, seized: at === seizedAt, gap: false }));
}

function titleOf(transport: string | null, stops: readonly Stop[], names: Names): string {
  const way = stops
    .map(({ code, seized }) => names.of('country', code) + (seized ? ` (${names.label('search:seizedHere')})` : ''))
    .join(' → ');
  return transport === null ? way : `${names.of('transport', transport)}${names.label('common:colon')} ${way}`;
}

/** First, seized and last. */
function shortened(stops: readonly Stop[]): Stop[] {
  if (stops.length <= 3) return [...stops];
  const kept = stops.flatMap((stop, at) => (at === 0 || at === stops.length - 1 || stop.seized ? [{ stop, at }] : []));
  return kept.map(({ stop, at }, place) => ({ ...stop, gap: place > 0 && at - (kept[place - 1]?.at ?? 0) > 1 }));
}
