import { beforeAll, describe, expect, test } from 'vitest';
import { checkPassword, hashPassword } from '../../src/access/passwords/password.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

const fits = async (password: string, hash: string): Promise<boolean> => (await checkPassword(password, hash)).fits;

describe('a password', () => {
  test('is taken as typed: every character counts, and its case', async () => {
    const long = 'a phrase of many words that goes on well beyond seventy-two characters: ';
    const hash = await hashPassword(`${long}one`);
    expect(await fits(`${long}one`, hash)).toBe(true);
    for (const other of [`${long}two`, `${long}one `, ` ${long}one`, `${long}One`, long, `${long}one\0`])
      expect([other, await fits(other, hash)]).toEqual([other, false]);
  });

  test('may be 1,024 characters long', async () => {
    const hash = await hashPassword('é'.repeat(1024));
    expect(await fits('é'.repeat(1024), hash)).toBe(true);
    expect(await fits('é'.repeat(1023), hash)).toBe(false);
  });

  test('never runs out by itself', async () => {
    await portal.owner.query(
      "update accounts set created_at = now() - interval '9 years' where login_id = 'vn.reader'",
    );
    const visitor = portal.visitor();
    expect(
      (await visitor.post('/sign-in', { loginId: 'vn.reader', password: castPassword }, '/sign-in')).headers.location,
    ).toBe('/');
    const { rows } = await portal.owner.query<{ name: string }>(
      "select column_name as name from information_schema.columns where table_schema = 'public' and " +
        "column_name ~ 'password.*(expire|until|age|ends)'",
    );
    expect(rows).toEqual([]);
  });

  test('there is no hint and no question beside it', async () => {
    const { text } = await portal.visitor().get('/sign-in');
    const fields = [...text.matchAll(/<input\b[^>]*\bname="([^"]+)"[^>]*>/g)].map(
      ([tag, name]) =>
        [name, /\btype="(\w+)"/.exec(tag)?.[1] ?? 'text', /\bautocomplete="([\w-]+)"/.exec(tag)?.[1]] as const,
    );
    const shown = fields.filter(([, type]) => type !== 'hidden');
    expect(shown).toEqual([
      ['loginId', 'text', 'username'],
      ['password', 'password', 'current-password'],
    ]);
    const { rows } = await portal.owner.query(
      "select 1 from information_schema.columns where table_schema = 'public' and table_name ~ '^account' " +
        "and column_name ~ 'hint|question|secret_answer|maiden'",
    );
    expect(rows).toEqual([]);
  });
});
