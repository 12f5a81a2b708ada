import { expect, test } from 'vitest';
import { keptPart } from '../../src/web/kept-parts.ts';

test('a part is drawn once for its key, and each time without one', () => {
  let drawn = 0;
  const draw = () => `part ${(drawn += 1)}`;
  expect([keptPart('one', draw), keptPart('one', draw), keptPart('two', draw)]).toEqual(['part 1', 'part 1', 'part 2']);
  expect([keptPart(undefined, draw), keptPart(undefined, draw)]).toEqual(['part 3', 'part 4']);
});

test('the part that was not asked for the longest is forgotten first', () => {
  const drawn: string[] = [];
  const ask = (key: string) =>
    keptPart(key, () => {
      drawn.push(key);
      return key;
    });
  for (let number = 0; number < 3000; number += 1) ask(`old ${number}`);
  ask('old 0');
  ask('new');
  drawn.length = 0;
  ask('old 0');
  ask('old 1');
  expect(drawn).toEqual(['old 1']);
});

test('large parts leave room for one another', () => {
  const large = 'x'.repeat(2_500_000);
  let drawn = 0;
  const ask = (key: string) =>
    keptPart(key, () => {
      drawn += 1;
      return large;
    });
  for (const key of ['l1', 'l2', 'l3', 'l3', 'l1']) expect(ask(key)).toHaveLength(large.length);
  expect(drawn).toBe(4);
});

test('a small part stays a text, and a large one is kept as it is sent', () => {
  expect(keptPart('small', () => 'é')).toBe('é');
  expect(keptPart('large', () => 'é'.repeat(8192))).toEqual(Buffer.from('é'.repeat(8192)));
});
