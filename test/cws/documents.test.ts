import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { inDays } from '../support/days.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await testPortal();
});

type Fields = Record<string, string | readonly string[]>;
const alert: Fields = {
  original: 'en',
  'en.title': 'Scales under cashew nuts',
  'en.summary': 'In the third row from the doors.',
  'en.body': '## What happened\n\nBags of **40 kg**.',
  'en.goods': 'Scales, dried',
  'en.indicators': '- Paid in cash\n- First shipment',
  alertKind: 'warning',
  urgent: 'no',
  headings: ['CITES'],
  countries: ['KE', 'TZ'],
  route: 'MZ > TZ > SG > VN',
  handling: 'H2',
  validUntil: inDays(200),
  then: 'review',
};

async function begin(browser: Browser, fields: Fields = {}, kind = 'alert'): Promise<string> {
  const answer = await browser.post(`/cws/documents/new/${kind}`, {
    ...alert,
    clientUuid: randomUUID(),
    edition: '0',
    ...fields,
  });
  expect(answer.status).toBe(303);
  return (answer.headers.location as string).split('/')[3] as string;
}

/** Through the desk of RILO-ESA to its region. */
async function published(fields: Fields = {}): Promise<string> {
  const [ncp, rilo] = [await portal.as('ke.ncp'), await portal.as('rilo.esa')];
  const ref = await begin(ncp, fields);
  expect((await ncp.post(`/cws/documents/${ref}/submit`)).headers.location).toBe(
    `/cws/documents/${ref}?done=submitted`,
  );
  const done = await rilo.post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'region' });
  expect(done.headers.location).toBe(`/cws/documents/${ref}?done=published`);
  return ref;
}

const status = async (login: string, path: string): Promise<number> =>
  (await (await portal.as(login)).get(path)).status;

describe('from draft to publication', () => {
  test('a contact point drafts, its RILO publishes to the region, the Secretariat to the world', async () => {
    const ref = await published();
    expect(await status('ke.limited', `/cws/alerts/${ref}`)).toBe(200);
    expect(await status('vn.reader', `/cws/alerts/${ref}`)).toBe(404);
    expect(await status('rilo.ap', `/cws/alerts/${ref}`)).toBe(200);
    expect(await status('unep.partner', `/cws/alerts/${ref}`)).toBe(403);
    await (await portal.as('wco.admin')).post(`/cws/documents/${ref}/widen`);
    expect(await status('vn.reader', `/cws/alerts/${ref}`)).toBe(200);
    const page = (await (await portal.as('ke.limited')).get(`/cws/alerts/${ref}`)).text;
    expect(page).toContain('<strong>40 kg</strong>');
    expect(page).toContain('Mozambique → Tanzania');
    expect(page).toContain('<li>Paid in cash</li>');
  });

  test('a draft is the office’s only; sent, it is the desk’s', async () => {
    const ncp = await portal.as('ke.ncp');
    const ref = await begin(ncp);
    for (const login of ['rilo.esa', 'wco.admin', 'vn.ncp'])
      expect(await status(login, `/cws/documents/${ref}`)).toBe(404);
    expect(await status('ke.officer', `/cws/documents/${ref}`)).toBe(403);
    await ncp.post(`/cws/documents/${ref}/submit`);
    expect(await status('rilo.esa', `/cws/documents/${ref}`)).toBe(200);
    expect(await status('rilo.ap', `/cws/documents/${ref}`)).toBe(404);
    expect(await status('ke.ncp', `/cws/documents/${ref}/edit`)).toBe(403);
  });

  test('sent back with a reason, mended and sent again', async () => {
    const [ncp, rilo] = [await portal.as('ke.ncp'), await portal.as('rilo.esa')];
    const ref = await begin(ncp);
    await ncp.post(`/cws/documents/${ref}/submit`);
    const empty = await rilo.post(`/cws/documents/${ref}/return`, { reason: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('id="field-reason-error"');
    await rilo.post(`/cws/documents/${ref}/return`, { reason: 'Which port?' });
    expect((await ncp.get(`/cws/documents/${ref}`)).text).toContain('Which port?');
    expect((await ncp.post(`/cws/documents/${ref}/submit`)).headers.location).toContain('done=submitted');
  });

  test('what is in the way is shown at its fields, and nothing is lost', async () => {
    const ncp = await portal.as('ke.ncp');
    const ref = await begin(ncp, {
      'en.summary': '',
      headings: [],
      validUntil: '2020-01-01',
      route: 'ZZZ',
      cases: 'KE-2001-999999',
    });
    const sent = await ncp.post(`/cws/documents/${ref}/submit`);
    expect(sent.headers.location).toBe(`/cws/documents/${ref}/edit?check=1`);
    const form = await ncp.get(`/cws/documents/${ref}/edit?check=1`);
    expect(form.status).toBe(422);
    for (const field of ['en-summary', 'headings', 'validUntil', 'route', 'cases'])
      expect(form.text).toContain(`id="field-${field}-error"`);
    expect(form.text).toContain('value="ZZZ"');
    expect(form.text).toContain('Scales under cashew nuts');
  });

  test('the guard stops a person’s data until the writer says it is none', async () => {
    const ncp = await portal.as('ke.ncp');
    const ref = await begin(ncp, { 'en.body': 'The driver, Mr John Kamau, passport A1234567, phone +254 722 123456.' });
    expect((await ncp.post(`/cws/documents/${ref}/submit`)).headers.location).toContain('check=1');
    expect((await ncp.get(`/cws/documents/${ref}/edit?check=1`)).text).toContain('name="noPersons"');
  });

  test('publish without the right, by direct post', async () => {
    const ncp = await portal.as('ke.ncp');
    const ref = await begin(ncp);
    expect((await ncp.post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'region' })).status).toBe(403);
    await ncp.post(`/cws/documents/${ref}/submit`);
    expect(
      (await (await portal.as('rilo.ap')).post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'region' }))
        .status,
    ).toBe(404);
    expect(
      (
        await (
          await portal.as('ke.officer')
        ).post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'region' })
      ).status,
    ).toBe(403);
    expect(
      (await (await portal.as('rilo.esa')).post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'world' }))
        .status,
    ).toBe(422);
    expect(
      (await ncp.post('/cws/documents/new/bulletin', { ...alert, clientUuid: randomUUID(), edition: '0' })).status,
    ).toBe(403);
  });
});

