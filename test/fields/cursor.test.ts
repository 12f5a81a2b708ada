import { expect, test } from 'vitest';
import { cursorOf, instant, packCursor, readValue, textThat, whole } from '../../src/fields/index.ts';

const place = cursorOf([instant, whole(1), whole(0, 100)], (at, id, before) => ({ at, id, before }));
const at = '2026-02-28T23:59:59.123456Z';

test('a place in a list is read as it was written', () => {
  expect(readValue(place, packCursor([at, 7, 50]))).toEqual({ ok: true, value: { at, id: 7, before: 50 } });
  const word = cursorOf([textThat(text => text === 'a')]);
  expect(readValue(word, packCursor(['a']))).toEqual({ ok: true, value: ['a'] });
});

test.each([
  ['no word of ours', 'no word of ours'],
  ['nothing', ''],
  ['an object', Buffer.from('{"length":3}').toString('base64url')],
  ['too few values', packCursor([at, 7])],
  ['too many', packCursor([at, 7, 50, 1])],
  ['a number as text', packCursor([at, '7', 50])],
  ['a text as number', packCursor([1, 7, 50])],
  ['a part of a number', packCursor([at, 1.5, 50])],
  ['a number too small', packCursor([at, 0, 50])],
  ['a number too large', packCursor([at, 7, 101])],
  ['a number no number is as exact as', packCursor([at, 2 ** 53, 50])],
  ['a day that does not exist', packCursor(['2026-02-29T00:00:00.000000Z', 7, 50])],
  ['a year before the first', packCursor(['0000-01-01T00:00:00.000000Z', 7, 50])],
  ['the end of a day', packCursor(['2026-02-28T24:00:00.000000Z', 7, 50])],
  ['a time without seconds', packCursor(['2026-02-28T23:59Z', 7, 50])],
  ['a place too long', packCursor([at, 7, 50]) + 'A'.repeat(600)],
])('%s is malformed', (_what, typed) => {
  expect(readValue(place, typed)).toMatchObject({ ok: false, key: 'forms:problem.malformed' });
});
