import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { changed, contents, encoded, open, outsiders, postBody, readers } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { beginAmendment, draft, draftOf, problemsOn, recordByForm } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';

let portal: TestPortal;
let officer: Browser;
let number = 0;
beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
  for (const login of [...readers, ...outsiders]) await portal.as(login);
});

function sample(facts: Record<string, string | readonly string[] | undefined> = {}) {
  number += 1;
  return sampleRecord('DRUG', { facts: { ...open, nationalRef: `F/${number}`, ...facts } });
}

/** The status of some work, and the tables it changed. */
async function effect(work: () => Promise<{ status: number }>): Promise<[number, string[]]> {
  const before = await contents(portal.owner);
  const { status } = await work();
  return [status, changed(before, await contents(portal.owner))];
}

const columns = [
  'id',
  'ref',
  'office_id',
  'officeId',
  'status',
  'version',
  'recorded_by',
  'recordedBy',
  'account_id',
  'accountId',
  'level',
  'role',
  'duties',
  'is_admin',
  'demo',
  'synthetic',
  'channel',
  'region_id',
  'import_id',
  'seizure_id',
  'seizureId',
  'client_uuid',
  'submitted_at',
  'discarded_at',
  'base_version',
  'typed',
  'marks',
  'record',
  'source',
  'step',
  'lang',
  'viewer',
  'user',
  'settings[view options][client]',
  'facts',
  'facts.',
  'facts.status',
  'facts.officeId',
  'facts.recordedBy',
  'facts.__proto__',
  'facts.constructor',
  'facts.__proto__.x',
  'facts.country.x',
  'facts[country]',
  '__proto__',
  '__proto__[x]',
  'constructor',
  'constructor.prototype.x',
  'prototype',
  'toString',
  'lines',
  'lines.0',
  'lines.0.kgEquivalent',
  'lines.0.usd',
  'lines.0.base_quantity',
  'lines.0.details',
  'lines.0.details.__proto__',
  'lines.0.__proto__',
  'lines.-1.unit',
  'lines.1e3.unit',
  'lines.9999.unit',
  'lines.__proto__.unit',
  'persons.0.name',
  'persons.0.__proto__',
  'mark',
  'mark.x',
  'reason',
  'Form',
  'FORM',
  '%00',
  'x'.repeat(5000),
];

