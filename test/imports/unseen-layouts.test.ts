import { describe, expect, test } from 'vitest';
import { readAsPerson, type Outcome } from './person.ts';

const read = (text: string, country: string, called: string): Promise<Outcome> =>
  readAsPerson(Buffer.from(text), { called, country });
const linesOf = ({ rows }: Outcome): string[] =>
  rows.map(
    ({ facts, lines }) =>
      `${facts.seizureDate} ${lines.map(line => `${line.product} ${line.quantity} ${line.unit}`).join(' + ')}`,
  );
const wanted = ['2024-01-03 COC-UNS 12 kg', '2024-02-13 OPI-HER 3 kg', '2024-03-23 CAN-UNS 7 kg'];

describe('records of JSON', () => {
  const records = [
    { fecha: '2024-01-03', lugar: 'Haina', droga: 'cocaína', cantidad: 12, unidad: 'kg' },
    { fecha: '2024-02-13', lugar: 'Jimaní', droga: 'heroína', cantidad: 3, unidad: 'kg' },
    { fecha: '2024-03-23', lugar: 'Haina', droga: 'cannabis', cantidad: 7, unidad: 'kg' },
  ] as const;
  const fields = Object.keys(records[0]) as (keyof (typeof records)[number])[];
  const columnsOf = (make: (values: readonly unknown[]) => unknown): unknown =>
    Object.fromEntries(fields.map(field => [field, make(records.map(record => record[field]))]));

  test.each([
    ['under a key each', Object.fromEntries(records.map((record, at) => [`C-00${at}`, record]))],
    ['a list for each month', { enero: [records[0]], febrero: [records[1]], marzo: [records[2]] }],
    ['columns of values', columnsOf(values => values)],
    ['columns of values by row', columnsOf(values => ({ ...values }))],
  ])('%s', async (_, value) => {
    expect(linesOf(await read(JSON.stringify(value), 'DO', 'incautaciones.json'))).toEqual(wanted);
    expect(linesOf(await read(JSON.stringify(value, null, 2), 'DO', 'incautaciones.json'))).toEqual(wanted);
  });

  test('one object a line is no list of objects', async () => {
    const line = (at: number): string =>
      JSON.stringify({
        from: { iso: 'CO', port: 'A', name: 'B' },
        to: { iso: 'DO', port: 'C', name: 'D' },
        ...records[at],
      });
    expect(linesOf(await read(`${[0, 1, 2].map(line).join('\n')}\n`, 'DO', 'incautaciones.json'))).toEqual(wanted);
  });
});

describe('further goods of a row in columns of their own', () => {
  const goods = ['2024-01-03 COC-UNS 12 kg + OPI-HER 3 kg', '2024-02-13 OPI-HER 3 kg', '2024-03-23 CAN-UNS 7 kg'];
  const rows = (first: string, second: string, third: string): string =>
    `03/01/2024;A;${first};12;kg;${second};3;kg\n13/02/2024;B;${second};3;kg;;;\n23/03/2024;A;${third};7;kg;;;\n`;

  test.each([
    ['KE', 'Date;Place;Drug 1;Qty 1;Unit 1;Drug 2;Qty 2;Unit 2', rows('cocaine', 'heroin', 'cannabis')],
    ['ES', 'Fecha;Lugar;Droga;Cantidad;Unidad;Droga;Cantidad;Unidad', rows('cocaína', 'heroína', 'cannabis')],
    ['DE', 'Datum;Ort;Ware1;Menge1;Einheit1;Ware2;Menge2;Einheit2', rows('Kokain', 'Heroin', 'Cannabis')],
  ])('%s', async (country, header, body) => {
    expect(linesOf(await read(`${header}\n${body}`, country, 'list.csv'))).toEqual(goods);
  });
});

describe('dates above and around rows', () => {
  test.each([
    ['a date above its rows', 'Place;Drug;Kg\n03/01/2024;;\nA;cocaine;12\n13/02/2024;;\nB;heroin;3\n'],
    [
      'a date above, in a column of dates',
      'Date;Place;Drug;Kg\n03/01/2024;;;\n;A;cocaine;12\n13/02/2024;;;\n;B;heroin;3\n',
    ],
    ['days of an operation', 'Date;Place;Drug;Kg\n3-5 January 2024;A;cocaine;12\n13.02.-15.02.2024;B;heroin;3\n'],
  ])('%s', async (_, text) => {
    expect(linesOf(await read(text, 'KE', 'list.csv'))).toEqual(wanted.slice(0, 2));
  });
});

test('days in a column, below their months', async () => {
  const january = 'JANUARY 2024;;;\n3;A;cocaine;12\n14;B;heroin;3\n';
  const text = `Day;Place;Drug;Kg\n${january}FEBRUARY 2024;;;\n7;A;cannabis;7\n21;C;heroin;90\n`;
  const outcome = await read(text, 'KE', 'list.csv');
  expect(outcome.rows.map(({ facts }) => facts.seizureDate)).toEqual(
    ['01-03', '01-14', '02-07', '02-21'].map(day => `2024-${day}`),
  );
  expect(outcome.noSeizures).toBeUndefined();
});

test('millions of cigarettes are no metres of them', async () => {
  const text =
    'Date;Station;Cigarettes (m);Tobacco (kg)\n03/01/2024;Cork;7.9;20\n04/01/2024;Cork;;5\n15/01/2024;Cork;1.2;\n';
  expect(linesOf(await read(text, 'IE', 'list.csv'))[0]).toBe('2024-01-03 TOB-CIG 7.9 million-stick + TOB-OTH 20 kg');
});
