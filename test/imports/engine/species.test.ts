import { describe, expect, test } from 'vitest';
import {
  answersFrom,
  askWords,
  collectWords,
  rowReader,
  type ImportPlan,
  type NormalisedRow,
  type WordQuestion,
} from '../../../src/imports/engine/index.ts';
import { vocabulary } from '../vocabulary.ts';

const fields = ['seizureDate', 'country', 'product', 'quantity', 'unit', 'details.specimen'];
const plan = (heading: string, mapping: readonly string[] = fields): ImportPlan => ({
  header: mapping,
  mapping,
  constants: {},
  dateStyle: { order: 'ymd' },
  numberStyle: { decimal: '.' },
  others: vocabulary.others,
  today: '2026-11-25',
  heading,
});

/** Rows read with what is sure and what one button confirms; what is asked stays unanswered. */
async function read(
  own: ImportPlan,
  cells: readonly (readonly string[])[],
  language?: string,
): Promise<{ rows: NormalisedRow[]; words: WordQuestion[] }> {
  const raw = cells.map((each, at) => ({ line: at + 2, cells: each }));
  const words = askWords(await collectWords(own, raw), vocabulary, own, new Map(), language);
  const reader = rowReader(own, answersFrom(words, { preselected: true }));
  return { words, rows: raw.map(row => reader(row)) };
}

const row = (species: string, specimen = 'live'): string[] => ['2024-05-06', 'KE', species, '3', 'head', specimen];

async function taxon(species: string): Promise<{ state?: string; product?: string; text?: string; notes: string[] }> {
  const { rows, words } = await read(plan('CITES'), [row(species)]);
  const [line] = rows[0]?.lines ?? [];
  expect(rows[0]?.problems.filter(({ level }) => level === 'error')).toEqual([]);
  return {
    state: words.find(({ kind }) => kind === 'product')?.state ?? '',
    product: line?.product ?? '',
    text: line?.productText ?? '',
    notes: rows[0]?.problems.map(({ code }) => code) ?? [],
  };
}

describe('a taxon outside the list of species', () => {
  test('a species in the list is that species, by its name of science or its own', async () => {
    expect(await taxon('Loxodonta africana')).toMatchObject({ product: 'Loxodonta africana', text: '', notes: [] });
    expect(await taxon('Axolotl')).toMatchObject({ product: 'Ambystoma mexicanum', state: 'auto' });
    expect(await taxon('穿山甲')).toMatchObject({ product: 'Manis spp.' });
  });

  test.each([
    ['Rana rugulosa', 'OTH-TAXON'],
    ['Oryx dammah', 'OTH-TAXON'],
    ['Python molurus', 'OTH-REPTILE'],
    ['Hoplobatrachus rugulosus', 'OTH-AMPHIBIAN'],
    ['Bufo sp.', 'OTH-TAXON'],
    ['Naja spp.', 'OTH-REPTILE'],
    ['Poison-arrow frog', 'OTH-AMPHIBIAN'],
    ['Amphibia', 'OTH-AMPHIBIAN'],
  ])('%s is kept by its name, its appendix open, and said so', async (species, product) => {
    expect(await taxon(species)).toMatchObject({ product, text: species, notes: ['taxon_kept'] });
  });

  test.each([
    ['Hippocampus sp.', 'Hippocampus spp.'],
    ['Felidae', 'Felidae spp.'],
    ['Primates spp.', 'Primates spp.'],
  ])('%s has a row of its own', async (species, product) => {
    expect(await taxon(species)).toMatchObject({ product, text: '', notes: [], state: 'auto' });
  });

  test('"unknown" says no taxon at all', async () => {
    expect(await taxon('unknown')).toMatchObject({ product: 'OTH-UNKNOWN', text: '', notes: [] });
  });

  test('a letter amiss is proposed, another species of the genus never', async () => {
    expect(await taxon('Loxodonta africanna')).toMatchObject({ product: 'Loxodonta africana', state: 'preselected' });
    expect(await taxon('Varanus albigularis')).toMatchObject({ product: 'OTH-REPTILE', text: 'Varanus albigularis' });
  });

  test('a column of species unknown to the list asks nothing one by one', async () => {
    const genera = ['Boophis', 'Litoria', 'Kassina', 'Leptopelis', 'Hyperolius', 'Afrixalus', 'Cynops', 'Rhacophorus'];
    const names = genera.flatMap(genus => [`${genus} sp.`, `${genus} laevis`, `${genus} regularis`]);
    const { words, rows } = await read(
      plan('CITES'),
      names.map(name => row(name)),
    );
    expect(words.filter(({ state }) => state === 'ask')).toEqual([]);
    expect(rows.map(({ lines }) => lines[0]?.productText)).toEqual(names);
  });
});

describe('details of headings', () => {
  test('specimens in the words of the file, asked once', async () => {
    const { rows, words } = await read(plan('CITES'), [
      row('Loxodonta africana', 'ivory carvings'),
      row('Loxodonta africana', 'IVC'),
      row('Loxodonta africana', 'Elfenbeinschnitzerei'),
      row('Loxodonta africana', 'quux'),
      row('Loxodonta africana', 'quux'),
    ]);
    expect(rows.slice(0, 3).map(({ lines }) => lines[0]?.details.specimen)).toEqual(['IVC', 'IVC', 'IVC']);
    expect(words.filter(({ state }) => state === 'ask')).toMatchObject([{ kind: 'specimen', word: 'quux', count: 2 }]);
    expect(rows[3]?.problems).toMatchObject([{ level: 'warning', code: 'value_unknown', field: 'details.specimen' }]);
  });

  test('rights, several in a cell', async () => {
    const { rows } = await read(plan('IPR', [...fields.slice(0, 5), 'details.right']), [
      ['2024-05-06', 'FR', 'Watches', '3', 'piece', 'Marque; Dessins et modèles'],
      ['2024-05-06', 'FR', 'Watches', '3', 'piece', '商标权'],
    ]);
    expect(rows.map(({ lines }) => lines[0]?.details.right)).toEqual([['TM', 'DR'], ['TM']]);
  });

  test('a kind of fraud is of tobacco or of taxes, as the heading is', async () => {
    const columns = ['seizureDate', 'country', 'heading', 'product', 'quantity', 'unit', 'details.fraudKind'];
    const { rows } = await read({ ...plan('', columns), heading: undefined } as unknown as ImportPlan, [
      ['2024-05-06', 'PL', 'Tobacco', 'Cigarettes', '3', 'stick', 'counterfeit'],
      ['2024-05-06', 'PL', 'Tax and duty evasion', 'Sugar', '3', 'kg', 'undervaluation'],
      ['2024-05-06', 'PL', 'Tax and duty evasion', 'Sugar', '3', 'kg', 'counterfeit'],
    ]);
    expect(rows.map(({ lines }) => lines[0]?.details.fraudKind)).toEqual(['COUNTERFEIT', 'TAX-UNDERVAL', undefined]);
  });
});
