import { beforeAll, describe, expect, test } from 'vitest';
import { changed, contents, eventsOf, open, raw, type Event } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { amendByForm, beginAmendment, draft, recordByForm, refOf } from '../support/entry.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
let limited: Browser;
let number = 0;
beforeAll(async () => {
  portal = await testPortal();
  [officer, limited] = [await portal.as('ke.officer'), await portal.as('ke.limited')];
});

function sample(facts: Record<string, string | readonly string[] | undefined> = {}) {
  number += 1;
  return sampleRecord('DRUG', { facts: { ...open, nationalRef: `T/${number}`, ...facts } });
}

const short = ({ action, outcome, login_id, subject }: Event) => [action, outcome, login_id, subject];

describe('each deed leaves one row: who, what, when, where', () => {
  async function left(work: () => Promise<unknown>): Promise<Event[]> {
    const events = await eventsOf(portal, work);
    for (const event of events) {
      expect(event).toMatchObject({ address: '203.0.113.7', request_id: expect.stringMatching(/^[0-9A-F]{12}$/) });
      expect(Math.abs(event.at.getTime() - Date.now())).toBeLessThan(60_000);
      if (event.action !== 'session.refused')
        expect([event.account_id, event.login_id]).toEqual([
          expect.any(Number),
          expect.stringMatching(/^[a-z]+\.[a-z]+$/),
        ]);
      if (!event.action.startsWith('session.')) expect(event.office_id).toEqual(expect.any(Number));
    }
    return events;
  }

  test('signing in, failing to, and signing out', async () => {
    const visitor = portal.visitor();
    const token = await visitor.token('/sign-in');
    const tryWith = (loginId: string, password: string) =>
      visitor.postRaw('/sign-in', { loginId, password, _csrf: token });
    expect((await left(() => tryWith('ke.reader', 'wrong'))).map(short)).toEqual([
      ['session.refused', 'refused', 'ke.reader', null],
    ]);
    expect((await left(() => tryWith('no.body', 'wrong'))).map(short)).toEqual([
      ['session.refused', 'refused', 'no.body', null],
    ]);
    expect((await left(() => tryWith('KE.Reader ', castPassword))).map(short)).toEqual([
      ['session.opened', 'done', 'ke.reader', null],
    ]);
    expect((await left(async () => visitor.post('/sign-out', {}, '/reference'))).map(short)).toEqual([
      ['session.closed', 'done', 'ke.reader', null],
    ]);
  });

  test('reading, searching, exporting', async () => {
    const ref = await recordByForm(officer, sample());
    expect((await left(() => officer.get(`/seizures/${ref}`))).map(short)).toEqual([
      ['seizure.read', 'done', 'ke.officer', ref],
    ]);
    expect((await left(() => officer.get(`/seizures/${ref}/history`))).map(short)).toEqual([
      ['seizure.read', 'done', 'ke.officer', ref],
    ]);
    const searched = await left(() => officer.get('/seizures?q=heroin&country=KE&rows=50'));
    expect([searched.map(short), searched[0]?.detail]).toEqual([
      [['seizure.searched', 'done', 'ke.officer', null]],
      { q: 'heroin', country: ['KE'], rows: 50 },
    ]);
    expect((await left(() => officer.get('/seizures?q=nothing+of+the+kind'))).map(short)).toEqual([
      ['seizure.searched', 'done', 'ke.officer', null],
    ]);
    for (const format of ['csv', 'xlsx']) {
      const exported = await left(() => officer.get(`/seizures/export.${format}?heading=DRUG`));
      expect([exported.map(short), exported[0]?.detail]).toEqual([
        [['seizure.exported', 'done', 'ke.officer', null]],
        { format, heading: ['DRUG'] },
      ]);
    }
  });

  test('recording, amending, withdrawing', async () => {
    const id = await draft(officer, sample());
    let ref = '';
    const submitted = await left(async () => {
      ref = refOf(
        await officer.postRaw(`/seizures/drafts/${id}/submission`, { _csrf: await officer.token('/reference') }),
      );
    });
    expect(submitted.map(short)).toEqual([['seizure.submitted', 'done', 'ke.officer', ref]]);
    const amendment = await beginAmendment(officer, ref, 'outcome', { 'facts.laboratory': 'confirmed' });
    const amended = await left(async () =>
      officer.post(`/seizures/drafts/${amendment}/submission`, { reason: 'Laboratory result' }, '/reference'),
    );
    expect([amended.map(short), amended[0]?.detail]).toEqual([
      [['seizure.amended', 'done', 'ke.officer', ref]],
      expect.objectContaining({ version: 2, reason: 'Laboratory result' }),
    ]);
    const withdrawn = await left(async () =>
      officer.post(`/seizures/${ref}/withdrawal`, { reason: 'entered twice' }, '/reference'),
    );
    expect([withdrawn.map(short), withdrawn[0]?.detail]).toEqual([
      [['seizure.withdrawn', 'done', 'ke.officer', ref]],
      { reason: 'entered twice' },
    ]);
  });

  test('every refusal: of a level, of another’s record, of one not visible, of a forged form', async () => {
    const ref = await recordByForm(officer, sample());
    const hidden = await recordByForm(officer, sample({ release: 'rilos' }));
    const [foreign, vnToken] = [await portal.as('vn.ncp'), await (await portal.as('vn.ncp')).token()];
    const refused = (login: string, subject: string) => ['page.refused', 'refused', login, subject];
    expect((await left(() => limited.get('/seizures'))).map(short)).toEqual([refused('ke.limited', '/seizures')]);
    expect((await left(() => limited.get('/seizures/export.csv'))).map(short)).toEqual([
      refused('ke.limited', '/seizures/export.csv'),
    ]);
    expect(
      (await left(() => foreign.postRaw(`/seizures/${ref}/withdrawal`, { _csrf: vnToken, reason: 'not mine' }))).map(
        short,
      ),
    ).toEqual([refused('vn.ncp', `/seizures/${ref}/withdrawal`)]);
    expect((await left(() => foreign.get(`/seizures/${ref}/edit`))).map(short)).toEqual([
      ['seizure.read', 'done', 'vn.ncp', ref],
      refused('vn.ncp', `/seizures/${ref}/edit`),
    ]);
    expect((await left(() => foreign.get(`/seizures/${hidden}`))).map(short)).toEqual([
      refused('vn.ncp', `/seizures/${hidden}`),
    ]);
    expect((await left(() => foreign.get('/seizures/KE-2001-999999'))).map(short)).toEqual([
      refused('vn.ncp', '/seizures/KE-2001-999999'),
    ]);
    expect(
      (await left(() => foreign.postRaw(`/seizures/${hidden}/withdrawal`, { _csrf: vnToken, reason: 'not mine' }))).map(
        short,
      ),
    ).toEqual([refused('vn.ncp', `/seizures/${hidden}/withdrawal`)]);
    expect(
      (
        await left(() => foreign.postRaw('/language', { lang: 'fr', _csrf: 'forged' }, { 'Sec-Fetch-Site': 'none' }))
      ).map(short),
    ).toEqual([refused('vn.ncp', '/language')]);
    expect((await left(() => foreign.get('/no-such-page'))).map(short)).toEqual([]);
  });
});

