import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../seeds/demo/random.ts';
import { alone, beside } from '../../src/analysis/report/figures/beside.ts';
import { tellsSmall } from '../../src/analysis/report/figures/check.ts';
import { sumsWith } from '../../src/analysis/report/figures/editions.ts';
import type { Edition } from '../../src/analysis/report/figures/editions.ts';
import type { CountedReport, PrintedReport } from '../../src/analysis/report/figures/figures.ts';
import { printed } from '../../src/analysis/report/figures/print.ts';
import type { Period } from '../../src/analysis/report/figures/search-year.ts';
import { sectionKeys } from '../../src/analysis/report/sections.ts';
import { casesOf, sectionOf } from './support/report-cases.ts';
import type { Case } from './support/report-cases.ts';

/*
 * Somebody keeps all reports, of the world and of regions, of a year and of its parts, and editions that were recalled.
 * He takes those that do not overlap from one they are parts of, table by table, what is left being a count.
 * What he finds must be no group of one or two cases that no report tells.
 */

const period = (months: readonly [number, number], countries: readonly string[] = []): Period => {
  const [from, to] = months.map(month => String(month).padStart(2, '0'));
  return {
    ...{ from: `2025-${from}-01`, to: `2025-${to}-28`, countries },
    before: { from: `2024-${from}-01`, to: `2024-${to}-28` },
  };
};
const east = ['C0', 'C1', 'C2'];
const west = ['C3', 'C4', 'C5', 'C6', 'C7', 'C8'];
const asked = [
  period([1, 12]),
  period([1, 12], east),
  period([1, 12], west),
  period([1, 12], ['C1']),
  period([1, 6]),
  period([7, 12]),
  period([1, 6], east),
];

function countedOf(cases: readonly Case[], { from, to, countries }: Period): CountedReport {
  const own = cases.filter(
    ({ month, country }) =>
      from <= `${month}-01` && `${month}-28` <= to && (countries.length === 0 || countries.includes(country)),
  );
  const none = { now: 0, before: 0 };
  return {
    sections: sectionKeys.map((key, at) => sectionOf(key, at === 0 ? own : [])),
    ...{ outside: { cases: none, lines: none }, synthetic: 0, regions: [] },
    coverage: { cases: 1 } as CountedReport['coverage'],
  };
}

type Range = readonly [low: number, high: number];
const anything: Range = [0, Number.POSITIVE_INFINITY];
const rangeOf = (shown: number | 'few' | 'held' | null | undefined): Range =>
  typeof shown === 'number' ? [shown, shown] : shown === 'few' ? [1, 2] : anything;

interface Pair<N> {
  readonly now: N;
  readonly before: N;
}
interface Goods<N> {
  readonly code: string;
  readonly cases: Pair<N>;
  readonly lines: Pair<N>;
}
interface Rows<N> {
  readonly by: Partial<
    Record<'month' | 'country', readonly { readonly value: string | null; readonly cases: Pair<N> }[]>
  >;
  readonly headings: readonly (Goods<N> & { readonly groups: readonly Goods<N>[] })[];
}

/** Each thing that is counted of a section, by its name. */
function things<N>(section: (Goods<N> & Rows<N>) | undefined): [name: string, value: N][] {
  if (!section) return [];
  const goods = section.headings.flatMap(heading => [heading, ...heading.groups]);
  return (['now', 'before'] as const).flatMap(year => [
    ...(['cases', 'lines'] as const).flatMap((count): [string, N][] => [
      [`${count} ${year}`, section[count][year]],
      ...goods.map((one): [string, N] => [`${count} ${year} ${one.code}`, one[count][year]]),
    ]),
    ...(['month', 'country'] as const).flatMap(name =>
      (section.by[name] ?? []).map((row): [string, N] => [`cases ${year} ${name} ${row.value}`, row.cases[year]]),
    ),
  ]);
}

/** What a report says of each thing: a number that is not there is anything. */
const toldBy = ({ sections: [section] }: PrintedReport): Map<string, Range> =>
  new Map(
    things<Parameters<typeof rangeOf>[0]>(section).map(([name, shown]): [string, Range] => [name, rangeOf(shown)]),
  );

/** The same of what was counted. */
const truthOf = ({ sections: [section] }: CountedReport): Map<string, number> => new Map(things<number>(section));

const isWithin = (part: Period, whole: Period): boolean =>
  whole.from <= part.from &&
  part.to <= whole.to &&
  (whole.countries.length === 0 ||
    (part.countries.length > 0 && part.countries.every(c => whole.countries.includes(c))));
