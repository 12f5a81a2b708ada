import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeLink } from '../../src/access/index.ts';
import { useLink } from '../../src/access/links/use-link.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import type { Outbox } from '../../src/mail/index.ts';
import { ownDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let outbox: Outbox;
const seal = letterSeal(randomBytes(32));
const from = { address: '203.0.113.7', requestId: 'T' };
const password = 'seven green kettles sing';
beforeAll(async () => {
  database = await ownDatabase();
  outbox = openOutbox({ texts: await loadTexts(), seal, baseUrl: 'https://cen.test' });
});

/** A new account without a password, of Kenya. */
let made = 0;
async function account(): Promise<number> {
  made += 1;
  const { rows: [row] } = await database.owner.query(
    `insert into accounts (login_id, office_id, level, person_name, email) select $1, id, 'limited', 'Ada Otieno', $2 from offices where code = 'KE' returning id`,
    [`ke.test${made}`, `test${made}@customs.ke.example`]);
  return row.id;
}

/** The link of the last letter, as its reader sees it. */
async function lastToken(): Promise<string> {
  const { rows: [row] } = await database.owner.query('select sealed from outgoing_letters order by id desc limit 1');
  return /https:\/\/cen\.test\/access\/links\/([\w-]{43})\n/.exec(seal.open(row.sealed).text)?.[1] ?? 'no link';
}

async function link(id: number, purpose: 'activation' | 'reset' = 'activation'): Promise<string> {
  await makeLink(database.pool, outbox, { account: id, purpose, madeBy: null });
  return lastToken();
}

const passwordOf = async (id: number) => (await database.owner.query('select password_hash, activated_at from accounts where id = $1', [id])).rows[0];

describe('a link', () => {
  test('sets the password once, and activates', async () => {
    const id = await account();
    const token = await link(id);
    expect(await useLink(database.pool, token, password, from)).toBe(true);
    const first = await passwordOf(id);
    expect(first.activated_at).toBeInstanceOf(Date);
    expect(await useLink(database.pool, token, 'another good password', from)).toBe(false);
    expect(await passwordOf(id)).toEqual(first);
    const { rows } = await database.owner.query("select outcome from audit_events where action = 'account.activated' and account_id = $1", [id]);
    expect(rows).toHaveLength(1);
  });

  test('is kept by its hash only', async () => {
    const token = await link(await account());
    const { rows } = await database.owner.query('select account_links::text as row, token_hash from account_links');
    expect(rows.some(({ row, token_hash }) => row.includes(token) || token_hash.includes(token) || token_hash.equals(Buffer.from(token, 'base64url')))).toBe(false);
  });

  test('of twenty uses at once one gets through', async () => {
    const id = await account();
    const token = await link(id);
    const done = await Promise.all(Array.from({ length: 20 }, () => useLink(database.pool, token, password, from)));
    expect(done.filter(Boolean)).toHaveLength(1);
  }, 30_000);

  test('ends earlier ones of its purpose, and is ended with all others when one is used', async () => {
    const id = await account();
    const [first, second, reset] = [await link(id), await link(id), await link(id, 'reset')];
    expect(await useLink(database.pool, first, password, from)).toBe(false);
    expect(await useLink(database.pool, second, password, from)).toBe(true);
    expect(await useLink(database.pool, reset, password, from)).toBe(false);
  });

  test('expires after 72 hours', async () => {
    const id = await account();
    const token = await link(id);
    const { rows: [row] } = await database.owner.query('select extract(epoch from expires_at - made_at)::int as seconds from account_links where account_id = $1', [id]);
    expect(row.seconds).toBe(72 * 3600);
    await database.owner.query("update account_links set expires_at = now() - interval '1 second' where account_id = $1", [id]);
    expect(await useLink(database.pool, token, password, from)).toBe(false);
  });

  test.each(['ended_at = now()', "ends_on = current_date - 1", "suspended_at = now(), suspended_reason = 'x'"])('is worth nothing for an account with %s', async (set) => {
    const id = await account();
    const token = await link(id);
    await database.owner.query(`update accounts set ${set} where id = $1`, [id]);
    expect(await useLink(database.pool, token, password, from)).toBe(false);
    await expect(link(id)).rejects.toThrow('ended or is suspended');
  });

  test('making and using at once never lock each other out', async () => {
    const id = await account();
    for (let round = 0; round < 5; round += 1) {
      const token = await link(id, 'reset');
      await Promise.all([useLink(database.pool, token, password, from), makeLink(database.pool, outbox, { account: id, purpose: 'reset', madeBy: null }), useLink(database.pool, token, password, from)]);
    }
    expect(await useLink(database.pool, await link(id, 'reset'), password, from)).toBe(true);
  }, 30_000);

  test('cannot be made where no letter can go', async () => {
    const { rows: [row] } = await database.owner.query("select id from accounts where login_id = 'ke.ncp'");
    await database.owner.query('update accounts set email = null where id = $1', [row.id]);
    await expect(link(row.id)).rejects.toThrow('no e-mail address');
  });
});
