import type { CountedGoods, CountedSection, Pair } from '../../../src/analysis/report/figures/figures.ts';

interface Line {
  readonly heading: string;
  readonly grp: string;
  readonly unit: string;
  readonly quantity: number;
}
export interface Case {
  readonly country: string;
  readonly month: string;
  readonly now: boolean;
  readonly lines: readonly Line[];
}

const months = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`);

/** Cases of a section: few groups are large, many small; a third of the cases have two lines of goods. */
export function casesOf(random: (below: number) => number, count = random(60)): Case[] {
  const shape = 1 + random(5);
  const line = (): Line => {
    const heading = `H${random(random(3) + 1)}`;
    const grp = `${heading}/${Math.floor(random(6) / (1 + random(shape)))}`;
    // Some groups have a unit of their own, and some goods none.
    const unit = ['kg', 'kg', 'piece', `${grp} boxes`, ''][random(5)] ?? '';
    return { heading, grp, unit, quantity: 1 + random(1000) };
  };
  return Array.from({ length: count }, () => ({
    country: `C${random(random(9) + 1)}`,
    month: months[random(random(12) + 1)] ?? '',
    now: random(3) > 0,
    lines: Array.from({ length: 1 + Math.floor(random(3) / 2) }, line),
  }));
}

const pairOf = <T extends { readonly now: boolean }>(all: readonly T[], value = (_: T): number => 1): Pair => ({
  now: all.filter(one => one.now).reduce((sum, one) => sum + value(one), 0),
  before: all.filter(one => !one.now).reduce((sum, one) => sum + value(one), 0),
});

function goodsOf(code: string, cases: readonly Case[], isOf: (line: Line) => boolean): CountedGoods {
  const own = cases.filter(({ lines: [first] }) => first && isOf(first));
  const lines = cases.flatMap(one => one.lines.filter(isOf).map(line => ({ ...line, now: one.now, of: one })));
  const units = [...new Set(lines.map(({ unit }) => unit))].filter(Boolean).sort();
  return {
    code,
    cases: pairOf(own),
    lines: pairOf(lines),
    members: new Set(own.filter(({ now }) => now).map(({ country }) => country)).size,
    quantities: Object.fromEntries(
      units.map(unit => {
        const ofUnit = lines.filter(line => line.unit === unit);
        return [
          unit,
          { value: pairOf(ofUnit, line => line.quantity), of: pairOf([...new Set(ofUnit.map(line => line.of))]) },
        ];
      }),
    ),
  };
}

export function sectionOf(code: CountedSection['code'], cases: readonly Case[]): CountedSection {
  const lines = cases.flatMap(one => one.lines);
  const unique = (values: readonly string[]): string[] => [...new Set(values)].sort();
  const by = (pick: (one: Case) => string, values: readonly string[]) =>
    values.map(value => ({ value, cases: pairOf(cases.filter(one => pick(one) === value)) }));
  const countries = unique(cases.map(({ country }) => country));
  const members = (own: readonly Case[]): number =>
    new Set(own.filter(({ now }) => now).map(({ country }) => country)).size;
  return {
    ...goodsOf(code, cases, () => true),
    code,
    headings: unique(lines.map(({ heading }) => heading)).map(heading => ({
      ...goodsOf(heading, cases, line => line.heading === heading),
      groups: unique(lines.filter(line => line.heading === heading).map(({ grp }) => grp)).map(grp =>
        goodsOf(grp, cases, line => line.grp === grp),
      ),
    })),
    by: {
      ...{ transport: [], concealment: [], detection: [] },
      month: by(one => one.month, months),
      country: by(one => one.country, countries),
    },
    ways: { departures: [], destinations: [], counts: [] },
    coverage: { cases: cases.length, members: members(cases) } as CountedSection['coverage'],
    reporting: months.map(month => ({ month, members: members(cases.filter(one => one.month === month)) })),
  };
}
