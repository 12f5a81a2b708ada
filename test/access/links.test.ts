import { beforeAll, describe, expect, test } from 'vitest';
import { useLink } from '../../src/access/links/use-link.ts';
import { passwordProblem } from '../../src/access/passwords/password-rules.ts';
import { linkMaker, type LinkMaker } from '../support/links.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let database: TestPortal;
let account: LinkMaker['account'];
let link: LinkMaker['link'];
const from = { address: '203.0.113.7', requestId: 'T' };
const password = 'seven green kettles sing';
beforeAll(async () => {
  database = await testPortal();
  ({ account, link } = await linkMaker(database));
});

const passwordOf = async (id: number) =>
  (await database.owner.query('select password_hash, activated_at from accounts where id = $1', [id])).rows[0];

describe('a link', () => {
  test('sets the password once, and activates', async () => {
    const id = await account();
    const token = await link(id);
    expect(await useLink(database.pool, token, password, from)).toBe(true);
    const first = await passwordOf(id);
    expect(first.activated_at).toBeInstanceOf(Date);
    expect(await useLink(database.pool, token, 'another good password', from)).toBe(false);
    expect(await passwordOf(id)).toEqual(first);
    const { rows } = await database.owner.query(
      "select outcome from audit_events where action = 'account.activated' and account_id = $1 order by id",
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  test('is kept by its hash only', async () => {
    const token = await link(await account());
    const { rows } = await database.owner.query('select account_links::text as row, token_hash from account_links');
    expect(
      rows.some(
        ({ row, token_hash }) =>
          row.includes(token) || token_hash.includes(token) || token_hash.equals(Buffer.from(token, 'base64url')),
      ),
    ).toBe(false);
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
    const {
      rows: [row],
    } = await database.owner.query(
      'select extract(epoch from expires_at - made_at)::int as seconds from account_links where account_id = $1',
      [id],
    );
    expect(row.seconds).toBe(72 * 3600);
    await database.owner.query(
      "update account_links set expires_at = now() - interval '1 second' where account_id = $1",
      [id],
    );
    expect(await useLink(database.pool, token, password, from)).toBe(false);
  });

  test.each(['ended_at = now()', 'ends_on = current_date - 1', "suspended_at = now(), suspended_reason = 'x'"])(
    'is worth nothing for an account with %s',
    async set => {
      const id = await account();
      const token = await link(id);
      await database.owner.query(`update accounts set ${set} where id = $1`, [id]);
      expect(await useLink(database.pool, token, password, from)).toBe(false);
      await expect(link(id)).rejects.toThrow('ended or is suspended');
    },
  );

  test('making and using at once never lock each other out', async () => {
    const id = await account();
    for (let round = 0; round < 5; round += 1) {
      const token = await link(id, 'reset');
      await Promise.all([
        useLink(database.pool, token, password, from),
        link(id, 'reset'),
        useLink(database.pool, token, password, from),
      ]);
    }
    expect(await useLink(database.pool, await link(id, 'reset'), password, from)).toBe(true);
  }, 30_000);

  test('cannot be made where no letter can go', async () => {
    const {
      rows: [row],
    } = await database.owner.query("select id from accounts where login_id = 'ke.ncp'");
    await database.owner.query('update accounts set email = null where id = $1', [row.id]);
    await expect(link(row.id)).rejects.toThrow('no e-mail address');
  });
});

const page = (token: string) => `/access/links/${token}`;
/** What differs between two answers by right: the token of the form and the number of the request. */
const neutral = (text: string) => text.replace(/value="[^"]*"/g, '').replace(/[0-9A-F]{12}/g, '');

describe('the page of a link', () => {
  test('says whose it is, tells no other page its address, and uses nothing up', async () => {
    const token = await link(await account());
    for (let looks = 0; looks < 3; looks += 1) {
      const shown = await database.visitor().get(page(token));
      expect(shown.status).toBe(200);
      expect(shown.headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
      expect(shown.text).toContain('Ada Otieno');
    }
    const { rows } = await database.owner.query(
      "select 1 from account_links where ended_at is null and purpose = 'activation'",
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  test('sets the password, ends the sessions, and leads to sign-in', async () => {
    const id = await account();
    const first = database.visitor();
    expect((await first.post(page(await link(id)), { password, repeat: password }, page(await link(id)))).status).toBe(
      404,
    );
    const token = await link(id);
    const done = await first.post(page(token), { password, repeat: password }, page(token));
    expect([done.status, done.headers.location]).toEqual([303, '/sign-in?done=password']);
    expect((await first.get('/sign-in?done=password')).text).toContain('Your password has been set.');
    const {
      rows: [row],
    } = await database.owner.query('select login_id from accounts where id = $1', [id]);
    expect((await first.post('/sign-in', { loginId: row.login_id, password }, '/sign-in')).status).toBe(303);
    expect((await first.get('/reference')).status).toBe(200);
    const reset = await link(id, 'reset');
    const other = database.visitor();
    expect(
      (
        await other.post(
          page(reset),
          { password: 'another good sentence', repeat: 'another good sentence' },
          page(reset),
        )
      ).status,
    ).toBe(303);
    expect((await first.get('/reference')).status).toBe(303);
    expect((await database.visitor().post('/sign-in', { loginId: row.login_id, password }, '/sign-in')).status).toBe(
      401,
    );
  });

  test('forged, used, expired and odd links get one same answer, by form too', async () => {
    const id = await account();
    const [used, expired] = [await link(id), await link(await account())];
    await useLink(database.pool, used, password, from);
    await database.owner.query('update account_links set expires_at = now() where ended_at is null');
    const odd = [
      'A'.repeat(43),
      used,
      expired,
      'x',
      '%00',
      '%ED%A0%80',
      'a'.repeat(5000),
      `${used}%0A`,
      "'; drop table accounts",
    ];
    const answers = [];
    for (const token of odd) {
      const visitor = database.visitor();
      const shown = await visitor.get(page(token));
      const sent = await visitor.post(page(token), { password, repeat: password }, '/sign-in');
      answers.push({
        token,
        get: shown.status,
        post: sent.status,
        same: neutral(shown.text).replaceAll(token, ''),
        referrer: shown.headers['referrer-policy'],
      });
    }
    expect(
      answers.filter(({ token }) => !/%00|%ED/.test(token)).map(({ get, post, referrer }) => [get, post, referrer]),
    ).toEqual(answers.filter(({ token }) => !/%00|%ED/.test(token)).map(() => [404, 404, 'no-referrer']));
    expect(answers.every(({ get, post }) => get < 500 && post < 500)).toBe(true);
    const [forged, ...rest] = answers.slice(0, 3);
    expect(rest.map(({ same }) => same)).toEqual([forged?.same, forged?.same]);
  });

  test('a forged and an expired link take as long', async () => {
    const expired = await link(await account());
    await database.owner.query('update account_links set expires_at = now() where ended_at is null');
    const visitor = database.visitor();
    const times: Record<string, number[]> = { [expired]: [], ['A'.repeat(43)]: [] };
    for (let n = 0; n < 25; n += 1)
      for (const [token, taken] of Object.entries(times)) {
        const began = performance.now();
        await visitor.get(page(token));
        taken.push(performance.now() - began);
      }
    // The middle of turns taken one by one: what else the machine does falls on both.
    const [one = 0, other = 0] = Object.values(times).map(taken => taken.toSorted((a, b) => a - b)[12] ?? 0);
    expect(Math.max(one, other) / Math.min(one, other)).toBeLessThan(3);
  });

  test.each([
    ['too short', 'brief one', 'at least 12'],
    ['the office', 'Kenya-harbour-1', 'kenya'],
    ['the name', 'Otieno-Ada-1990', 'otieno'],
    ['a common one', 'qwerty123456', 'attackers try first'],
    ['one letter', 'aaaaaaaaaaaaaaa', 'attackers try first'],
    ['a novel', 'é'.repeat(1025), 'at most 1024'],
  ])('refuses a password that is %s at the field, and the link stays good', async (_what, bad, words) => {
    const token = await link(await account());
    const visitor = database.visitor();
    const answer = await visitor.post(page(token), { password: bad, repeat: bad }, page(token));
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(new RegExp(`id="password-error"[\\s\\S]*(${words})`));
    expect(answer.text).not.toContain(bad);
    expect((await visitor.get(page(token))).status).toBe(200);
  });

  test('refuses two that differ, none at all, and repeated fields', async () => {
    const token = await link(await account());
    const visitor = database.visitor();
    expect((await visitor.post(page(token), { password, repeat: `${password}!` }, page(token))).text).toContain(
      'id="repeat-error"',
    );
    expect((await visitor.post(page(token), {}, page(token))).status).toBe(422);
    expect(
      (await visitor.post(page(token), { password: [password, password], repeat: password }, page(token))).status,
    ).toBe(422);
    expect((await visitor.postRaw(page(token), { password, repeat: password })).status).toBe(403);
    expect(
      (
        await visitor.postRaw(
          page(token),
          { password, repeat: password, _csrf: 'x' },
          { 'Sec-Fetch-Site': 'cross-site' },
        )
      ).status,
    ).toBe(403);
  });

  test('someone else who is signed in stays himself, and no trail row holds the link', async () => {
    const token = await link(await account());
    const officer = await database.as('ke.officer');
    await officer.postRaw(page(token), { password, repeat: password, _csrf: 'stale' }, { 'Sec-Fetch-Site': 'none' });
    expect((await officer.post(page(token), { password, repeat: password }, page(token))).status).toBe(303);
    expect((await officer.get('/seizures')).status).toBe(200);
    const { rows } = await database.owner.query('select 1 from audit_events e where strpos(e::text, $1) > 0', [token]);
    expect(rows).toEqual([]);
    const { rows: refused } = await database.owner.query(
      "select 1 from audit_events where action = 'page.refused' and subject like '/access/links/…%'",
    );
    expect(refused.length).toBeGreaterThan(0);
  });
});

test.each(['seven green kettles sing', 'Ωραία μέρα σήμερα', 'long walks by the sea', '38 white elephants'])(
  '%j is a good password',
  good => {
    expect(
      passwordProblem(good, { loginId: 'ke.ada', names: ['Ada Otieno', 'Kenya Revenue Authority'] }),
    ).toBeUndefined();
  },
);
