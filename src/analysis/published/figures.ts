import type { Lists, Offices } from '../../reference/index.ts';
import type { FigureLine, SeizureFigures, Share, Sum, UnitFigures } from '../../seizures/index.ts';
import type { DimensionName } from '../cells/dimension.ts';
import type { LineCell } from '../cells/search-cells.ts';
import { raisedValue } from '../cells/table.ts';
import { flowsOf, keyOf } from '../flows/flows.ts';
import { membersAsked } from '../coverage/coverage.ts';
import { ofCases, type CellsOfPeriod, type PublishedCells } from './cells.ts';

/** Rows of each list: what one page of paper holds beside the rest. */
const shown = { list: 5, routes: 8 } as const;

type Period = SeizureFigures['period'];
interface Sources {
  readonly lists: Lists;
  readonly offices: Offices;
}
/** Cases by code; null is what is not stated. */
type Counts = ReadonlyMap<string | null, number>;

/** Puts the figures of a sheet together. Pure. */
export function figuresOf(cells: PublishedCells, period: Period, sources: Sources): SeizureFigures {
  const { now, before, lateness, sums } = cells;
  const { lists } = sources;
  const members = membersAsked({ country: [] }, sources.offices);
  const cases = total([countriesOf(now, sources)]);
  const statuses = byField(now, 'status', lists);
  const share = (name: 'transport' | 'concealment', raisedTo: DimensionName = name): Share =>
    shareOf(byField(now, name, lists, raisedTo), byField(before, name, lists, raisedTo), codesOf(sums[name], raisedTo));
  return {
    period,
    cases,
    before: total([countriesOf(before, sources)]),
    ...{ synthetic: lateness.synthetic, measured: lateness.measured, delay: lateness.delay },
    held: sums.time.reduce((held, line) => held + line.held, 0),
    statuses: {
      verified: statuses.get('verified') ?? 0,
      submitted: statuses.get('submitted') ?? 0,
      queried: statuses.get('queried') ?? 0,
    },
    ...membersOf(now, before, members),
    buckets: bucketsOf(now, before, period, { lists, members }),
    units: unitsOf(sums.time, sums.before, period, lists),
    countries: shareOf(countriesOf(now, sources), countriesOf(before, sources), [
      ...codesOf(sums.country),
      ...codesOf(sums.region).map(line => ({ ...line, code: officeCode(line.code, sources) })),
    ]),
    concealments: share('concealment'),
    transports: share('transport', 'conveyance'),
    products: shareOf(byProduct(now), byProduct(before), codesOf(sums.product)),
    routes: routesOf(cells, cases),
  };

  function codesOf(lines: readonly LineCell[], raisedTo?: DimensionName): CodedLine[] {
    return lines.map(line => ({ ...line, code: raisedValue(raisedTo, line.values[0] ?? null, lists) }));
  }
}

type CodedLine = LineCell & { readonly code: string | null };