describe('names no form has', () => {
  test.each(['circumstances', 'goods', 'persons', 'outcome'])(
    'are refused one by one, and change nothing: %s',
    async step => {
      const id = await draft(officer, sample());
      const before = await contents(portal.owner);
      const wrong: string[] = [];
      const token = encodeURIComponent(await officer.token());
      for (const name of columns) {
        const answer = await officer.postRaw(`/seizures/drafts/${id}/${step}`, {
          [name]: '1',
          action: 'leave',
          _csrf: decodeURIComponent(token),
        });
        if (answer.status !== 400) wrong.push(`${name}: ${answer.status}`);
      }
      expect(wrong).toEqual([]);
      expect(changed(before, await contents(portal.owner))).toEqual([]);
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
  );

  test('on the forms that do one thing, they are refused', async () => {
    const [mine, other] = [await recordByForm(officer, sample()), await recordByForm(officer, sample())];
    const extra = {
      ref: other,
      status: 'verified',
      version: '99',
      office_id: '1',
      recorded_by: '1',
      level: 'unlimited',
      accountId: '1',
      loginId: 'ke.ncp',
    };
    // The flags of a record are worked out soon after it was written, whoever asks for what.
    const rowOf = 'select to_jsonb(s) - array[$$doubts$$] as row from seizures s where ref = $1';
    const {
      rows: [before],
    } = await portal.owner.query(rowOf, [other]);
    const { rows: accounts } = await portal.owner.query('select * from accounts order by id');
    expect((await officer.post(`/seizures/${mine}/withdrawal`, { ...extra, reason: 'entered twice' })).status).toBe(
      400,
    );
    expect((await officer.post('/language', { ...extra, lang: 'en', back: '/' })).status).toBe(400);
    expect((await portal.owner.query(rowOf, [other])).rows[0]).toEqual(before);
    expect((await portal.owner.query('select * from accounts order by id')).rows).toEqual(accounts);
    const {
      rows: [row],
    } = await portal.owner.query(
      `
        select status, version, office_id = (select office_id from accounts where login_id = $2) as own from
        seizures where ref = $1`,
      [mine, 'ke.officer'],
    );
    expect(row).toEqual({ status: 'submitted', version: 1, own: true });
  });

  test('a country that is not theirs is kept out, whatever the form says', async () => {
    const id = randomUUID();
    await postBody(
      officer,
      `/seizures/drafts/${id}/circumstances`,
      encoded([
        ['facts.country', 'VN'],
        ['action', 'leave'],
      ]),
    );
    expect(
      (await portal.owner.query("select typed->>'facts.country' as country from seizure_drafts where id = $1", [id]))
        .rows[0].country,
    ).toBe('KE');
    const rilo = await portal.as('rilo.esa');
    const foreign = await draft(rilo, sample({ country: 'VN', place: undefined }));
    const [status, tables] = await effect(async () => {
      const answer = await rilo.post(`/seizures/drafts/${foreign}/submission`);
      expect(problemsOn(answer).join()).toContain('Country of seizure');
      return answer;
    });
    expect([status, tables.filter(name => name !== 'seizure_drafts')]).toEqual([422, []]);
  });

  test('an amendment stays with its record, its country and its version', async () => {
    const [mine, other] = [
      await recordByForm(officer, sample()),
      await recordByForm(await portal.as('vn.ncp'), sample({ country: 'VN', place: undefined })),
    ];
    const id = await beginAmendment(officer, mine, 'outcome', { 'facts.laboratory': 'confirmed' });
    await postBody(
      officer,
      `/seizures/drafts/${id}/circumstances`,
      encoded([
        ['amends', other],
        ['baseVersion', '1'],
        ['facts.country', 'VN'],
        ['action', 'leave'],
      ]),
    );
    const {
      rows: [row],
    } = await portal.owner.query(
      `
        select s.ref, base_version, typed->>'facts.country' as country from seizure_drafts d join seizures s on
        s.id = d.seizure_id where d.id = $1`,
      [id],
    );
    expect(row).toEqual({ ref: mine, base_version: 1, country: 'KE' });
    for (const [amends, baseVersion, status] of [
      [mine, '2', 400],
      [mine, '0', 400],
      [mine, '1e9', 400],
      [mine, 'x', 400],
      [mine, '', 400],
      [other, '1', 403],
      ['KE-2001-999999', '1', 404],
      ["KE'", '1', 404],
    ] as const) {
      const answer = await effect(() =>
        postBody(
          officer,
          `/seizures/drafts/${randomUUID()}/outcome`,
          encoded([
            ['amends', amends],
            ['baseVersion', baseVersion],
            ['action', 'leave'],
          ]),
        ),
      );
      expect([amends, baseVersion, ...answer]).toEqual([amends, baseVersion, status, []]);
    }
  });
});

describe('what belongs to others', () => {
  test('drafts are their writer’s alone, from opening to discarding', async () => {
    const id = await draft(officer, sample());
    const before = await contents(portal.owner);
    for (const login of [...readers, ...outsiders].filter(one => one !== 'ke.officer')) {
      const browser = await portal.as(login);
      const allowed = outsiders.includes(login as never) || login.endsWith('reader') ? 403 : 404;
      for (const path of ['', '/goods', '/review', '/outcome?check=1'])
        expect([login, path, (await browser.get(`/seizures/drafts/${id}${path}`)).status]).toEqual([
          login,
          path,
          allowed,
        ]);
      for (const path of ['circumstances', 'goods', 'review', 'submission', 'removal']) {
        const answer = await browser.post(`/seizures/drafts/${id}/${path}`, { action: 'leave' });
        expect([login, path, answer.status]).toEqual([login, path, allowed]);
      }
    }
    expect(changed(before, await contents(portal.owner))).toEqual([]);
  });

  test('a draft already begun by another is not taken over by its number', async () => {
    const id = draftOf(await officer.get('/seizures/new'));
    await officer.post(`/seizures/drafts/${id}/circumstances`, { 'facts.placeName': 'mine', action: 'leave' });
    const [status, tables] = await effect(async () =>
      (await portal.as('ke.ncp')).post(`/seizures/drafts/${id}/circumstances`, {
        'facts.placeName': 'theirs',
        action: 'leave',
      }),
    );
    expect([status, tables]).toEqual([404, []]);
  });

  test('a record one may read is not therefore one’s own; one that is not visible does not exist', async () => {
    const seen = await recordByForm(officer, sample());
    const hidden = await recordByForm(officer, sample({ release: 'named', releaseOffices: ['WCO'] }));
    for (const [login, ofSeen, ofHidden] of [
      ['vn.ncp', 403, 404],
      ['rilo.ap', 403, 404],
      ['wco.cenmat', 403, 403],
      ['vn.reader', 403, 403],
      ['ke.reader', 403, 403],
      ['ke.limited', 403, 403],
    ] as const) {
      const browser = await portal.as(login);
      const before = await contents(portal.owner);
      for (const [ref, status] of [
        [seen, ofSeen],
        [hidden, ofHidden],
      ] as const) {
        const answers = [
          await browser.get(`/seizures/${ref}/edit`),
          await browser.get(`/seizures/${ref}/withdrawal`),
          await browser.post(`/seizures/${ref}/withdrawal`, { reason: 'not mine' }),
          await browser.post(`/seizures/${ref}/withdrawal`, { reason: '' }),
          await browser.post(`/seizures/drafts/${randomUUID()}/goods`, {
            amends: ref,
            baseVersion: '1',
            action: 'leave',
          }),
        ];
        expect([login, ref, ...answers.map(answer => answer.status)]).toEqual([
          login,
          ref,
          ...answers.map(() => status),
        ]);
      }
      expect(changed(before, await contents(portal.owner))).toEqual([]);
    }
  });

  test('a file import is its office’s alone', async () => {
    const {
      rows: [file],
    } = await portal.owner.query(
      `insert into imports (office_id, account_id, state, file_name, file_size, file_sha256, sniffed, plan)
        select office_id, id, 'failed', 'secret-name.csv', 1, 'x', '{}', '{}' from accounts where login_id =
        'ke.officer' returning id`,
    );
    const own = (await routesOf(portal)).filter(({ path }) => path.includes('/imports/:id'));
    for (const login of ['vn.ncp', 'rilo.ap', 'rilo.esa', 'wco.cenmat', 'ke.reader', 'ke.limited']) {
      const [browser, before] = [await portal.as(login), await contents(portal.owner)];
      for (const route of own) {
        const path = route.path.replace(':id', file.id).replace(/:\w+/g, '1');
        const answer = await (route.method === 'get'
          ? browser.get(path)
          : browser.post(path, { version: '1', action: 'x' }));
        expect([
          login,
          path,
          [403, 404].includes(answer.status) || answer.status,
          answer.text.includes('secret-name'),
        ]).toEqual([login, path, true, false]);
      }
      expect(changed(before, await contents(portal.owner))).toEqual([]);
      if (login !== 'ke.limited' && login !== 'ke.reader')
        expect((await browser.get('/seizures/imports')).text).not.toContain('secret-name');
    }
  });
});
