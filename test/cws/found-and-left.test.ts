import { afterAll, beforeAll, expect, test } from 'vitest';
import supertest from 'supertest';
import { takeReminders } from '../../src/cws/digests/store-reminders.ts';
import { changesBetween } from '../../src/cws/search/suggest.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';
import { publishedDocument } from '../support/documents.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { act, referred, stateOf } from '../support/referrals.ts';

const patience = { timeout: 240_000 };
let portal: TestPortal;
let mail: MailServer;
let late: string;
beforeAll(async () => {
  mail = await mailServer();
  portal = await testPortal({ smtpUrl: mail.url });
  await portal.owner.query("update accounts set email = replace(login_id, '.', '-') || '@cast.example' where demo");
  await portal.owner.query("update accounts set created_at = now() - interval '90 days'");
  late = await publishedDocument(portal, {
    urgent: true,
    published_at: new Date(Date.now() - 25 * 3_600_000),
    titles: { en: { title: 'Told yesterday', summary: '' } },
  });
  await portal.owner.query(
    `insert into cws_reads (document_id, account_id, version, acknowledged_version, acknowledged_at)
     select d.id, a.id, 1, 1, now() from cws_documents d, accounts a where d.ref = $1 and a.login_id = 'ke.ncp'`,
    [late],
  );
  const refused = await (await portal.as('ke.limited')).post('/cws/subscription', {
    version: '0',
    rhythm: 'none',
    hour: '6',
    urgent: 'no',
  });
  expect(refused.status).toBe(303);
});
afterAll(() => mail.close());

test('a digest is ended by one click of a mail program, without a session; nothing else is', patience, async () => {
  const chosen = { version: '0', urgent: 'yes', rhythm: 'daily', hour: '0' };
  expect((await (await portal.as('ke.reader')).post('/cws/subscription', chosen)).status).toBe(303);
  await portal.owner.query("update cws_subscriptions set since = now() - interval '2 days'");
  await publishedDocument(portal, { titles: { en: { title: 'Something new', summary: '' } } });
  const digest = () =>
    mail.received.find(({ to, text }) => to[0] === 'ke-reader@cast.example' && /Something new/.test(text));
  await portal.doDue('cws-digests');
  await expect.poll(() => digest()?.headers ?? '', { timeout: 60_000 }).toContain('List-Unsubscribe=One-Click');
  const address = /List-Unsubscribe: <https:\/\/cen\.test(\/cws\/leave\/[0-9a-f-]{36})>/i.exec(
    (digest()?.headers ?? '').replace(/\r\n\s+/g, ' '),
  )?.[1];
  const rhythm = async () =>
    (await portal.owner.query('select rhythm, urgent from cws_subscriptions where urgent')).rows.map(row => [
      row.rhythm,
      row.urgent,
    ]);
  // A scanner that looks at it ends nothing.
  const seen = await supertest(portal.url)
    .get(address ?? '')
    .set('X-Forwarded-Proto', 'https');
  expect([seen.status, await rhythm()]).toEqual([200, [['daily', true]]]);
  const post = (path: string) =>
    supertest(portal.url).post(path).set('X-Forwarded-Proto', 'https').type('form').send('List-Unsubscribe=One-Click');
  expect((await post('/cws/leave/00000000-0000-4000-8000-000000000000')).status).toBe(303);
  expect(await rhythm()).toEqual([['daily', true]]);
  expect([(await post(address ?? '')).status, await rhythm()]).toEqual([303, [['none', true]]]);
  const { rows } = await portal.owner.query(
    `select login_id from audit_events where action = 'subscription.ended' order by id`,
  );
  expect(rows).toEqual([{ login_id: 'ke.reader' }]);
});

test(
  'a misspelt word is forgiven, any of the words is enough; what may not be read is not suggested',
  patience,
  async () => {
    expect(['mombassa', 'mombasa'].map(word => changesBetween(word, 'mombasa'))).toEqual([1, 0]);
    const title = 'Ivory at Mombasa harbour';
    const ref = await publishedDocument(portal, { audience: 'region', titles: { en: { title, summary: '' } } });
    await portal.owner.query(
      `insert into cws_search (kind, key, lang, document_id, href, title, body)
     select kind, ref, 'en', id, '/cws/alerts/' || ref, $2, 'Under coffee.' from cws_documents where ref = $1`,
      [ref, title],
    );
    const found = async (login: string, q: string): Promise<string> =>
      (await (await portal.as(login)).get(`/cws/search?q=${encodeURIComponent(q)}`)).text;
    expect(await found('ke.reader', 'mombassa')).toMatch(
      /Did you mean: <a href="\/cws\/search\?q=mombasa[^"]*">mombasa</,
    );
    expect(await found('vn.reader', 'mombassa')).not.toContain('Did you mean');
    const loose = await found('ke.reader', 'coffee zebras');
    expect([loose.includes('These contain some of it'), loose.includes(title)]).toEqual([true, true]);
  },
);

test('a referral is not closed as lawful while a seizure is written of it', patience, async () => {
  const ncp = await portal.as('ke.ncp');
  const ref = await referred(await portal.as('ke.limited'));
  await act(portal, ncp, ref, 'record');
  const fields = { outcome: 'lawful', answer: 'The licence was found.' };
  const refused = await act(portal, ncp, ref, 'answer', fields);
  expect([refused.status, refused.text.includes('ke.ncp is writing a record from this referral')]).toEqual([422, true]);
  expect(await stateOf(portal, ref)).toBe('taken');
  await portal.owner.query('update seizure_drafts set discarded_at = now()');
  expect((await act(portal, ncp, ref, 'answer', fields)).status).toBe(303);
});

test(
  'who has not acknowledged an urgent alert for a day is reminded by the portal, once a version',
  patience,
  async () => {
    const reminded = (login: string): number =>
      mail.received.filter(
        ({ to, text, headers }) =>
          to[0] === `${login}@cast.example` &&
          text.includes(`/cws/alerts/${late}`) &&
          headers.includes('to acknowledge'),
      ).length;
    await portal.doDue('cws-digests');
    await expect.poll(() => reminded('ke-officer'), { timeout: 60_000 }).toBe(1);
    await expect.poll(() => reminded('vn-reader'), { timeout: 20_000 }).toBe(1);
    expect(['ke-ncp', 'ke-limited', 'unep-partner'].map(reminded)).toEqual([0, 0, 0]);
    expect(await takeReminders(portal.pool, late, { sentBy: null, hours: 0 })).toEqual([]);
  },
);
