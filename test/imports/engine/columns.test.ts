import { describe, expect, test } from 'vitest';
import { proposeColumns, type ColumnProposal, type RawRow } from '../../../src/imports/engine/index.ts';
import { facts, fields, headerIn, languages, table, type Language } from '../generate.ts';
import { vocabulary } from '../vocabulary.ts';

const rowsOf = (rows: readonly (readonly string[])[]): RawRow[] =>
  rows.map((cells, index) => ({ line: index + 2, cells }));
const propose = (header: readonly string[], rows: readonly (readonly string[])[]): ColumnProposal[] =>
  proposeColumns(header, rowsOf(rows), vocabulary);
/** A column's proposal, its cells all the same. */
const one = (header: string, ...cells: string[]): ColumnProposal =>
  propose(
    [header, 'date'],
    cells.map(cell => [cell, '2012-10-05']),
  )[0] as ColumnProposal;

function score(
  turns: number,
  makeHeader: (language: Language, turn: number) => string[],
): { columns: number; right: number; proposed: number; auto: number; autoRight: number } {
  const counts = { columns: 0, right: 0, proposed: 0, auto: 0, autoRight: 0 };
  for (const language of languages) {
    for (let turn = 0; turn < turns; turn += 1) {
      const rows = table(facts(60, turn * 7 + 1, { language }), {
        language,
        dates: 'd.m.Y',
        numbers: '1.234,50',
      }).slice(1);
      for (const proposal of propose(makeHeader(language, turn), rows)) {
        const right = proposal.field === fields[proposal.column];
        counts.columns += 1;
        counts.right += Number(right);
        counts.proposed += Number(proposal.field !== undefined);
        counts.auto += Number(proposal.state === 'auto');
        counts.autoRight += Number(proposal.state === 'auto' && right);
      }
    }
  }
  return counts;
}

describe('columns', () => {
  test('17 to 23: header words we know, seven languages: 99 % right, auto never wrong', () => {
    const { columns, right, auto, autoRight } = score(8, headerIn);
    expect(right / columns).toBeGreaterThanOrEqual(0.99);
    expect(autoRight / auto).toBeGreaterThanOrEqual(0.99);
    expect(auto / columns).toBeGreaterThan(0.97);
  });

  test('48 words we never saw: values tell most, and what is taken without asking is right', () => {
    const strange = [
      'Fooref',
      'Tagwann',
      'Staatbar',
      'Ortling',
      'Wasdroga',
      'Wiefil',
      'Messart',
      'Wosteck',
      'Womit',
      'Woherab',
      'Wohinaus',
    ];
    const { columns, right, auto, autoRight } = score(5, () => strange);
    // Of eleven columns three are countries: no value tells which is departure, destination or seizure.
    expect(right / columns).toBeGreaterThan(0.6);
    expect(auto / columns).toBeGreaterThan(0.4);
    expect(autoRight / auto).toBeGreaterThanOrEqual(0.97);
  });

  test('49 F1 to F11: several country columns are always asked', () => {
    const proposals = propose(
      fields.map((_, index) => `F${index + 1}`),
      table(facts(60, 3)).slice(1),
    );
    expect([2, 9, 10].map(column => proposals[column]?.state)).not.toContain('auto');
  });

  test('a field is given to one column only', () => {
    const proposals = propose(
      [...headerIn('en'), 'country of departure'],
      table(facts(40, 4))
        .slice(1)
        .map(row => [...row, 'Kenya']),
    );
    const given = proposals.map(({ field }) => field).filter(field => field !== undefined);
    expect(new Set(given).size).toBe(given.length);
  });

  test("72 persons' data is refused by its header, in seven languages", () => {
    const headers = [
      'Name of offender',
      'Passport no',
      'nom et prénom',
      'date de naissance',
      'teléfono',
      'nombre completo',
      'matrícula',
      'passaporte',
      'nazwisko',
      'nr rejestracyjny',
      'фамилия',
      'номер паспорта',
      'Kennzeichen',
      'Vorname',
      'Driver passport number',
      'suspect phone',
    ];
    expect(headers.filter(header => one(header, 'A12', 'B34', 'C56').state !== 'nominal')).toEqual([]);
  });

  test('72 names of things are not refused outright', () => {
    for (const header of [
      'place name',
      'brand name',
      'name of ship',
      'drug name',
      'nombre de la droga',
      'nom du produit',
      'nazwa towaru',
    ]) {
      expect([header, one(header, 'Cocaine', 'Heroin', 'Khat').state]).not.toEqual([header, 'nominal']);
    }
    expect(one('place name', 'Dover', 'Calais').field).toBe('placeName');
    expect(one('drug name', 'Cocaine', 'Heroin')).toMatchObject({ field: 'product', state: 'auto' });
  });

  test('72 nombre is a number in French and a name in Spanish', () => {
    const rows = [
      ['2012-10-05', '5'],
      ['2012-10-06', '7'],
      ['2012-10-07', '9'],
    ];
    expect(propose(['date de saisie', 'nombre'], rows)[1]).toMatchObject({ field: 'quantity', state: 'auto' });
    expect(
      propose(
        ['fecha de incautación', 'nombre'],
        rows.map(([date = '']) => [date, 'Juan Pérez']),
      )[1]?.state,
    ).toBe('nominal');
  });

  test("72 persons' data is refused or asked by its values", () => {
    expect(one('Kontakt X', 'a.b@example.org', 'c@example.com', 'd@example.net')).toMatchObject({
      state: 'nominal',
      why: { key: 'nominal_values' },
    });
    expect(one('X9', '+254 722 123456', '+48 601 234 567', '0044 20 7946 0000').state).toBe('nominal');
    expect(one('X9', 'Anna Kowalska', 'Jan Nowak', 'Piotr Zieliński', 'Ewa Wójcik', 'Adam Kamiński').state).toBe('ask');
  });

  test('two-letter agency codes are no countries unless the column is known to hold countries', () => {
    expect(one('zamieniacz SG', 'St', 'KA', 'SC', 'Po', 'KA', 'St').field).not.toBe('country');
    expect(one('country', 'KE', 'NA', 'PL')).toMatchObject({ field: 'country', state: 'auto' });
  });

  test('a header that the values contradict is not taken', () => {
    expect(one('quantity', 'found in bag', 'under seat', 'in shoe', 'at home').state).not.toBe('auto');
    expect(one('date', 'Kenya', 'Uganda', 'Poland', 'France').field).not.toBe('seizureDate');
  });

  test('known words without a field are kept as source and say so', () => {
    expect(one('REGION', 'Europe', 'Asia')).toMatchObject({ state: 'unused', why: { key: 'kept_as_source' } });
    expect(one('', '', '')).toMatchObject({ state: 'unused' });
  });
});
