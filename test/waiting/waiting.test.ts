import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../src/access/index.ts';
import { openWaitingDesk } from '../../src/waiting/index.ts';
import { openWaitingChanges } from '../../src/web/waiting.ts';
import { sampleRecord } from '../support/builders.ts';
import { openOperation, sendAs, viewerNamed } from '../support/cencomm.ts';
import { noNews } from '../support/no-news.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let ref: string;

const account = (login: string): string => `(select id from accounts where login_id = '${login}')`;
const office = (code: string): string => `(select id from offices where code = '${code}')`;

/** One of each kind that waits, put down as the rooms do. */
async function makeOneOfEach(): Promise<void> {
  const { owner } = portal;
  const document = (name: string, state: string, more: string, values: string): string => `
    insert into cws_documents (kind, ref, client_uuid, office_id, region_id, made_by, state, titles, ${more})
    values ('alert', '${name}', gen_random_uuid(), ${office('KE')}, ${office('RILO-ESA')}, ${account('ke.ncp')},
      '${state}', '{"en": {"title": "Title of ${name}", "summary": ""}}', ${values})`;
  const statements = [
    `insert into seizure_questions (seizure_id, client_uuid, kind, field, version, account_id, due, state, news)
      select s.id, gen_random_uuid(), k.kind, '', 1, ${account('rilo.esa')}, k.due, k.state, k.news from seizures s,
        (values ('question', current_date - 1, 'open', false), ('suggestion', null::date, 'open', false),
          ('question', null, 'answered', true)) k (kind, due, state, news) where s.ref = '${ref}'`,
    `insert into seizure_drafts (id, account_id, office_id) values
      (gen_random_uuid(), ${account('ke.officer')}, ${office('KE')})`,
    `insert into imports (office_id, account_id, state, file_name, file_size, file_sha256, sniffed, plan, rows_read,
      counts) values (${office('KE')}, ${account('ke.officer')}, 'ready', 'Mombasa <Oct>.xlsx', 1, 'x', '{}', '{}',
        1212, '{"error": 58}')`,
    `insert into applications (ref, form_id, office_id, made_by, family_name, given_name, unit, email, level, lang,
      reason, ends_on, state) values
      ('AP-1', gen_random_uuid(), ${office('KE')}, ${account('ke.ncp')}, 'A', 'B', 'U', 'a@customs.ke.example',
        'limited', 'en', 'work', current_date + 90, 'submitted'),
      ('AP-2', gen_random_uuid(), ${office('KE')}, ${account('ke.ncp')}, 'A', 'C', 'U', 'c@customs.ke.example',
        'limited', 'en', 'work', current_date + 90, 'asked')`,
    `insert into access_reviews (office_id, year, due_on) values (${office('KE')}, 2026, current_date + 3)`,
    `insert into access_review_officers (review_id, account_id)
      select id, ${account('ke.officer')} from access_reviews`,
    `insert into account_moves (account_id, from_office, to_office, reason, made_by) values
      (${account('ke.reader')}, ${office('KE')}, ${office('RILO-ESA')}, 'moves', ${account('ke.ncp')})`,
    `insert into account_proposals (account_id, what, identity, reason, made_by, expires_at) values
      (${account('ke.reader')}, 'factor_reset', 'in_person', 'lost', ${account('ke.ncp')}, now() + interval '7 days')`,
    `insert into alarms (kind, subject, from_at, until_at, detail) values
      ('trail', 'chain', now(), now(), '{}'), ('exports', 'wco.cenmat', now(), now(), '{}')`,
    `insert into audit_exports (filter, reason, asked_by, asked_login) values
      ('{}', 'why', ${account('wco.cenmat')}, 'wco.cenmat')`,
    document('ALERT-2026-9001', 'submitted', 'version', '0'),
    document('ALERT-2026-9002', 'returned', 'version', '0'),
    document('ALERT-2026-9003', 'published', 'version, published_at, audience, urgent', "1, now(), 'world', true"),
    document('ALERT-2026-9004', 'published', 'version, published_at, audience', "1, now(), 'world'"),
    `insert into cws_world_requests (document_id, asked_by, reason)
      select id, ${account('rilo.esa')}, 'all should know' from cws_documents where ref = 'ALERT-2026-9004'`,
    `insert into cws_questions (document_id, account_id, waits)
      select id, ${account('vn.ncp')}, true from cws_documents where ref = 'ALERT-2026-9004'`,
    `insert into referrals (year, client_uuid, made_by, from_office_id, lang, subject, stage, happened, country, place,
      known_by, product, goods, quantity, unit, from_country, to_country, transport, office_id, office_ids, sender_news)
      values (2026, gen_random_uuid(), ${account('ke.limited')}, ${office('KE')}, 'en', 'ods', 'suspected', 'it was',
        'KE', 'port', 'inspection', null, 'cylinders', null, null, null, null, null, ${office('KE')},
        array[${office('KE')}], true)`,
    `insert into suggestions (year, client_uuid, office_id, made_by, part, title, purpose, description, state,
      endorsed_at, decided_at) values
      (2026, gen_random_uuid(), ${office('KE')}, ${account('ke.ncp')}, 'cws', 't', 'p', 'd', 'accepted', null, now()),
      (2026, gen_random_uuid(), ${office('KE')}, ${account('ke.ncp')}, 'cws', 't', 'p', 'd', 'open', now(), null)`,
  ];
  for (const statement of statements)
    await owner.query(statement).catch((error: unknown) => {
      throw new Error(`${String(error)} in ${statement.slice(0, 160)}`);
    });
}

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  const facts = { release: 'all' as const, releaseOffices: undefined, place: undefined };
  const twin = () => sampleRecord('TOB', { facts: { ...facts, nationalRef: undefined, seizureDate: '2025-05-05' } });
  const alike = await ground.put([twin(), twin(), twin()], { loginId: 'ke.officer' });
  await portal.owner.query(
    `insert into seizure_pairs (one, other, reason)
      select a.id, b.id, 'goods' from seizures a join seizures b on a.id < b.id
      where a.ref = any($1) and b.ref = any($1) on conflict do nothing`,
    [alike],
  );
  await ground.put(
    [1, 2].map(at =>
      sampleRecord('DRUG', {
        facts: { ...facts, nationalRef: `O/${at}`, concealment: 'CON-OTH', concealmentText: 'Hollow surfboard' },
      }),
    ),
    { loginId: 'ke.officer' },
  );
  [ref = ''] = await ground.put([sampleRecord('DRUG', { facts: { ...facts, nationalRef: 'KE/1' } })], {
    loginId: 'ke.officer',
  });
  await makeOneOfEach();
  const operation = await openOperation(portal, { owner: 'rilo.esa', members: { 'ke.ncp': 'liaison' } });
  await sendAs(portal, 'rilo.esa', operation, { subject: 'One ZEBRAMARKER' });
  await portal.owner.query(
    `insert into cencomm_invitations (id, operation_id, account_id, role, invited_by) values
      ($1, $2, ${account('unep.partner')}, 'member', ${account('rilo.esa')})`,
    [randomUUID(), operation],
  );
});

