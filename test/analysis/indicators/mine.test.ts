import { describe, expect, test } from 'vitest';
import { strataOf } from '../../../src/analysis/indicators/data.ts';
import { logTail, momentsOf } from '../../../src/analysis/indicators/tail.ts';
import { mine, type Indicator } from '../../../src/analysis/indicators/mine.ts';
import { score } from '../../../src/analysis/indicators/score.ts';
import { attribute, plainCases, plant, signs } from '../support/cases.ts';

const outcome = { attribute: attribute.product, code: 15 };
const planted = [
  { attribute: attribute.departure, code: 11 },
  { attribute: attribute.goods, code: 40 },
];
const options = { signs, outcomes: [attribute.product], longest: 3 };
const plain = plainCases(8000, 3);

function named({ signs: found }: Indicator): string {
  return found.map(({ attribute: at, code }) => `${at}:${code}`).join(' ');
}

describe('the chance of so many hits', () => {
  test('is Fisher’s where there is one group', () => {
    // 3 of 4 with the signs, 1 of 4 without: 17 of 70 tables are as extreme.
    expect(Math.exp(logTail([{ matching: 4, size: 8, hits: 4 }], 3))).toBeCloseTo(17 / 70, 6);
    expect(Math.exp(logTail([{ matching: 4, size: 8, hits: 4 }], 4))).toBeCloseTo(1 / 70, 10);
  });
  test('of two groups is that of their sum, and never below it where it is a bound', () => {
    const small = [
      { matching: 5, size: 20, hits: 4 },
      { matching: 6, size: 30, hits: 3 },
    ];
    const large = small.map(({ matching, size, hits }) => ({
      matching: matching * 60,
      size: size * 60,
      hits: hits * 60,
    }));
    const { mean, variance } = momentsOf(large);
    const [few, many] = [logTail(large, Math.round(mean + 3 * Math.sqrt(variance))), logTail(large, mean)];
    expect(many).toBe(0);
    // The normal tail at three deviations is exp(-6.6); Chernoff's bound without it being drawn without return less.
    expect(few).toBeGreaterThan(-6.7);
    expect(few).toBeLessThan(-2.5);
    expect(momentsOf(small).mean).toBeCloseTo(1.6, 9);
  });
  test('is one where a group holds nothing else, and nil where it cannot be', () => {
    expect(logTail([{ matching: 50, size: 94, hits: 94 }], 50)).toBe(0);
    expect(logTail([{ matching: 3, size: 10, hits: 5 }], 4)).toBe(Number.NEGATIVE_INFINITY);
  });
  test('of large counts does not underflow', () => {
    expect(logTail([{ matching: 5000, size: 100_000, hits: 4000 }], 3000)).toBeLessThan(-5000);
  });
});

test('an upload is a group of its own from 20 rows on', () => {
  const uploads = Int32Array.from({ length: 60 }, (_, row) => (row < 25 ? 7 : row < 30 ? 8 : -1));
  const strata = strataOf(new Int32Array(60), new Int32Array(60).fill(2026), uploads);
  expect(new Set(strata.slice(0, 25)).size).toBe(1);
  expect(new Set(strata.slice(25)).size).toBe(1);
  expect(strata[0]).not.toBe(strata[59]);
});

