import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { raw } from '../support/attacks.ts';
import { applicants, day, type Applicants } from '../support/applicants.ts';
import { mailServer, type MailServer, type ReceivedLetter } from '../support/mail-server.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let mail: MailServer;
let who: Applicants;
beforeAll(async () => {
  mail = await mailServer();
  portal = await testPortal({ smtpUrl: mail.url });
  who = await applicants(portal);
});
afterAll(() => mail.close());

async function letterTo(address: string): Promise<ReceivedLetter> {
  for (let tries = 0; tries < 150; tries += 1) {
    const found = mail.received.find(({ to, text }) => to.includes(address) && text.includes('/access/links/'));
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`no letter to ${address}`);
}

async function applyFor(email: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const form = {
    formId: randomUUID(),
    familyName: 'Letter',
    givenName: 'Test',
    unit: 'Port',
    email,
    level: 'limited',
    lang: 'en',
    reason: '',
    endsOn: day(30),
    otherPerson: 'yes',
    ...more,
  };
  const answer = await who.ncp.post('/access/applications', form, '/reference');
  return /AP-\d{4}-\d{6}/.exec(answer.headers.location ?? '')?.[0] ?? 'none';
}

const foreign: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['Host', { Host: 'evil.example' }],
  ['X-Forwarded-Host', { 'X-Forwarded-Host': 'evil.example' }],
  [
    'X-Forwarded-Server and Forwarded',
    { 'X-Forwarded-Server': 'evil.example', Forwarded: 'host=evil.example;proto=http' },
  ],
  ['X-Forwarded-Proto and Port', { 'X-Forwarded-Port': '8080', 'X-Original-URL': 'https://evil.example/' }],
];

describe('the link of a letter', () => {
  test.each(foreign)('is under the portal’s own address whatever %s says', async (name, headers) => {
    const email = `host${foreign.findIndex(([one]) => one === name)}@customs.ke.example`;
    const ref = await applyFor(email);
    const token = await who.admin.token(`/access/applications/${ref}`);
    const seen = /name="seen" value="(\d+)"/.exec((await who.admin.get(`/access/applications/${ref}`)).text)?.[1] ?? '';
    const body = new URLSearchParams({ _csrf: token, seen, level: 'limited', endsOn: day(30) }).toString();
    const answer = await raw(portal.url, {
      method: 'POST',
      path: `/access/applications/${ref}/grant`,
      body,
      headers: { ...who.admin.headers(), 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    });
    expect([answer.status, answer.headers.location]).toEqual([303, `/access/applications/${ref}?done=granted`]);
    const { text, headers: head } = await letterTo(email);
    expect(text).toMatch(/https:\/\/cen\.test\/access\/links\/[\w-]{43}\s/);
    expect(text + head).not.toContain('evil.example');
  });

  test('is all the mail server learns of the officer beside name and login, in the officer’s language', async () => {
    const ref = await applyFor('langue@customs.ke.example', { lang: 'fr', familyName: 'Ngũgĩ', unit: 'Secret unit' });
    const seen = /name="seen" value="(\d+)"/.exec((await who.admin.get(`/access/applications/${ref}`)).text)?.[1] ?? '';
    await who.admin.post(
      `/access/applications/${ref}/grant`,
      { seen, level: 'limited', endsOn: day(30) },
      '/reference',
    );
    const { text } = await letterTo('langue@customs.ke.example');
    expect(text).toContain('Bonjour Test Ngũgĩ');
    expect(text).toContain('ke.ngugi');
    expect(text).not.toContain('Secret unit');
  });
});
