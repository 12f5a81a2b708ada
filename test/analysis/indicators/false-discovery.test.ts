import { describe, expect, test } from 'vitest';
import { mine } from '../../../src/analysis/indicators/mine.ts';
import { attribute, plainCases, plant, shuffled, signs, uploadedCases } from '../support/cases.ts';

const options = { signs, outcomes: [attribute.product, attribute.hiding], longest: 3 };

describe('where no sign says anything', () => {
  test('fewer than 5 % of 200 shuffled data sets have any indicator', { timeout: 240_000 }, async () => {
    // Shuffled from cases that do hold patterns, so that ways and products keep what is Members' own.
    const outcome = { attribute: attribute.product, code: 15 };
    const made = plant(
      plainCases(3000, 1),
      { signs: [{ attribute: attribute.departure, code: 11 }], outcome },
      { count: 200, share: 0.5 },
      2,
    );
    let [withAny, tried] = [0, 0];
    for (let seed = 0; seed < 200; seed += 1) {
      const cases = shuffled(shuffled(made, attribute.product, seed), attribute.hiding, seed + 1000);
      const found = await mine(cases, options);
      withAny += found.indicators.length > 0 ? 1 : 0;
      tried = found.tried;
    }
    expect(tried).toBeGreaterThan(5000);
    // 5 % of 200 are 10; the method promises at most that on average.
    expect(withAny).toBeLessThanOrEqual(10);
    // The same cases before they were shuffled: what was planted is seen.
    expect((await mine(made, options)).indicators.map(({ outcome: found }) => found)).toContainEqual(outcome);
  });

  test('uploads of one kind of case make no indicator, though all their cases agree', {
    timeout: 120_000,
  }, async () => {
    let [withAny, naive] = [0, 0];
    for (let seed = 0; seed < 30; seed += 1) {
      const cases = uploadedCases(4000, seed);
      withAny += (await mine(cases, options)).indicators.length > 0 ? 1 : 0;
      if (seed >= 3) continue;
      // As though every case stood for itself.
      const alone = { ...cases, strata: new Int32Array(4000) };
      naive += (await mine(alone, { ...options, longest: 1, fewestMembers: 1, largestMember: 1 })).indicators.length;
    }
    expect(naive).toBeGreaterThan(3);
    expect(withAny).toBeLessThanOrEqual(2);
  });
});
