import { beforeAll, describe, expect, test } from 'vitest';
import { coverageOf } from '../../src/analysis/coverage/coverage.ts';
import type { MonthOfMember } from '../../src/analysis/coverage/search-coverage.ts';
import { countReport } from '../../src/analysis/report/figures/count.ts';
import { inSnapshot } from '../../src/analysis/report/figures/search-year.ts';
import { periodOf } from '../../src/analysis/report/work/begin.ts';
import { sampleRecord } from '../support/builders.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type Browser } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

const lateness = { delay: 3, held: 0, measured: 0, synthetic: 0 };
const year = { from: '2025-01-01', to: '2025-12-31', today: '2026-11-29' };
const asked = new Set(['KE', 'TZ', 'VN']);
const at = (country: string, month: string, now: number, before = 0): MonthOfMember => ({
  ...{ country, month, now, before },
  ...{ verified: now, complete: now },
});
const everyMonth = (country: string, of: readonly number[]): MonthOfMember[] =>
  ['2024', '2025'].flatMap(one =>
    of.map((month): MonthOfMember => {
      const name = `${one}-${String(month).padStart(2, '0')}`;
      return one === '2025' ? at(country, name, 2) : at(country, name, 0, 1);
    }),
  );
const months = Array.from({ length: 12 }, (_, index) => index + 1);

describe('who reported', () => {
  test('is a Member: a country that is none has cases and did not report', () => {
    const found = coverageOf([at('KE', '2025-03', 2), at('TW', '2025-03', 5)], lateness, year, asked);
    expect(found).toMatchObject({ cases: 7, verified: 7, members: 1, membersAsked: 3 });
    expect(found.began.members).toBe(1);
  });

  test('throughout means the last month too, where it is over', () => {
    const rows = [...everyMonth('KE', months), ...everyMonth('TZ', months.slice(0, 11))];
    const { steady } = coverageOf(rows, lateness, year, asked);
    expect(steady).toEqual({ members: 1, now: 24, before: 12, all: 24 });
    // Until today’s month is over nobody can be late in it.
    const early = { from: '2025-01-01', to: '2025-12-31', today: '2025-12-31' };
    expect(coverageOf(rows, lateness, early, asked).steady.members).toBe(2);
  });

  test('is compared in whole months, never some days with a month', () => {
    const rows = [...everyMonth('KE', months.slice(0, 11)), at('KE', '2025-12', 1), at('KE', '2024-12', 0, 1)];
    const { steady } = coverageOf(rows, lateness, { ...year, to: '2025-12-03' }, asked);
    expect(steady).toEqual({ members: 1, now: 22, before: 11, all: 23 });
    // Without a whole month nobody is said to report throughout.
    const few = coverageOf(
      [at('KE', '2025-03', 2)],
      lateness,
      { ...year, from: '2025-03-30', to: '2025-03-31' },
      asked,
    );
    expect(few.steady.members).toBe(0);
  });
});

describe('of records', () => {
  let reader: Browser;
  let ground: Ground;
  beforeAll(async () => {
    const portal = await testPortal();
    ground = await groundOf(portal);
    let number = 0;
    const record = (seizureDate: string, country: string) => {
      number += 1;
      const open = { release: 'all', releaseOffices: undefined, place: undefined } as const;
      return sampleRecord('DRUG', { facts: { nationalRef: `C/${number}`, seizureDate, country, ...open } });
    };
    await ground.put([record('2025-03-05', 'TZ'), record('2025-03-06', 'TZ'), record('2025-03-30', 'KE')]);
    await ground.put([record('2024-03-31', 'KE'), record('2024-03-02', 'TZ'), record('2025-03-31', 'TW')]);
    await ground.put([record('2025-03-30', 'US'), record('2024-03-30', 'US')]);
    reader = await portal.as('vn.reader');
  });

  test.each(['trends', 'routes', 'cross-table', 'concealment', 'risk-indicators'])(
    'beside figures of some days of a month, of %s',
    async page => {
      const text = textOf(await reader.get(`/analysis/${page}?from=2025-03-28&to=2025-03-31`));
      expect(text).toMatch(/Members reporting 2 of \d/);
      expect(text).not.toMatch(/Members that began: [1-9]/);
    },
  );

  test('the regions of a report, with Members of no RILO, add up to all that reported', async () => {
    const { regions, coverage } = await reportOf({ from: '2025-01-01', to: '2025-12-31' });
    expect(coverage.members).toBe(3);
    expect(regions.reduce((sum, { reported }) => sum + reported, 0)).toBe(3);
    expect(regions.reduce((sum, { members }) => sum + members, 0)).toBe(coverage.membersAsked);
  });

  test('a month that a bulletin begins in has the days of the year before apart', async () => {
    const { sections, coverage } = await reportOf({ from: '2025-03-20', to: '2026-03-19' });
    const months = sections.find(({ code }) => code === 'drugs')?.by.month;
    expect(months?.[0]).toEqual({ value: '2025-03', cases: { now: 3, before: 2 } });
    expect(months?.at(-1)).toEqual({ value: '2026-03', cases: { now: 0, before: 2 } });
    expect(coverage).toMatchObject({ cases: 3, members: 2 });
  });

  const reportOf = (days: { readonly from: string; readonly to: string }) =>
    inSnapshot(ground.pool, client => countReport(client, ground, periodOf({ ...days, area: null }, ground.offices)));
});