describe('odd tries to sign in', () => {
  test.each([
    ['loginId=ke.ncp&loginId=ke.ncp&password=x', 401],
    ['loginId=ke.ncp&password=x&password=y', 401],
    ['loginId[]=ke.ncp&password=x', 400],
    ['loginId=&password=', 401],
    ['loginId=ke.ncp', 401],
    ['', 401],
    ['loginId=%00&password=%00', 401],
    ['loginId=%ED%A0%80&password=%ED%A0%80', 401],
    [`loginId=${'a'.repeat(5000)}&password=${'b'.repeat(5000)}`, 401],
    ["loginId=ke.ncp'--&password=x", 401],
    ['loginId=__proto__&password=constructor', 401],
    ['loginId=ke.ncp&password=x&next[]=/', 400],
    ['loginId=ke.ncp&password=x&resume=a&resume=b', 401],
  ])('%s', async (body, status) => {
    const visitor = portal.visitor();
    const token = await visitor.token('/sign-in');
    const answer = await raw(portal.url, {
      method: 'POST',
      path: `/sign-in?loginId=ke.ncp&password=${encodeURIComponent(castPassword)}`,
      headers: { ...visitor.headers(), 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `${body}&_csrf=${token}`,
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('the application’s own role', () => {
  const kept = [
    'audit_events',
    'audit_events_default',
    'audit_seals',
    'audit_checks',
    'seizure_steps',
    'seizure_versions',
    'seizure_changes',
    'import_steps',
  ];
  test.each(
    kept.flatMap(table => [
      `delete from ${table}`,
      `truncate ${table}`,
      `drop table ${table}`,
      `alter table ${table} disable trigger all`,
      `alter table ${table} add x int`,
      `create trigger t before insert on ${table} for each row execute function suppress_redundant_updates_trigger()`,
    ]),
  )('may not %s', async statement => {
    await expect(portal.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test.each([
    "update audit_events set login_id = 'x'",
    'update audit_events_default set at = now()',
    "update seizure_steps set reason = 'x'",
    "update seizure_versions set record = '{}'",
    "update seizure_changes set kind = 'upsert'",
    'update import_steps set at = now()',
    'delete from seizures',
    'delete from seizure_records',
    'delete from accounts',
    'update reference_codes set code = code',
    'delete from reference_codes',
    'update offices set code = code',
    'delete from rilo_memberships',
    'set role cen_owner',
    'create table stolen (x int)',
    'create schema stolen',
    'create role stolen',
    "copy audit_events to program 'cat'",
    "select pg_read_file('/etc/passwd')",
    'select * from pg_authid',
    'alter role cen_app superuser',
    "select lo_import('/etc/passwd')",
    'update migrations set batch = 0',
  ])('may not %s', async statement => {
    await expect(portal.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('nor any of it on the months of the trail', async () => {
    const { rows } = await portal.owner.query<{ name: string }>(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_events'::regclass",
    );
    expect(rows.length).toBeGreaterThan(12);
    for (const { name } of rows)
      for (const statement of [`delete from ${name}`, `update ${name} set login_id = 'x'`, `drop table ${name}`])
        await expect(portal.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a deed and its row are one', () => {
  /** Makes the database refuse one kind of row, as if its disk were full, while some work is done. */
  async function refusing(table: string, when: string, work: () => Promise<unknown>): Promise<string[]> {
    await portal.owner.query(
      `
        create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception
        'refused here'; end $$`,
    );
    await portal.owner.query(
      `create trigger refuse before insert or update on ${table} for each row when (${when}) execute function refuse()`,
    );
    const before = {
      ...(await contents(portal.owner)),
      trail: (await portal.owner.query("select count(*) as n from audit_events where action like 'seizure.%ed'"))
        .rows[0].n,
    };
    try {
      await work();
    } finally {
      await portal.owner.query(`drop trigger refuse on ${table}`);
    }
    const after = {
      ...(await contents(portal.owner)),
      trail: (await portal.owner.query("select count(*) as n from audit_events where action like 'seizure.%ed'"))
        .rows[0].n,
    };
    return changed(before, after);
  }

  test.each([
    ['audit_events', "new.action = 'seizure.submitted'"],
    ['seizure_changes', 'true'],
    ['seizure_steps', 'true'],
    ['goods_lines', 'true'],
    ['seizure_drafts', 'new.submitted_at is not null'],
  ])('recording, when %s cannot be written', async (table, when) => {
    const id = await draft(officer, sample());
    const tables = await refusing(table, when, async () =>
      expect((await officer.post(`/seizures/drafts/${id}/submission`)).status).toBe(500),
    );
    expect(tables.filter(name => name !== 'seizure_drafts')).toEqual([]);
    expect((await officer.post(`/seizures/drafts/${id}/submission`)).status).toBe(303);
  });

  test.each([
    ['audit_events', "new.action = 'seizure.amended'"],
    ['seizure_changes', 'true'],
    ['seizure_versions', 'true'],
    ['seizures', 'new.version > 1'],
    ['seizure_drafts', 'new.submitted_at is not null'],
  ])('amending, when %s cannot be written', async (table, when) => {
    const ref = await recordByForm(officer, sample());
    const id = await beginAmendment(officer, ref, 'outcome', { 'facts.laboratory': 'confirmed' });
    const tables = await refusing(table, when, async () =>
      expect((await officer.post(`/seizures/drafts/${id}/submission`, { reason: 'Result' })).status).toBe(500),
    );
    expect(tables.filter(name => name !== 'seizure_drafts')).toEqual([]);
  });

  test.each([
    ['audit_events', "new.action = 'seizure.withdrawn'"],
    ['seizure_changes', 'true'],
    ['seizures', "new.status = 'withdrawn'"],
  ])('withdrawing, when %s cannot be written', async (table, when) => {
    const ref = await recordByForm(officer, sample());
    expect(
      await refusing(table, when, async () =>
        expect((await officer.post(`/seizures/${ref}/withdrawal`, { reason: 'twice' })).status).toBe(500),
      ),
    ).toEqual([]);
    expect((await amendByForm(officer, ref, 'outcome', { 'facts.laboratory': 'no' }, 'Result')).status).toBe(303);
  });

  test('without its row nothing is read, searched, exported or opened', async () => {
    const ref = await recordByForm(officer, sample({ placeName: 'Kwale' }));
    await refusing('audit_events', 'true', async () => {
      for (const path of [`/seizures/${ref}`, '/seizures', '/seizures/export.csv', '/seizures/export.xlsx']) {
        const { status, text } = await officer.get(path);
        expect([path, status, text.includes('Kwale')]).toEqual([path, 500, false]);
      }
      expect((await limited.get('/seizures')).status).toBe(500);
      const visitor = portal.visitor();
      expect((await visitor.post('/sign-in', { loginId: 'ke.ncp', password: castPassword }, '/sign-in')).status).toBe(
        500,
      );
      expect((await visitor.get('/')).headers.location).toMatch(/^\/sign-in/);
    });
  });
});
