import { beforeAll, describe, expect, test } from 'vitest';
import type { Right } from '../../src/access/index.ts';
import type { Route } from '../../src/web/route.ts';
import { addressOf } from '../support/attacks.ts';
import { codeOf, codesOn, forgetUse, passwordStep, setUpApp } from '../support/factors.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';
import { routesOf } from '../support/routes.ts';

let portal: TestPortal;
let routes: Route<Right>[];
beforeAll(async () => {
  portal = await testPortal({ production: true });
  routes = (await routesOf(portal)).filter(({ access }) => access !== 'public');
});

describe('in production an Unlimited account without a second factor', () => {
  test('enters nothing but what it needs to set one up', async () => {
    const { browser } = await passwordStep(portal, 'ke.ncp');
    const token = await browser.token('/account/factors');
    const entered: string[] = [];
    for (const route of routes) {
      const answer =
        route.method === 'get'
          ? await browser.get(addressOf(route))
          : route.body === 'upload'
            ? await browser.upload(addressOf(route), { name: 'a.csv', content: '' }, {}, '/account/factors')
            : await browser.postRaw(addressOf(route), { _csrf: token });
      if (answer.status !== 303 || answer.headers.location !== '/account/factors')
        entered.push(`${route.method} ${route.path}`);
    }
    expect(entered.sort()).toEqual([
      'get /account/factors',
      'get /account/factors/app',
      'post /account/factors/app',
      'post /account/factors/passkeys',
      'post /account/factors/passkeys/options',
      'post /account/proof',
      'post /account/proof/options',
    ]);
    const data = await browser.get('/seizures/export.csv', { Accept: '*/*' });
    expect([data.status, data.text]).toEqual([
      403,
      expect.stringMatching(/^This account must set up a second factor first/),
    ]);
  });

  test('is told of no alert before that', async () => {
    await portal.owner.query(`
      insert into cws_documents (kind, ref, client_uuid, office_id, made_by, state, version, audience,
        publisher_id, published_at, urgent, titles)
      select 'alert', 'ALERT-2026-9001', gen_random_uuid(), office_id, id, 'published', 1, 'world', office_id,
        now(), true, '{"en":{"title":"Isotonitazene","summary":""}}' from accounts where login_id = 'wco.admin'`);
    const { browser } = await passwordStep(portal, 'ke.ncp');
    expect((await browser.get('/account/factors')).text).not.toMatch(/Isotonitazene|urgent-strip/);
    expect((await (await passwordStep(portal, 'ke.reader')).browser.get('/')).text).toContain('Isotonitazene');
    await portal.owner.query(`update cws_documents set state = 'withdrawn'`);
  });

  test('is led there and back, and enters afterwards', async () => {
    const { browser, answer } = await passwordStep(portal, 'ke.ncp', { next: '/seizures?heading=DRUG' });
    expect((await browser.get(answer.headers.location ?? '')).headers.location).toBe('/account/factors');
    expect((await browser.get('/account/factors')).text).toContain('Set up a second factor to continue.');
    const seed = (
      /<p class="seed"><code>([^<]+)/.exec((await browser.get('/account/factors/app')).text)?.[1] ?? ''
    ).replaceAll(' ', '');
    const wrong = await browser.post('/account/factors/app', { code: '000000' }, '/account/factors/app');
    expect(wrong.status).toBe(422);
    const shown = await browser.post('/account/factors/app', { code: codeOf(seed) }, '/account/factors/app');
    expect(codesOn(shown.text)).toHaveLength(10);
    expect(shown.text).toContain('href="/seizures?heading=DRUG"');
    expect((await browser.get('/seizures?heading=DRUG')).status).toBe(200);
  });

  test('cannot remove its last one', async () => {
    const { browser } = await setUpApp(portal, 'wco.admin');
    expect((await browser.get('/account/factors')).text).not.toContain('/account/factors/app/removal');
    const refused = await browser.post('/account/factors/app/removal');
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('This is your last second factor')]);
    await forgetUse(portal);
    expect((await passwordStep(portal, 'wco.admin')).answer.headers.location).toMatch(/^\/sign-in\/factor/);
  });
});

test('in production the lower levels are asked for none', async () => {
  const { browser } = await passwordStep(portal, 'ke.reader');
  expect((await browser.get('/seizures')).status).toBe(200);
});
