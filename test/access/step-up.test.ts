import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, open } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { ageProof, codeOf, forgetUse, passwordStep, setUpApp, type WithApp } from '../support/factors.ts';
import { castPassword } from '../support/cast.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let officer: WithApp;
beforeAll(async () => {
  portal = await testPortal();
  officer = await setUpApp(portal, 'ke.officer');
});
beforeEach(async () => {
  await forgetUse(portal);
  await portal.as('ke.reader');
});

const hidden = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
const confirm = (browser: Browser, page: string, fields: Record<string, string>) =>
  browser.postRaw('/account/proof', {
    next: hidden(page, 'next'),
    resume: hidden(page, 'resume'),
    _csrf: hidden(page, '_csrf'),
    ...fields,
  });

describe('a fresh proof', () => {
  test('is not asked for within ten minutes, and is after them', async () => {
    await ageProof(portal, 9);
    expect((await officer.browser.get('/account/password')).text).toContain('action="/account/password"');
    await ageProof(portal, 2);
    const asked = await officer.browser.get('/account/password');
    expect(asked.status).toBe(403);
    expect(asked.text).not.toContain('action="/account/password"');
    expect(asked.text).toMatch(/name="code"[\s\S]*name="recovery"/);
    expect(asked.text).not.toContain('name="password"');
  });

  test('leads on to the page, once, under a new session id', async () => {
    await ageProof(portal, 20);
    const old = officer.browser.cookies.get('__Host-cen') ?? '';
    const asked = await officer.browser.get('/account/password');
    const wrong = await confirm(officer.browser, asked.text, { code: '000000' });
    expect([wrong.status, hidden(wrong.text, 'next')]).toEqual([422, '/account/password']);
    const code = codeOf(officer.seed);
    const done = await confirm(officer.browser, wrong.text, { code });
    expect([done.status, done.headers.location]).toEqual([303, '/account/password']);
    expect(officer.browser.cookies.get('__Host-cen')).not.toBe(old);
    expect((await officer.browser.get('/account/password')).status).toBe(200);
    const thief = portal.visitor();
    thief.cookies.set('__Host-cen', old);
    expect((await thief.get('/account')).headers.location).toMatch(/^\/sign-in/);
    await ageProof(portal, 20);
    const again = await officer.browser.get('/account/password');
    expect((await confirm(officer.browser, again.text, { code })).status).toBe(422);
  });

  test('leads on to a posted form with all its fields', async () => {
    await ageProof(portal, 20);
    const asked = await officer.browser.post('/account/factors/passkeys', {
      name: 'Blue “key” <b>',
      passkey: '{"id":"x"}',
    });
    expect(asked.status).toBe(403);
    const offered = await confirm(officer.browser, asked.text, { code: codeOf(officer.seed) });
    expect(offered.status).toBe(200);
    expect(offered.text).toContain('action="/account/factors/passkeys" data-carries-row data-sends-itself');
    expect(offered.text).toContain('name="name" value="Blue “key” &lt;b&gt;"');
    expect(offered.text).toContain('name="passkey" value="{&#34;id&#34;:&#34;x&#34;}"');
  });

  test('is the second factor where there is one: the password alone does not do', async () => {
    await ageProof(portal, 20);
    const asked = await officer.browser.get('/account/password');
    expect((await confirm(officer.browser, asked.text, { password: castPassword })).status).toBe(422);
    expect((await officer.browser.get('/account/password')).status).toBe(403);
  });

  test('is the password where there is no second factor; a wrong one counts', async () => {
    const reader = await portal.as('ke.reader');
    await ageProof(portal, 20);
    const asked = await reader.get('/account/password');
    expect(asked.text).toContain('name="password"');
    const events = await eventsOf(portal, async () => {
      expect((await confirm(reader, asked.text, { password: 'not the password' })).status).toBe(422);
      expect((await confirm(reader, asked.text, { password: castPassword })).headers.location).toBe(
        '/account/password',
      );
    });
    expect(events.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['factor.refused', 'refused'],
      ['factor.proved', 'done'],
    ]);
    const {
      rows: [row],
    } = await portal.owner.query(
      `select failed from account_sign_ins join accounts on id = account_id where login_id = 'ke.reader'`,
    );
    expect(row.failed).toBe(1);
  });

  test('locks after five wrong passwords; who signs in anew has tries of his own', async () => {
    const reader = await portal.as('ke.reader');
    await ageProof(portal, 20);
    for (let tries = 0; tries < 5; tries += 1)
      expect((await confirm(reader, (await reader.get('/account/password')).text, { password: 'wrong' })).status).toBe(
        422,
      );
    const locked = await confirm(reader, (await reader.get('/account/password')).text, { password: castPassword });
    expect(locked.status).toBe(429);
    expect((await passwordStep(portal, 'ke.reader')).answer.status).toBe(303);
  });

  test('asked for in the future is none: the clock was set back', async () => {
    await ageProof(portal, -6000);
    expect((await officer.browser.get('/account/password')).status).toBe(403);
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\r\nSet-Cookie: x=1',
    'javascript:alert(1)',
  ])('never leads to %j', async next => {
    await ageProof(portal, 20);
    const asked = await officer.browser.get('/account/password');
    expect((await confirm(officer.browser, asked.text, { code: codeOf(officer.seed), next })).headers.location).toBe(
      '/',
    );
  });
});

