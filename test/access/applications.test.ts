import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { applicants, day, problemsOn } from '../support/applicants.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let ncp: Browser;
let admin: Browser;
let second: Browser;
beforeAll(async () => {
  portal = await testPortal();
  ({ ncp, admin, second } = await applicants(portal));
});

let people = 0;
const surnames = [
  'Abebe',
  'Bosire',
  'Chepkoech',
  'Dida',
  'Ekal',
  'Farah',
  'Gathoni',
  'Hassan',
  'Imali',
  'Jelimo',
  'Kiprono',
  'Lagat',
  'Makau',
  'Njeri',
  'Odera',
  'Pulei',
  'Rotich',
  'Sang',
  'Tanui',
  'Umar',
  'Wafula',
  'Yego',
  'Zakayo',
];

/** A form that is right in every field, of a new person. */
function form(
  more: Readonly<Record<string, string | readonly string[]>> = {},
): Record<string, string | readonly string[]> {
  people += 1;
  const [surname = 'Abebe', round] = [surnames[people % surnames.length], Math.floor(people / surnames.length)];
  return {
    formId: randomUUID(),
    familyName: `${surname}${'a'.repeat(round)}`,
    givenName: 'Test',
    unit: 'Targeting unit',
    email: `officer${people}@customs.ke.example`,
    level: 'limited',
    lang: 'en',
    reason: '',
    endsOn: day(700),
    ...more,
  };
}

