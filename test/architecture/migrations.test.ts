import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Contract } from '../../src/db/contract.ts';
import { knownMigrations, migrationsDirectory } from '../../src/db/known-migrations.ts';

/** Since then an older release works on beside a newer one. */
const begin = '20261129200100_know_how_it_does.ts';
/** What the release before may read or write, gone or other than it was. */
const takes =
  /\bdrop (table|column|view|function)\b|\brename\b|\balter (column )?\w+ (set data )?type\b|\bset not null\b/i;

const breaks = (source: string): boolean => takes.test(source.replace(/\/\*[\s\S]*?\*\/|--.*/g, ''));

test('a migration takes away nothing that the release before reads, unless it says so as a contract', async () => {
  for (const name of knownMigrations().filter(one => one > begin)) {
    const { contract } = (await import(join(migrationsDirectory, name))) as { contract?: Contract };
    if (contract)
      expect([name, knownMigrations().filter(one => one < name)]).toEqual([
        name,
        expect.arrayContaining([contract.after]),
      ]);
    else expect([name, breaks(readFileSync(join(migrationsDirectory, name), 'utf8'))]).toEqual([name, false]);
  }
});

test.each([
  ['alter table a drop column b', true],
  ['alter table a rename b to c', true],
  ['alter table a alter column b type bigint', true],
  ['alter table a alter b type bigint', true],
  ['alter table a alter column b set not null', true],
  ['drop table a', true],
  ['alter table a drop constraint b; alter table a add constraint b check (c > 0)', false],
  ['alter table a add column b text -- never rename it', false],
  ['create index a on b (c)', false],
])('%s', (statement, is) => {
  expect(breaks(statement)).toBe(is);
});