describe('a large export', () => {
  beforeAll(async () => {
    const ground = await groundOf(portal);
    const [ref] = await ground.put([sampleRecord('DRUG', { facts: { ...open, nationalRef: 'S/1' } })]);
    // In parts: one statement would run into the time limit on a loaded machine.
    for (let from = 1; from < 10_001; from += 2000) {
      await portal.owner.query(
        `
        insert into seizures select r.* from seizures s, generate_series($2::int, $2 + 1999) n,
          jsonb_populate_record(null::seizures, to_jsonb(s) || jsonb_build_object(
          'id', s.id + n, 'ref', 'KE-2031-' || lpad(n::text, 6, '0'), 'client_uuid', gen_random_uuid(),
            'national_ref', 'S/1/' || n)) r where s.ref = $1`,
        [ref, from],
      );
      for (const table of ['seizure_records', 'goods_lines'])
        await portal.owner.query(
          `
        insert into ${table} select r.* from ${table} x, generate_series($2::int, $2 + 1999) n,
          jsonb_populate_record(null::${table}, to_jsonb(x) || jsonb_build_object('seizure_id', x.seizure_id +
          n)) r
        where x.seizure_id = (select id from seizures where ref = $1)`,
          [ref, from],
        );
    }
  });

  test('of more than 10,000 rows waits for a proof, then comes', async () => {
    const reader = await portal.as('ke.reader');
    await ageProof(portal, 20);
    const data = await reader.get('/seizures/export.csv', { Accept: '*/*' });
    expect([data.status, data.text]).toEqual([403, expect.stringMatching(/^Confirm that it is you first: .*\.\n$/)]);
    const asked = await reader.get('/seizures/export.csv?heading=DRUG');
    expect(asked.status).toBe(403);
    const done = await confirm(reader, asked.text, { password: castPassword });
    expect([done.status, done.headers.refresh]).toEqual([200, '1; url=/seizures/export.csv?heading=DRUG']);
    expect(done.text).toContain('href="/seizures/export.csv?heading=DRUG"');
    const file = await reader.get('/seizures/export.csv?heading=DRUG');
    expect([file.status, file.text.split('\n').length > 10_000]).toEqual([200, true]);
  });

  test('is not what a smaller one is', async () => {
    const reader = await portal.as('ke.reader');
    await ageProof(portal, 20);
    expect((await reader.get('/seizures/export.csv?heading=ODS')).status).toBe(200);
  });
});
