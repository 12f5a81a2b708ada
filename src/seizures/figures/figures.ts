import type { Period } from './period.ts';
import type { FigureRow } from './search-figures.ts';

/** A sum in one base unit ('kg', 'L', 'stick', 'USD'); sums of different units are never added. */
export interface Sum {
  readonly unit: string;
  readonly quantity: number;
}

/** Cases of one code, now and in the period before, with the sums of its lines. */
export interface Row {
  readonly code: string;
  readonly cases: number;
  readonly before: number;
  readonly sums: readonly Sum[];
}

/** The commonest codes, and what they leave out. */
export interface Share {
  readonly rows: readonly Row[];
  /** Codes not among the rows, and the cases under them in the period. */
  readonly others: { readonly codes: number; readonly cases: number };
  /** Cases that state none. */
  readonly unknown: number;
}

/** Sums of one unit over the period. */
export interface UnitFigures extends Sum {
  /** In the period before. */
  readonly before: number;
  readonly lines: number;
  /** Of one line. */
  readonly largest: number;
  /** One for each column of the period. */
  readonly buckets: readonly number[];
}

/** Figures of the records that count for all, over the period of a search: released to all, or through the RILO. */
export interface SeizureFigures {
  readonly period: Period;
  readonly cases: number;
  readonly before: number;
  /** Of the cases, how many are sample records. */
  readonly synthetic: number;
  /** Lines left out of every sum: more than their goods can be, and not confirmed. */
  readonly held: number;
  /** Of the cases, how many were verified, only submitted, or queried. */
  readonly statuses: Readonly<Record<'verified' | 'submitted' | 'queried', number>>;
  /** Cases with a quantity on a line that counts. */
  readonly measured: number;
  /** Median days from seizure to record; null without a timely record. */
  readonly delay: number | null;
  /**
   * Countries of seizure in the period, and of them those with cases before, too: whether a change is one of reporting.
   */
  readonly members: number;
  readonly steady: { readonly members: number; readonly cases: number; readonly before: number };
  readonly buckets: readonly { readonly key: string; readonly cases: number; readonly members: number }[];
  readonly units: readonly UnitFigures[];
  /** A code that is no country's is a RILO's: cases of "a Member of its region", released through it. */
  readonly countries: Share;
  /**
   * Codes are "PK>KE": departure, or else origin, to destination. `unknown` lack an end; `within` stay in one country.
   */
  readonly routes: Share & { readonly within: number };
  readonly concealments: Share;
  readonly transports: Share;
  /** Codes are "DRUG/COC-HCL". A case with two products counts under both. */
  readonly products: Share;
}

/** Rows of each list: what one page of paper holds beside the rest. */
const shown = { country: 5, concealment: 5, transport: 5, product: 5 } as const;

type Rows = (kind: FigureRow['kind']) => readonly FigureRow[];

/** The figures out of the rows of their statement. `modeOf` names the mode a kind of transport belongs to. */
export function figuresOf(
  rows: readonly FigureRow[],
  period: Period,
  modeOf: (code: string) => string,
): SeizureFigures {
  const kinds = Map.groupBy(rows, ({ kind }) => kind);
  const of: Rows = kind => kinds.get(kind) ?? [];
  const one = (kind: FigureRow['kind'], now = true): FigureRow | undefined => of(kind).find(row => row.now === now);
  const cases = one('cases')?.n ?? 0;
  const inStatus = (status: string): number => of('status').find(({ code }) => code === status)?.n ?? 0;
  const countries = joined(of('country').filter(({ code }) => !isRegion(code)));
  const steady = [...countries.values()].filter(({ now, before }) => now > 0 && before > 0);
  return {
    period,
    cases,
    before: one('cases', false)?.n ?? 0,
    synthetic: one('synthetic')?.n ?? 0,
    held: one('held')?.n ?? 0,
    statuses: { verified: inStatus('verified'), submitted: inStatus('submitted'), queried: inStatus('queried') },
    measured: one('measured')?.n ?? 0,
    delay: one('delay')?.quantity ?? null,
    members: [...countries.values()].filter(({ now }) => now > 0).length,
    steady: { members: steady.length, cases: total(steady, 'now'), before: total(steady, 'before') },
    buckets: period.buckets.map(({ key }, at) => ({
      key,
      cases: placed(of('bucket'), at)?.n ?? 0,
      members: placed(of('members'), at)?.n ?? 0,
    })),
    units: unitsOf(of, period),
    countries: shareOf(of('country'), of('sumCountry'), shown.country),
    routes: routesOf(of, cases),
    concealments: shareOf(of('concealment'), of('sumConcealment'), shown.concealment),
    transports: shareOf(recoded(of('transport'), modeOf), recoded(of('sumTransport'), modeOf), shown.transport),
    products: shareOf(of('product'), of('sumProduct'), shown.product),
  };
}

