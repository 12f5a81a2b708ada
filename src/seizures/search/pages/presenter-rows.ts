import type { HeadingMark, Names } from './presenter-names.ts';
import type { ListRow } from '../search.ts';

/** One row of the list as the table and the cards show it: names, not codes. */
export interface ShownRow {
  readonly ref: string;
  readonly href: string;
  readonly date: string;
  readonly headings: readonly HeadingMark[];
  readonly goods: string;
  readonly quantity: string;
  readonly unit: string;
  readonly place: string;
  readonly transportIcon: string;
  readonly route: readonly Stop[];
  /** Transport and the whole way in names: the table has room for three countries only. */
  readonly routeTitle: string;
  readonly concealment: string;
  readonly status: { readonly tone: string; readonly icon: string; readonly label: string };
  readonly synthetic: boolean;
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

export function rowsOf(rows: readonly ListRow[], names: Names): ShownRow[] {
  return rows.map(row => rowOf(row, names));
}

function rowOf(row: ListRow, names: Names): ShownRow {
  const stops = stopsOf(row);
  const [tone = '', icon = 'circle-dashed'] = looks[row.status] ?? [];
  return {
    ref: row.ref,
    href: `/seizures/${encodeURIComponent(row.ref)}`,
    date: row.seizureDate,
    headings: row.headings.slice(0, 3).map(names.heading),
    goods: goodsOf(row, names),
    quantity: row.quantity === null ? '' : names.quantity(row.quantity),
    unit: unitOf(row, names),
    place: row.placeName ?? (row.location === null ? '' : names.of('location', row.location)),
    transportIcon: row.transport === null ? '' : names.transportIcon(row.transport),
    route: shortened(stops),
    routeTitle: titleOf(row.transport, stops, names),
    concealment: row.concealment === null ? '' : names.of('concealment', row.concealment),
    status: { tone, icon, label: names.label(`common:status.${row.status}`) },
    synthetic: row.synthetic,
  };
}

function goodsOf({ headings: [heading = ''], products: [product = ''], lineCount }: ListRow, names: Names): string {
  const name = names.product(heading, product);
  return lineCount > 1 ? names.text('search:moreLines', { product: name, count: lineCount - 1 }) : name;
}

function unitOf({ unit, quantity, currency }: ListRow, names: Names): string {
  if (unit === null) return '';
  return unit === 'amount' && currency !== null ? currency : names.unit(unit, quantity ?? undefined);
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
