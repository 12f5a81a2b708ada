import { expect, test } from 'vitest';
import { knownWords } from '../../src/imports/words/words-known.ts';
import { loadLists } from '../../src/reference/index.ts';
import { ownDatabase } from '../support/database.ts';

test('words are those of the lists as they stand, and looked up anew only where a name changed', async () => {
  const { pool, owner } = await ownDatabase();
  const lists = await loadLists(pool);
  const before = knownWords(lists);
  const concealed = (word: string) => knownWords(lists).matchers.concealment.match(word).code;
  expect(concealed('Zorbling compartment')).toBeUndefined();
  await owner.query(`update reference_codes set valid_to = '2030-01-01' where kind = 'office'`);
  await lists.reload();
  expect(knownWords(lists)).toBe(before);
  await owner.query(
    `update reference_codes set name_fr = 'Zorbling compartment' where kind = 'concealment' and code = 'CON-VEH-FUEL'`,
  );
  await lists.reload();
  expect(concealed('Zorbling compartment')).toBe('CON-VEH-FUEL');
  await owner.query(
    `update reference_codes set name_fr = 'Something else' where kind = 'concealment' and code = 'CON-VEH-FUEL'`,
  );
  await lists.reload();
  expect(concealed('Zorbling compartment')).toBeUndefined();
});