async function apply(
  browser: Browser,
  more: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<string> {
  const answer = await browser.post('/access/applications', form(more), '/reference');
  expect([answer.status, problemsOn(answer.text)]).toEqual([303, []]);
  return /AP-\d{4}-\d{6}/.exec(answer.headers.location ?? '')?.[0] ?? 'none';
}

const page = (ref: string) => `/access/applications/${ref}`;
const rowOf = async (ref: string) =>
  (await portal.owner.query('select * from applications where ref = $1', [ref])).rows[0];
const stepsOf = async (ref: string): Promise<string[]> =>
  (
    await portal.owner.query(
      'select s.kind from application_steps s join applications p on p.id = s.application_id where p.ref = $1 ' +
        'order by s.id',
      [ref],
    )
  ).rows.map(({ kind }) => kind);
const accountOf = async (email: string) =>
  (
    await portal.owner.query(
      'select a.*, ends_on::text as ends, array(select duty from account_duties d where d.account_id = a.id) ' +
        'as duties from accounts a where email = $1',
      [email],
    )
  ).rows[0];
const lettersOf = async (kind: string): Promise<string[]> =>
  (await portal.owner.query('select recipient from outgoing_letters where kind = $1 order by id', [kind])).rows.map(
    ({ recipient }) => recipient,
  );

/** Sends a decision as its form would, with the step it shows. */
async function decide(
  browser: Browser,
  ref: string,
  act: 'grant' | 'question' | 'refusal',
  more: Readonly<Record<string, string | readonly string[]>> = {},
) {
  const shown = await browser.get(page(ref));
  const seen = /name="seen" value="(\d+)"/.exec(shown.text)?.[1] ?? '0';
  const { level, ends_on, duties } = await rowOf(ref);
  return browser.post(`${page(ref)}/${act}`, { seen, words: '', level, duties, endsOn: ends_on, ...more }, page(ref));
}

describe('an application', () => {
  test('is sent, shown to its office and the administrator, dated and signed', async () => {
    const ref = await apply(ncp, { reason: 'New post in the targeting unit.' });
    for (const browser of [ncp, admin]) {
      const shown = await browser.get(page(ref));
      expect(shown.status).toBe(200);
      expect(shown.text).toContain('ke.ncp, Kenya');
      expect((await browser.get('/access/applications')).text).toContain(ref);
    }
    expect(await stepsOf(ref)).toEqual(['submitted']);
    expect(await lettersOf('applicationWaiting')).toEqual(
      expect.arrayContaining(['second@wco.example', 'c.sample@wco.example']),
    );
    const { rows } = await portal.owner.query('select action from audit_events where subject = $1 order by id', [ref]);
    expect(rows.map(({ action }) => action)).toEqual(['application.made', 'application.read', 'application.read']);
  });

  test('does not exist for another office, on any of its routes', async () => {
    const ref = await apply(ncp);
    const other = await portal.as('vn.ncp');
    expect((await other.get(page(ref))).status).toBe(404);
    expect((await other.get('/access/applications')).text).not.toContain(ref);
    expect((await other.get(`/access/applications?q=${ref}`)).text).not.toContain(`>${ref}<`);
    for (const [act, fields] of [
      ['answer', { seen: '1', answer: 'x' }],
      ['withdrawal', { seen: '1', withdrawal: 'x' }],
      ['link', {}],
    ] as const) {
      expect((await other.post(`${page(ref)}/${act}`, fields, '/reference')).status).toBe(404);
    }
    expect((await other.post(`${page(ref)}/grant`, { seen: '1' }, '/reference')).status).toBe(403);
    expect((await ncp.post(`${page(ref)}/grant`, { seen: '1' }, '/reference')).status).toBe(403);
    expect(
      (
        await portal.owner.query(
          "select 1 from audit_events where action = 'page.refused' and login_id = 'vn.ncp' and subject = $1",
          [page(ref)],
        )
      ).rows,
    ).toHaveLength(1);
    expect(await stepsOf(ref)).toEqual(['submitted']);
  });

  test('sent twice, also at once, is one', async () => {
    const fields = form();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ncp.post('/access/applications', fields, '/reference')),
    );
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.location}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(303);
    expect((await portal.owner.query('select 1 from applications where email = $1', [fields.email])).rows).toHaveLength(
      1,
    );
  });

  test('two at once for one address are one', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() =>
        ncp.post(
          '/access/applications',
          form({ email: 'same.moment@customs.ke.example', otherPerson: 'yes' }),
          '/reference',
        ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422]);
  });

  test.each([
    ['a state', { state: 'granted' }],
    ['an account', { account_id: '1' }],
    ['a login', { loginId: 'ke.mine' }],
    ['a password', { password: 'x' }],
    ['an office id', { officeId: '1' }],
    ['a decider', { consentedBy: '1' }],
    ['__proto__', { __proto__x: '1' }],
  ])('refuses %s as an extra field', async (_what, extra) => {
    const fields = form();
    expect((await ncp.post('/access/applications', { ...fields, ...extra }, '/reference')).status).toBe(400);
    expect((await portal.owner.query('select 1 from applications where email = $1', [fields.email])).rows).toEqual([]);
  });

  test('is for the own office only, and asks for no duty the office cannot have', async () => {
    expect(
      (await ncp.post('/access/applications', form({ office: 'VN', email: 'x1@customs.vn.example' }), '/reference'))
        .status,
    ).toBe(403);
    expect((await ncp.post('/access/applications', form({ office: 'NOWHERE' }), '/reference')).status).toBe(403);
    for (const duty of ['administrator', 'rilo', 'cenmat', 'root']) {
      const answer = await ncp.post(
        '/access/applications',
        form({ level: 'unlimited', reason: 'Enters the records of the port.', duties: duty }),
        '/reference',
      );
      expect([answer.status, problemsOn(answer.text)]).toEqual([422, ['duties']]);
    }
    const partner = await ncp.post(
      '/access/applications',
      form({ level: 'partner', reason: 'Enters the records of the port.' }),
      '/reference',
    );
    expect(problemsOn(partner.text)).toEqual(['level']);
  });

  test('of an applicant for himself, or for somebody who has a login, is refused', async () => {
    await portal.owner.query("update accounts set email = 'ncp@customs.ke.example' where login_id = 'ke.ncp'");
    const own = await ncp.post(
      '/access/applications',
      form({ email: 'NCP@customs.KE.example', level: 'unlimited', reason: 'I would like another login.' }),
      '/reference',
    );
    expect([own.status, problemsOn(own.text)]).toEqual([422, ['email']]);
    expect(own.text).toContain('There is already a login for this address');
  });

  test('of the same name in the office must be said to be another person', async () => {
    const fields = form({ familyName: 'Wanjikũ', givenName: 'Grace' });
    expect((await ncp.post('/access/applications', fields, '/reference')).status).toBe(303);
    const again = form({ familyName: 'GRACE', givenName: 'wanjiku' });
    const asked = await ncp.post('/access/applications', again, '/reference');
    expect([asked.status, problemsOn(asked.text)]).toEqual([422, ['otherPerson']]);
    expect(asked.text).toContain(`value="${again.email}"`);
    expect((await ncp.post('/access/applications', { ...again, otherPerson: 'yes' }, '/reference')).status).toBe(303);
  });
});

