import { describe, expect, test } from 'vitest';
import { decomposeChange, type Reporter } from '../../../src/analysis/statistics/reporters.ts';
import { randomFrom } from '../support/random.ts';

const random = randomFrom(9);
const months = (mean: number): number[] => Array.from({ length: 12 }, () => random.poisson(mean));
const always = Array<boolean>(12).fill(true);
const never = Array<boolean>(12).fill(false);

function member(id: string, before: number, after: number): Reporter<string> {
  return {
    id,
    before: months(before),
    after: months(after),
    reportedBefore: before > 0 ? always : never,
    reportedAfter: after > 0 ? always : never,
  };
}

const steady = (before: number, after: number) =>
  Array.from({ length: 20 }, (_, at) => member(`S${at}`, before, after));

describe('a change is told apart into reporters and what they report', () => {
  test('a rise that comes from joiners is a change of reporting', () => {
    const joined = Array.from({ length: 5 }, (_, at) => member(`J${at}`, 0, 30));
    const found = decomposeChange([...steady(20, 20), ...joined]);
    expect(found.cause).toBe('reporting');
    expect(found.parts.joined.reporters).toEqual(['J0', 'J1', 'J2', 'J3', 'J4']);
    expect(found.parts.joined.before).toBe(0);
    expect(found.shareOfReporting).toBeGreaterThan(0.9);
    expect(found.shareOfSteady).toBeCloseTo(
      (found.steady.before + found.steady.after) / (found.all.before + found.all.after),
    );
  });
  test('a rise among the steady is none', () => {
    const found = decomposeChange(steady(20, 26));
    expect(found).toMatchObject({ cause: 'crime', shareOfReporting: 0 });
    expect(found.steady.at95.low).toBeGreaterThan(1.15);
  });
  test('both together are both', () => {
    expect(decomposeChange([...steady(20, 24), member('J', 0, 80)]).cause).toBe('both');
  });
  test('no change of the sum has no cause, also where one leaves as another joins', () => {
    const found = decomposeChange([...steady(20, 20), member('L', 40, 0), member('J', 0, 40)]);
    expect(found.cause).toBe('none');
    expect(found.parts.left.reporters).toEqual(['L']);
    expect(found.parts.left.before).toBeGreaterThan(400);
  });
  test('who reports now and then is irregular, who never does is silent, who began last month has joined', () => {
    const gaps = always.map((_, at) => at % 2 === 0);
    const last = never.map((_, at) => at === 11);
    const found = decomposeChange([
      { ...member('I', 5, 5), reportedBefore: gaps, reportedAfter: gaps },
      member('N', 0, 0),
      { ...member('J', 5, 5), reportedBefore: never, reportedAfter: last },
    ]);
    expect(found.parts.irregular.reporters).toEqual(['I']);
    expect(found.parts.silent.reporters).toEqual(['N']);
    expect(found.parts.joined.reporters).toEqual(['J']);
    expect(found.parts.steady).toEqual({ reporters: [], before: 0, after: 0 });
  });
  test('nobody at all', () => {
    expect(decomposeChange<string>([])).toMatchObject({ cause: 'none', shareOfReporting: undefined });
  });
});