interface Seen {
  /** Titles of the list, and how many it says it holds. */
  readonly titles: readonly string[];
  readonly count: string;
  readonly bell: string;
  readonly menu: Readonly<Record<string, number>>;
}

const text = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ')
    .trim();

async function look(login: string, path: string): Promise<Seen> {
  const answer = await (await portal.as(login)).get(path);
  expect(answer.status).toBe(200);
  const html = answer.text;
  const list = /<section class="section waiting"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
  const apps = /<nav class="bar-apps"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
  return {
    titles: [...list.matchAll(/<div class="rows-text">\s*(?:<a [^>]*>)?([^<]*)/g)].map(([, title = '']) => text(title)),
    count: /id="waiting"[\s\S]*?class="count">([^<]*)</.exec(list)?.[1] ?? '',
    bell: /class="bell-count"[^>]*>([^<]*)</.exec(html)?.[1] ?? '0',
    menu: Object.fromEntries(
      [...apps.matchAll(/<a href="\/(\w+)"[^>]*>([\s\S]*?)<\/a>/g)].map(([, key = '', inside = '']) => [
        key,
        Number(/class="count">(\d+)/.exec(inside)?.[1] ?? 0),
      ]),
    ),
  };
}

/** What each login is to find, by the start of its line. */
const roles: Readonly<Record<string, readonly string[]>> = {
  'wco.admin': [
    'The audit trail may have been altered',
    '1 new alarm',
    '1 export of the audit trail to decide',
    '1 proposal needs you as the second person',
    '1 application for access',
    '1 officer to move to another office',
    'ALERT-2026-9004: release to all Members requested',
    '1 endorsed suggestion to decide',
    'Title of ALERT-2026-9003',
    '1 unread alert',
    '6 records to verify',
    '1 word typed under “other”',
    '1 group of records that may be one event',
  ],
  'rilo.esa': [
    'ALERT-2026-9001 was sent to you for review',
    '1 question about ALERT-2026-9004',
    '1 officer to move to another office',
    `Answer on `,
    '6 records to verify',
    '1 group of records that may be one event',
  ],
  'ke.ncp': [
    'Questions about 1 of your applications|A question about 1 of your applications',
    '1 officer to confirm in the annual review',
    'Query on ',
    'Correction suggested for ',
    'Import “Mombasa <Oct>.xlsx”',
    'ALERT-2026-9002 was sent back to your office',
    '1 referral for your office',
    'Outcome of 1 suggestion',
    '1 unread message',
  ],
  'ke.officer': [
    '1 group of records that may be one event',
    'Query on ',
    '1 unfinished record',
    'Import “Mombasa <Oct>.xlsx”',
    'Title of ALERT-2026-9003',
  ],
  'ke.reader': ['Title of ALERT-2026-9003', '1 unread alert'],
  'ke.limited': ['Title of ALERT-2026-9003', '1 unread alert', 'News of 1 referral you sent'],
  'unep.partner': ['Invitation to an operation'],
};

