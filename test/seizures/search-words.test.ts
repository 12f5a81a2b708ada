import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { searchSeizures } from '../../src/seizures/search/search.ts';
import { indexWords, splitWords } from '../../src/seizures/search/search-words.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase } from '../support/database.ts';
import { groundOf } from '../support/seizures.ts';
import type { Ground } from '../support/seizures.ts';

let ground: Ground;
let reader: Viewer;
let refs: string[];

beforeAll(async () => {
  ground = await groundOf(await ownDatabase());
  reader = await ground.viewer('ke.reader');
  const bare = {
    release: 'all',
    concealmentText: undefined,
    packaging: undefined,
    coverLoad: undefined,
    narrative: undefined,
    operation: undefined,
    place: undefined,
    placeName: undefined,
    detectionMeans: undefined,
  };
  refs = await ground.put([
    sampleRecord('DRUG', {
      facts: {
        ...bare,
        nationalRef: 'MSA/26/0001',
        narrative: 'Les chiens ont marqué l’arrêt devant la cloison réfrigérée.',
        narrativeLang: 'fr',
      },
      line: { product: 'COC-HCL', hsCode: '293972', details: {} },
    }),
    sampleRecord('CITES', {
      facts: {
        ...bare,
        nationalRef: 'NBO/26/77',
        narrative: "Carved tusks were found among the ceramic tiles; 100% hidden, O'Brien's \\ shed.",
      },
      line: { details: {} },
    }),
    sampleRecord('TOB', {
      facts: { ...bare, nationalRef: 'X 9', concealment: 'CON-FREIGHT-COVER' },
      line: { details: {} },
    }),
  ]);
});

/** Which of the three records are found: 'drug', 'cites', 'tobacco'. */
async function found(q: string): Promise<string[]> {
  const page = await searchSeizures(
    ground.pool,
    ground.searching(reader, new URLSearchParams({ q, sort: 'oldest' }).toString()),
  );
  const names = ['drug', 'cites', 'tobacco'];
  return page.rows.map(({ ref }) => names[refs.indexOf(ref)] ?? ref).sort();
}

describe('words', () => {
  test.each([
    ['cocaine', ['drug']],
    ['Cocaïne', ['drug']],
    ['COCAINES', ['drug']],
    ['chien', ['drug']],
    ['arret', ['drug']],
    ['refrigeree', ['drug']],
    ['tusk', ['cites']],
    ['carving', ['cites']],
    ['MSA/26/0001', ['drug']],
    ['msa/26', ['drug']],
    ['NBO/26/77', ['cites']],
    ['293972', ['drug']],
    ['2939', ['drug']],
    ['2939.72', ['drug']],
    ['cocaine tusk', []],
    ['cocaine chien', ['drug']],
    ['"ceramic tiles"', ['cites']],
    ['"tiles ceramic"', []],
    ['tiles -tusks', []],
    ['ceramic -cocaine', ['cites']],
    ['kenya', ['cites', 'drug', 'tobacco']],
    ['the tusks of the shed', ['cites']],
    ['les chiens de la cloison', ['drug']],
  ])('%s', async (q, expected) => {
    expect(await found(q)).toEqual(expected);
  });

  test('a reference in part', async () => {
    expect(await found(refs[1] ?? '')).toEqual(['cites']);
    expect(await found((refs[1] ?? '').toLowerCase())).toEqual(['cites']);
  });

  test.each([
    "'",
    '\\',
    "O'Brien's",
    '100%',
    '.*+?[(',
    '***',
    '-',
    '""',
    '" "',
    '-"x',
    ':*',
    "a' | 'b",
    '!',
    '&',
    '(',
    '_',
    '%',
    '--',
    "'; drop table seizures; --",
    'the',
    '👍',
  ])('signs are text, never a fault: %s', async q => {
    expect(Array.isArray(await found(q))).toBe(true);
  });

  test('what holds no word finds nothing', async () => {
    expect(await found('***')).toEqual([]);
    expect(await found('the')).toEqual([]);
  });
});

describe('splitting', () => {
  test('words, phrases and what to leave out; empty words go', () => {
    expect(splitWords('heroin "cover load" -base the')).toEqual([
      { text: 'heroin', phrase: false, not: false },
      { text: 'cover load', phrase: true, not: false },
      { text: 'base', phrase: false, not: true },
    ]);
  });
});

describe('codes by their names', () => {
  test('in both languages, without accents, singular or plural', () => {
    const words = indexWords(ground.lists);
    for (const word of ['elephant', 'Éléphant', 'elephants'])
      expect(words.terms(word)).toEqual(words.terms('elephant'));
    expect(words.terms('kenya')).toContain('country:ke');
    expect(words.terms('kénya')).toContain('country:ke');
    expect(words.terms('nothing-of-the-kind')).toEqual([]);
  });
});