/** Whether a country is one masked by its region. */
function isRegion(code: string | null): boolean {
  return code !== null && code.length > 2;
}

/** The row of a column over time. */
function placed(rows: readonly FigureRow[], at: number): FigureRow | undefined {
  return rows.find(({ code }) => code === String(at + 1));
}

interface Counts {
  now: number;
  before: number;
}

function joined(rows: readonly FigureRow[]): Map<string | null, Counts> {
  const counts = new Map<string | null, Counts>();
  for (const { code, now, n } of rows) {
    const entry = counts.get(code) ?? { now: 0, before: 0 };
    entry[now ? 'now' : 'before'] += n;
    counts.set(code, entry);
  }
  return counts;
}

function total(counts: readonly Counts[], name: keyof Counts): number {
  return counts.reduce((sum, one) => sum + one[name], 0);
}

function recoded(rows: readonly FigureRow[], modeOf: (code: string) => string): FigureRow[] {
  return rows.map(row => (row.code === null ? row : { ...row, code: modeOf(row.code) }));
}

function shareOf(counted: readonly FigureRow[], sums: readonly FigureRow[], most: number): Share {
  const counts = joined(counted);
  const unknown = counts.get(null)?.now ?? 0;
  const codes = [...counts]
    .filter((entry): entry is [string, Counts] => entry[0] !== null && entry[1].now > 0)
    .sort(([a, one], [b, other]) => other.now - one.now || (a < b ? -1 : 1));
  const byCode = Map.groupBy(sums, ({ code }) => code);
  const rest = codes.slice(most);
  return {
    rows: codes
      .slice(0, most)
      .map(([code, { now, before }]) => ({ code, cases: now, before, sums: sumsOf(byCode.get(code) ?? []) })),
    others: { codes: rest.length, cases: rest.reduce((sum, [, { now }]) => sum + now, 0) },
    unknown,
  };
}

/** The units of most lines first; kinds of transport of one mode come together. */
function sumsOf(rows: readonly FigureRow[]): Sum[] {
  const units = new Map<string, { n: number; quantity: number }>();
  for (const { unit, n, quantity } of rows) {
    const entry = units.get(unit ?? '') ?? { n: 0, quantity: 0 };
    units.set(unit ?? '', { n: entry.n + n, quantity: entry.quantity + (quantity ?? 0) });
  }
  return [...units].sort(([, a], [, b]) => b.n - a.n).map(([unit, { quantity }]) => ({ unit, quantity }));
}

function routesOf(of: Rows, cases: number): SeizureFigures['routes'] {
  const byCode = Map.groupBy(of('sumRoute'), ({ code }) => code);
  const rows = of('route').map(({ code, n, quantity }) => ({
    code: code ?? '',
    cases: n,
    before: quantity ?? 0,
    sums: sumsOf(byCode.get(code) ?? []),
  }));
  const known = of('routeKnown')[0]?.n ?? 0;
  const within = of('routeWithin')[0]?.n ?? 0;
  const listed = rows.reduce((sum, row) => sum + row.cases, 0);
  return {
    rows,
    others: { codes: (of('routeKnown')[0]?.most ?? rows.length) - rows.length, cases: known - listed },
    unknown: cases - known - within,
    within,
  };
}

function unitsOf(of: Rows, { buckets }: Period): UnitFigures[] {
  return of('sum')
    .filter(({ now }) => now)
    .toSorted((a, b) => b.n - a.n)
    .map(({ unit, n, quantity, most }) => ({
      unit: unit ?? '',
      quantity: quantity ?? 0,
      lines: n,
      largest: most ?? 0,
      before: of('sum').find(row => !row.now && row.unit === unit)?.quantity ?? 0,
      buckets: buckets.map(
        (_one, at) =>
          placed(
            of('sumBucket').filter(row => row.unit === unit),
            at,
          )?.quantity ?? 0,
      ),
    }));
}
