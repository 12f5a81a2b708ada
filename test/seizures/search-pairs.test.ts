import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { queryRows, sql } from '../../src/db/sql.ts';
import type { GoodsLine, HeadingCode } from '../../src/seizures/goods/heading.ts';
import { headingList } from '../../src/seizures/headings/index.ts';
import type { SeizureRecord } from '../../src/seizures/seizure.ts';
import { visibleSeizures } from '../../src/seizures/scope.ts';
import { tsQuery } from '../../src/seizures/search/search-words.ts';
import { searchSeizures } from '../../src/seizures/search/search.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

const pairs = parse<{ one: string; other: string }>(readFileSync('test/fixtures/search-pairs.csv'), { columns: true });

/** Nothing that a pair could be found by, but what the record is about. */
const bare = {
  release: 'all',
  country: 'NZ',
  place: undefined,
  placeName: undefined,
  location: 'LOC-UNK',
  direction: 'UNK',
  origin: undefined,
  departure: 'AU',
  departurePlace: undefined,
  transit: undefined,
  destination: 'NZ',
  destinationPlace: undefined,
  transport: 'UNK',
  concealment: 'CON-UNK',
  concealmentText: undefined,
  packaging: undefined,
  coverLoad: undefined,
  detection: 'DET-UNK',
  detectionMeans: undefined,
  narrative: undefined,
  operation: undefined,
};
let ground: Ground;
let reader: Viewer;
let number = 0;

const record = (heading: HeadingCode, product: string, details: GoodsLine['details'] = {}, facts = {}): SeizureRecord =>
  sampleRecord(heading, {
    facts: { ...bare, nationalRef: `Z-${++number}`, ...facts },
    lines: [{ heading, product, quantity: 1, unit: 'kg', details }],
    persons: [],
  });
const factRecord = (facts: Readonly<Record<string, string>>) => record('OTH', 'OTH-OTH', {}, facts);

/** A record for each product, each hiding place, means, kind of place, detection and country, and each typed text. */
function records(): SeizureRecord[] {
  const { lists } = ground;
  const products = headingList.flatMap(heading =>
    lists.all(heading.productList).map(({ code }) => record(heading.code, code)),
  );
  const terms = lists.all('cites_term').map(({ code }) => record('CITES', 'OTH-UNKNOWN', { term: code }));
  const blends = ['R-410A', 'R-404A', 'R-407C'].map(blend => record('ODS', 'ODS-BLEND', { blend }));
  const coded = ['concealment', 'transport', 'location', 'detection'].flatMap(list =>
    lists.all(list).map(({ code }) => factRecord({ [list]: code })),
  );
  const countries = lists.all('country').map(({ code }) => factRecord({ departure: code }));
  const places = ['BEANR', 'KEMBA', 'ITNAP', 'EGCAI'].map(place => factRecord({ place }));
  const texts = pairs
    .flatMap(({ one, other }) => [one, other])
    .map(text => factRecord({ narrative: `Found: ${text}.` }));
  return [...products, ...terms, ...blends, ...coded, ...countries, ...places, ...texts];
}

beforeAll(async () => {
  ground = await groundOf(await ownDatabase());
  reader = await ground.viewer('ke.reader');
  await ground.put(records());
}, 120_000);

async function idsOf(q: string): Promise<string> {
  const { words } = ground.searching(reader, '');
  const rows = await queryRows<{ id: number }>(
    ground.pool,
    sql`
      select s.id from seizures s where ${visibleSeizures(reader)} and s.document @@ (${tsQuery(q, words)})
      order by 1`,
  );
  return rows.map(({ id }) => id).join(' ');
}

describe('two names of one thing', () => {
  test('200 pairs and more are written', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(200);
  });

  test('95 of 100 find the same records, in codes and in texts', async () => {
    const apart: string[] = [];
    for (const { one, other } of pairs) {
      const [left, right] = [await idsOf(one), await idsOf(other)];
      if (left !== right || left === '')
        apart.push(`${one} / ${other}: ${left.split(' ').length}, ${right.split(' ').length}`);
    }
    expect(apart.length, apart.join('\n')).toBeLessThanOrEqual(pairs.length * 0.05);
  }, 120_000);

  test('the thing itself comes before what only has its name', async () => {
    const first = async (q: string, heading: string) => {
      const page = await searchSeizures(
        ground.pool,
        ground.searching(reader, new URLSearchParams({ q, heading }).toString()),
      );
      return page.rows[0]?.goods.map(({ product }) => product);
    };
    expect(await first('HCFC-22', 'ODS')).toEqual(['HCFC-22']);
    expect(await first('crack', 'DRUG')).toEqual(['COC-CRACK']);
    expect(await first('Panthera tigris', 'CITES')).toEqual(['Panthera tigris']);
  });
});
