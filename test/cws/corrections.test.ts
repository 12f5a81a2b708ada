import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inDays } from '../support/days.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let mail: MailServer;
beforeAll(async () => {
  mail = await mailServer();
  portal = await testPortal({ smtpUrl: mail.url });
  await portal.owner.query("update accounts set email = replace(login_id, '.', '-') || '@cast.example' where demo");
});
afterAll(() => mail.close());

type Fields = Record<string, string | readonly string[]>;
const alert: Fields = {
  original: 'en',
  'en.title': 'Scales under cashew nuts',
  'en.summary': 'Third row only',
  'en.body': 'Bags of 40 kg.',
  'en.quantity': '40 kg',
  alertKind: 'warning',
  urgent: 'no',
  headings: ['CITES'],
  countries: ['KE'],
  handling: 'H2',
  validUntil: inDays(200),
  then: 'review',
};

/** Drafted by ke.ncp, published by rilo.esa to its region. */
async function published(fields: Fields = {}): Promise<string> {
  const [ncp, rilo] = [await portal.as('ke.ncp'), await portal.as('rilo.esa')];
  const begun = await ncp.post('/cws/documents/new/alert', {
    ...alert,
    clientUuid: randomUUID(),
    edition: '0',
    ...fields,
  });
  const ref = String(begun.headers.location).split('/')[3] ?? '';
  await ncp.post(`/cws/documents/${ref}/submit`);
  expect((await rilo.post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'region' })).status).toBe(303);
  return ref;
}

/** Opens a working copy as rilo.esa, changes it, and answers its edition. */
async function revised(ref: string, fields: Fields): Promise<string> {
  const rilo = await portal.as('rilo.esa');
  await rilo.post(`/cws/documents/${ref}/revise`);
  const { text } = await rilo.get(`/cws/documents/${ref}/edit`);
  const edition = /name="edition" value="(\d+)"/.exec(text)?.[1] ?? '';
  expect((await rilo.post(`/cws/documents/${ref}/edit`, { ...alert, ...fields, edition })).status).toBe(303);
  return String(Number(edition) + 1);
}

const page = async (login: string, path: string) => (await portal.as(login)).get(path);
const told = (login: string, what: RegExp): number =>
  mail.received.filter(
    ({ to, headers }) => to.includes(`${login.replace('.', '-')}@cast.example`) && what.test(headers),
  ).length;

describe('the audience of a new version', () => {
  test('a correction of a worldwide alert by its RILO stays worldwide, and says so before it is pressed', {
    timeout: 240_000,
  }, async () => {
    const ref = await published();
    const before = await page('wco.admin', `/cws/documents/${ref}`);
    expect(before.text).toMatch(/\d+ more Members gain access/);
    await (await portal.as('wco.admin')).post(`/cws/documents/${ref}/widen`);
    expect((await page('vn.reader', `/cws/alerts/${ref}`)).text).toContain('40 kg');
    const edition = await revised(ref, { 'en.quantity': '55 kg' });
    const form = (await page('rilo.esa', `/cws/documents/${ref}`)).text;
    expect(form).toMatch(/value="world"[^>]*checked/);
    expect(form).toContain('Same readers as now.');
    expect(form).toMatch(/\d+ Members lose access[^<]*1 account there has read it/);
    const rilo = await portal.as('rilo.esa');
    expect((await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience: 'world' })).status).toBe(303);
    expect((await page('vn.reader', `/cws/alerts/${ref}`)).text).toContain('55 kg');
    // The Secretariat, which opened it to the world, hears of the correction.
    await expect.poll(() => told('wco.admin', /version 2 is published for all Members/), { timeout: 60_000 }).toBe(1);
  });

  test('is narrowed deliberately only, and who loses it is told', { timeout: 240_000 }, async () => {
    const ref = await published();
    await (await portal.as('wco.admin')).post(`/cws/documents/${ref}/widen`);
    await page('vn.reader', `/cws/alerts/${ref}`);
    const rilo = await portal.as('rilo.esa');
    const edition = await revised(ref, { 'en.quantity': '55 kg' });
    const refused = await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience: 'region' });
    expect([refused.status, refused.text.includes('id="field-narrow-error"')]).toEqual([422, true]);
    expect((await page('vn.reader', `/cws/alerts/${ref}`)).status).toBe(200);
    const done = await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience: 'region', narrow: 'yes' });
    expect(done.status).toBe(303);
    expect((await page('vn.reader', `/cws/alerts/${ref}`)).status).toBe(404);
    await expect.poll(() => told('vn.reader', new RegExp(`${ref} is no longer open`)), { timeout: 60_000 }).toBe(1);
    expect(told('ke.reader', /no longer open/)).toBe(0);
  });

  test('without a choice is named in the summary of errors', async () => {
    const ref = await published();
    const edition = await revised(ref, {});
    const form = await (await portal.as('rilo.esa')).post(`/cws/documents/${ref}/publish`, { edition });
    expect(form.status).toBe(422);
    expect(form.text).toMatch(/error-summary[\s\S]*?href="#field-audience">[^<]*Readers/);
  });
});

