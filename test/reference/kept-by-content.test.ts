import { expect, test } from 'vitest';
import { keptByContent, loadLists, vocabularyOf } from '../../src/reference/index.ts';
import { readConcepts } from '../../src/reference/vocabulary/concepts.ts';
import { ownDatabase } from '../support/database.ts';

test('what is made of lists is made once while they say the same, and anew when they say something else', () => {
  const made: string[] = [];
  const lengthOf = keptByContent((words: readonly string[]) => {
    made.push(words.join());
    return { length: words.length };
  });
  expect(lengthOf(['a', 'b'])).toBe(lengthOf(['a', 'b']));
  expect([lengthOf(['a']).length, lengthOf(['a', 'b']).length]).toEqual([1, 2]);
  expect(made).toEqual(['a,b', 'a', 'a,b']);
});

test('a search knows the names of the lists as they stand, whichever portal asks', async () => {
  const { pool, owner } = await ownDatabase();
  const [lists, others] = [await loadLists(pool), await loadLists(pool)];
  const codesOf = (word: string) =>
    vocabularyOf(lists)
      .read(word)
      .flatMap(({ any }) => any.flatMap(({ codes }) => codes));
  expect(readConcepts(others)).toBe(readConcepts(lists));
  expect(codesOf('zorblingite')).toEqual([]);
  await owner.query(`update reference_codes set name_fr = 'Zorblingite' where kind = 'drug' and code = 'OPI-HER'`);
  await lists.reload();
  expect(codesOf('zorblingite')).toEqual(['drug:opi-her']);
  expect(readConcepts(others)).not.toBe(readConcepts(lists));
});

test('codes are read again where one was changed, added or removed, and otherwise are those read before', async () => {
  const { pool, owner } = await ownDatabase();
  const drug = async () => (await loadLists(pool)).lookUp('drug', 'OPI-HER');
  const first = await drug();
  expect(first?.nameEn).toContain('eroin');
  expect(await drug()).toBe(first);
  await owner.query(`update reference_codes set name_en = 'Zorb' where kind = 'drug' and code = 'OPI-HER'`);
  const changed = await drug();
  expect(changed?.nameEn).toBe('Zorb');
  await owner.query(`update offices set name_en = 'Zorb' where code = 'KE'`);
  expect((await loadLists(pool)).lookUp('office', 'KE')?.nameEn).toBe('Zorb');
  await owner.query(`insert into reference_codes (kind, code, name_en, name_fr, position)
    values ('drug', 'ZORB', 'Z', 'Z', 1)`);
  expect((await loadLists(pool)).lookUp('drug', 'ZORB')).toBeDefined();
  await owner.query(`delete from reference_codes where kind = 'drug' and code = 'ZORB'`);
  expect((await loadLists(pool)).lookUp('drug', 'ZORB')).toBeUndefined();
});
