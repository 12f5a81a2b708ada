import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { demoPairs, type DemoPair } from '../../seeds/demo/pictures/index.ts';
import { screenByRules } from '../../src/personal-data/index.ts';

const today = '2026-11-25';
const pairs = demoPairs(1, today);

function codesOf(list: string): Map<string, Record<string, string>> {
  const rows = parse(readFileSync(`seeds/reference/${list}.csv`), { columns: true }) as Record<string, string>[];
  return new Map(rows.map(row => [row.code ?? '', row]));
}

const productLists: Readonly<Record<string, string>> = {
  DRUG: 'drug',
  TOB: 'tobacco',
  BEV: 'beverage',
  CITES: 'cites_species',
  IPR: 'ipr',
  PREC: 'precursor',
  TAX: 'tax_goods',
  WEAP: 'weapon',
  CURR: 'currency_form',
  NUC: 'nuclear',
  HAZ: 'hazardous',
  OTH: 'other_prohibition',
  ODS: 'ods',
};
const unknownIn = (list: string, codes: readonly string[]): string[] => {
  const known = codesOf(list);
  return codes.filter(code => !known.has(code));
};

describe('the data of demo pictures', () => {
  test('at least sixty pairs with keys of their own', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(60);
    expect(new Set(pairs.map(pair => pair.key)).size).toBe(pairs.length);
    expect(new Set(pairs.map(pair => pair.caption.en)).size).toBe(pairs.length);
    expect(new Set(pairs.map(pair => pair.caption.fr)).size).toBe(pairs.length);
  });

  test('every family of conveyance and every group of hiding places is there', () => {
    const families = new Set(pairs.map(pair => pair.transport.split('-')[0]));
    expect([...families].sort()).toEqual(
      expect.arrayContaining(['AIR', 'INLAND', 'MAIL', 'PED', 'RAIL', 'ROAD', 'SEA']),
    );
    const concealments = codesOf('concealment');
    const groups = new Set(pairs.map(pair => concealments.get(pair.concealment)?.group));
    expect([...groups]).toEqual(
      expect.arrayContaining([
        'Person',
        'Baggage',
        'Freight',
        'Container',
        'Vehicle',
        'Vessel',
        'Aircraft',
        'Train',
        'Mail',
      ]),
    );
  });

  test('all codes are in the lists', () => {
    expect(
      unknownIn(
        'concealment',
        pairs.map(pair => pair.concealment),
      ),
    ).toEqual([]);
    expect(
      unknownIn(
        'transport',
        pairs.map(pair => pair.transport),
      ),
    ).toEqual([]);
    expect(
      unknownIn(
        'detection',
        pairs.map(pair => pair.detection),
      ),
    ).toEqual([]);
    expect(
      unknownIn(
        'country',
        pairs.map(pair => pair.country),
      ),
    ).toEqual([]);
    for (const [heading, list] of Object.entries(productLists)) {
      expect(
        unknownIn(
          list,
          pairs.filter(pair => pair.heading === heading).map(pair => pair.product),
        ),
      ).toEqual([]);
    }
  });

  test('every heading but PORN has pictures, PORN has none', () => {
    expect([...new Set(pairs.map(pair => pair.heading))].sort()).toEqual(Object.keys(productLists).sort());
  });

  test('regions lie inside the picture and are large enough to mark', () => {
    for (const { key, regions } of pairs) {
      expect(regions.length, key).toBeGreaterThan(0);
      for (const { x, y, w, h } of regions) {
        expect(Math.min(x, y, 1 - x - w, 1 - y - h), key).toBeGreaterThanOrEqual(0);
        expect(Math.min(w, h), key).toBeGreaterThan(0.015);
      }
    }
  });

  test('the first two dozen are of as many kinds', () => {
    expect(new Set(pairs.slice(0, 24).map(pair => pair.key.split('-')[0])).size).toBe(24);
  });

  test('a grey scan is not described by colours', () => {
    const wrong = pairs.filter(
      ({ film, regions }) =>
        film !== 'colour' &&
        regions.some(({ note }) => /\b(orange|blue|green|bleue?s?|verte?s?)\b/i.test(`${note.en} ${note.fr}`)),
    );
    expect(wrong.map(pair => pair.key)).toEqual([]);
  });

  test('dates are days of the past', () => {
    for (const { seizedOn } of pairs)
      expect(seizedOn < today && /^20\d\d-\d\d-\d\d$/.test(seizedOn), seizedOn).toBe(true);
  });

  test('no text tells of a person', () => {
    const found = pairs
      .flatMap(({ caption, regions }) => [caption, ...regions.map(region => region.note)])
      .flatMap(({ en, fr }) => [...screenByRules(en, { lang: 'en' }), ...screenByRules(fr, { lang: 'fr' })]);
    expect(found).toEqual([]);
  });

  test('another seed makes other pictures of the same places', () => {
    const others = demoPairs(2, today);
    expect(others.map(pair => pair.key)).toEqual(pairs.map(pair => pair.key));
    expect(others.map(pair => pair.regions)).not.toEqual(pairs.map(pair => pair.regions));
  });
});