describe('what waits', () => {
  test.each(Object.entries(roles))(
    '%s finds it on home, in the bell, in the menu and on its page alike',
    async (login, wanted) => {
      const [home, page] = [await look(login, '/'), await look(login, '/waiting')];
      for (const one of wanted) {
        const found = home.titles.some(title => one.split('|').some(start => title.startsWith(start)));
        expect(found, `${one} among ${home.titles.join(' / ')}`).toBe(true);
      }
      expect(page.titles).toEqual(home.titles);
      const other = await look(login, '/account');
      for (const seen of [home, page, other]) expect(seen.bell).toBe(home.count);
      for (const seen of [page, other]) expect(seen.menu).toEqual(home.menu);
      for (const [room, count] of Object.entries(home.menu)) {
        const tab = await (await portal.as(login)).get(`/waiting?room=${room}`);
        expect(/id="waiting"[\s\S]*?class="count">([^<]*)</.exec(tab.text)?.[1]).toBe(String(count));
      }
    },
  );

  test('tells nobody of what is not theirs', async () => {
    const limited = await look('ke.limited', '/');
    expect(limited.titles.join(' ')).not.toMatch(/record|Query|Import|application|review/);
    const partner = await look('unep.partner', '/');
    expect(partner.titles).toHaveLength(1);
    const other = await look('vn.ncp', '/');
    expect(other.titles.join(' ')).not.toMatch(/Query on|Import|9001|9002|referral/);
  });

  test('says that nothing waits only when nothing does, and forgets what is done', async () => {
    const reader = await portal.as('ke.reader');
    expect((await reader.get('/')).text).not.toContain('Nothing is waiting for you');
    await portal.owner.query(
      `update cws_documents set state = 'withdrawn', withdrawn_at = now() - interval '90 days'
        where state = 'published'`,
    );
    const home = await reader.get('/');
    expect(home.text).toContain('Nothing is waiting for you');
    expect(home.text).not.toContain('bell-count');
  });

  test.each([
    ['fails', () => Promise.reject(new Error('away'))],
    ['takes long', () => new Promise<never>(() => undefined)],
  ])('is left out of the page when reading %s, and rests before it asks again', async (_name, query) => {
    const user: Viewer = await viewerNamed(portal, 'vn.ncp');
    let asked = 0;
    const warnings: unknown[] = [];
    const desk = openWaitingDesk({
      pool: {
        query: () => {
          asked += 1;
          return query();
        },
      } as never,
      sources: [
        () => [
          {
            kind: 'x',
            room: 'cws',
            place: 'x',
            band: 'week',
            icon: 'bell',
            href: () => '/',
            rows: { text: '' } as never,
          },
        ],
      ],
      changes: openWaitingChanges(noNews),
      log: { warn: line => warnings.push(line) },
    });
    for (let page = 0; page < 3; page += 1) expect(await desk.of(user, true)).toBeUndefined();
    expect([asked, warnings.length]).toEqual([1, 1]);
  });
});
