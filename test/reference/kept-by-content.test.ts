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
