import { expect, test } from 'vitest';
import { shownError } from '../../src/web/server/log.ts';

test('a copy of an error, as the job queue tells of it, keeps what went wrong and none of its values', () => {
  const error = Object.assign(new Error('Connection terminated'), {
    code: 'ECONNRESET',
    detail: 'Key (name)=(Marker)',
  });
  const told = shownError({ ...error, message: error.message, stack: error.stack, queue: 'letters' });
  expect(told).toMatchObject({ message: 'Connection terminated', code: 'ECONNRESET' });
  expect(JSON.stringify(told)).not.toContain('Marker');
});

test('what is no error at all is told by its kind', () => {
  expect(['a text', 7, null, undefined, { message: 'no stack' }].map(shownError)).toEqual([
    { type: 'string' },
    { type: 'number' },
    { type: 'object' },
    { type: 'undefined' },
    { type: 'object' },
  ]);
});
