import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../seeds/demo/random.ts';
import { tellsSmall } from '../../src/analysis/report/figures/check.ts';
import type { CountedGoods, CountedReport, CountedSection } from '../../src/analysis/report/figures/figures.ts';
import { printed } from '../../src/analysis/report/figures/print.ts';
import { sectionKeys } from '../../src/analysis/report/sections.ts';
import { casesOf, sectionOf } from './support/report-cases.ts';

/*
 * Somebody who has the whole report takes sums apart: what he finds must be no group of one or two cases. He knows that
 * counts are whole, that "1–2" is one or two, and which parts make which sum.
 */

function reportOf(seed: number): CountedReport {
  const { next } = seededRandom(seed);
  const random = (below: number): number => Math.floor(next() * below);
  const sections = sectionKeys.map(key => sectionOf(key, casesOf(random)));
  const none = { now: 0, before: 0 };
  return {
    ...{ sections, outside: { cases: none, lines: none }, synthetic: 0, regions: [] },
    coverage: { cases: 1 } as CountedReport['coverage'],
  };
}

/** What an attacker takes for true of a cell, and what it is. */
interface Cell {
  readonly name: string;
  readonly shown: number | 'few' | 'held' | null | undefined;
  /** Cases it is of. */
  readonly of: number;
  readonly parts?: readonly Cell[];
}

/** Names of cells of one or two cases whose number is printed, or the only one that fits the sums. */
function found(tree: Cell): string[] {
  const range = new Map<Cell, [number, number]>();
  const all: Cell[] = [];
  const visit = (cell: Cell): void => {
    all.push(cell);
    const { shown } = cell;
    range.set(
      cell,
      typeof shown === 'number' ? [shown, shown] : shown === 'few' ? [1, 2] : [0, Number.POSITIVE_INFINITY],
    );
    for (const part of cell.parts ?? []) visit(part);
  };
  visit(tree);
  const at = (cell: Cell) => range.get(cell)!;
  const add = (cells: readonly Cell[], end: 0 | 1) => cells.reduce((sum, cell) => sum + at(cell)[end], 0);
  let hasMoved = true;
  const narrow = (cell: Cell, low: number, high: number) => {
    const [was, to] = [at(cell), [Math.max(at(cell)[0], low), Math.min(at(cell)[1], high)] as [number, number]];
    if (to[0] > was[0] || to[1] < was[1]) hasMoved = true;
    range.set(cell, to);
  };
  while (hasMoved) {
    hasMoved = false;
    for (const cell of all.filter(({ parts }) => parts && parts.length > 0)) {
      const parts = cell.parts ?? [];
      narrow(cell, add(parts, 0), add(parts, 1));
      for (const part of parts) {
        const others = parts.filter(one => one !== part);
        narrow(part, at(cell)[0] - add(others, 1), at(cell)[1] - add(others, 0));
      }
    }
  }
  return all
    .filter(cell => cell.of > 0 && cell.of < 3 && at(cell)[0] === at(cell)[1])
    .map(({ name, shown }) => `${name}: ${shown}`);
}

/** Everything printed of a section that adds up, as trees. */
function treesOf(section: CountedSection, report: ReturnType<typeof printed>): Cell[] {
  const shown = report.sections.find(({ code }) => code === section.code)!;
  // What a table does not have is not known; of a table that stands, a unit that is not named is none.
  const goods = (year: 'now' | 'before', count: 'cases' | 'lines'): Cell => ({
    ...{ name: `${count} ${year}`, shown: shown[count][year], of: section[count][year] },
    parts: shown.headings.map((heading, at) => {
      const own = section.headings[at]!;
      return {
        ...{ name: `${count} ${year} ${heading.code}`, shown: heading[count][year], of: own[count][year] },
        parts: heading.groups.map(group => ({
          ...{ name: `${count} ${year} ${group.code}`, shown: group[count][year] },
          of: own.groups.find(({ code }) => code === group.code)![count][year],
        })),
      };
    }),
  });
  const units = [...new Set(section.headings.flatMap(({ quantities }) => Object.keys(quantities)))];
  const quantity = (unit: string): Cell => {
    const value = ({ quantities }: { readonly quantities: readonly { unit: string; value: Cell['shown'] }[] }) =>
      quantities.find(one => one.unit === unit)?.value ?? 0;
    const of = ({ quantities }: CountedGoods): number => quantities[unit]?.of.now ?? 0;
    return {
      ...{ name: unit, shown: value(shown), of: of(section) },
      parts: shown.headings.map((heading, at) => {
        const own = section.headings[at]!;
        return {
          ...{ name: `${unit} ${heading.code}`, shown: value(heading), of: of(own) },
          parts: heading.groups.map(group => ({
            ...{ name: `${unit} ${group.code}`, shown: value(group) },
            of: of(own.groups.find(({ code }) => code === group.code)!),
          })),
        };
      }),
    };
  };
  const breakdowns = (['month', 'country'] as const).flatMap(name =>
    (['now', 'before'] as const).map(
      (year): Cell => ({
        ...{ name: `${name} ${year}`, shown: shown.cases[year], of: section.cases[year] },
        parts: (shown.by[name] ?? []).map((row, at) => {
          // Each Member has a case at least, and a month with one Member and "1–2" no more than is told.
          const members = name === 'month' && year === 'now' ? shown.reporting[at]?.members : undefined;
          const told = row.cases[year];
          return {
            ...{ name: `${name} ${year} ${row.value}`, of: section.by[name][at]!.cases[year] },
            shown: told === 'few' && members === 2 ? 2 : told,
          };
        }),
      }),
    ),
  );
  return [
    ...(['now', 'before'] as const).flatMap(year => (['cases', 'lines'] as const).map(count => goods(year, count))),
    ...(shown.headings.length > 0 ? units.map(quantity) : []),
    ...breakdowns,
  ];
}

describe('an attacker with the whole report', () => {
  test('finds no group of one or two cases by taking parts from sums, whatever the goods', () => {
    let told = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const counted = reportOf(seed);
      const report = printed(counted);
      const leaks = counted.sections.flatMap(section => treesOf(section, report).flatMap(found));
      expect({ seed, leaks }).toEqual({ seed, leaks: [] });
      expect([seed, report.sections.filter(section => tellsSmall(section, report))]).toEqual([seed, []]);
      told += report.sections.flatMap(({ headings }) => headings.flatMap(({ groups }) => groups)).length;
    }
    // It is not protected by saying nothing.
    expect(told).toBeGreaterThan(1000);
  });
});
