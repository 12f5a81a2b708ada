import { expect, test } from 'vitest';
import { monthsBetween, nowcast, type Reported } from '../../../src/analysis/statistics/nowcast.ts';
import { seededRandom } from '../../../seeds/demo/random.ts';

const monthAt = (at: number): string => new Date(Date.UTC(2022, at, 1)).toISOString().slice(0, 7);
/** Share of reports that come when a month is so old. */
const delays = [0.45, 0.25, 0.12, 0.08, 0.05, 0.03, 0.02];

/** Months of about so many cases, each reported late by itself; the last are known only as far as they are old. */
function world(seed: number, mean: number, months = 48): { full: Reported[]; today: Reported[] } {
  const random = seededRandom(seed).next;
  const full = Array.from({ length: months }, (_one, at) => {
    const byAge = delays.map(() => 0);
    const level = mean * (1 + 0.2 * Math.sin(at / 2));
    for (let case_ = 0; case_ < level * (0.85 + 0.3 * random()); case_ += 1) {
      let rest = random();
      let age = delays.findIndex(share => (rest -= share) < 0);
      if (age < 0) age = delays.length - 1;
      byAge[age] = (byAge[age] ?? 0) + 1;
    }
    return { month: monthAt(at), byAge };
  });
  const today = full.map(({ month, byAge }, at) => ({ month, byAge: byAge.slice(0, months - at) }));
  return { full, today };
}
const whole = (one: Reported | undefined): number => (one?.byAge ?? []).reduce((total, count) => total + count, 0);

test('the band holds what it says, at every age, large or small', () => {
  for (const mean of [20, 150, 1500]) {
    let [held, tried] = [0, 0];
    for (let seed = 1; seed <= 60; seed += 1) {
      const { full, today } = world(seed, mean);
      for (let age = 0; age < 5; age += 1) {
        const at = full.length - 1 - age;
        const found = nowcast(today, monthAt(at), age);
        if ('kind' in found) continue;
        const truth = whole(full[at]);
        tried += 1;
        if (truth >= Math.floor(found.band[0]) && truth <= Math.ceil(found.band[1])) held += 1;
      }
    }
    expect(tried).toBe(300);
    expect([mean, held / tried > 0.72]).toEqual([mean, true]);
    expect([mean, held / tried < 0.97]).toEqual([mean, true]);
  }
});

test('it estimates the whole, tells what has arrived, and is sure where nearly all has', () => {
  const { full, today } = world(7, 1500);
  const [young, old] = [nowcast(today, monthAt(47), 0), nowcast(today, monthAt(42), 5)];
  if ('kind' in young || 'kind' in old) throw new Error('not enough');
  expect(young.arrived).toBeGreaterThan(0.4);
  expect(young.arrived).toBeLessThan(0.5);
  expect(Math.abs(young.estimate / whole(full[47]) - 1)).toBeLessThan(0.15);
  expect(old.arrived).toBeGreaterThan(0.95);
  expect(old.band[1] - old.band[0]).toBeLessThan(young.band[1] - young.band[0]);
  expect(young.band[0]).toBeGreaterThanOrEqual(young.recorded);
  expect(young.past.months).toBe(24);
  expect(young.past.held).toBeGreaterThan(12);
});

test('with little it says so: few months, few cases, or hardly any report in time', () => {
  const { today } = world(1, 1);
  expect(nowcast(today, monthAt(47), 0)).toEqual({ kind: 'not enough' });
  expect(nowcast(world(1, 100, 14).today, monthAt(13), 0)).toEqual({ kind: 'not enough' });
  const late = Array.from({ length: 48 }, (_one, at) => ({ month: monthAt(at), byAge: [1, 0, 0, 50] }));
  expect(nowcast(late, monthAt(47), 0)).toEqual({ kind: 'not enough' });
  expect(nowcast([], '2026-01', 0)).toEqual({ kind: 'not enough' });
});

test('a month without a report yet is nothing with a band, not a fault', () => {
  const { today } = world(3, 100);
  const found = nowcast(today.slice(0, -1), monthAt(47), 0);
  expect(found).toMatchObject({ recorded: 0, estimate: 0 });
  expect(monthsBetween('2025-11', '2026-02')).toBe(3);
});