describe('a published document', () => {
  test('under embargo it is nobody’s but the desks’', async () => {
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const ref = await published({ embargoUntil: soon });
    for (const login of ['ke.limited', 'ke.reader', 'vn.ncp'])
      expect(await status(login, `/cws/alerts/${ref}`)).toBe(404);
    for (const login of ['ke.ncp', 'rilo.esa', 'wco.admin'])
      expect(await status(login, `/cws/alerts/${ref}`)).toBe(200);
  });

  test('withdrawn, it is read as such at each level', async () => {
    const ref = await published();
    await (await portal.as('rilo.esa')).post(`/cws/documents/${ref}/withdraw`, { reason: 'The scales were resin.' });
    for (const login of ['ke.limited', 'ke.reader', 'ke.officer']) {
      const page = await (await portal.as(login)).get(`/cws/alerts/${ref}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain('The scales were resin.');
    }
  });

  test('is revised into a new version; the earlier stays; a translation falls behind', async () => {
    const rilo = await portal.as('rilo.esa');
    const ref = await published({
      'fr.title': 'Écailles',
      'fr.summary': 'Au troisième rang.',
      'fr.body': 'Sacs de 40 kg.',
    });
    await rilo.post(`/cws/documents/${ref}/revise`);
    const edition = /name="edition" value="(\d+)"/.exec(
      (await rilo.get(`/cws/documents/${ref}/edit`)).text,
    )?.[1] as string;
    const text = {
      ...alert,
      'fr.title': 'Écailles',
      'fr.summary': 'Au troisième rang.',
      'fr.body': 'Sacs de 40 kg.',
      'en.title': 'Scales under nuts',
      edition,
    };
    expect((await rilo.post(`/cws/documents/${ref}/edit`, text)).status).toBe(303);
    const before = await rilo.get(`/cws/alerts/${ref}?lang=en`);
    expect(before.text).toContain('Scales under cashew nuts');
    expect(
      (
        await rilo.post(`/cws/documents/${ref}/publish`, {
          edition: String(Number(edition) + 1),
          audience: 'region',
          changeNote: 'Any nuts',
        })
      ).status,
    ).toBe(303);
    expect((await rilo.get(`/cws/alerts/${ref}?lang=en`)).text).toContain('Scales under nuts');
    expect((await rilo.get(`/cws/alerts/${ref}?lang=en&version=1`)).text).toContain('Scales under cashew nuts');
    expect((await rilo.get(`/cws/alerts/${ref}?lang=fr`)).text).toContain('made from an earlier text');
  });

  test('every step and reading is in the trail', async () => {
    const ref = await published();
    await (await portal.as('ke.limited')).get(`/cws/alerts/${ref}`);
    const { rows } = await portal.owner.query('select action from audit_events where subject = $1 order by id', [ref]);
    expect(rows.map(({ action }) => action)).toEqual([
      'document.begun',
      'document.submitted',
      'document.published',
      'document.read',
    ]);
  });
});

test('a translation that leaves out what is acted on shows it in the original, marked; an outdated one, too', async () => {
  const rilo = await portal.as('rilo.esa');
  const french = { 'fr.title': 'Écailles', 'fr.summary': 'Au troisième rang.', 'fr.body': 'Sacs.' };
  const ref = await published({ ...french, 'fr.goods': 'Écailles séchées', grade: 'B4' });
  const before = (await rilo.get(`/cws/alerts/${ref}?lang=fr`)).text;
  expect(before).toContain('Écailles séchées');
  expect(before).toMatch(/<ul class="cws-list" lang="en">\s*<li>Paid in cash/);
  expect(before).toContain('Parts that are not translated are shown in English');
  // Every code of the 4x4 grid can be said, and is explained.
  expect(before).toContain('B4: source reliable as a rule; not known at first hand, not confirmed');
  await rilo.post(`/cws/documents/${ref}/revise`);
  const { text } = await rilo.get(`/cws/documents/${ref}/edit`);
  const edition = /name="edition" value="(\d+)"/.exec(text)?.[1] as string;
  await rilo.post(`/cws/documents/${ref}/edit`, {
    ...alert,
    ...french,
    'fr.goods': 'Écailles séchées',
    'en.goods': 'Scales of resin',
    edition,
  });
  await rilo.post(`/cws/documents/${ref}/publish`, { edition: String(Number(edition) + 1), audience: 'region' });
  const after = (await rilo.get(`/cws/alerts/${ref}?lang=fr`)).text;
  expect(after).toMatch(/<dd lang="en">\s*Scales of resin/);
  expect(after).not.toContain('Écailles séchées');
  expect(after).toContain('made from an earlier text');
});

describe('saving', () => {
  test('two editors at once: the second sees both, loses nothing, and may go on', async () => {
    const ncp = await portal.as('ke.ncp');
    const ref = await begin(ncp);
    await ncp.post(`/cws/documents/${ref}/edit`, { ...alert, 'en.title': 'Theirs', edition: '1' });
    const late = await ncp.post(`/cws/documents/${ref}/edit`, { ...alert, 'en.title': 'Mine', edition: '1' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('value="Mine"');
    expect(late.text).toContain('Theirs');
    expect(late.text).toContain('name="edition" value="2"');
    expect((await ncp.post(`/cws/documents/${ref}/edit`, { ...alert, 'en.title': 'Mine', edition: '2' })).status).toBe(
      303,
    );
  });

  test('the form that saves itself is told its edition, and of another editor', async () => {
    const ncp = await portal.as('ke.ncp');
    const clientUuid = randomUUID();
    const first = await ncp.post('/cws/documents/new/alert', { ...alert, clientUuid, edition: '0', then: 'auto' });
    expect(first.body).toMatchObject({
      edition: 1,
      action: expect.stringMatching(/^\/cws\/documents\/ALERT-\d{4}-\d{4}\/edit$/),
    });
    const again = await ncp.post('/cws/documents/new/alert', { ...alert, clientUuid, edition: '0', then: 'auto' });
    expect(again.body.ref).toBe(first.body.ref);
    const saved = await ncp.post(first.body.action, { ...alert, edition: '1', then: 'auto' });
    expect(saved.body).toMatchObject({ edition: 2 });
    expect((await ncp.post(first.body.action, { ...alert, edition: '1', then: 'auto' })).status).toBe(409);
  });

  test('what a database cannot hold, foreign fields and odd numbers are answered, not suffered', async () => {
    const ncp = await portal.as('ke.ncp');
    const ref = await begin(ncp, { 'en.title': 'nul \0 and \ud800 half' });
    expect((await ncp.get(`/cws/documents/${ref}/edit`)).status).toBe(200);
    expect((await ncp.post(`/cws/documents/${ref}/edit`, { ...alert, edition: '1', state: 'published' })).status).toBe(
      400,
    );
    expect((await ncp.post(`/cws/documents/${ref}/edit`, { ...alert, edition: 'x' })).status).toBe(400);
    expect((await ncp.post(`/cws/documents/${ref}/submit`, { audience: 'world' })).status).toBe(400);
    expect((await ncp.get('/cws/documents/ALERT-2026-1%00')).status).toBe(404);
    expect((await ncp.get('/cws/documents/new/constructor')).status).toBe(404);
  });

  test('script in a text comes out as text, in the preview as on the page', async () => {
    const ncp = await portal.as('ke.ncp');
    const body = '<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>';
    const preview = await ncp.post('/cws/documents/preview', { body });
    expect(preview.text).not.toMatch(/<script|<img|href="javascript/);
    const ref = await published({ 'en.body': body });
    expect((await ncp.get(`/cws/alerts/${ref}`)).text).not.toMatch(/<script>|onerror=alert\(1\)>|href="javascript/);
  });
});
