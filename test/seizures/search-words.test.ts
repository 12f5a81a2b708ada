import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { searchSeizures } from '../../src/seizures/search/search.ts';
import { splitTyped } from '../../src/reference/index.ts';
import { indexWords } from '../../src/seizures/search/search-words.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

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
    ['msa', ['drug']],
    ['0001', ['drug']],
    ['NBO/77', ['cites']],
    ['cocaine OR tusk', ['cites', 'drug']],
    ['“ceramic tiles”', ['cites']],
    ['coke', ['drug']],
    ['coc*', ['drug']],
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
    const [country = '', year = '', number = ''] = (refs[1] ?? '').split('-');
    for (const part of [number, `${year}-${number}`, `${country}-${year}-${Number(number)}`])
      expect(await found(part)).toContain('cites');
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
  const word = (text: string, quoted = false) => ({ any: [{ text, quoted }], not: false });

  test.each([
    ['heroin "cover load" -base the', [word('heroin'), word('cover load', true), { ...word('base'), not: true }]],
    ['“cover load” «tapis roulants»', [word('cover load', true), word('tapis roulants', true)]],
    ['NOT base', [{ ...word('base'), not: true }]],
    ['(heroin)', [word('heroin')]],
    ['or the |', []],
    ['heroin or', [word('heroin')]],
  ])('%s', (q, expected) => {
    expect(splitTyped(q)).toEqual(expected);
  });

  test.each([
    'cocaine OR heroin mombasa',
    'cocaine or heroin mombasa',
    'cocaine | heroin mombasa',
    'cocaine|heroin mombasa',
    'cocaine ou heroin mombasa',
  ])('%s: either, and the third', q => {
    expect(splitTyped(q).map(({ any }) => any.map(({ text }) => text))).toEqual([['cocaine', 'heroin'], ['mombasa']]);
  });
});

describe('codes by their names', () => {
  test('in both languages, without accents, singular or plural', () => {
    const words = indexWords(ground.lists);
    const codes = (q: string): string[] =>
      words
        .read(q)
        .flatMap(({ any }) => any.flatMap(one => [...one.codes, ...one.related]))
        .sort();
    for (const word of ['elephant', 'Éléphant', 'elephants']) expect(codes(word)).toEqual(codes('elephant'));
    expect(codes('elephant').length).toBeGreaterThan(1);
    expect(codes('kenya')).toContain('country:ke');
    expect(codes('kénya')).toContain('country:ke');
    expect(codes('nothing-of-the-kind')).toEqual([]);
  });

  test('what one word means is not widened to what has it in its name', () => {
    const codes = (q: string) => indexWords(ground.lists).read(q)[0]?.any[0];
    expect(codes('ivoire')?.codes).toContain('cites_term:ivp');
    expect([...(codes('ivoire')?.codes ?? []), ...(codes('ivoire')?.related ?? [])]).not.toContain('country:ci');
    expect(codes('Côte d’Ivoire')?.codes).toEqual(['country:ci']);
    expect(codes('crack')?.codes).toEqual(['drug:coc-crack']);
    expect(codes('brown sugar')).toMatchObject({ kind: 'name', codes: ['drug:opi-her'] });
    expect(codes('heroin')?.ways).not.toContain('brown sugar');
  });
});

describe('spelling', () => {
  test.each([
    ['mombassa', 'Mombasa', false],
    ['cociane', 'cocaine', false],
    ['cigarrettes Mombasa', 'cigarettes Mombasa', false],
    ['heroine', undefined, true],
    ['Kenya', undefined, true],
    ['"cociane"', undefined, false],
    ['NBO/EX', undefined, false],
  ])('%s', (q, meant, isKnown) => {
    const better = indexWords(ground.lists).suggest(q)?.meant;
    if (isKnown) expect([undefined, meant]).toContain(better);
    else expect(better).toBe(meant);
  });
});