const pairNamed = (key: string, from = pairs): DemoPair => {
  const pair = from.find(one => one.key === key);
  if (!pair) throw new Error(`no pair ${key}`);
  return pair;
};

/** The values of both scans, a number a channel. */
async function valuesOf(
  picture: Buffer,
): Promise<{ values: Uint16Array | Uint8Array; width: number; height: number; channels: number; deep: boolean }> {
  const deep = (await sharp(picture).metadata()).depth === 'ushort';
  const { data, info } = await sharp(picture)
    .toColourspace(deep ? 'grey16' : 'srgb')
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const values = deep
    ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
    : new Uint8Array(data.buffer, data.byteOffset, data.length);
  return { values, width: info.width, height: info.height, channels: info.channels, deep };
}

/** Points that differ between two scans, inside and outside the regions. */
async function differences(
  pair: DemoPair,
  one: Buffer,
  other: Buffer,
): Promise<{ inside: number; outside: number; share: number }> {
  const [a, b] = [await valuesOf(one), await valuesOf(other)];
  const boxes = pair.regions.map(({ x, y, w, h }) => ({
    left: Math.floor(x * a.width),
    top: Math.floor(y * a.height),
    right: Math.ceil((x + w) * a.width),
    bottom: Math.ceil((y + h) * a.height),
  }));
  const count = { inside: 0, outside: 0 };
  let size = 0;
  for (let at = 0; at < a.width * a.height; at += 1) {
    const [x, y] = [at % a.width, Math.floor(at / a.width)];
    const hidden = boxes.some(box => x >= box.left && x < box.right && y >= box.top && y < box.bottom);
    if (hidden) size += 1;
    if (
      a.values[at * a.channels] !== b.values[at * b.channels] ||
      a.values[(at + 1) * a.channels - 1] !== b.values[(at + 1) * b.channels - 1]
    )
      count[hidden ? 'inside' : 'outside'] += 1;
  }
  return { ...count, share: count.inside / size };
}

describe('drawn demo pictures', () => {
  test.each([
    ['suitcase-bottom-cocaine', 'png', 'uchar'],
    ['container-ripOff-cocaine', 'png', 'ushort'],
    ['wagon-beam-cigarettes', 'tiff', 'ushort'],
  ])('%s: photo, scan and clean twin', async (key, format, depth) => {
    const pair = pairNamed(key);
    const { photo, xray } = await pair.draw();
    const cleanXray = await pair.drawClean();
    expect(await sharp(photo).metadata()).toMatchObject({ format: 'jpeg', width: 1600, height: 1200, channels: 3 });
    for (const scan of [xray, cleanXray])
      expect(await sharp(scan).metadata()).toMatchObject({ format, depth, width: 1120, height: 840 });
    const { outside, share } = await differences(pair, xray, cleanXray);
    expect(outside).toBe(0);
    expect(share).toBeGreaterThan(0.5);
  });

  test('the same seed draws the same bytes', async () => {
    const [first, again] = await Promise.all(
      [pairs, demoPairs(1, today)].map(from => pairNamed('suitcase-bottom-cocaine', from).draw()),
    );
    expect(first?.photo.equals(again?.photo ?? Buffer.alloc(0))).toBe(true);
    expect(first?.xray.equals(again?.xray ?? Buffer.alloc(0))).toBe(true);
  });
});
