import { strataOf, type Cases, type Condition } from '../../../src/analysis/indicators/data.ts';
import { randomFrom, type Random } from './random.ts';

/** Places of the attributes in `columns`. */
export const attribute = {
  product: 0,
  departure: 1,
  destination: 2,
  conveyance: 3,
  goods: 4,
  place: 5,
  direction: 6,
  month: 7,
  hiding: 8,
} as const;

export const signs = [1, 2, 3, 4, 5, 6, 7];

const sizes = [20, 60, 60, 9, 120, 8, 3, 12, 25] as const;

/** Cases in which every Member has ways, goods and products of its own, and nothing else goes with anything. */
export function plainCases(rows: number, seed: number, quarters = 8, given?: Int32Array): Cases {
  const random = randomFrom(seed);
  const members = given ?? Int32Array.from({ length: rows }, () => skewed(random, 60));
  const columns = sizes.map((size, at) =>
    members.map(member => {
      // A third of the cases follow their Member: products as much as ways.
      const own = (member * 7 + at * 3) % size;
      const isStated = random.share() > (at === attribute.goods ? 0.35 : 0.05) || at === attribute.product;
      return isStated ? (random.share() < 0.33 ? own : skewed(random, size)) : -1;
    }),
  );
  const when = Int32Array.from({ length: rows }, (_, at) => Math.floor((at / rows) * quarters));
  return {
    columns,
    members,
    quarters: when,
    strata: strataOf(
      members,
      when.map(quarter => quarter >> 2),
    ),
  };
}

/** A few values have most of the cases. */
function skewed(random: Random, size: number): number {
  return Math.floor(size * random.share() ** 2);
}

/** The same, sent in uploads of 25 to 75 rows of one Member; each third one holds one kind of case only. */
export function uploadedCases(rows: number, seed: number): Cases {
  const random = randomFrom(seed);
  const members = new Int32Array(rows);
  const uploads = new Int32Array(rows);
  const starts: number[] = [];
  for (let from = 0; from < rows; ) {
    const to = Math.min(rows, from + 25 + random.whole(50));
    members.fill(skewed(random, 60), from, to);
    uploads.fill(starts.push(from), from, to);
    from = to;
  }
  const cases = plainCases(rows, seed + 1, 8, members);
  const columns = cases.columns.map(column => Int32Array.from(column));
  starts.forEach((from, upload) => {
    for (const column of upload % 3 === 0 ? columns : [])
      column.fill(column[from] ?? -1, from, starts[upload + 1] ?? rows);
  });
  const years = cases.quarters.map(quarter => quarter >> 2);
  return { ...cases, columns, members, strata: strataOf(members, years, uploads) };
}

/** Outcomes drawn anew among the cases of the same stratum: no sign says anything, whatever it said before. */
export function shuffled(cases: Cases, outcome: number, seed: number): Cases {
  const random = randomFrom(seed);
  const columns = cases.columns.map((column, at) => (at === outcome ? Int32Array.from(column) : column));
  const own = columns[outcome] as Int32Array;
  for (const rows of Map.groupBy(cases.strata.keys(), row => cases.strata[row]).values()) {
    const values = random.shuffle(rows.map(row => own[row] as number));
    rows.forEach((row, at) => {
      own[row] = values[at] as number;
    });
  }
  return { ...cases, columns };
}

/** So many cases of any Member are given the signs, and the outcome in so large a share of them. */
export function plant(
  cases: Cases,
  { signs: planted, outcome }: Condition,
  {
    count,
    share,
    quarters = [0, 99],
  }: { readonly count: number; readonly share: number; readonly quarters?: number[] },
  seed: number,
): Cases {
  const random = randomFrom(seed);
  const columns = cases.columns.map(column => Int32Array.from(column));
  const [from = 0, to = 99] = quarters;
  const free = Array.from(cases.members.keys()).filter(row => {
    const quarter = cases.quarters[row] ?? 0;
    return quarter >= from && quarter <= to;
  });
  for (const row of random.shuffle(free).slice(0, count)) {
    for (const { attribute: at, code } of planted) (columns[at] as Int32Array)[row] = code;
    const products = columns[outcome.attribute] as Int32Array;
    if (random.share() < share) products[row] = outcome.code;
    else if (products[row] === outcome.code) products[row] = (outcome.code + 1) % 5;
  }
  return { ...cases, columns };
}
