import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { searchSeizures } from '../../src/seizures/search.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { groundOf } from '../support/seizures.ts';
import type { Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;
let reader: Viewer;

beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
  reader = await ground.viewer('ke.reader');
  await ground.put([
    sampleRecord('DRUG', { facts: { release: 'all', nationalRef: 'A/1' } }),
    sampleRecord('CITES', { facts: { release: 'all', nationalRef: 'A/2' } }),
  ]);
});

describe('search', () => {
  test('finds what is there', async () => {
    const page = await searchSeizures(ground.pool, ground.searching(reader, ''));
    expect(page.total).toBe(2);
  });
});
