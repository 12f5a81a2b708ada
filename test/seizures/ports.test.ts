import knex from 'knex';
import { beforeAll, expect, test } from 'vitest';
import { up } from '../../migrations/20261128140000_name_ports.ts';
import { keysOfPlace, namedPlaces } from '../../src/reference/index.ts';
import { searchSeizures } from '../../src/seizures/search/search.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;
beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
});

test.each([
  ['Port of Mombasa (KE MBA), Kenya', 'KEMBA'],
  ['KEMBA', 'KEMBA'],
  ['mombasa harbour', 'KEMBA'],
  ['Kilindini', 'KEMBA'],
  ['Момбаса', 'KEMBA'],
  ['Djebel Ali - UAE', 'AEJEA'],
  ['Anvers', 'BEANR'],
])('%s is known as a port', (written, code) => {
  const places = namedPlaces(ground.lists);
  expect(keysOfPlace(written).flatMap(key => places.called(key))).toContain(code);
});

test.each(['', ' , ', 'old jetty', 'Port', 'Kenya'])('“%s” is none', written => {
  const places = namedPlaces(ground.lists);
  expect(keysOfPlace(written).flatMap(key => places.called(key))).toEqual([]);
});

test('records of before are found by their ports after the migration, and by what others may read of them', async () => {
  const facts = { release: 'all', releaseOffices: undefined, embargoUntil: undefined, place: undefined, country: 'TZ' };
  const [hidden] = await ground.put([
    sampleRecord('DRUG', { facts: { ...facts, nationalRef: '1', departure: 'AE', departurePlace: 'Jebel Ali' } }),
    sampleRecord('DRUG', { facts: { ...facts, nationalRef: '2', departure: 'AE', departurePlace: 'Jebel Ali' } }),
  ]);
  const reader = await ground.viewer('vn.reader');
  const found = async (query: string): Promise<number | undefined> =>
    (await searchSeizures(ground.pool, ground.searching(reader, query))).total;
  expect(await found('port=Jebel+Ali&portAs=leaves')).toBe(2);
  await database.owner.query(`
    update seizures set document = ts_delete(document, array(
      select v from unnest(tsvector_to_array(document)) v where v like 'departs=%' or v like 'arrives=%'))`);
  await database.owner.query(
    `update seizure_records set masked = record #- '{facts,departurePlace}'
      where seizure_id = (select id from seizures where ref = $1)`,
    [hidden],
  );
  expect(await found('port=Jebel+Ali&portAs=leaves')).toBe(0);
  const owner = knex({ client: 'pg', connection: database.ownerUrl });
  try {
    await up(owner);
    // Twice is as good as once: a migration that was cut off begins again.
    await up(owner);
  } finally {
    await owner.destroy();
  }
  expect(await found('port=Jebel+Ali&portAs=leaves')).toBe(1);
  expect(await found('port=Kampala&portAs=comes')).toBe(2);
});