describe('what is typed', () => {
  test.each([
    ['email', 'officer@gmail.com'],
    ['email', 'officer@mail.yahoo.com'],
    ['email', 'officer@evilcustoms.ke.example'],
    ['email', 'officer@customs.ke.example.evil.example'],
    ['email', 'a@customs.ke.example\r\nBcc: x@evil.example'],
    ['email', 'a@customs.ke.example,b@customs.ke.example'],
    ['email', 'Ada <a@customs.ke.example>'],
    ['email', ''],
    ['email', 'a@customs.vn.example'],
    ['familyName', ''],
    ['familyName', 'Ada\r\nBcc: x@evil.example'],
    ['familyName', '<script>'],
    ['familyName', '12345'],
    ['familyName', 'x'.repeat(81)],
    ['givenName', 'A\u202eda'],
    ['unit', ''],
    ['unit', 'a\u0000b'],
    ['level', 'root'],
    ['level', ''],
    ['lang', 'de'],
    ['endsOn', ''],
    ['endsOn', '2027-02-30'],
    ['endsOn', '24.11.2027'],
    ['endsOn', day(0)],
    ['endsOn', day(5 * 366 + 2)],
    ['reason', 'x'.repeat(1001)],
  ])('is refused at %s: %j, with everything kept', async (path, bad) => {
    const fields = form({ unit: 'Kept unit', [path]: bad });
    const answer = await ncp.post('/access/applications', fields, '/reference');
    expect([answer.status, problemsOn(answer.text)]).toEqual([422, [path]]);
    if (path !== 'unit') expect(answer.text).toContain('value="Kept unit"');
    expect(answer.text).toContain(`id="${path}-error"`);
  });

  test('above Limited a reason of 20 characters is needed, and a contact point needs its notification', async () => {
    for (const level of ['read_only', 'unlimited'])
      expect(
        problemsOn((await ncp.post('/access/applications', form({ level, reason: 'too short' }), '/reference')).text),
      ).toEqual(['reason']);
    const contact = { level: 'unlimited', duties: 'ncp', reason: 'Replaces the contact point.' };
    expect(problemsOn((await ncp.post('/access/applications', form(contact), '/reference')).text)).toEqual([
      'notification',
    ]);
    expect(
      problemsOn((await ncp.post('/access/applications', form({ ...contact, level: 'read_only' }), '/reference')).text),
    ).toEqual(['duties', 'notification']);
    await apply(ncp, { ...contact, notification: 'Letter KRA/26/77 of 2 November 2026' });
  });

  test('an address under a sub-domain is official', async () => {
    await apply(ncp, { email: 'officer@mombasa.customs.ke.example' });
    await apply(ncp, { email: 'officer@kra.example' });
  });

  test.each(['?state=waiting', '?state=asked', '?state=granted', '?level=limited&q=test', '?q=%00', '?q=%25'])(
    'the list answers %s',
    async query => {
      expect((await ncp.get(`/access/applications${query}`)).status).toBe(200);
    },
  );
  test.each(['?state=none', '?x=1', '?before=abc', '?level=root', '?before=-1'])('the list refuses %s', async query => {
    expect((await ncp.get(`/access/applications${query}`)).status).toBe(400);
  });
});

