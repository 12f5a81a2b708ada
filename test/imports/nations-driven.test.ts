import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { drive, type Driven } from './driver.ts';
import { fixture } from './vocabulary.ts';

/** A file for each class of shapes; nations.test.ts reads all of them without pages. */
const files = [
  ['ukraine-customs.csv', 'UA'],
  ['indonesia-customs.csv', 'ID'],
  ['france-wide.csv', 'FR'],
  ['germany-weapons.csv', 'DE'],
  ['mozambique-wildlife.csv', 'MZ'],
  ['kenya-goods-in-a-cell.csv', 'KE'],
  ['netherlands-nested.json', 'NL'],
  ['peru-months.csv.gz', 'PE'],
  ['spain-cases.csv', 'ES'],
  ['brazil-receita.csv', 'BR'],
] as const;

let portal: TestPortal;
let admin: Browser;
const table: Record<string, string | number>[] = [];
beforeAll(async () => {
  portal = await testPortal();
  admin = await portal.as('wco.admin');
});
afterAll(() => console.table(table));

/** Of a row of the table, what a reader needs. */
function rowOf(file: string, { rows, questions, ready, why, stoppedAt }: Driven): Record<string, string | number> {
  const reasons = Object.entries(why).map(([reason, count]) => `${reason} ${count}`);
  return { file, rows, questions, ready, 'why not': reasons.join(', '), 'ended at': stoppedAt };
}

test.each(files)('%s goes through the pages with confirmations only', async (name, country) => {
  const driven = await drive(portal, admin, { name, content: readFileSync(fixture(`nations/${name}`)), country });
  table.push(rowOf(name, driven));
  expect(driven.stoppedAt).toBe('check');
  expect(driven.rows).toBeGreaterThan(10);
  expect(driven.ready / driven.rows).toBeGreaterThanOrEqual(0.95);
  expect(driven.questions).toBeLessThanOrEqual(12);
});