function add<K>(counts: Map<K, number>, key: K, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

function total(all: readonly Counts[]): number {
  return all.flatMap(counts => [...counts.values()]).reduce((sum, one) => sum + one, 0);
}

/** Of the records that are of a country, and of those that are of a region alone. */
function countriesOf({ countries, regions }: CellsOfPeriod, sources: Sources): Counts {
  const counts = new Map<string | null, number>();
  for (const { values, cases } of countries) add(counts, values[1] ?? null, cases);
  for (const { values, cases } of regions) add(counts, officeCode(values[1] ?? null, sources), cases);
  return counts;
}

function officeCode(id: string | null, { offices }: Sources): string | null {
  return offices.byId(Number(id))?.code ?? id;
}

function byField(
  { cases: cells }: CellsOfPeriod,
  name: (typeof ofCases)[number],
  lists: Lists,
  raisedTo: DimensionName = name,
): Counts {
  const counts = new Map<string | null, number>();
  for (const { values, cases } of cells)
    add(counts, raisedValue(raisedTo, values[ofCases.indexOf(name)] ?? null, lists), cases);
  return counts;
}

function byProduct({ products }: CellsOfPeriod): Counts {
  return new Map(products.map(({ values, cases }) => [values[0] ?? null, cases]));
}

/** Members with cases, and of them those that had cases before: whether a change is one of reporting. */
function membersOf(
  now: CellsOfPeriod,
  before: CellsOfPeriod,
  members: ReadonlySet<string>,
): Pick<SeizureFigures, 'members' | 'steady'> {
  const [here, there] = [now, before].map(({ countries }) => {
    const counts = new Map<string, number>();
    for (const { values, cases } of countries) if (members.has(values[1] ?? '')) add(counts, values[1] ?? '', cases);
    return counts;
  }) as [Map<string, number>, Map<string, number>];
  const steady = [...here.keys()].filter(code => there.has(code));
  const sum = (counts: ReadonlyMap<string, number>): number =>
    steady.reduce((all, code) => all + (counts.get(code) ?? 0), 0);
  return { members: here.size, steady: { members: steady.length, cases: sum(here), before: sum(there) } };
}

function bucketsOf(
  now: CellsOfPeriod,
  before: CellsOfPeriod,
  period: Period,
  { lists, members }: { readonly lists: Lists; readonly members: ReadonlySet<string> },
): SeizureFigures['buckets'] {
  const keyed = ({ countries, regions }: CellsOfPeriod) =>
    [...countries, ...regions].map(({ values: [month = null, country], cases }) => ({
      key: raisedValue(period.step, month, lists),
      country,
      cases,
    }));
  const [here, there] = [Map.groupBy(keyed(now), ({ key }) => key), Map.groupBy(keyed(before), ({ key }) => key)];
  const years = Number(period.from.slice(0, 4)) - Number(period.before.from.slice(0, 4));
  const sum = (cells: readonly { readonly cases: number }[] = []): number =>
    cells.reduce((all, { cases }) => all + cases, 0);
  return period.buckets.map(({ key }) => ({
    key,
    cases: sum(here.get(key)),
    // Regions, and countries that are no Members, are nobody who reported.
    members: new Set((here.get(key) ?? []).map(({ country }) => country).filter(code => members.has(code ?? ''))).size,
    before: sum(there.get(`${Number(key.slice(0, 4)) - years}${key.slice(4)}`)),
  }));
}

/** Units of the lines with a quantity, those of most lines first; never added to one another. */
function unitsOf(
  lines: readonly LineCell[],
  before: readonly LineCell[],
  { step, buckets }: Period,
  lists: Lists,
): UnitFigures[] {
  return [...Map.groupBy(measured(lines), ({ unit }) => unit)]
    .map(([unit, of]): UnitFigures => {
      const at = Map.groupBy(of, ({ values: [month = null] }) => raisedValue(step, month, lists));
      return {
        unit,
        quantity: quantityOf(of),
        lines: of.reduce((all, { lines: count, held }) => all + count - held, 0),
        largest: Math.max(...of.map(({ largest }) => largest ?? 0)),
        before: quantityOf(measured(before).filter(line => line.unit === unit)),
        buckets: buckets.map(({ key }) => quantityOf(at.get(key) ?? [])),
      };
    })
    .toSorted((a, b) => b.lines - a.lines);
}

function measured<L extends LineCell>(lines: readonly L[]): (L & { readonly unit: string })[] {
  return lines.filter((line): line is L & { readonly unit: string } => line.unit !== null && line.quantity !== null);
}

/** Sums of double numbers, without what the last digits of a sum add to them. */
function quantityOf(lines: readonly LineCell[]): number {
  return Number(lines.reduce((all, { quantity }) => all + (quantity ?? 0), 0).toPrecision(14));
}

/** The units of most lines first. */
function sumsOf(lines: readonly LineCell[]): Sum[] {
  return [...Map.groupBy(measured(lines), ({ unit }) => unit)]
    .map(([unit, of]) => ({ unit, quantity: quantityOf(of), lines: of.reduce((all, one) => all + one.lines, 0) }))
    .toSorted((a, b) => b.lines - a.lines)
    .map(({ unit, quantity }) => ({ unit, quantity }));
}

/** The commonest codes with their sums, and what they leave out. */
function shareOf(now: Counts, before: Counts, lines: readonly CodedLine[]): Share {
  const byCode = Map.groupBy(lines, ({ code }) => code);
  const codes = [...now]
    .filter((entry): entry is [string, number] => entry[0] !== null)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const rest = codes.slice(shown.list);
  return {
    rows: codes
      .slice(0, shown.list)
      .map(
        ([code, cases]): FigureLine => ({
          code,
          cases,
          before: before.get(code) ?? 0,
          sums: sumsOf(byCode.get(code) ?? []),
        }),
      ),
    others: { codes: rest.length, cases: rest.reduce((sum, [, cases]) => sum + cases, 0) },
    unknown: now.get(null) ?? 0,
  };
}

/** Flows between the stated ends, as the page of routes joins them; what has no country is on none. */
function routesOf({ now, before, sums }: PublishedCells, cases: number): SeizureFigures['routes'] {
  const { flows, drawable, within } = flowsOf('ends', now.ways, before.ways, sums.way);
  const lines = Map.groupBy(sums.way, ({ values: [from, to] }) => keyOf(from ?? '', to ?? ''));
  const rest = flows.slice(shown.routes);
  return {
    rows: flows.slice(0, shown.routes).map(flow => {
      const code = keyOf(flow.from, flow.to);
      return { code, cases: flow.cases, before: flow.before, sums: sumsOf(lines.get(code) ?? []) };
    }),
    others: { codes: rest.length, cases: rest.reduce((sum, flow) => sum + flow.cases, 0) },
    unknown: cases - drawable - within,
    within,
  };
}
