import { firstOfEvents, type Cases, type Sign } from './data.ts';

/** The rows that one outcome attribute is looked for in, close together: what a row costs is paid a million times. */
export interface Universe {
  /** Row numbers of the cases. */
  readonly rows: Int32Array;
  readonly outcome: number;
  readonly outcomes: Int32Array;
  /** How often each code of the outcome is there. */
  readonly totals: Int32Array;
  readonly members: Int32Array;
  readonly memberCount: number;
  readonly strata: Int32Array;
  readonly stratumSizes: Int32Array;
  /** Of stratum `s` and outcome `o` at `s * totals.length + o`. */
  readonly stratumHits: Int32Array;
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  readonly attribute: number;
  /** Of each row: place in `codes`, -1 where the value is not stated or rare. */
  readonly values: Int32Array;
  readonly codes: readonly number[];
}

/** Rows that state the outcome, one of each event. A value of fewer than `fewest` cases cannot be a sign of as many. */
export function universeOf(cases: Cases, outcome: number, signs: readonly number[], fewest: number): Universe {
  const stated = cases.columns[outcome];
  const rows = firstOfEvents(cases).filter(row => (stated?.[row] ?? -1) >= 0);
  const outcomes = pick(stated, rows);
  const members = numbered(pick(cases.members, rows));
  const strata = numbered(pick(cases.strata, rows));
  const totals = countsOf(outcomes, 1 + outcomes.reduce((most, code) => Math.max(most, code), -1));
  const stratumSizes = countsOf(strata.values, strata.count);
  const stratumHits = new Int32Array(strata.count * totals.length);
  rows.forEach((_, at) => {
    const place = (strata.values[at] ?? 0) * totals.length + (outcomes[at] ?? 0);
    stratumHits[place] = (stratumHits[place] ?? 0) + 1;
  });
  return {
    rows,
    outcome,
    outcomes,
    totals,
    members: members.values,
    memberCount: members.count,
    strata: strata.values,
    stratumSizes,
    stratumHits,
    attributes: signs
      .filter(attribute => attribute !== outcome)
      .map(attribute => frequent(attribute, pick(cases.columns[attribute], rows), fewest)),
  };
}

export function signsOf({ attributes }: Universe, places: Int32Array): Sign[] {
  const signs: Sign[] = [];
  for (let at = 0; at < places.length; at += 2) {
    const one = attributes[places[at] ?? 0];
    signs.push({ attribute: one?.attribute ?? -1, code: one?.codes[places[at + 1] ?? 0] ?? -1 });
  }
  return signs;
}

function pick(column: Int32Array | undefined, rows: Int32Array): Int32Array {
  return rows.map(row => column?.[row] ?? -1);
}

function countsOf(values: Int32Array, length: number): Int32Array {
  const counts = new Int32Array(length);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** Numbers from 0 without gaps, in the order they are met. */
function numbered(values: Int32Array): { readonly values: Int32Array; readonly count: number } {
  const known = new Map<number, number>();
  const dense = values.map(value => {
    const place = known.get(value) ?? known.size;
    known.set(value, place);
    return place;
  });
  return { values: dense, count: known.size };
}

function frequent(attribute: number, column: Int32Array, fewest: number): Attribute {
  const counts = new Map<number, number>();
  for (const code of column) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  const codes = [...counts].filter(([, count]) => count >= fewest).map(([code]) => code);
  const places = new Map(codes.map((code, place) => [code, place]));
  return { attribute, codes, values: column.map(code => places.get(code) ?? -1) };
}
