import knexFactory from 'knex';
import pino from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { knexConfig } from '../../src/db/migrate.ts';
import { riloOn } from '../../src/network/index.ts';
import { openListener } from '../../src/db/listener.ts';
import { openNews } from '../../src/db/news.ts';
import { join, queryRows, sql } from '../../src/db/sql.ts';
import { reloadOnChange, loadLists, loadOffices, loadReference, networkVersion } from '../../src/reference/index.ts';
import { seedFiles } from '../../src/reference/seed/seed-files.ts';
import { eventsOf } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { problemsOn, textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let admin: Browser;
beforeAll(async () => {
  portal = await testPortal();
  admin = await portal.as('wco.admin');
});

const ahead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const notification = {
  reference: 'KE/CEN/7/2026',
  letterDate: '2026-03-01',
  validFrom: '2026-03-15',
  function: 'Head, Risk Analysis Division',
  email: 'ncp@customs.ke.example',
  phone: '',
};
const contact = {
  version: '0',
  email: 'office@customs.tz.example',
  phone: '+255 22 211 9591',
  languages: ['sw', 'en'],
  days: ['mon', 'tue', 'wed', 'thu', 'fri'],
  opens: '08:00',
  closes: '16:30',
  timeZone: 'Africa/Dar_es_Salaam',
};
const history = async (code: string) =>
  (
    await portal.owner.query(
      'select c.kind, a.login_id, c.reason, c.detail from office_changes c join offices o on o.id = ' +
        'c.office_id join accounts a on a.id = c.account_id where o.code = $1 order by c.id',
      [code],
    )
  ).rows;

describe('contact data', () => {
  test('the administrator changes it; page, history and trail say so', async () => {
    const events = await eventsOf(portal, async () => {
      const done = await admin.post('/network/offices/TZ/edit', contact);
      expect([done.status, done.headers.location]).toEqual([303, '/network/offices/TZ?done=amended']);
    });
    expect(events.filter(({ action }) => action === 'office.amended')).toMatchObject([
      {
        login_id: 'wco.admin',
        subject: 'TZ',
        detail: { before: { email: null }, after: { email: 'office@customs.tz.example', languages: ['en', 'sw'] } },
      },
    ]);
    const page = textOf(await admin.get('/network/offices/TZ?done=amended'));
    for (const told of [
      'The change has been saved',
      'office@customs.tz.example',
      'Mon–Fri, 08:00–16:30 (Africa/Dar es Salaam)',
      'English, Swahili',
      'Contact details changed',
      'by wco.admin',
    ])
      expect(page).toContain(told);
    expect((await history('TZ')).map(({ kind, login_id: login }) => [kind, login])).toEqual([['contact', 'wco.admin']]);
  });

  test('what cannot be taken is said at its field, and nothing typed is lost', async () => {
    const cases: readonly (readonly [object, string])[] = [
      [{ email: 'someone@gmail.com' }, 'provider of personal mailboxes'],
      [{ email: 'x\r\nBcc: y@z.example' }, 'Enter an email address'],
      [{ phone: '022 211' }, 'country code'],
      [{ opens: '25:00' }, 'HH:MM'],
      [{ timeZone: 'Mars/Olympus' }, 'Choose an option from the list'],
      [{ timeZone: '' }, 'or none of them'],
      [{ days: ['mon', 'funday'] }, 'Choose an option from the list'],
      [{ closes: '08:00' }, 'same as opening'],
      [{ languages: ['tlh'] }, 'Choose an option from the list'],
    ];
    for (const [change, words] of cases) {
      const answer = await admin.post('/network/offices/UG/edit', {
        ...contact,
        email: 'kept@customs.ug.example',
        ...change,
      });
      expect([answer.status, problemsOn(answer).join()]).toEqual([422, expect.stringContaining(words)]);
      if (!('email' in change)) expect(answer.text).toContain('value="kept@customs.ug.example"');
    }
    expect(await history('UG')).toEqual([]);
  });

  test('a RILO officer has hours and staff of the own RILO, and no more', async () => {
    const officer = await portal.as('rilo.esa');
    const own = {
      version: '0',
      days: ['mon', 'tue'],
      opens: '00:00',
      closes: '24:00',
      timeZone: 'Africa/Nairobi',
      'desk.analysis.staff': '4',
      'desk.analysis.email': 'analysis@rilo-esa.example',
    };
    expect((await officer.post('/network/offices/RILO-ESA/edit', own)).status).toBe(303);
    expect(textOf(await officer.get('/network/offices/RILO-ESA'))).toContain('Analysis 4 officers');
    const forged = await officer.post('/network/offices/RILO-ESA/edit', {
      ...own,
      version: '1',
      email: 'mine@rilo-esa.example',
      nameEn: 'Mine',
    });
    expect([forged.status, forged.text.includes('This form has no such field')]).toEqual([400, true]);
    for (const code of ['RILO-AP', 'KE', 'WCO']) {
      expect([
        code,
        (await officer.get(`/network/offices/${code}/edit`)).status,
        (await officer.post(`/network/offices/${code}/edit`, own)).status,
      ]).toEqual([code, 403, 403]);
    }
    for (const login of ['ke.ncp', 'wco.cenmat', 'ke.officer'])
      expect([login, (await (await portal.as(login)).post('/network/offices/KE/edit', contact)).status]).toEqual([
        login,
        403,
      ]);
    const { rows } = await portal.owner.query(
      "select email, version from office_contacts c join offices o on o.id = c.office_id where o.code = 'RILO-ESA'",
    );
    expect(rows).toEqual([{ email: null, version: 1 }]);
  });

  test('two at once: the second is told, sees both, and may save knowingly', async () => {
    const token = await admin.token();
    const send = (email: string, version = '0') =>
      admin.postRaw('/network/offices/ZM/edit', { ...contact, version, email, _csrf: token });
    const answers = await Promise.all([send('first@customs.zm.example'), send('second@customs.zm.example')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const told = answers.find(({ status }) => status === 409);
    const won = answers.indexOf(answers.find(({ status }) => status === 303)!) === 0 ? 'first' : 'second';
    expect(told?.text).toContain(`${won}@customs.zm.example`);
    expect(told?.text).toContain(`value="${won === 'first' ? 'second' : 'first'}@customs.zm.example"`);
    expect(told?.text).toContain('name="version" value="1"');
    expect((await send('third@customs.zm.example', '1')).status).toBe(303);
    expect((await history('ZM')).length).toBe(2);
  });
});

describe('RILOs and their Members', () => {
  const founded = {
    code: 'RILO-NA',
    nameEn: 'RILO North America',
    nameFr: 'BRLR Amérique du Nord',
    hostCity: 'Ottawa',
    country: 'CA',
    activeFrom: '2026-01-01',
    reason: 'Decision of the Commission',
  };

  test('a RILO is founded, gets Members from a date, and cannot close while it has them', async () => {
    expect((await admin.post('/network/offices', founded)).headers.location).toBe(
      '/network/offices/RILO-NA?done=founded',
    );
    for (const [change, words] of [
      [{ code: 'RILO-ESA' }, 'There is already an office RILO-ESA'],
      [{ code: 'rilo-x' }, 'two to ten capitals'],
      [{ nameFr: '' }, 'Fill in'],
      [{ country: 'QQ' }, 'option from the list'],
      [{ activeFrom: '2026-02-30' }, 'valid date'],
      [{ reason: 'asked by jane.doe@example.com' }, 'about a person'],
    ] as const) {
      expect(
        problemsOn(await admin.post('/network/offices', { ...founded, code: 'RILO-XX', ...change })).join(),
      ).toContain(words);
    }
    const moved = await admin.post('/network/offices/CA/membership', {
      rilo: 'RILO-NA',
      from: '2026-01-01',
      reason: 'Decision of the Commission',
    });
    expect(moved.headers.location).toBe('/network/offices/CA?done=moved');
    expect(textOf(await admin.get('/network/offices/RILO-NA'))).toContain('Members today 1 Canada since 1 Jan 2026');
    const early = await admin.post('/network/offices/RILO-NA/closure', {
      lastDay: '2026-06-30',
      reason: 'No longer needed',
    });
    expect([early.status, problemsOn(early).join()]).toEqual([422, expect.stringContaining('CA')]);
    expect(textOf(await admin.get('/network'))).toContain('13 RILOs');
    expect(textOf(await admin.get('/network?on=2025-12-31'))).toContain('12 RILOs');
  });

  test('a move keeps the history, the day before ends the old, and overlaps and gaps are refused at the field', async () => {
    const move = (fields: object) =>
      admin.post('/network/offices/SO/membership', {
        rilo: 'RILO-ME',
        from: '2025-05-01',
        reason: 'Asked by the Member',
        ...fields,
      });
    for (const [fields, words] of [
      [{ from: '2012-01-01' }, 'already recorded'],
      [{ from: '2000-01-01' }, 'already recorded'],
      [{ rilo: 'RILO-ESA' }, 'already belongs to this RILO'],
      [{ rilo: 'KE' }, 'option from the list'],
      [{ rilo: 'RILO-NA' }, 'is not active on'],
      [{ from: '2099-01-01' }, 'Enter a date from'],
      [{ reason: '' }, 'Fill in'],
    ] as const) {
      const answer = await move(fields);
      expect([answer.status, problemsOn(answer).join()]).toEqual([422, expect.stringContaining(words)]);
    }
    expect((await move({})).status).toBe(303);
    const { rows } = await portal.owner.query(
      'select o.code, m.valid_from, m.valid_to, m.edited_at is not null as edited from rilo_memberships m join ' +
        "offices o on o.id = m.rilo_id where m.country = 'SO' order by m.valid_from",
    );
    expect(rows).toEqual([
      { code: 'RILO-ESA', valid_from: '2012-01-01', valid_to: '2025-04-30', edited: true },
      { code: 'RILO-ME', valid_from: '2025-05-01', valid_to: null, edited: true },
    ]);
    expect(textOf(await admin.get('/network/offices/RILO-ESA'))).toContain('Somalia 1 Jan 2012 to 30 Apr 2025');
    expect(textOf(await admin.get('/network/offices/SO'))).toContain(
      'Moved from RILO Eastern and Southern Africa to RILO Middle East on 1 May 2025',
    );
    expect([
      (await history('SO'))[0]?.kind,
      (await history('RILO-ESA')).at(-1)?.kind,
      (await history('RILO-ME')).at(-1)?.kind,
    ]).toEqual(['moved', 'left', 'joined']);
  });

  test('a move ahead is shown ahead, and a gap after an end is refused', async () => {
    const from = ahead(40);
    expect(
      (await admin.post('/network/offices/DJ/membership', { rilo: 'RILO-ME', from, reason: 'Asked by the Member' }))
        .status,
    ).toBe(303);
    expect(textOf(await admin.get('/network/offices/RILO-ME'))).toContain('Future Members');
    expect(textOf(await admin.get(`/network?on=${from}&q=Djibouti`))).toContain('RILO ME');
    expect(textOf(await admin.get('/network?q=Djibouti'))).toContain('RILO ESA');
    await portal.owner.query("update rilo_memberships set valid_to = '2024-12-31' where country = 'KM'");
    const gap = await admin.post('/network/offices/KM/membership', {
      rilo: 'RILO-ME',
      from: '2025-02-01',
      reason: 'Asked',
    });
    expect(problemsOn(gap).join()).toContain('would be without a RILO');
  });

  test('two moves of one Member at once: one membership, the other refused', async () => {
    const token = await admin.token();
    const answers = await Promise.all(
      ['RILO-ME', 'RILO-NAF'].map(rilo =>
        admin.postRaw('/network/offices/ER/membership', { rilo, from: '2026-02-01', reason: 'Asked', _csrf: token }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    const { rows } = await portal.owner.query("select count(*)::int as n from rilo_memberships where country = 'ER'");
    expect(rows[0].n).toBe(2);
  });

  test('seizures count under the RILO of their own date, before and after a move, and followers are told', async () => {
    const ground = await groundOf(portal);
    const facts = (seizureDate: string, nationalRef: string) => ({
      facts: {
        country: 'RW',
        seizureDate,
        nationalRef,
        release: 'all',
        releaseOffices: undefined,
        place: undefined,
        latitude: undefined,
        longitude: undefined,
      },
    });
    const [old = '', recent = ''] = await ground.put([
      sampleRecord('TOB', facts('2010-05-05', 'R/1')),
      sampleRecord('TOB', facts('2026-05-05', 'R/2')),
    ]);
    expect(
      (await admin.post('/network/offices/RW/membership', { rilo: 'RILO-CAF', from: '2026-01-01', reason: 'Asked' }))
        .status,
    ).toBe(303);
    const { rows } = await portal.owner.query(
      'select s.ref, o.code from seizures s join offices o on o.id = s.region_id where s.ref = any($1) order ' +
        'by s.seizure_date',
      [[old, recent]],
    );
    expect(rows).toEqual([
      { ref: old, code: 'RILO-ESA' },
      { ref: recent, code: 'RILO-CAF' },
    ]);
    const { rows: told } = await portal.owner.query(
      'select s.ref, c.kind from seizure_changes c join seizures s on s.id = c.seizure_id where s.ref = ' +
        "any($1) and c.kind <> 'upsert'",
      [[old, recent]],
    );
    expect(told).toEqual([{ ref: recent, kind: 'recoded' }]);
  });

  test('rilo_on says what the offices in memory say, for every country and every day something changed', async () => {
    const { offices, lists } = await groundOf(portal);
    const days = [
      ...new Set(offices.memberships.flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? '2026-11-01'])),
    ];
    const asked = lists.all('country').flatMap(({ code }) => days.map(day => ({ code, day })));
    const wrong: string[] = [];
    for (let at = 0; at < asked.length; at += 500) {
      const part = asked.slice(at, at + 500);
      const each = part.map(({ code, day }) => sql`select ${riloOn(code, day)} as id`);
      const rows = await queryRows<{ id: number | null }>(portal.pool, join(each, ' union all '));
      part.forEach(({ code, day }, row) => {
        if ((rows[row]?.id ?? undefined) !== offices.riloOf(code, day)?.id) wrong.push(`${code} ${day}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  test('seeds loaded again leave the administrator’s changes alone', async () => {
    const before = (
      await portal.owner.query(
        "select country, rilo_id, valid_from, valid_to from rilo_memberships where country in ('SO', 'CA', " +
          "'RW') order by 1, 3",
      )
    ).rows;
    await admin.post('/network/offices/RILO-WE/edit', {
      version: '0',
      email: 'office@rilo-we.example',
      phone: '',
      opens: '',
      closes: '',
      timeZone: '',
      nameEn: 'RILO Western Europe',
      nameFr: 'BRLR Europe de l’Ouest',
      hostCity: 'Bonn',
      country: 'DE',
    });
    const knex = knexFactory(knexConfig(portal.ownerUrl));
    try {
      await loadReference(
        knex,
        seedFiles()
          .map(file => ({ ...file, contentHash: `${file.contentHash}x` }))
          .filter(({ kind }) => kind === 'offices' || kind === 'rilo_memberships'),
      );
    } finally {
      await knex.destroy();
    }
    expect(
      (
        await portal.owner.query(
          "select country, rilo_id, valid_from, valid_to from rilo_memberships where country in ('SO', 'CA', " +
            "'RW') order by 1, 3",
        )
      ).rows,
    ).toEqual(before);
    expect(
      (
        await portal.owner.query(
          "select code, host_city, active_to from offices where code in ('RILO-WE', 'RILO-NA') order by code",
        )
      ).rows,
    ).toEqual([
      { code: 'RILO-NA', host_city: 'Ottawa', active_to: null },
      { code: 'RILO-WE', host_city: 'Bonn', active_to: null },
    ]);
  });

  test('another process notices within moments', async () => {
    const [lists, offices, version] = await Promise.all([
      loadLists(portal.pool),
      loadOffices(portal.pool),
      networkVersion(portal.pool),
    ]);
    const log = pino({ level: 'silent' });
    const listener = openListener(portal.appUrl, log);
    reloadOnChange(portal.pool, await openNews(portal.pool, listener, log), { lists, offices, version });
    await admin.post('/network/offices/MG/membership', { rilo: 'RILO-AP', from: '2026-01-01', reason: 'Asked' });
    for (let tries = 0; tries < 100 && offices.riloOf('MG')?.code !== 'RILO-AP'; tries += 1)
      await new Promise(resolve => setTimeout(resolve, 20));
    await listener.stop();
    expect([offices.riloOf('MG')?.code, offices.riloOf('MG', '2025-12-31')?.code]).toEqual(['RILO-AP', 'RILO-ESA']);
  });

  test('closing, with its last day ahead, and opening again', async () => {
    await admin.post('/network/offices', { ...founded, code: 'RILO-EMPTY' });
    const last = ahead(10);
    expect((await admin.post('/network/offices/RILO-EMPTY/closure', { lastDay: '', reason: 'x' })).status).toBe(422);
    expect(
      (await admin.post('/network/offices/RILO-EMPTY/closure', { lastDay: '2025-01-01', reason: 'Never used' })).status,
    ).toBe(422);
    expect(
      (await admin.post('/network/offices/RILO-EMPTY/closure', { lastDay: last, reason: 'Never used' })).status,
    ).toBe(303);
    expect(
      problemsOn(
        await admin.post('/network/offices/MU/membership', { rilo: 'RILO-EMPTY', from: ahead(11), reason: 'Asked' }),
      ).join(),
    ).toContain('is not active on');
    expect(
      (await admin.post('/network/offices/RILO-EMPTY/closure', { lastDay: '', reason: 'Needed after all' })).status,
    ).toBe(303);
    expect((await history('RILO-EMPTY')).map(({ kind }) => kind)).toEqual(['founded', 'closed', 'reopened']);
    expect((await admin.post('/network/offices/KE/closure', { lastDay: last, reason: 'x' })).status).toBe(404);
  });
});

describe('notifications of a contact point', () => {
  test('history by dates; one ahead takes effect on its day; the same day or reference twice is refused', async () => {
    expect((await admin.post('/network/offices/KE/contact-points', notification)).status).toBe(303);
    const from = ahead(30);
    expect(
      (
        await admin.post('/network/offices/KE/contact-points', {
          ...notification,
          reference: 'KE/CEN/8/2026',
          validFrom: from,
          email: 'desk@customs.ke.example',
        })
      ).status,
    ).toBe(303);
    expect(textOf(await admin.get('/network?q=ncp@customs.ke.example'))).toContain('Head, Risk Analysis Division');
    expect(textOf(await admin.get(`/network?q=desk@customs.ke.example&on=${from}`))).toContain('Kenya');
    expect(textOf(await admin.get('/network?q=Kenya&on=2026-03-14'))).toContain('none published');
    for (const [fields, words] of [
      [{ reference: 'KE/CEN/9/2026' }, 'takes effect on this day'],
      [{ validFrom: '2026-05-01', reference: 'ke/cen/7/2026' }, 'with this reference'],
      [{ letterDate: ahead(2) }, 'Enter a date from'],
      [{ validFrom: ahead(2000) }, 'Enter a date from'],
      [{ email: 'x@hotmail.com' }, 'provider of personal mailboxes'],
      [{ function: 'Mr John Kamau' }, 'about a person'],
      [{ function: '' }, 'Fill in'],
    ] as const) {
      const answer = await admin.post('/network/offices/KE/contact-points', { ...notification, ...fields });
      expect([answer.status, problemsOn(answer).join()]).toEqual([422, expect.stringContaining(words)]);
    }
  });

  test('a correction keeps the old row, struck out, once', async () => {
    const {
      rows: [point],
    } = await portal.owner.query("select id from contact_points where reference = 'KE/CEN/7/2026'");
    const path = `/network/offices/KE/contact-points/${point.id}/correction`;
    expect((await admin.get(path)).text).toContain('value="ncp@customs.ke.example"');
    expect(problemsOn(await admin.post(path, { ...notification, email: 'right@customs.ke.example' }))).toEqual([
      expect.stringMatching(/^Fill in “.+”\.$/),
    ]);
    const token = await admin.token();
    const send = () =>
      admin.postRaw(path, {
        ...notification,
        email: 'right@customs.ke.example',
        reason: 'The mailbox was mistyped',
        _csrf: token,
      });
    expect((await Promise.all([send(), send()])).map(({ status }) => status).sort()).toEqual([303, 422]);
    const page = await admin.get('/network/offices/KE');
    expect(page.text).toContain('<del>Head, Risk Analysis Division, ncp@customs.ke.example</del>');
    expect(textOf(page)).toContain('The mailbox was mistyped');
    expect(textOf(await admin.get('/network?q=right@customs.ke.example'))).toContain('Kenya');
    expect(textOf(await admin.get('/network?q=ncp@customs.ke.example'))).toContain('No Members match');
    const { rows } = await portal.owner.query(
      'select email, superseded_at is not null as old, corrects from contact_points where valid_from = $1 order by id',
      [notification.validFrom],
    );
    expect(rows).toEqual([
      { email: 'ncp@customs.ke.example', old: true, corrects: null },
      { email: 'right@customs.ke.example', old: false, corrects: point.id },
    ]);
    expect((await admin.get(`/network/offices/VN/contact-points/${point.id}/correction`)).status).toBe(404);
    expect((await admin.get('/network/offices/KE/contact-points/1e9/correction')).status).toBe(404);
  });

  test('a forged field is refused, and nobody but the administrator notifies', async () => {
    for (const forged of [
      { notifiedBy: '1' },
      { office_id: '1' },
      { synthetic: 'true' },
      { email: ['a@b.example', 'c@d.example'] },
    ]) {
      expect((await admin.post('/network/offices/UG/contact-points', { ...notification, ...forged })).status).toBe(400);
    }
    for (const login of ['ke.ncp', 'vn.ncp', 'rilo.esa', 'wco.cenmat', 'ke.limited']) {
      expect([
        login,
        (await (await portal.as(login)).post('/network/offices/KE/contact-points', notification)).status,
      ]).toEqual([login, 403]);
    }
    const { rows } = await portal.owner.query(
      "select count(*)::int as n from contact_points p join offices o on o.id = p.office_id where o.code = 'UG'",
    );
    expect(rows[0].n).toBe(0);
  });

  test('the application can delete nothing of it', async () => {
    for (const table of [
      'contact_points',
      'office_changes',
      'office_contacts',
      'offices',
      'rilo_memberships',
      'suggestions',
      'suggestion_steps',
      'suggestion_supports',
    ]) {
      await expect(portal.pool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    }
    await expect(portal.pool.query("update contact_points set email = 'x'")).rejects.toThrow(/permission denied/);
    await expect(portal.pool.query("update offices set code = 'XX'")).rejects.toThrow(/permission denied/);
    await expect(portal.pool.query("update suggestion_steps set text = ''")).rejects.toThrow(/permission denied/);
  });
});