describe('withdrawal and correction', () => {
  const strip = async (login: string): Promise<string> =>
    /<section class="notice [^"]*urgent-strip[\s\S]*?<\/section>/.exec((await page(login, '/')).text)?.[0] ?? '';

  test('a withdrawn urgent alert is told to all who could read it, acknowledged anew, and found as withdrawn', {
    timeout: 240_000,
  }, async () => {
    const ref = await published({ urgent: 'yes', 'en.title': 'Quagga hides in tea' });
    const [rilo, reader] = [await portal.as('rilo.esa'), await portal.as('ke.reader')];
    // On unless refused: who never chose anything is told; who refused is not.
    const refusal = { version: '0', headings: 'CITES', urgent: 'no', rhythm: 'none', hour: '6' };
    await expect.poll(() => told('ke.reader', new RegExp(`urgent, ${ref}`)), { timeout: 60_000 }).toBe(1);
    expect((await (await portal.as('ke.limited')).post('/cws/subscription', refusal)).status).toBe(303);
    await reader.post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
    expect(await strip('ke.reader')).not.toContain(ref);
    await rilo.post(`/cws/documents/${ref}/withdraw`, { reason: 'It was chalk.' });
    for (const login of ['ke.reader', 'ke.limited', 'ke.officer']) {
      const shown = await strip(login);
      expect([login, shown.includes('Withdrawn'), shown.includes('It was chalk.')]).toEqual([login, true, true]);
    }
    expect(await strip('vn.reader')).not.toContain(ref);
    const withdrawn = new RegExp(`withdrawn, ${ref}`);
    await expect.poll(() => told('ke.reader', withdrawn), { timeout: 60_000 }).toBe(1);
    await expect.poll(() => told('ke.ncp', new RegExp(`${ref} has been withdrawn`)), { timeout: 60_000 }).toBe(1);
    // Who refused urgent letters and never opened it reads of it in the portal; who withdrew it knows.
    expect([told('ke.limited', withdrawn), told('rilo.esa', withdrawn), told('vn.reader', withdrawn)]).toEqual([
      0, 0, 0,
    ]);
    const found = (await page('ke.reader', '/cws/search?q=quagga')).text;
    expect(found).toMatch(new RegExp(`${ref}[\\s\\S]*?Withdrawn`));
    expect((await page('ke.reader', `/cws/search?q=${ref}`)).text).toContain('Quagga hides in tea');
    await reader.post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
    expect(await strip('ke.reader')).not.toContain(ref);
    const who = (await page('rilo.esa', `/cws/alerts/${ref}/acknowledgements?office=KE`)).text;
    expect(who).toContain('Each is asked to acknowledge the withdrawal');
    expect(who).toMatch(/ke\.reader<\/th>\s*<td class="ph-a-end">\s*<time/);
    expect(who).toMatch(/ke\.officer<\/th>\s*<td class="ph-a-end">\s*<span class="tag[^"]*is-warn/);
    await (await portal.as('ke.limited')).post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
    await (await portal.as('ke.officer')).post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
  });

  test('a correction says what changed to who read it; one that only adds does not', { timeout: 240_000 }, async () => {
    const ref = await published({ 'en.title': 'Okapi skins' });
    await page('ke.reader', `/cws/alerts/${ref}`);
    const rilo = await portal.as('rilo.esa');
    const added = await revised(ref, { 'en.title': 'Okapi skins', 'en.body': 'Bags of 40 kg, on two wagons.' });
    await rilo.post(`/cws/documents/${ref}/publish`, { edition: added, audience: 'region', change: 'adds' });
    expect(await strip('ke.reader')).not.toContain(ref);
    const edition = await revised(ref, {
      'en.title': 'Okapi skins',
      'en.quantity': '55 kg',
      'en.body': 'Bags of 55 kg.',
    });
    const note = 'The weight was misread.';
    await rilo.post(`/cws/documents/${ref}/publish`, {
      edition,
      audience: 'region',
      change: 'corrects',
      changeNote: note,
    });
    const shown = await strip('ke.reader');
    expect([shown.includes(ref), shown.includes('Corrected')]).toEqual([true, true]);
    expect(await strip('ke.limited')).not.toContain(ref);
    await expect.poll(() => told('ke.reader', new RegExp(`corrected, ${ref}`)), { timeout: 60_000 }).toBe(1);
    expect(told('ke.limited', new RegExp(ref))).toBe(0);
    const { text } = await page('ke.reader', `/cws/alerts/${ref}`);
    expect(text).toContain('version 2 was wrong');
    expect(text).toContain(`${note} Changed: Quantity (English), Text (English).`);
    const compared = (await page('ke.reader', `/cws/documents/${ref}/compare?version=3`)).text;
    expect(compared).toMatch(/<del><span[^>]*>[^<]*<\/span>40<\/del><ins><span[^>]*>[^<]*<\/span>55<\/ins> kg/);
    expect((await page('vn.reader', `/cws/documents/${ref}/compare?version=3`)).status).toBe(404);
    expect((await page('ke.reader', `/cws/documents/${ref}/compare?version=1`)).status).toBe(404);
    await (await portal.as('ke.reader')).post(`/cws/documents/${ref}/acknowledge`, { version: '3' });
    expect(await strip('ke.reader')).not.toContain(ref);
  });
});

