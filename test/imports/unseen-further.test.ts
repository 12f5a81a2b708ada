import { describe, expect, test } from 'vitest';
import { readAsPerson, type Outcome } from './person.ts';

const read = (rows: readonly string[], country: string, called = 'list_2024.csv'): Promise<Outcome> =>
  readAsPerson(Buffer.from(`${rows.join('\n')}\n`), { called, country });
const datesOf = ({ rows }: Outcome): unknown[] => rows.map(({ facts }) => facts.seizureDate);
const goodsOf = ({ rows }: Outcome): string[] =>
  rows.map(({ lines }) =>
    lines.map(line => `${line.product} ${line.quantity} ${line.currency ?? line.unit}`).join(' + '),
  );

describe('dates without a year, in the year of the list', () => {
  test.each([
    ['HU', ['01.13.', '02.04.', '11.30.'], ['2024-01-13', '2024-02-04', '2024-11-30']],
    ['PL', ['13.01.', '04.02.', '30.11.'], ['2024-01-13', '2024-02-04', '2024-11-30']],
    ['ZM', ['13th February', '1st March', '22nd May'], ['2024-02-13', '2024-03-01', '2024-05-22']],
    ['FR', ['13 février', '1er mars', '22 mai'], ['2024-02-13', '2024-03-01', '2024-05-22']],
    ['RU', ['13 февраля', '1 марта', '22 мая'], ['2024-02-13', '2024-03-01', '2024-05-22']],
    ['KE', ['Feb-23', 'March 2023', 'May-23'], ['2023-02-01', '2023-03-01', '2023-05-01']],
  ])('%s', async (country, cells, dates) => {
    const rows = cells.map((cell, at) => `${at + 1};${cell};Post ${at};heroin;${at + 2};kg`);
    expect(datesOf(await read(['No;Date;Place;Product;Quantity;Unit', ...rows], country))).toEqual(dates);
  });
});

describe('open data whose records are arrays', () => {
  const records = [
    ['A-1', '2024-03-14T00:00:00', '1', 'cocaína', '1,250.5', 'kg'],
    ['A-2', '2024-03-20T00:00:00', '2', 'heroína', '12', 'g'],
    ['A-3', '2024-04-02T00:00:00', '3', 'marihuana', '70', 'kg'],
  ];
  const modes = { 1: 'marítima', 2: 'aérea', 3: 'terrestre' };

  test.each([
    [
      'columns described by objects',
      ['id', 'fecha', 'via', 'droga', 'cantidad', 'unidad'].map(id => ({ id, tipo: 'texto' })),
    ],
    ['columns named', ['id', 'fecha', 'via', 'droga', 'cantidad', 'unidad']],
  ])('%s, with the meanings of their codes', async (_, campos) => {
    const text = JSON.stringify({ titulo: 'Incautaciones', campos, catalogos: { via: modes }, registros: records });
    const outcome = await readAsPerson(Buffer.from(text), { called: 'incautaciones.json', country: 'DO' });
    expect(goodsOf(outcome)).toEqual(['COC-UNS 1250.5 kg', 'OPI-HER 12 g', 'CAN-HERB 70 kg']);
    expect(outcome.rows.map(({ facts }) => facts.transport)).toEqual(['SEA', 'AIR', 'ROAD']);
    expect(datesOf(outcome)).toEqual(['2024-03-14', '2024-03-20', '2024-04-02']);
  });
});

test.each([
  ['NO', 'Øl (l);Vin (l);Sprit (l)'],
  ['FR', 'Bière (l);Vin (l);Whisky (l)'],
])('wine is no number of a vehicle: %s', async (country, names) => {
  const outcome = await read(
    [`Nr;Dato;Sted;${names}`, '1;14.01.2024;Oslo;720;36;', '2;15.02.2024;Bergen;;48;12', '3;16.02.2024;Moss;90;;7'],
    country,
  );
  expect(goodsOf(outcome)[1]).toMatch(/^BEV-WINE 48 L \+ BEV-\w+ 12 L$/);
});
