import { describe, expect, test } from 'vitest';
import { changesAmong } from '../../src/analysis/flows/changes.ts';
import { legsOf } from '../../src/analysis/flows/flows.ts';
import { seededRandom } from '../../seeds/demo/random.ts';

const steady = Array.from({ length: 20 }, (_one, at) => ({ key: `A${at}>B`, before: 40, after: 10 }));

describe('routes that changed', () => {
  test('appeared, grew, fell or ended beside all others, the most that grew first', () => {
    const { changes, compared } = changesAmong([
      ...steady,
      { key: 'XX>YY', before: 0, after: 30 },
      { key: 'XX>ZZ', before: 60, after: 60 },
      { key: 'WW>YY', before: 120, after: 2 },
      { key: 'VV>YY', before: 120, after: 0 },
    ]);
    expect(compared).toBe(24);
    expect(changes.map(({ from, to, turn }) => [`${from}>${to}`, turn])).toEqual([
      ['XX>ZZ', 'grew'],
      ['XX>YY', 'appeared'],
      ['VV>YY', 'ended'],
      ['WW>YY', 'fell'],
    ]);
    expect(changes.find(({ turn }) => turn === 'appeared')?.movedFrom).toEqual({ from: 'VV', to: 'YY' });
    expect(changes.find(({ turn }) => turn === 'grew')?.movedFrom).toBeUndefined();
  });

  test('are none where all routes rose or fell alike, where cases are few, and where one time has none', () => {
    expect(changesAmong(steady.map(pair => ({ ...pair, after: pair.before * 3 }))).changes).toEqual([]);
    expect(changesAmong([...steady, { key: 'XX>YY', before: 0, after: 4 }]).changes).toEqual([]);
    expect(changesAmong(steady.map(pair => ({ ...pair, after: 0 })))).toMatchObject({ changes: [], compared: 0 });
    expect(changesAmong([])).toMatchObject({ changes: [], compared: 0 });
  });

  test('each direction is a route of its own', () => {
    const { changes } = changesAmong([
      ...steady,
      { key: 'XX>YY', before: 40, after: 60 },
      { key: 'YY>XX', before: 40, after: 10 },
    ]);
    expect(changes.map(({ from, to }) => `${from}>${to}`)).toEqual(['XX>YY']);
  });

  test.each([
    ['single cases', 1],
    ['cases that come three at a time', 3],
  ])('by chance alone are told in fewer than one of ten sets of %s where nothing changed', (_of, clump) => {
    const random = seededRandom(2026);
    const share = (cases: number): { before: number; after: number } => {
      let after = 0;
      for (let at = 0; at < cases; at += clump) after += random.next() < 0.2 ? clump : 0;
      return { before: Math.max(0, cases - after), after };
    };
    let told = 0;
    for (let set = 0; set < 300; set += 1) {
      const pairs = Array.from({ length: 60 }, (_one, at) => ({ key: `A${at}>B`, ...share(5 + ((at * 7) % 90)) }));
      told += changesAmong(pairs).changes.length > 0 ? 1 : 0;
    }
    expect(told).toBeLessThan(30);
  });
});

describe('legs of a way', () => {
  test.each([
    ['ends', { from: 'PK', to: 'KE', via: 'AE>OM' }, ['PK>KE']],
    ['steps', { from: 'PK', to: 'KE', via: 'AE>OM' }, ['PK>AE', 'AE>OM', 'OM>KE']],
    ['steps', { from: 'PK', to: 'KE', via: null }, ['PK>KE']],
    ['steps', { from: 'PK', to: 'KE', via: 'ZZ' }, []],
    ['steps', { from: null, to: 'KE', via: 'AE' }, ['AE>KE']],
    ['ends', { from: 'KE', to: 'KE', via: null }, []],
    ['ends', { from: null, to: 'KE', via: null }, []],
  ] as const)('by %s of %o', (ends, way, legs) => {
    expect(legsOf(way, ends).map(leg => leg.join('>'))).toEqual(legs);
  });
});