const isApart = (one: Period, other: Period): boolean =>
  one.to < other.from ||
  other.to < one.from ||
  (one.countries.length > 0 && other.countries.length > 0 && !one.countries.some(c => other.countries.includes(c)));

/** Whether the table that would name a thing is there: what it does not name is none. */
const hasTable = (told: Map<string, Range>, name: string): boolean => {
  const table = name.includes('/') ? name.replace(/\/[^/]*$/, '/') : name.replace(/\S+$/, '');
  return [...told.keys()].some(
    one => one.startsWith(table) && one !== name && one.split(' ').length === name.split(' ').length,
  );
};

/** Every report with parts of it that do not overlap, some or all. */
function sumsIn(editions: readonly Edition[]): { readonly whole: Edition; readonly parts: readonly Edition[] }[] {
  return editions.flatMap(whole => {
    let families: Edition[][] = [[]];
    for (const part of editions) {
      if (part === whole || !isWithin(part.period, whole.period)) continue;
      families = families.flatMap(family =>
        family.every(one => isApart(one.period, part.period)) ? [family, [...family, part]] : [family],
      );
    }
    return families.filter(({ length }) => length > 0).map(parts => ({ whole, parts }));
  });
}

const nameOf = ({ period: { from, to, countries } }: Edition): string => `${from}/${to} ${countries.join(' ')}`;

/** Names of what is left of one or two cases, where the reports leave no other number. */
function foundIn(editions: readonly Edition[]): string[] {
  return sumsIn(editions).flatMap(({ whole, parts }) => {
    const [around, inside] = [toldBy(whole.printed), parts.map(part => toldBy(part.printed))];
    const [truth, truths] = [truthOf(whole.counted), parts.map(part => truthOf(part.counted))];
    return [...truth].flatMap(([name, count]) => {
      const left = count - truths.reduce((sum, one) => sum + (one.get(name) ?? 0), 0);
      if (left === 0 || Math.abs(left) > 2) return [];
      const ofPart = (told: Map<string, Range>): Range => told.get(name) ?? (hasTable(told, name) ? [0, 0] : anything);
      const [low, high] = around.get(name) ?? anything;
      const ranges = inside.map(ofPart);
      const least = low - ranges.reduce((sum, range) => sum + range[1], 0);
      const most = high - ranges.reduce((sum, range) => sum + range[0], 0);
      if (least !== most) return [];
      const told = [[low, high], ...ranges].map(range => range.join('–')).join(' − ');
      return [`${name}: ${left} left of ${nameOf(whole)} without ${parts.map(nameOf).join(' and ')} (${told})`];
    });
  });
}

/** Publishes reports one after the other, each beside those before it, in random order; records come meanwhile. */
function publishedBy(seed: number, isGuarded: boolean): Edition[] {
  const { next } = seededRandom(seed);
  const random = (below: number): number => Math.floor(next() * below);
  let cases = casesOf(random, 40 + random(160));
  const order = asked.map(one => ({ one, at: next() })).toSorted((a, b) => a.at - b.at);
  const editions: Edition[] = [];
  const again = order.slice(0, 2);
  for (const { one } of [...order, ...again]) {
    const counted = countedOf(cases, one);
    const others = isGuarded ? beside(one, sumsWith(one, editions)) : alone;
    editions.push({ period: one, counted, printed: printed(counted, others) });
    if (random(3) === 0) cases = [...cases, ...casesOf(random, 1)];
  }
  return editions;
}

describe('an attacker with all reports', () => {
  test('finds no group of one or two cases by taking reports from one another', () => {
    let [told, without] = [0, 0];
    for (let seed = 1; seed <= 30; seed += 1) {
      const editions = publishedBy(seed, true);
      expect([seed, foundIn(editions)]).toEqual([seed, []]);
      const open = (all: readonly Edition[]): number =>
        all.flatMap(one => [...toldBy(one.printed).values()]).filter(([low, high]) => low === high).length;
      for (const { printed: one } of editions)
        expect(one.sections.filter(section => tellsSmall(section, one))).toEqual([]);
      told += open(editions);
      without += open(publishedBy(seed, false));
    }
    // It is not protected by saying nothing.
    expect(told / without).toBeGreaterThan(0.4);
  });

  test('would find some if each were made alone', () => {
    const found = Array.from({ length: 8 }, (_, at) => foundIn(publishedBy(at + 1, false)).length);
    expect(found.filter(count => count > 0).length).toBeGreaterThan(4);
  });
});