describe('a decision', () => {
  test('grants: an account without a password, its login by rule, a link to the officer, a letter to who asked', async () => {
    const ref = await apply(ncp, {
      familyName: "N'Golo-Ōdhiambo",
      givenName: 'Zoë',
      email: 'zoe@customs.ke.example',
      level: 'unlimited',
      reason: 'Enters the records of the port.',
    });
    expect((await decide(admin, ref, 'grant')).headers.location).toBe(`${page(ref)}?done=granted`);
    const account = await accountOf('zoe@customs.ke.example');
    expect(account).toMatchObject({
      login_id: 'ke.ngoloodhiambo',
      level: 'unlimited',
      person_name: "Zoë N'Golo-Ōdhiambo",
      unit: 'Targeting unit',
      password_hash: null,
      activated_at: null,
      ends: day(700),
      duties: [],
    });
    expect(await lettersOf('activation')).toContain('zoe@customs.ke.example');
    expect(await lettersOf('applicationGranted')).toContain('ncp@customs.ke.example');
    expect((await ncp.get(page(ref))).text).toContain('Link sent');
    expect(await stepsOf(ref)).toEqual(['submitted', 'granted']);
  });

  test('gives namesakes a number, and one name of another script its address', async () => {
    for (const [email, expected] of [
      ['n1@customs.ke.example', 'ke.nzioka'],
      ['n2@customs.ke.example', 'ke.nzioka2'],
      ['n3@customs.ke.example', 'ke.nzioka3'],
    ] as const) {
      await decide(
        admin,
        await apply(ncp, { familyName: 'Nzioka', givenName: 'A', email, otherPerson: 'yes' }),
        'grant',
      );
      expect((await accountOf(email)).login_id).toBe(expected);
    }
    await decide(
      admin,
      await apply(ncp, { familyName: 'Нгуен', givenName: 'Ан', email: 'n.an@customs.ke.example' }),
      'grant',
    );
    expect((await accountOf('n.an@customs.ke.example')).login_id).toBe('ke.nan');
  });

  test('gives the login that is free when several are granted at once', async () => {
    const refs = await Promise.all(
      [1, 2, 3, 4, 5].map(n =>
        apply(ncp, { familyName: 'Barasa', givenName: `B${'b'.repeat(n)}`, email: `barasa${n}@customs.ke.example` }),
      ),
    );
    const answers = await Promise.all(refs.map((ref, at) => decide(at % 2 ? admin : second, ref, 'grant')));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
    const { rows } = await portal.owner.query(
      "select login_id from accounts where login_id like 'ke.barasa%' order by 1",
    );
    expect(rows.map(({ login_id }) => login_id)).toEqual([
      'ke.barasa',
      'ke.barasa2',
      'ke.barasa3',
      'ke.barasa4',
      'ke.barasa5',
    ]);
  });

  test('may give less with a reason, never more', async () => {
    const ref = await apply(ncp, { level: 'read_only', reason: 'Analyses trends of the region.' });
    expect(problemsOn((await decide(admin, ref, 'grant', { level: 'unlimited' })).text)).toEqual(['level']);
    expect(problemsOn((await decide(admin, ref, 'grant', { level: 'partner' })).text)).toEqual(['level']);
    expect(problemsOn((await decide(admin, ref, 'grant', { duties: 'administrator' })).text)).toEqual(
      expect.arrayContaining(['level']),
    );
    expect(problemsOn((await decide(admin, ref, 'grant', { endsOn: day(701) })).text)).toEqual(['endsOn']);
    expect(problemsOn((await decide(admin, ref, 'grant', { level: 'limited' })).text)).toEqual(['words']);
    expect(
      (
        await decide(admin, ref, 'grant', {
          level: 'limited',
          endsOn: day(100),
          words: 'Limited for the first months.',
        })
      ).status,
    ).toBe(303);
    expect(await accountOf((await rowOf(ref)).email)).toMatchObject({ level: 'limited', ends: day(100) });
  });

  test('asks, is answered, refuses: every step with its words, and letters', async () => {
    const ref = await apply(ncp);
    expect(problemsOn((await decide(admin, ref, 'question')).text)).toEqual(['words']);
    expect((await decide(admin, ref, 'question', { words: 'Which unit does the officer replace?' })).status).toBe(303);
    expect(await lettersOf('applicationAsked')).toContain('ncp@customs.ke.example');
    const shown = await ncp.get(page(ref));
    expect(shown.text).toContain('Which unit does the officer replace?');
    const seen = /name="seen" value="(\d+)"/.exec(shown.text)?.[1] ?? '';
    expect(problemsOn((await ncp.post(`${page(ref)}/answer`, { seen, answer: ' ' }, page(ref))).text)).toEqual([
      'answer',
    ]);
    expect((await ncp.post(`${page(ref)}/answer`, { seen, answer: 'The unit at the port.' }, page(ref))).status).toBe(
      303,
    );
    expect((await decide(admin, ref, 'refusal', { words: 'The unit has its officers.' })).status).toBe(303);
    expect(await lettersOf('applicationRefused')).toContain('ncp@customs.ke.example');
    expect(await stepsOf(ref)).toEqual(['submitted', 'asked', 'answered', 'refused']);
    expect((await ncp.get(page(ref))).text).toContain('The unit has its officers.');
  });

  test('of two at once: one is done, the other is told what happened and keeps the words', async () => {
    const ref = await apply(ncp);
    const seen = /name="seen" value="(\d+)"/.exec((await admin.get(page(ref))).text)?.[1] ?? '';
    const fields = { seen, level: 'limited', endsOn: day(700) };
    const answers = await Promise.all([
      admin.post(`${page(ref)}/grant`, { ...fields, words: 'Welcome.' }, page(ref)),
      second.post(`${page(ref)}/refusal`, { ...fields, words: 'Words nobody should lose.' }, page(ref)),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const told = answers.find(({ status }) => status === 409)?.text ?? '';
    expect(told).toContain('Someone else decided first');
    expect(told).toMatch(/Welcome\.|Words nobody should lose\./);
    expect(await stepsOf(ref)).toHaveLength(2);
  });

  test('after a withdrawal nothing can be decided', async () => {
    const ref = await apply(ncp);
    const seen = /name="seen" value="(\d+)"/.exec((await admin.get(page(ref))).text)?.[1] ?? '';
    expect(
      (await ncp.post(`${page(ref)}/withdrawal`, { seen, withdrawal: 'The officer has left.' }, page(ref))).status,
    ).toBe(303);
    expect(
      (await admin.post(`${page(ref)}/grant`, { seen, level: 'limited', endsOn: day(700) }, '/reference')).status,
    ).toBe(409);
    expect((await rowOf(ref)).state).toBe('withdrawn');
  });

  test('refuses unknown fields', async () => {
    const ref = await apply(ncp);
    expect((await decide(admin, ref, 'grant', { officeId: '1' })).status).toBe(400);
  });

  test('grants nobody who has got a login meanwhile, or whose domain was taken away', async () => {
    const ref = await apply(ncp, { email: 'meanwhile@customs.ke.example' });
    await portal.owner.query("update accounts set email = 'meanwhile@customs.ke.example' where login_id = 'ke.reader'");
    expect((await decide(admin, ref, 'grant')).text).toContain('There is already a login for this address');
    await portal.owner.query("update accounts set email = null where login_id = 'ke.reader'");
    expect((await decide(admin, ref, 'grant')).status).toBe(303);
  });

  test('leaves nothing when a part of it fails', async () => {
    const ref = await apply(ncp, { email: 'half@customs.ke.example' });
    await portal.owner.query(
      "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$; " +
        'create trigger refuse before insert on outgoing_letters for each row execute function refuse()',
    );
    expect((await decide(admin, ref, 'grant')).status).toBe(500);
    await portal.owner.query('drop trigger refuse on outgoing_letters');
    expect([await accountOf('half@customs.ke.example'), (await rowOf(ref)).state]).toEqual([undefined, 'submitted']);
  });
});

describe('two people', () => {
  const administrator = {
    office: 'WCO',
    level: 'unlimited',
    duties: 'administrator',
    reason: 'Takes over the help desk in spring.',
  };

  test('agree to an administrator: one alone cannot, in no session', async () => {
    const ref = await apply(admin, { ...administrator, email: 'new.admin@wco.example' });
    expect((await decide(admin, ref, 'grant')).headers.location).toBe(`${page(ref)}?done=consented`);
    expect(await accountOf('new.admin@wco.example')).toBeUndefined();
    expect(await lettersOf('applicationSecond')).toEqual(['second@wco.example']);
    const other = portal.visitor();
    await other.post('/sign-in', { loginId: 'wco.admin', password: castPassword }, '/sign-in');
    for (const browser of [admin, other]) expect((await decide(browser, ref, 'grant')).status).toBe(403);
    expect((await admin.get(page(ref))).text).toContain('Another administrator must give the second');
    expect(await accountOf('new.admin@wco.example')).toBeUndefined();
    expect((await decide(second, ref, 'grant', { level: 'limited', endsOn: day(3) })).status).toBe(303);
    expect(await accountOf('new.admin@wco.example')).toMatchObject({
      level: 'unlimited',
      duties: ['administrator'],
      ends: day(700),
    });
    expect(await stepsOf(ref)).toEqual(['submitted', 'consented', 'granted']);
  });

  test('both consents of one moment by one person are one', async () => {
    const ref = await apply(second, { ...administrator, email: 'moment.admin@wco.example' });
    const seen = /name="seen" value="(\d+)"/.exec((await admin.get(page(ref))).text)?.[1] ?? '';
    const fields = { seen, level: 'unlimited', duties: 'administrator', endsOn: day(700) };
    const answers = await Promise.all([1, 2, 3].map(() => admin.post(`${page(ref)}/grant`, fields, '/reference')));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409]);
    expect(await accountOf('moment.admin@wco.example')).toBeUndefined();
  });

  test('agree to Unlimited of a RILO, and a question takes the first consent back', async () => {
    const ref = await apply(await portal.as('rilo.esa'), {
      email: 'analyst@wco.example',
      level: 'unlimited',
      duties: 'rilo',
      reason: 'Second analyst of the office.',
    });
    await decide(admin, ref, 'grant');
    await decide(admin, ref, 'question', { words: 'Which day does the post begin?' });
    expect(await rowOf(ref)).toMatchObject({ state: 'asked', consented_by: null });
    await decide(second, ref, 'grant');
    expect((await rowOf(ref)).state).toBe('consented');
    await decide(admin, ref, 'grant');
    expect(await accountOf('analyst@wco.example')).toMatchObject({ duties: ['rilo'] });
  });

  test('nobody grants alone what he applied for', async () => {
    const ref = await apply(admin, {
      office: 'UNEP',
      level: 'partner',
      email: 'partner@wco.example',
      reason: 'Takes part in operation SKY HOLE II.',
    });
    expect((await decide(admin, ref, 'grant')).status).toBe(403);
    expect((await decide(second, ref, 'grant')).status).toBe(303);
    expect(await accountOf('partner@wco.example')).toMatchObject({
      level: 'partner',
      login_id: expect.stringMatching(/^unep\./),
    });
  });

  test('an administrator answers for no other office', async () => {
    const ref = await apply(ncp);
    await decide(admin, ref, 'question', { words: 'Why now?' });
    const seen = /name="seen" value="(\d+)"/.exec((await admin.get(page(ref))).text)?.[1] ?? '';
    expect((await admin.post(`${page(ref)}/answer`, { seen, answer: 'Because.' }, '/reference')).status).toBe(403);
    expect((await admin.post(`${page(ref)}/withdrawal`, { seen, withdrawal: 'Because.' }, '/reference')).status).toBe(
      403,
    );
  });
});

describe('the link', () => {
  test('is sent again by the contact point until it is used', async () => {
    const ref = await apply(ncp, { email: 'again@customs.ke.example' });
    expect((await ncp.post(`${page(ref)}/link`, {}, page(ref))).status).toBe(409);
    await decide(admin, ref, 'grant');
    await portal.owner.query("update account_links set expires_at = now() - interval '1 hour' where ended_at is null");
    expect((await ncp.get(page(ref))).text).toContain('Link expired');
    expect((await ncp.post(`${page(ref)}/link`, {}, page(ref))).status).toBe(303);
    expect((await lettersOf('activation')).filter(to => to === 'again@customs.ke.example')).toHaveLength(2);
    const account = await accountOf('again@customs.ke.example');
    expect(
      (await portal.owner.query('select 1 from account_links where account_id = $1 and ended_at is null', [account.id]))
        .rows,
    ).toHaveLength(1);
    await portal.owner.query('update accounts set activated_at = now() where id = $1', [account.id]);
    expect((await ncp.get(page(ref))).text).toContain('Activated');
    expect((await ncp.post(`${page(ref)}/link`, {}, '/reference')).status).toBe(409);
  });
});
