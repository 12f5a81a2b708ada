import { describe, expect, test } from 'vitest';
import { openRows, proposeColumns, sniff, type RawRow, type Sniffed } from '../../../src/imports/engine/index.ts';
import { jsonSplitter } from '../../../src/imports/engine/json/json-split.ts';
import { facts, fields, table } from '../generate.ts';
import { vocabulary } from '../vocabulary.ts';

async function read(text: string | Buffer): Promise<{ sniffed: Sniffed; rows: RawRow[] }> {
  const bytes = Buffer.from(text);
  const sniffed = await sniff(bytes, vocabulary);
  const rows: RawRow[] = [];
  const stream = sniffed.dialect && openRows(bytes, sniffed.dialect);
  if (stream) for await (const row of stream) rows.push(row);
  return { sniffed, rows };
}

const plain = table(facts(40, 51));
const header = plain[0] ?? [];
const objects = plain
  .slice(1)
  .map(row =>
    Object.fromEntries(row.map((cell, column) => [header[column] ?? '', column === 5 ? Number(cell) : cell])),
  );
const expected = plain
  .slice(1)
  .map(row => row.map((cell, column) => (column === 5 && /^[1-9]\d{0,2}\.\d{3}$/.test(cell) ? `${cell}0` : cell)));
const cells = (rows: readonly RawRow[]): (readonly string[])[] => rows.map(row => row.cells);

describe('json', () => {
  test('66 to 68: array, wrapped array, lines; pretty or not', async () => {
    const texts = [
      JSON.stringify(objects),
      JSON.stringify(objects, null, 2),
      JSON.stringify({ count: 40, tags: ['a', 'b'], data: objects }),
      JSON.stringify({ meta: { by: 'x' }, rows: objects }, null, 2),
      objects.map(each => JSON.stringify(each)).join('\n'),
      `\ufeff${objects.map(each => JSON.stringify(each)).join('\r\n')}\r\n`,
    ];
    for (const text of texts) {
      const { sniffed, rows } = await read(text);
      expect(sniffed.kind).toBe('json');
      expect(sniffed.dialect?.header).toEqual(header);
      expect(cells(rows)).toEqual(expected);
    }
    const { sniffed } = await read(texts[0] ?? '');
    expect(proposeColumns(header, sniffed.sample, vocabulary).map(({ field }) => field)).toEqual(fields);
  });

  test('69 GeoJSON: properties, and the point with its longitude first', async () => {
    const features = objects.map((properties, index) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [36.82 + index, -1.29] },
      properties,
    }));
    const { sniffed, rows } = await read(
      JSON.stringify({
        type: 'FeatureCollection',
        bbox: [1, 2, 3, 4],
        crs: { type: 'name', properties: { name: 'x' } },
        features,
      }),
    );
    expect(sniffed.dialect?.header).toEqual([...header, 'latitude', 'longitude']);
    expect(rows).toHaveLength(40);
    expect(rows[0]?.cells.slice(-2)).toEqual(['-1.29', '36.82']);
  });

  test('70 nested keys become a.b, lists are joined, and a list of objects is a row each', async () => {
    const { sniffed, rows } = await read(
      JSON.stringify([
        {
          seizure: { date: '2012-10-05', place: { name: 'Dover' } },
          transit: ['KE', 'UG'],
          more: [{ a: 1 }, { a: 2 }],
          none: null,
        },
        { seizure: { date: '2012-10-06' }, extra: true },
      ]),
    );
    expect(sniffed.dialect?.header).toEqual([
      'seizure.date',
      'seizure.place.name',
      'transit',
      'none',
      'more.a',
      'extra',
    ]);
    expect(cells(rows)).toEqual([
      ['2012-10-05', 'Dover', 'KE; UG', '', '1', ''],
      ['2012-10-05', 'Dover', 'KE; UG', '', '2', ''],
      ['2012-10-06', '', '', '', '', 'true'],
    ]);
  });

  test('71 one broken line costs itself only', async () => {
    const lines = objects.map(each => JSON.stringify(each));
    lines[4] = `${lines[4]?.slice(0, 30)}`;
    const { rows } = await read(lines.join('\n'));
    expect(rows).toHaveLength(40);
    expect(rows.filter(row => row.notes?.[0]?.code === 'line_unreadable').map(({ line }) => line)).toEqual([5]);
  });

  test('a piece may end anywhere', () => {
    const text = JSON.stringify({ a: [1], data: [{ t: 'br{ace" \\ é' }, { t: '[x]' }] });
    for (let size = 1; size < 12; size += 1) {
      const splitter = jsonSplitter('wrapped');
      const found = [];
      for (let at = 0; at < text.length; at += size) found.push(...splitter.push(text.slice(at, at + size)));
      expect([...found, ...splitter.end()].map(record => JSON.parse(record.text) as unknown)).toEqual([
        { t: 'br{ace" \\ é' },
        { t: '[x]' },
      ]);
    }
  });

  test('too deep, too wide, nothing inside: a clear word for each', async () => {
    expect((await read(`[{"a":${'['.repeat(60)}${']'.repeat(60)}}]`)).sniffed.problems[0]?.code).toBe('file_too_deep');
    expect(
      (await read(JSON.stringify([Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${index}`, 1]))])))
        .sniffed.problems[0]?.code,
    ).toBe('file_too_wide');
    expect((await read('[]')).sniffed.problems[0]?.code).toBe('file_empty');
    expect((await read('{"a":1,\n"b":2}')).sniffed.dialect).toBeUndefined();
  });

  test('lone surrogates and NUL, which the database refuses, are taken out and said', async () => {
    const { rows } = await read('[{"reference":"A\\ud800B","place":"x\\u0000y"},{"reference":"fine","place":"also"}]');
    expect(cells(rows)).toEqual([
      ['AB', 'xy'],
      ['fine', 'also'],
    ]);
    expect(rows[0]?.notes?.map(({ code }) => code)).toEqual(['text_cleaned']);
  });
});
