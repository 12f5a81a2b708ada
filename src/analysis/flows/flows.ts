import type { LineCell } from '../cells/search-cells.ts';
import type { Value } from '../cells/dimension.ts';
import type { Ends } from './fields.ts';
import type { ChangeCell, FlowCell } from './search-flows.ts';

/** Cases and quantities from one country to another. */
export interface FlowOf {
  readonly from: string;
  readonly to: string;
  readonly cases: number;
  /** In the same days of the year before. */
  readonly before: number;
  /** Seized in the country of the one end, of the other. */
  readonly atFrom: number;
  readonly atTo: number;
  /** By unit, 'USD' for money. */
  readonly quantities: ReadonlyMap<string, number>;
}

/** All flows of a question, the widest first, and what is no flow. */
export interface Flows {
  readonly flows: readonly FlowOf[];
  readonly cases: number;
  /** Cases with both ends stated, in two countries. */
  readonly drawable: number;
  readonly fromUnknown: number;
  readonly toUnknown: number;
  /** Both ends in one country. */
  readonly within: number;
}

/** The legs of a way: its two ends, or each point and the next; a point not known ends one and begins none. */
export function legsOf({ from, to, via }: Pick<FlowCell, 'from' | 'to' | 'via'>, ends: Ends): [string, string][] {
  const points = ends === 'steps' ? [from, ...(via?.split('>') ?? []), to] : [from, to];
  return points.slice(1).flatMap((next, at): [string, string][] => {
    const last = points[at];
    return isKnown(last) && isKnown(next) && last !== next ? [[last, next]] : [];
  });
}

function isKnown(code: string | null | undefined): code is string {
  return code !== null && code !== undefined && code !== 'ZZ' && code !== '';
}

export function keyOf(from: string, to: string): string {
  return `${from}>${to}`;
}

type Sums = { -readonly [K in keyof FlowOf]: FlowOf[K] } & { quantities: Map<string, number> };

/** A way by the values of the fields it was counted by: its ends, with the points between where each is joined. */
export function wayOf(values: readonly Value[], ends: Ends): Pick<FlowCell, 'from' | 'to' | 'via'> {
  const [from = null, second = null, third = null] = values;
  return ends === 'steps' ? { from, via: second, to: third } : { from, via: null, to: second };
}

/** Puts cells together into flows. Each direction is a flow of its own. */
export function flowsOf(
  ends: Ends,
  now: readonly FlowCell[],
  before: readonly Pick<FlowCell, 'from' | 'to' | 'via' | 'cases'>[],
  lines: readonly LineCell[],
): Flows {
  const sums = new Map<string, Sums>();
  const sumOf = (from: string, to: string): Sums => {
    const key = keyOf(from, to);
    const known = sums.get(key) ?? { from, to, cases: 0, before: 0, atFrom: 0, atTo: 0, quantities: new Map() };
    sums.set(key, known);
    return known;
  };
  for (const cell of now)
    for (const [from, to] of legsOf(cell, ends)) {
      const sum = sumOf(from, to);
      sum.cases += cell.cases;
      sum.atFrom += cell.atFrom;
      sum.atTo += cell.atTo;
    }
  for (const cell of before) for (const [from, to] of legsOf(cell, ends)) sumOf(from, to).before += cell.cases;
  for (const { values, unit, quantity } of lines) {
    if (unit === null || quantity === null) continue;
    for (const [from, to] of legsOf(wayOf(values, ends), ends)) {
      const { quantities } = sumOf(from, to);
      quantities.set(unit, (quantities.get(unit) ?? 0) + quantity);
    }
  }
  const count = (of: (cell: FlowCell) => boolean): number =>
    now.reduce((total, cell) => total + (of(cell) ? cell.cases : 0), 0);
  return {
    flows: [...sums.values()]
      .filter(({ cases }) => cases > 0)
      .toSorted((a, b) => b.cases - a.cases || (keyOf(a.from, a.to) < keyOf(b.from, b.to) ? -1 : 1)),
    cases: count(() => true),
    drawable: count(cell => legsOf(cell, ends).length > 0),
    fromUnknown: count(({ from }) => !isKnown(from)),
    toUnknown: count(({ to }) => !isKnown(to)),
    within: count(cell => isKnown(cell.from) && cell.from === cell.to && legsOf(cell, ends).length === 0),
  };
}

/** What a flow is as wide as: its cases, or its quantity in one unit. */
export function sizeOf(flow: FlowOf, measure: string): number {
  return measure === '' ? flow.cases : (flow.quantities.get(measure) ?? 0);
}

/** Flows before and after a day. */
export function changesOf(cells: readonly ChangeCell[], ends: Ends): { key: string; before: number; after: number }[] {
  const sums = new Map<string, { key: string; before: number; after: number }>();
  for (const cell of cells)
    for (const [from, to] of legsOf(cell, ends)) {
      const key = keyOf(from, to);
      const known = sums.get(key) ?? { key, before: 0, after: 0 };
      sums.set(key, known);
      known.before += cell.before;
      known.after += cell.after;
    }
  return [...sums.values()];
}
