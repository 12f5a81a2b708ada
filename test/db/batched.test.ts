import { expect, test } from 'vitest';
import { batched } from '../../src/db/batched.ts';

test('what is asked while a statement is under way goes together in the next', async () => {
  const asked: string[][] = [];
  const ask = batched(async (names: readonly string[]) => {
    asked.push([...names]);
    await new Promise(resolve => setTimeout(resolve, 5));
    return names.map(name => name.toUpperCase());
  });
  const first = ask('a');
  const others = Promise.all([ask('b'), ask('c'), ask('b')]);
  expect(await first).toBe('A');
  expect(await others).toEqual(['B', 'C', 'B']);
  expect(await ask('d')).toBe('D');
  expect(asked).toEqual([['a'], ['b', 'c', 'b'], ['d']]);
});

test('a statement holds a hundred questions at most', async () => {
  const sizes: number[] = [];
  const ask = batched(async (numbers: readonly number[]) => {
    sizes.push(numbers.length);
    return numbers;
  });
  const numbers = Array.from({ length: 250 }, (_, at) => at);
  expect(await Promise.all(numbers.map(ask))).toEqual(numbers);
  expect(sizes).toEqual([1, 100, 100, 49]);
});

test('what fails, fails for all that were asked together, and for no others', async () => {
  const ask = batched(async (names: readonly string[]) => {
    if (names.includes('bad')) throw new Error('cannot be read');
    return names;
  });
  const outcomes = await Promise.allSettled([ask('good'), ask('bad'), ask('beside')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await ask('good')).toBe('good');
});

test('what fails after long is not asked anew for who has waited as long', async () => {
  let asked = 0;
  const ask = batched(async (): Promise<readonly string[]> => {
    asked += 1;
    await new Promise(resolve => setTimeout(resolve, 700));
    throw new Error('canceling statement due to lock timeout');
  });
  const outcomes = Promise.allSettled([ask('a'), ask('b')]);
  await new Promise(resolve => setTimeout(resolve, 600));
  const last = Promise.allSettled([ask('c')]);
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await last;
  expect(asked).toBe(2);
});

test('too few answers are an error for all, and nobody waits for ever', async () => {
  const ask = batched<string, string>(async () => []);
  await expect(ask('a')).rejects.toThrow('0 answers to 1 questions');
});
