import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inDays } from '../support/days.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let mail: MailServer;
beforeAll(async () => {
  mail = await mailServer();
  portal = await testPortal({ smtpUrl: mail.url });
  await portal.owner.query("update accounts set email = replace(login_id, '.', '-') || '@cast.example' where demo");
});
afterAll(() => mail.close());

const told = (ref: string): string[] =>
  mail.received
    .filter(({ text, headers }) => text.includes(`/cws/alerts/${ref}`) && /urgent/i.test(headers))
    .map(({ to }) => to[0] ?? '')
    .sort();

test('an urgent alert is told by letter within seconds to its region, and to the world once it is widened; nobody ' +
  'twice', { timeout: 40_000 }, async () => {
  // Told unless refused: nobody chose anything but one who follows other goods, and one who said no.
  for (const [login, headings, urgent] of [
    ['ke.limited', 'DRUG', 'yes'],
    ['ke.officer', 'CITES', 'no'],
  ] as const) {
    const answer = await (await portal.as(login)).post(
      '/cws/subscription',
      { version: '0', headings, urgent, rhythm: 'none', hour: '6' },
      '/cws/subscription',
    );
    expect(answer.status).toBe(303);
  }
  const [ncp, rilo] = [await portal.as('ke.ncp'), await portal.as('rilo.esa')];
  const begun = await ncp.post('/cws/documents/new/alert', {
    clientUuid: randomUUID(),
    edition: '0',
    original: 'en',
    'en.title': 'Scales under cashew nuts',
    'en.summary': 'Third row only',
    'en.body': 'Bags of 40 kg.',
    'en.goods': 'Scales, dried',
    'en.indicators': '- Paid in cash',
    alertKind: 'warning',
    urgent: 'yes',
    headings: 'CITES',
    countries: 'KE',
    handling: 'H2',
    validUntil: inDays(200),
    then: 'review',
  });
  const ref = String(begun.headers.location).split('/')[3] ?? '';
  expect((await ncp.post(`/cws/documents/${ref}/submit`)).headers.location).toContain('done=submitted');
  expect((await rilo.post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'region' })).status).toBe(303);
  const mailOf = (login: string): string => `${login.replace('.', '-')}@cast.example`;
  await expect.poll(() => told(ref), { timeout: 15_000 }).toContain(mailOf('ke.reader'));
  await expect.poll(() => told(ref), { timeout: 15_000 }).toContain(mailOf('wco.cenmat'));
  for (const login of ['ke.limited', 'ke.officer', 'vn.reader', 'unep.partner'])
    expect(told(ref)).not.toContain(mailOf(login));
  await (await portal.as('wco.admin')).post(`/cws/documents/${ref}/widen`);
  await expect.poll(() => told(ref), { timeout: 15_000 }).toContain(mailOf('vn.reader'));
  expect(new Set(told(ref)).size).toBe(told(ref).length);
  const [letter, ...others] = mail.received.filter(({ to }) => to.includes('ke-reader@cast.example'));
  expect(others.map(({ text }) => text)).toEqual([]);
  expect(letter?.text).toContain('Scales under cashew nuts');
  expect(letter?.text).not.toMatch(/Third row|40 kg/);
});
