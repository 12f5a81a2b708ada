import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanUp, freshDir, runPortal } from '../start/portal-process.ts';
import { open, postBody } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { amendByForm, draft, recordByForm } from '../support/entry.ts';
import { castPassword } from '../support/cast.ts';
import { linkMaker } from '../support/links.ts';
import { Browser } from '../support/portal.ts';

const secrets = new Map<string, string>();
let database: TestDatabase;
let lines: string[];

/** What was typed, sought or sent by an officer: marker words that occur nowhere else. */
const typed = {
  password: 'Wrong-guess-Zx81',
  loginId: 'somebody-Qq7',
  newPassword: 'Seven kettles-Jx3 sing',
  narrative: 'Narrativemarker Kx55',
  search: 'Searchmarker',
  reason: 'Reasonmarker',
  file: 'Filemarker',
  header: 'Headermarker',
} as const;

beforeAll(async () => {
  database = await ownDatabase();
  const dataDir = await freshDir(0o711);
  const [secret, key] = [randomBytes(32).toString('hex'), randomBytes(32)];
  writeFileSync(join(dataDir, 'key'), key, { mode: 0o600 });
  const portal = await runPortal({
    dataDir,
    script: fileURLToPath(new URL('../../src/server.ts', import.meta.url)),
    env: {
      NODE_ENV: 'test',
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      TLS: 'proxy',
      LOG_LEVEL: 'debug',
      SESSION_SECRET: secret,
      MASTER_KEY_FILE: join(dataDir, 'key'),
    },
  });
  await portal.ready;
  const url = `http://127.0.0.1:${portal.port}`;
  await journey(new Browser(url));
  portal.child.kill('SIGTERM');
  await portal.ended;
  lines = portal
    .output()
    .split('\n')
    .filter(line => line !== '');
  for (const [name, value] of Object.entries({
    ...typed,
    castPassword,
    secret,
    keyHex: key.toString('hex'),
    keyBase64: key.toString('base64'),
  }))
    secrets.set(name, value);
  for (const address of [database.appUrl, database.ownerUrl])
    secrets.set(address.slice(0, 20), decodeURIComponent(new URL(address).password));
});
afterAll(cleanUp);

/**
 * Signs in, records, amends, searches, uploads, exports, fails in every way, signs out; notes tokens and cookies as
 * secrets.
 */
async function journey(browser: Browser): Promise<void> {
  browser.address = '203.0.113.9';
  await browser.post('/sign-in', { loginId: typed.loginId, password: typed.password }, '/sign-in');
  await browser.post('/sign-in', { loginId: 'ke.officer', password: typed.password }, '/sign-in');
  await browser.post(
    '/sign-in',
    { loginId: 'ke.officer\r\n{"level":50,"msg":"forged"}', password: typed.password },
    '/sign-in',
  );
  await browser.post('/sign-in', { loginId: 'ke.officer', password: castPassword }, '/sign-in');
  noteCookies('officer', browser);
  secrets.set('token', await browser.token());
  const ref = await recordByForm(
    browser,
    sampleRecord('DRUG', { facts: { ...open, nationalRef: 'L/1', narrative: typed.narrative } }),
  );
  await amendByForm(browser, ref, 'outcome', { 'facts.laboratory': 'no' }, typed.reason);
  for (const path of [
    `/seizures/${ref}`,
    `/seizures?q=${typed.search}`,
    `/seizures/export.csv?q=${typed.search}`,
    '/seizures?x=Badparameter',
    '/nowhere%0A%7B%22level%22%3A50%7D',
    '/%ZZ',
    `/seizures?after=${typed.search}`,
  ]) {
    await browser.get(path, {
      'User-Agent': typed.header,
      'X-Request-Id': typed.header,
      Referer: `https://cen.test/?q=${typed.search}`,
    });
  }
  await browser
    .upload(
      '/seizures/imports',
      { name: `${typed.file}.csv`, content: `a,b\n${typed.narrative},2\n` },
      {},
      '/seizures/imports/new',
    )
    .catch(() => undefined);
  await useLinks(browser);
  await fail(browser);
  await postBody(browser, '/language', 'lang=en').catch(() => undefined);
  await browser.postRaw('/language', { lang: 'en', _csrf: 'Forgedtoken' }, { 'Sec-Fetch-Site': 'none' });
  await browser.post('/sign-out');
}

/**
 * A link looked at, tried with a bad password, used, used again, and a forged one: by a visitor and by who is signed
 * in.
 */
