import type { Counted } from '../statistics/proportions.ts';
import type { Cases, Sign } from './data.ts';

type Totals = ReadonlyMap<number, Counted>;

/** What every condition with the same outcome is compared with, counted once. */
export interface Frame {
  readonly cases: Cases;
  readonly outcome: Sign;
  /** Rows that say what was found. */
  readonly stated: Int32Array;
  readonly isHit: Uint8Array;
  readonly all: Counted;
  readonly members: Totals;
  readonly quarters: Totals;
  readonly strata: Totals;
}

export function frameOf(cases: Cases, outcome: Sign): Frame {
  const column = cases.columns[outcome.attribute] ?? new Int32Array();
  const isHit = new Uint8Array(column.length);
  const stated = new Int32Array(column.length);
  let count = 0;
  for (let row = 0; row < column.length; row += 1) {
    const code = column[row] as number;
    if (code < 0) continue;
    stated[count] = row;
    count += 1;
    if (code === outcome.code) isHit[row] = 1;
  }
  const rows = stated.slice(0, count);
  return {
    cases,
    outcome,
    stated: rows,
    isHit,
    all: countOf(rows, isHit),
    members: totalsOf(rows, cases.members, isHit),
    quarters: totalsOf(rows, cases.quarters, isHit),
    strata: totalsOf(rows, cases.strata, isHit),
  };
}

export function countOf(rows: Int32Array, isHit: Uint8Array): Counted {
  let hits = 0;
  for (let at = 0; at < rows.length; at += 1) hits += isHit[rows[at] as number] as number;
  return { cases: rows.length, hits };
}

export function totalsOf(rows: Int32Array, groups: Int32Array, isHit: Uint8Array): Map<number, Counted> {
  const totals = new Map<number, { cases: number; hits: number }>();
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number;
    const group = groups[row] as number;
    let own = totals.get(group);
    if (own === undefined) {
      own = { cases: 0, hits: 0 };
      totals.set(group, own);
    }
    own.cases += 1;
    own.hits += isHit[row] as number;
  }
  return totals;
}

export interface Near {
  /** Rows with all signs. */
  readonly matching: Int32Array;
  /** For each sign, rows with all others but not this one. */
  readonly butFor: readonly Int32Array[];
}

export function nearRows({ cases, stated }: Frame, signs: readonly Sign[]): Near {
  const columns = signs.map(({ attribute }) => cases.columns[attribute] ?? new Int32Array());
  const codes = signs.map(({ code }) => code);
  const matching: number[] = [];
  const butFor = signs.map((): number[] => []);
  for (let at = 0; at < stated.length; at += 1) {
    const row = stated[at] as number;
    let missing = -1;
    let misses = 0;
    for (let sign = 0; sign < codes.length && misses < 2; sign += 1) {
      if ((columns[sign] as Int32Array)[row] === codes[sign]) continue;
      missing = sign;
      misses += 1;
    }
    if (misses === 0) matching.push(row);
    else if (misses === 1) butFor[missing]?.push(row);
  }
  return { matching: Int32Array.from(matching), butFor: butFor.map(rows => Int32Array.from(rows)) };
}
