import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { tellOfAlarms } from '../../src/access/index.ts';
import { raiseTrailAlarm } from '../../src/audit/chain/trust.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import { loadOffices } from '../../src/reference/index.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

const seal = letterSeal(randomBytes(32));
let portal: TestPortal;
let context: Parameters<typeof tellOfAlarms>[0];
beforeAll(async () => {
  portal = await testPortal();
  const texts = await loadTexts();
  context = {
    pool: portal.pool,
    texts,
    offices: await loadOffices(portal.pool),
    outbox: openOutbox({ texts, seal, baseUrl: 'https://cen.test' }),
  };
  await portal.owner.query(`update accounts set email = login_id || '@portal.example'`);
});
beforeEach(() =>
  portal.owner.query(
    `delete from outgoing_letters; delete from account_notifications; update alarms set told_at = now()`,
  ),
);

async function letters(): Promise<{ kind: string; recipient: string }[]> {
  return (
    await portal.owner.query<{ kind: string; recipient: string }>(
      'select kind, recipient from outgoing_letters order by id',
    )
  ).rows;
}

async function refuse(login: string, kind: string): Promise<void> {
  await portal.owner.query(
    'insert into account_notifications (account_id, kind, by_mail) select id, $2, false from accounts where ' +
      'login_id = $1',
    [login, kind],
  );
}

test('alarms are told to the administrators in one letter, each alarm once, by whichever process comes first', async () => {
  const raise = () =>
    portal.owner.query(
      `insert into alarms (kind, subject, from_at, until_at, detail) values ('refusals', $1, now(), ` +
        `clock_timestamp(), '{}')`,
      [`ke.${randomUUID().slice(0, 6)}`],
    );
  await Promise.all([raise(), raise()]);
  await Promise.all([tellOfAlarms(context), tellOfAlarms(context), tellOfAlarms(context)]);
  expect(await letters()).toEqual([{ kind: 'alarmsRaised', recipient: 'wco.admin@portal.example' }]);
  const {
    rows: [kept],
  } = await portal.owner.query('select sealed from outgoing_letters');
  expect(seal.open(kept.sealed).text).toMatch(
    /Many refusals: ke\.\w+\n {4}Many refusals: ke\.\w+\n[\s\S]*https:\/\/cen\.test\/access\/alarms/,
  );
  await raise();
  await refuse('wco.admin', 'alarm');
  await tellOfAlarms(context);
  expect(await letters()).toHaveLength(1);
});

test('a trail that cannot be relied on is told to every administrator, wanted or not, and at home until seen', async () => {
  const admin = await portal.as('wco.admin');
  await portal.owner.query('delete from alarms');
  await refuse('wco.admin', 'alarm');
  await raiseTrailAlarm(portal.pool, 'tampered', 'a', { count: 1, values: ['row_changed 4 398'] });
  await tellOfAlarms(context);
  expect(await letters()).toEqual([{ kind: 'trailDoubted', recipient: 'wco.admin@portal.example' }]);
  const {
    rows: [kept],
  } = await portal.owner.query('select sealed from outgoing_letters');
  expect(seal.open(kept.sealed).text).toMatch(
    /The audit trail has been tampered with[\s\S]*https:\/\/cen\.test\/access\/alarms/,
  );
  expect(textOf(await admin.get('/'))).toContain('The audit trail may have been altered');
  const [, number] = /\/access\/alarms\/(\d+)/.exec((await admin.get('/access/alarms')).text) ?? [];
  const page = await admin.get(`/access/alarms/${number}`);
  expect(page.text).toContain('href="/access/audit/chain"');
  expect(textOf(page)).toContain('row_changed 4 398');
  await admin.post(`/access/alarms/${number}/acknowledgement`, { note: 'Known: an exercise of the operators' });
  expect(textOf(await admin.get('/'))).not.toContain('The audit trail may have been altered');
  expect((await admin.get('/access/alarms?state=seen')).text).toContain('tampered with');
});

test('the outcome of a suggestion is told to who made it, unless that is not wanted', async () => {
  const [ncp, cenmat] = [await portal.as('ke.ncp'), await portal.as('wco.cenmat')];
  const suggest = async (title: string): Promise<string> => {
    const made = await ncp.post('/network/suggestions', {
      clientUuid: randomUUID(),
      part: 'cpdb',
      title,
      purpose: 'An officer finds in a minute where to look.',
      description: 'By part of the vehicle.',
    });
    return /(SUG-\d{4}-\d{4})/.exec(made.headers.location ?? '')?.[1] ?? '';
  };
  const decline = (ref: string) =>
    cenmat.post(`/network/suggestions/${ref}/decision`, {
      version: '1',
      decision: 'declined',
      plannedFor: '',
      reason: 'It is there already',
    });
  const [first, second] = [await suggest('Find by part'), await suggest('Find by maker')];
  expect((await decline(first)).status).toBe(303);
  expect(await letters()).toEqual([{ kind: 'suggestion_declined', recipient: 'ke.ncp@portal.example' }]);
  await refuse('ke.ncp', 'suggestion');
  expect((await decline(second)).status).toBe(303);
  expect(await letters()).toHaveLength(1);
});

test('applications are told to the administrators who want to hear of them', async () => {
  const ncp = await portal.as('ke.ncp');
  const endsOn = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
  const apply = (familyName: string, email: string) =>
    ncp.post(
      '/access/applications',
      {
        formId: randomUUID(),
        familyName,
        givenName: 'Test',
        unit: 'Targeting unit',
        email,
        level: 'limited',
        lang: 'en',
        reason: '',
        endsOn,
      },
      '/reference',
    );
  await portal.owner.query(
    `insert into office_domains (office_id, domain, added_by) select o.id, 'customs.ke.example', a.id from ` +
      `offices o, accounts a where o.code = 'KE' and a.login_id = 'wco.admin' on conflict do nothing`,
  );
  expect((await apply('Abebe', 'abebe@customs.ke.example')).status).toBe(303);
  expect(await letters()).toEqual([{ kind: 'applicationWaiting', recipient: 'wco.admin@portal.example' }]);
  await refuse('wco.admin', 'application');
  expect((await apply('Wanjiru', 'wanjiru@customs.ke.example')).status).toBe(303);
  expect(await letters()).toHaveLength(1);
});