async function useLinks(browser: Browser): Promise<void> {
  const { account, link } = await linkMaker(database);
  const token = await link(await account());
  secrets.set('link', token);
  secrets.set('forged link', 'Forgedlink-'.padEnd(43, 'x'));
  for (const one of [token, secrets.get('forged link') ?? '']) {
    await browser.get(`/access/links/${one}`);
    for (const password of ['short', typed.newPassword, typed.newPassword])
      await browser.post(`/access/links/${one}`, { password, repeat: password }, '/reference');
    await browser.postRaw(`/access/links/${one}`, { password: 'x', _csrf: 'no' });
    await browser.get(`/access/links/${one}/more`);
  }
  const { rows } = await database.owner.query('select 1 from audit_events e where strpos(e::text, $1) > 0', [token]);
  expect(rows).toEqual([]);
}

/** Faults inside: the database refuses a submission, and a sign-in, with a message that repeats what it was given. */
async function fail(browser: Browser): Promise<void> {
  const id = await draft(
    browser,
    sampleRecord('TOB', { facts: { ...open, nationalRef: 'L/2', narrative: typed.narrative } }),
  );
  await database.owner.query(
    `
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no' using detail =
      'a row'; end $$; create trigger refuse before insert on audit_events for each row execute function
      refuse()`,
  );
  expect((await browser.post(`/seizures/drafts/${id}/submission`, {}, '/reference')).status).toBe(500);
  expect((await browser.get(`/seizures?q=${typed.search}`)).status).toBe(500);
  const other = new Browser(browser.url);
  expect((await other.post('/sign-in', { loginId: 'ke.ncp', password: castPassword }, '/sign-in')).status).toBe(500);
  await database.owner.query('drop trigger refuse on audit_events');
  await database.owner.query('alter table sessions rename to sessions_away');
  expect((await browser.get('/')).status).toBe(503);
  await database.owner.query('alter table sessions_away rename to sessions');
}

function noteCookies(name: string, browser: Browser): void {
  const cookie = decodeURIComponent(browser.cookies.get('__Host-cen') ?? '');
  expect(cookie.length).toBeGreaterThan(40);
  secrets.set(`${name} cookie`, cookie);
  secrets.set(`${name} session`, cookie.replace(/^s:/, '').split('.')[0] ?? '');
  secrets.set(`${name} signature`, cookie.split('.').slice(1).join('.'));
}

describe('the log at its most talkative', () => {
  test('holds no password, session, token, key, nor anything typed or sought', () => {
    const text = lines.join('\n');
    expect(secrets.size).toBeGreaterThan(15);
    const told = [...secrets].filter(([, value]) =>
      [value, encodeURIComponent(value), Buffer.from(value).toString('base64').replace(/=+$/, '')].some(form =>
        text.includes(form),
      ),
    );
    expect(told.map(([name]) => name)).toEqual([]);
    expect(text).not.toMatch(/argon2id|\$argon|Forgedtoken|Badparameter/);
  });

  test('is one JSON object a line, in UTC, and nobody writes lines of his own', () => {
    const plain = lines.filter(line => !line.startsWith('{'));
    expect(
      plain.filter(line => !/^(CEN portal|Database brought|Reference lists|Ready after|Stopping)/.test(line)),
    ).toEqual([]);
    const entries = lines.filter(line => line.startsWith('{')).map(line => JSON.parse(line) as Record<string, unknown>);
    expect(entries.length).toBeGreaterThan(40);
    expect(entries.every(({ time }) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(String(time)))).toBe(true);
    expect(entries.some(({ msg }) => msg === 'forged')).toBe(false);
  });

  test('has each request with its number, and each fault once with its number and cause', () => {
    const entries = lines
      .filter(line => line.startsWith('{'))
      .map(
        line =>
          JSON.parse(line) as {
            level: number;
            request?: string;
            status?: number;
            login?: string;
            err?: { message?: string };
          },
      );
    expect(entries.some(({ login, status }) => login === 'ke.officer' && status === 200)).toBe(true);
    const faults = entries.filter(({ level }) => level >= 50);
    expect(faults.length).toBeGreaterThanOrEqual(4);
    expect(new Set(faults.map(({ request }) => request)).size).toBe(faults.length);
    expect(faults.filter(({ err }) => !err?.message)).toEqual([]);
    const ended = new Set(
      entries.filter(({ status }) => status !== undefined && status >= 500).map(({ request }) => request),
    );
    expect(faults.filter(({ request }) => !ended.has(request))).toEqual([]);
  });
});