describe('what is planted', () => {
  const cases = plant(plain, { signs: planted, outcome }, { count: 80, share: 0.7 }, 4);

  test('is found, as the simplest sentence, with its evidence', async () => {
    const { indicators, tried } = await mine(cases, options);
    expect(tried).toBeGreaterThan(20_000);
    expect(indicators.map(named)).toEqual(['1:11 4:40']);
    const [found] = indicators;
    expect(found?.outcome).toEqual(outcome);
    expect(found?.share.cases).toBeGreaterThanOrEqual(80);
    expect(found?.lift.low).toBeGreaterThan(8);
    expect(found?.adjustedLift.low).toBeGreaterThan(5);
    expect(found?.adjusted).toBeLessThan(1e-6);
    expect(found?.members.length).toBeGreaterThan(10);
    expect(found?.members.reduce((sum, { cases: own }) => sum + own, 0)).toBe(found?.share.cases);
    expect(found?.liftWithoutLargest.low).toBeGreaterThan(5);
    expect(found?.quarters.reduce((sum, { hits }) => sum + hits, 0)).toBe(found?.share.hits);
    expect(found?.stability).toBe('steady');
    expect(found?.novelty).toEqual({ kind: 'known', since: 0 });
    expect(found?.leftOut.map(({ sign }) => sign)).toEqual(planted);
    expect(found?.leftOut.every(({ lift }) => lift.ratio < (found?.lift.ratio ?? 0))).toBe(true);
  });

  test('by chance of discovery: by lift, with 60 and 120 cases of 8,000', { timeout: 120_000 }, async () => {
    const base = 0.035;
    const power = async (count: number, lift: number): Promise<number> => {
      let found = 0;
      for (let seed = 0; seed < 6; seed += 1) {
        const made = plant(plain, { signs: planted, outcome }, { count, share: lift * base }, 50 + seed);
        const { indicators } = await mine(made, { ...options, longest: 2 });
        found += indicators.some(one => one.outcome.code === outcome.code) ? 1 : 0;
      }
      return found / 6;
    };
    expect(await power(60, 20)).toBe(1);
    expect(await power(60, 10)).toBeGreaterThan(0.6);
    expect(await power(120, 10)).toBe(1);
    expect(await power(60, 1)).toBe(0);
  });

  test('only in the last quarters is new', async () => {
    const made = plant(plain, { signs: planted, outcome }, { count: 80, share: 0.7, quarters: [6, 7] }, 4);
    const [found] = (await mine(made, options)).indicators;
    expect(found?.novelty).toMatchObject({ kind: 'new', since: 6 });
  });

  test('that went another way before has moved', async () => {
    const bySea = [
      { attribute: attribute.departure, code: 11 },
      { attribute: attribute.goods, code: 41 },
    ];
    const before = plant(plain, { signs: bySea, outcome }, { count: 100, share: 0.8, quarters: [0, 5] }, 4);
    const made = plant(before, { signs: planted, outcome }, { count: 80, share: 0.8, quarters: [6, 7] }, 5);
    const found = (await mine(made, options)).indicators.find(one => named(one) === '1:11 4:40');
    expect(found?.novelty).toMatchObject({ kind: 'moved', from: { attribute: attribute.goods, code: 41 } });
  });

  test('a sign that adds nothing is in no more than one of twenty sentences', { timeout: 120_000 }, async () => {
    let [longer, all] = [0, 0];
    for (let seed = 0; seed < 20; seed += 1) {
      const made = plant(plain, { signs: planted.slice(0, 1), outcome }, { count: 300, share: 0.6 }, 70 + seed);
      const { indicators } = await mine(made, options);
      all += indicators.length;
      longer += indicators.filter(one => one.signs.length > 1).length;
    }
    expect(all).toBeGreaterThanOrEqual(20);
    expect(longer).toBeLessThanOrEqual(2);
  });

  test('by one Member alone is not shown, nor the repeats of one event', async () => {
    const { members } = cases;
    const one = members.map((member, row) =>
      planted.every(s => cases.columns[s.attribute]?.[row] === s.code) ? 0 : member,
    );
    expect((await mine({ ...cases, members: one }, options)).indicators.map(named)).not.toContain('1:11 4:40');
    const events = members.map((_, row) => (planted.every(s => cases.columns[s.attribute]?.[row] === s.code) ? 1 : -1));
    expect((await mine({ ...cases, events }, options)).indicators.map(named)).not.toContain('1:11 4:40');
  });
});

describe('a search', () => {
  test('tells how far it is, and stops when told', async () => {
    const heard: number[] = [];
    await mine(plain, { ...options, onProgress: done => heard.push(done) });
    expect(heard.at(-1)).toBe(1);
    expect(heard).toEqual(heard.toSorted((one, other) => one - other));
    const abort = new AbortController();
    const running = mine(plain, { ...options, longest: 4, signal: abort.signal });
    // Whatever a machine does in the meantime, it has not come to the end of its first step.
    abort.abort();
    await expect(running).rejects.toThrow(/abort/i);
  });
  test('of nothing, of one case, of one outcome finds nothing', async () => {
    const none = { indicators: [], candidates: 0 };
    expect(await mine(plainCases(0, 1), options)).toMatchObject({ ...none, tried: 0 });
    expect(await mine(plainCases(1, 1), options)).toMatchObject({ ...none, tried: 0 });
    const columns = plain.columns.map((column, at) => (at === 0 ? new Int32Array(column.length) : column));
    expect(await mine({ ...plain, columns }, options)).toMatchObject(none);
  });
});

describe('an indicator against what came later', () => {
  const kept = async () => {
    const cases = plant(plain, { signs: planted, outcome }, { count: 80, share: 0.7 }, 4);
    const [found] = (await mine(cases, options)).indicators;
    if (found === undefined) throw new Error('nothing was found');
    return found;
  };
  const later = (share: number, count = 80) =>
    plant(plainCases(4000, 9, 4), { signs: planted, outcome }, { count, share }, 10);

  test('holds where it goes on', async () => {
    const found = score(await kept(), later(0.7));
    expect(found).toMatchObject({ state: 'holds', fall: 'none', floor: 2 });
    expect(found.hits + found.misses).toBe(found.rows.length);
    expect(found.hits).toBeGreaterThan(45);
    expect(found.expected).toBeLessThan(8);
    expect(found.rows.filter(({ isHit }) => isHit)).toHaveLength(found.hits);
    expect(found.stretches.every(({ cases }) => cases >= 10)).toBe(true);
  });
  test('is given up where it says nothing any more', async () => {
    expect(score(await kept(), later(0.03))).toMatchObject({ state: 'given up', fall: 'share fell' });
  });
  test('fades where its share has fallen but still says something', async () => {
    expect(score(await kept(), later(0.4, 150))).toMatchObject({ state: 'fading', fall: 'share fell' });
  });
  test('is too early to say with few later cases, or none', async () => {
    expect(score(await kept(), later(0.7, 4)).state).toBe('too early');
    expect(score(await kept(), plainCases(0, 1))).toMatchObject({ state: 'too early', hits: 0, misses: 0 });
  });
  test('whose outcome became common everywhere has not lost its share', async () => {
    const common = later(0.7);
    const columns = common.columns.map(column => Int32Array.from(column));
    common.members.forEach((_, row) => {
      if (row % 4 === 0) (columns[attribute.product] as Int32Array)[row] = 15;
    });
    expect(score(await kept(), { ...common, columns })).toMatchObject({ fall: 'base rose' });
  });
});