describe('worldwide release', () => {
  test('is asked for by the RILO, waits at the Secretariat’s desk, and is answered', { timeout: 240_000 }, async () => {
    const ref = await published({ 'en.title': 'Bongo horns' });
    const [rilo, wco, own] = [await portal.as('rilo.esa'), await portal.as('wco.admin'), `/cws/documents/${ref}`];
    const empty = await rilo.post(`${own}/world`, { reason: ' ' });
    expect([empty.status, /error-summary[\s\S]*?Fill in “Reason”/.test(empty.text)]).toEqual([422, true]);
    for (const login of ['ke.ncp', 'rilo.ap'])
      expect((await (await portal.as(login)).post(`${own}/world`, { reason: 'x' })).status).toBe(403);
    await rilo.post(`${own}/world`, { reason: 'Moves to Asia.' });
    const desk = (await wco.get('/cws/documents')).text;
    expect(desk).toMatch(
      new RegExp(`Waiting for your decision[\\s\\S]*?${ref}[\\s\\S]*?Release to all Members requested`),
    );
    expect(desk).toMatch(/Drafts\s*<span class="count">1/);
    expect((await wco.get('/')).text).toContain(`${ref}: release to all Members requested`);
    await expect.poll(() => told('wco.admin', new RegExp(`${ref}: release to all`)), { timeout: 60_000 }).toBe(1);
    expect((await rilo.get(own)).text).toContain('Withdraw the request');
    await wco.post(`${own}/world/refusal`, { reason: 'Not yet confirmed.' });
    await expect.poll(() => told('rilo.esa', /is not released to all Members/), { timeout: 60_000 }).toBe(1);
    expect((await rilo.get(own)).text).toContain('Not yet confirmed.');
    await rilo.post(`${own}/world`, { reason: 'Confirmed now.' });
    expect((await wco.get(own)).text).toContain('Confirmed now.');
    expect((await rilo.post(`${own}/world/taking-back`)).status).toBe(303);
    expect((await wco.get('/cws/documents')).text).not.toContain(ref);
    await rilo.post(`${own}/world`, { reason: 'Confirmed now.' });
    await wco.post(`${own}/widen`);
    await expect.poll(() => told('rilo.esa', /has been released to all Members/), { timeout: 60_000 }).toBe(1);
    expect((await page('vn.reader', `/cws/alerts/${ref}`)).text).toContain('No controls have been reported yet');
  });
});

describe('reminders', () => {
  test('go to who has not acknowledged, by office or one by one, and not twice in some hours', {
    timeout: 240_000,
  }, async () => {
    await portal.owner.query(
      `insert into office_contacts (office_id, email) select id, 'duty@ke.example' from offices where code = 'KE'
       on conflict (office_id) do update set email = excluded.email, synthetic = false`,
    );
    const ref = await published({ urgent: 'yes', 'en.title': 'Dikdik meat' });
    // The office has a mailbox of its own: who has no e-mail there hears of it, too.
    await expect
      .poll(() => mail.received.some(({ to }) => to.includes('duty@ke.example')), { timeout: 60_000 })
      .toBe(true);
    await (await portal.as('ke.reader')).post(`/cws/alerts/${ref}/acknowledge`, { version: '1' });
    const own = `/cws/alerts/${ref}/acknowledgements`;
    const [rilo, ncp] = [await portal.as('rilo.esa'), await portal.as('ke.ncp')];
    const one = await ncp.post(own, { office: 'KE', login: 'ke.officer' });
    expect(one.headers.location).toBe(`${own}?office=KE&reminded=1`);
    expect((await ncp.get(`${own}?office=KE&reminded=1`)).text).toMatch(
      /1 account has been reminded[\s\S]*ke\.officer[\s\S]*?reminded \d/,
    );
    expect((await ncp.post(own, { office: 'WCO' })).status).toBe(403);
    const all = await rilo.post(own, {});
    expect(Number(/reminded=(\d+)/.exec(String(all.headers.location))?.[1])).toBeGreaterThan(2);
    expect((await rilo.post(own, {})).headers.location).toBe(`${own}?reminded=0`);
    const reminded = new RegExp(`to acknowledge, ${ref}`);
    await expect.poll(() => told('ke.limited', reminded) + told('ke.officer', reminded), { timeout: 60_000 }).toBe(2);
    expect(told('ke.reader', reminded)).toBe(0);
  });
});
