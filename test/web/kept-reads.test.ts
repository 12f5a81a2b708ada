import { expect, test } from 'vitest';
import { keepReads } from '../../src/web/kept-reads.ts';

function counter({ seconds = 10, most = 2 } = {}) {
  const clock = { now: 0 };
  const asked: string[] = [];
  const reads = keepReads(
    { seconds, most, now: () => clock.now },
    (name: string) => name,
    async name => asked.push(name),
  );
  return { clock, asked, reads };
}

test('an answer is kept for its time, and read once for all who ask together', async () => {
  const { clock, asked, reads } = counter();
  expect(await Promise.all([reads.of('a'), reads.of('a')])).toEqual([1, 1]);
  clock.now = 9_999;
  expect(await reads.of('a')).toBe(1);
  clock.now = 10_000;
  expect(await reads.of('a')).toBe(2);
  expect(asked).toEqual(['a', 'a']);
});

test('what was read first goes first, and what is forgotten is read again', async () => {
  const { asked, reads } = counter();
  for (const name of ['a', 'b', 'c', 'b', 'a']) await reads.of(name);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
  reads.forget('a');
  await reads.of('a');
  reads.clear();
  await reads.of('a');
  expect(asked).toHaveLength(6);
});

test('a failure is told to all who wait and not kept', async () => {
  let tries = 0;
  const reads = keepReads(
    { seconds: 10, most: 1 },
    () => 'one',
    async () => {
      tries += 1;
      if (tries === 1) throw new Error('away');
      return tries;
    },
  );
  const both = await Promise.allSettled([reads.of(), reads.of()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await reads.of()).toBe(2);
});
