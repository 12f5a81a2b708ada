import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { loadTexts, type Texts } from '../../src/i18n/index.ts';
import {
  directoryTransport,
  isAddress,
  letterSeal,
  openOutbox,
  sendDue,
  smtpTransport,
  type MailTransport,
  type Outbox,
} from '../../src/mail/index.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';

const seal = letterSeal(randomBytes(32));
let database: TestDatabase;
let server: MailServer;
let texts: Texts;
let outbox: Outbox;
let carrier: MailTransport;
beforeAll(async () => {
  [database, server, texts] = await Promise.all([testDatabase(), mailServer(), loadTexts()]);
  outbox = openOutbox({ texts, seal, baseUrl: 'https://cen.test' });
  carrier = smtpTransport({ url: server.url, from: 'no-reply@cen.test' });
});
afterAll(async () => {
  carrier.close();
  await server.close();
});
beforeEach(async () => {
  await database.owner.query('delete from outgoing_letters');
  server.received.length = 0;
  server.refuse = false;
  server.hangUp = false;
});

const problems: { tries: number; message: string }[] = [];
const send = (by: MailTransport = carrier): Promise<number> =>
  sendDue({
    pool: database.pool,
    seal,
    carrier: by,
    onProblem: ({ tries, message }) => problems.push({ tries, message }),
  });
const letter = {
  kind: 'activation',
  to: 'officer@customs.example',
  lang: 'en',
  values: { name: 'Ada', loginId: 'ke.ada', until: '2026-12-01 12:00' },
  path: '/access/activate/secret-token',
} as const;

describe('the outbox', () => {
  test('sends a letter once, with its link under the portal’s own address', async () => {
    await outbox.post(database.pool, letter);
    expect(await send()).toBe(1);
    expect(await send()).toBe(0);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ to: ['officer@customs.example'], from: 'no-reply@cen.test' });
    expect(server.received[0]?.text).toContain('https://cen.test/access/activate/secret-token');
  });

  test('is part of the transaction: what is rolled back is never sent', async () => {
    await expect(
      inTransaction(database.pool, async client => {
        await outbox.post(client, letter);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await send()).toBe(0);
    expect(server.received).toEqual([]);
  });

  test('holds no readable text before it is sent, and none at all after', async () => {
    await outbox.post(database.pool, letter);
    const waiting = await database.owner.query('select outgoing_letters::text as row, sealed from outgoing_letters');
    expect(waiting.rows[0].row).not.toContain('secret-token');
    expect(waiting.rows[0].sealed.includes('secret-token')).toBe(false);
    await send();
    const sent = await database.owner.query('select sealed, sent_at, next_try_at from outgoing_letters');
    expect(sent.rows[0]).toMatchObject({ sealed: null, next_try_at: null });
    expect(sent.rows[0].sent_at).toBeInstanceOf(Date);
  });

  test('keeps a refused letter and tries again later, more and more slowly, until it gives up', async () => {
    await outbox.post(database.pool, letter);
    server.refuse = true;
    expect(await send()).toBe(0);
    const first = await database.owner.query(
      `
        select tries, problem, next_try_at > now() + interval '50 seconds' as later, sealed is not null as kept
        from outgoing_letters`,
    );
    expect(first.rows[0]).toMatchObject({
      tries: 1,
      later: true,
      kept: true,
      problem: expect.stringMatching(/451|refus/i),
    });
    await database.owner.query('update outgoing_letters set tries = 11, next_try_at = now()');
    expect(await send()).toBe(0);
    const last = await database.owner.query(
      'select sealed, next_try_at, given_up_at is not null as given_up from outgoing_letters',
    );
    expect(last.rows[0]).toMatchObject({ sealed: null, next_try_at: null, given_up: true });
    expect(problems.at(-1)).toMatchObject({ tries: 12 });
  });

  test('while the mail server is away no letter counts as tried, and all go out once it is back', async () => {
    for (let n = 0; n < 3; n += 1) await outbox.post(database.pool, letter);
    const nowhere = smtpTransport({ url: `smtp://127.0.0.1:${await freePort()}`, from: 'no-reply@cen.test' });
    expect(await send(nowhere)).toBe(0);
    expect(await send(nowhere)).toBe(0);
    nowhere.close();
    const waiting = await database.owner.query(
      `select tries, next_try_at <= now() + interval '30 seconds' as soon, problem is not null as put_off
        from outgoing_letters order by id`,
    );
    expect(waiting.rows).toEqual([
      { tries: 0, soon: true, put_off: true },
      { tries: 0, soon: true, put_off: true },
      { tries: 0, soon: true, put_off: false },
    ]);
    await database.owner.query('update outgoing_letters set next_try_at = now()');
    expect(await send()).toBe(3);
  });

  test('a letter at which a server that is there hangs up counts as tried: it may have it', async () => {
    await outbox.post(database.pool, letter);
    server.hangUp = true;
    expect(await send()).toBe(0);
    const { rows } = await database.owner.query('select tries from outgoing_letters');
    expect(rows).toEqual([{ tries: 1 }]);
  });

  test('two senders at once send each letter once', async () => {
    for (let n = 0; n < 20; n += 1) await outbox.post(database.pool, { ...letter, to: `officer${n}@customs.example` });
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.reduce((sum, n) => sum + n, 0)).toBe(20);
    expect(new Set(server.received.map(({ to }) => to[0])).size).toBe(20);
  });

  test('a value cannot add a header', async () => {
    await outbox.post(database.pool, {
      ...letter,
      values: { ...letter.values, name: 'Ada\r\nBcc: thief@evil.example\r\n\r\nHello' },
    });
    await send();
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.to).toEqual(['officer@customs.example']);
    expect(server.received[0]?.headers).not.toMatch(/^bcc/im);
  });

  test('a letter of another master key is not sent', async () => {
    const other = openOutbox({ texts, seal: letterSeal(randomBytes(32)), baseUrl: 'https://cen.test' });
    await other.post(database.pool, letter);
    expect(await send()).toBe(0);
    expect(server.received).toEqual([]);
  });

  test('goes to another machine encrypted or not at all', async () => {
    await outbox.post(database.pool, letter);
    const elsewhere = smtpTransport({ url: server.url.replace('127.0.0.1', '127.0.0.2'), from: 'no-reply@cen.test' });
    expect(await send(elsewhere)).toBe(0);
    elsewhere.close();
    expect(server.received).toEqual([]);
    const {
      rows: [kept],
    } = await database.owner.query('select problem from outgoing_letters');
    expect(kept.problem).toMatch(/tls/i);
  });

  test('without a mail server it becomes a file', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'cen-mail-'));
    await outbox.post(database.pool, letter);
    expect(await send(directoryTransport({ directory, from: 'no-reply@cen.test' }))).toBe(1);
    const [name = ''] = await readdir(directory);
    expect(name).toMatch(/\.eml$/);
    expect(await readFile(join(directory, name), 'utf8')).toContain('To: officer@customs.example');
    await rm(directory, { recursive: true });
  });
});

test.each([
  'a@b.example\r\nBcc: c@d.example',
  'a@b.example, c@d.example',
  'A <a@b.example>',
  'a@b',
  '@b.example',
  'a@-b.example',
  'a b@c.example',
  `${'a'.repeat(65)}@b.example`,
  'a@b.example\u0000',
  'a@b.éxample',
  '',
])('%j is no address', text => {
  expect(isAddress(text)).toBe(false);
});

test.each(['ada.lovelace@customs.go.ke', "o'neil+cen@douane.gouv.fr", 'A@B.EXAMPLE'])('%s is an address', text => {
  expect(isAddress(text)).toBe(true);
});
