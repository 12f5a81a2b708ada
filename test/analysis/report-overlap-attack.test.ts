import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../seeds/demo/random.ts';
import { alone, beside } from '../../src/analysis/report/figures/beside.ts';
import { tellsSmall } from '../../src/analysis/report/figures/check.ts';
import { sumsWith, type Edition } from '../../src/analysis/report/figures/editions.ts';
import type { CountedReport, PrintedReport } from '../../src/analysis/report/figures/figures.ts';
import { printed } from '../../src/analysis/report/figures/print.ts';
import type { Period } from '../../src/analysis/report/figures/search-year.ts';
import { sectionKeys } from '../../src/analysis/report/sections.ts';
import { casesOf, sectionOf, type Case } from './support/report-cases.ts';

/*
 * Somebody keeps all reports, of the world and of regions, of a year and of its parts, and editions that were recalled.
 * He takes them from one another, table by table, up to four at once, or any parts from their whole, wherever what is
 * left is a count.
 * What he finds must be no group of one or two cases that no report tells.
 */

const period = ([first, last]: readonly [number, number], countries: readonly string[] = []): Period => {
  const in_ = (year: number) => ({
    from: new Date(Date.UTC(year, first - 1, 1)).toISOString().slice(0, 10),
    to: new Date(Date.UTC(year, last, 0)).toISOString().slice(0, 10),
  });
  return { ...in_(2025), countries, before: in_(2024) };
};
const east = ['C0', 'C1', 'C2'];
const west = ['C3', 'C4', 'C5', 'C6', 'C7', 'C8'];
/** Of both, so that neither is part of it. */
const centre = ['C2', 'C3', 'C4'];
const asked = [
  period([1, 12]),
  period([1, 12], east),
  period([1, 12], west),
  period([1, 12], ['C1']),
  period([1, 6]),
  period([7, 12]),
  period([1, 6], east),
  period([4, 9]),
  period([1, 12], centre),
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

/** Whether the table that would name a thing is there: what it does not name is none. */
const hasTable = (told: Map<string, Range>, name: string): boolean => {
  const table = name.includes('/') ? name.replace(/\/[^/]*$/, '/') : name.replace(/\S+$/, '');
  return [...told.keys()].some(
    one => one.startsWith(table) && one !== name && one.split(' ').length === name.split(' ').length,
  );
};

/** What is left of reports without others. */
interface Left {
  readonly of: readonly Edition[];
  readonly without: readonly Edition[];
}

interface Square {
  readonly country: string;
  readonly month: string;
}
/** Each month of each country. */
const squares = [...east, ...west].flatMap(country =>
  Array.from({ length: 12 }, (_, at): Square => ({ country, month: `2025-${String(at + 1).padStart(2, '0')}` })),
);
/** How often a report has each of them. */
const regionOf = ({ from, to, countries }: Period, within: readonly Square[]): number[] =>
  within.map(({ country, month }) =>
    Number(from <= `${month}-01` && `${month}-28` <= to && (countries.length === 0 || countries.includes(country))),
  );
/** Where a thing is counted: a row of a month, or of a country, is there alone. */
const placeOf = (name: string): string => / (?:month|country) (\S+)$/.exec(name)?.[1] ?? '';
const squaresOf = (place: string): Square[] =>
  squares.filter(({ country, month }) => place === '' || country === place || month === place);

/** More reports at once only where all but one are parts of that one. */
const mostCrossing = 4;

/** Every way to take reports from reports so that each month of each country of a place is left once or not at all. */
function leftIn(all: readonly Edition[], place: string): Left[] {
  const within = squaresOf(place);
  const regions = new Map(all.map(one => [one, regionOf(one.period, within)]));
  const found: Left[] = [];
  const extend = (at: number, { of, without }: Left, left: readonly number[]): void => {
    // All of one report is that report, and beside it only what came between two editions of another.
    const isOne = of.some(one => regions.get(one)?.every((count, square) => count === left[square]));
    if (of.length > 0 && without.length > 0 && !isOne && left.every(count => count === 0 || count === 1))
      found.push({ of, without });
    const one = editions[at];
    if (!one) return;
    extend(at + 1, { of, without }, left);
    const own = regions.get(one) ?? [];
    const next = left.map((count, square) => count - (own[square] ?? 0));
    const isOfOne = of.length === 1 && next.every(count => count >= 0);
    if (of.length + without.length < mostCrossing || isOfOne) extend(at + 1, { of, without: [...without, one] }, next);
    if (of.length + without.length < mostCrossing)
      extend(
        at + 1,
        { of: [...of, one], without },
        left.map((count, square) => count + (own[square] ?? 0)),
      );
  };
  // The largest first, so that parts come after their whole.
  const size = (one: Edition): number => (regions.get(one) ?? []).reduce((sum, count) => sum + count, 0);
  const editions = all.filter(one => size(one) > 0).toSorted((one, other) => size(other) - size(one));
  extend(
    0,
    { of: [], without: [] },
    within.map(() => 0),
  );
  return found;
}

const nameOf = ({ period: { from, to, countries } }: Edition): string => `${from}/${to} ${countries.join(' ')}`;

/** Names of what is left of one or two cases, where the reports leave no other number. */
function foundIn(editions: readonly Edition[]): string[] {
  const told = new Map(editions.map(one => [one, toldBy(one.printed)]));
  const truths = new Map(editions.map(one => [one, truthOf(one.counted)]));
  const names = [...new Set([...truths.values()].flatMap(truth => [...truth.keys()]))];
  const rangeIn = (one: Edition, name: string): Range => {
    const own = told.get(one) as Map<string, Range>;
    return own.get(name) ?? (hasTable(own, name) ? [0, 0] : anything);
  };
  const sum = (of: readonly Edition[], value: (one: Edition) => number): number =>
    of.reduce((total, one) => total + value(one), 0);
  return [...Map.groupBy(names, placeOf)].flatMap(([place, things]) =>
    leftIn(editions, place).flatMap(({ of, without }) =>
      things.flatMap(name => {
        const count = (one: Edition): number => truths.get(one)?.get(name) ?? 0;
        const left = sum(of, count) - sum(without, count);
        if (left === 0 || Math.abs(left) > 2) return [];
        const [low, high] = [0, 1].map(end => (one: Edition) => rangeIn(one, name)[end] ?? 0) as [
          typeof count,
          typeof count,
        ];
        const [least, most] = [sum(of, low) - sum(without, high), sum(of, high) - sum(without, low)];
        if (least !== most) return [];
        const said = (all: readonly Edition[]): string =>
          all.map(one => `${nameOf(one)} (${rangeIn(one, name).join('–')})`).join(' and ');
        return [`${name}: ${left} left of ${said(of)} without ${said(without)}`];
      }),
    ),
  );
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
    const others = isGuarded ? beside(sumsWith(one, editions)) : alone;
    editions.push({ period: one, counted, printed: printed(counted, others) });
    if (random(3) === 0) cases = [...cases, ...casesOf(random, 1)];
  }
  return editions;
}

describe('an attacker with all reports', () => {
  test('finds no group of one or two cases by taking reports from one another', () => {
    let [told, without] = [0, 0];
    for (let seed = 1; seed <= 16; seed += 1) {
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
