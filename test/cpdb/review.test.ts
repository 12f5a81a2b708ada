import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm } from '../support/entry.ts';
import { begun, examined, published, send, somePicture, submitted } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
let rilo: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [officer, rilo] = await Promise.all([portal.as('ke.officer'), portal.as('rilo.esa')]);
});

const status = async (login: string, path: string): Promise<number> =>
  (await (await portal.as(login)).get(path)).status;
const actionsOn = async (ref: string): Promise<string[]> =>
  (await portal.owner.query('select action from audit_events where subject = $1 order by id', [ref])).rows.map(
    ({ action }) => action,
  );
const lastLetter = async (): Promise<number> =>
  Number((await portal.owner.query('select coalesce(max(id), 0) as id from outgoing_letters')).rows[0].id);
const letters = async (before: number): Promise<string[]> =>
  (await portal.owner.query('select kind from outgoing_letters where id > $1 order by id', [before])).rows.map(
    ({ kind }) => kind,
  );

describe('who sees what', () => {
  test('a draft is its office’s; in review the RILO’s and the administrator’s; published every member’s', async () => {
    const ref = await begun(officer);
    await send(officer, ref, 'a.jpg', await somePicture());
    const [image] = await examined(portal, ref);
    const paths = [
      `/cpdb/pictures/${ref}`,
      ...['thumbnail', 'card', 'screen', 'original'].map(size => `/cpdb/images/${image?.id}/${size}`),
    ];
    const statuses = async (login: string) => Promise.all(paths.map(path => status(login, path)));
    const [all, none] = [
      [200, 200, 200, 200, 200],
      [404, 404, 404, 404, 404],
    ];
    expect(await statuses('ke.ncp')).toEqual(all);
    for (const login of ['ke.limited', 'ke.reader', 'rilo.esa', 'rilo.ap', 'wco.admin', 'wco.cenmat', 'vn.ncp'])
      expect([login, await statuses(login)]).toEqual([login, none]);
    await officer.post(`/cpdb/pictures/${ref}/submit`);
    for (const login of ['ke.officer', 'rilo.esa', 'wco.admin'])
      expect([login, await statuses(login)]).toEqual([login, all]);
    for (const login of ['ke.limited', 'ke.reader', 'rilo.ap', 'wco.cenmat', 'vn.ncp'])
      expect([login, await statuses(login)]).toEqual([login, none]);
    await rilo.post(`/cpdb/pictures/${ref}/publish`);
    for (const login of ['ke.limited', 'ke.reader', 'rilo.ap', 'wco.cenmat', 'vn.reader'])
      expect([login, await statuses(login)]).toEqual([login, [200, 200, 200, 200, 403]]);
    expect(await statuses('unep.partner')).toEqual([403, 403, 403, 403, 403]);
    await rilo.post(`/cpdb/pictures/${ref}/withdraw`, { withdrawReason: 'A plate is to be read.' });
    for (const login of ['ke.limited', 'vn.ncp', 'rilo.ap'])
      expect([login, await statuses(login)]).toEqual([login, none]);
    expect((await officer.get(`/cpdb/pictures/${ref}`)).text).toContain('A plate is to be read.');
  });

  test('the case link is for who reads the database and sees the record', async () => {
    const facts = { country: 'KE', embargoUntil: undefined, releaseOffices: undefined };
    const [open, narrow] = [
      await recordByForm(officer, sampleRecord('DRUG', { facts: { ...facts, nationalRef: 'L/1', release: 'all' } })),
      await recordByForm(officer, sampleRecord('DRUG', { facts: { ...facts, nationalRef: 'L/2', release: 'rilos' } })),
    ];
    for (const [record, readers] of [
      [open, ['ke.reader', 'ke.officer', 'vn.reader', 'rilo.ap']],
      [narrow, ['ke.reader', 'ke.officer', 'rilo.ap']],
    ] as const) {
      const ref = await published(portal, officer, { seizure: record });
      for (const login of ['ke.limited', 'ke.reader', 'ke.officer', 'vn.reader', 'rilo.ap']) {
        const page = await (await portal.as(login)).get(`/cpdb/pictures/${ref}`);
        expect([login, page.status, page.text.includes(record)]).toEqual([
          login,
          200,
          (readers as readonly string[]).includes(login),
        ]);
      }
    }
  });

  test('images are handed out under a name of ours, stamped, and noted; small ones are kept for the session', async () => {
    const ref = await published(portal, officer);
    const [image] = await examined(portal, ref);
    const reader = await portal.as('vn.reader');
    const card = await reader.get(`/cpdb/images/${image?.id}/card`, { Accept: 'image/avif,image/webp,*/*' });
    expect(card.headers).toMatchObject({
      'content-type': 'image/avif',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline',
    });
    expect((card.body as Buffer).includes('vn.reader')).toBe(true);
    // The browser asks each time: the session has it already, another has not, and who may not see it gets nothing.
    const again = { Accept: 'image/avif,image/webp,*/*', 'If-None-Match': String(card.headers.etag) };
    expect(await reader.get(`/cpdb/images/${image?.id}/card`, again)).toMatchObject({ status: 304 });
    expect((await (await portal.as('ke.limited')).get(`/cpdb/images/${image?.id}/card`, again)).status).toBe(200);
    expect((await portal.visitor().get(`/cpdb/images/${image?.id}/card`, again)).status).toBe(401);
    expect((await (await portal.as('unep.partner')).get(`/cpdb/images/${image?.id}/card`, again)).status).toBe(403);
    expect((await reader.get(`/cpdb/images/${image?.id}/screen`)).headers['cache-control']).toBe('no-store');
    expect(
      (await reader.get(`/cpdb/images/${image?.id}/screen`, { Accept: 'image/webp' })).headers['content-type'],
    ).toBe('image/webp');
    const original = await officer.get(`/cpdb/images/${image?.id}/original`);
    expect(original.headers['content-disposition']).toMatch(/^attachment; filename/);
    for (const path of ['large', '../x', 'tiles/1/0/0', 'depth'])
      expect(await status('vn.reader', `/cpdb/images/${image?.id}/${path}`)).toBe(404);
    for (const id of [randomUUID(), 'x', '0']) expect(await status('vn.reader', `/cpdb/images/${id}/card`)).toBe(404);
    expect(await status('vn.reader', `/cpdb/images/${image?.id}/card?x=1`)).toBe(400);
    await reader.get(`/cpdb/pictures/${ref}`);
    expect(await actionsOn(ref)).toEqual(
      expect.arrayContaining(['picture.imageOpened', 'picture.originalOpened', 'picture.read']),
    );
  });
});

test('a picture is cited in a bulletin by its reference, which leads to it', async () => {
  const ref = await published(portal, officer);
  const begun = await rilo.post('/cws/documents/new/bulletin', {
    clientUuid: randomUUID(),
    edition: '0',
    then: 'review',
    original: 'en',
    'en.title': 'Fuel tanks',
    'en.summary': 'Again.',
    'en.body': `Hidden as in ${ref}, unlike CP-2026-99999.`,
    headings: ['DRUG'],
    number: '12/2026',
    handling: 'H0',
  });
  const document = /([A-Z]+-\d{4}-\d{4})/.exec(begun.headers.location ?? '')?.[1] ?? '';
  await rilo.post(`/cws/documents/${document}/publish`, { edition: '1', audience: 'region' });
  const page = await (await portal.as('ke.limited')).get(`/cws/bulletins/${document}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain(`href="/cpdb/pictures/${ref}"`);
  expect(page.text).not.toContain('/cpdb/pictures/CP-2026-99999');
});

describe('review', () => {
  test('a picture goes to the RILO of the region, comes back with a reason, is mended and published', async () => {
    const before = await lastLetter();
    const ref = await submitted(portal, officer);
    expect((await rilo.get('/cpdb/review')).text).toContain(ref);
    expect((await (await portal.as('rilo.ap')).get('/cpdb/review')).text).not.toContain(ref);
    expect((await rilo.get('/cpdb')).text).toMatch(/href="\/cpdb\/review"[^>]*>\s*Review\s*<span class="count">\d+</);
    expect((await officer.post(`/cpdb/pictures/${ref}/publish`)).status).toBe(403);
    const nameless = await rilo.post(`/cpdb/pictures/${ref}/return`, { returnReason: '' });
    expect([nameless.status, nameless.text.includes('id="field-returnReason-error"')]).toEqual([422, true]);
    expect(
      (await rilo.post(`/cpdb/pictures/${ref}/return`, { returnReason: 'Blur the plate.' })).headers.location,
    ).toContain('done=returned');
    expect((await officer.get(`/cpdb/pictures/${ref}`)).text).toContain('Blur the plate.');
    expect((await officer.post(`/cpdb/pictures/${ref}/submit`)).status).toBe(303);
    expect((await officer.post(`/cpdb/pictures/${ref}/take-back`)).status).toBe(303);
    expect((await rilo.post(`/cpdb/pictures/${ref}/publish`)).status).toBe(404);
    await officer.post(`/cpdb/pictures/${ref}/submit`);
    expect((await rilo.post(`/cpdb/pictures/${ref}/publish`)).status).toBe(303);
    expect((await rilo.post(`/cpdb/pictures/${ref}/publish`)).status).toBe(409);
    expect((await (await portal.as('ke.limited')).get('/cpdb')).text).toContain(ref);
    expect((await actionsOn(ref)).filter(action => /submitted|returned|takenBack|published/.test(action))).toEqual([
      'picture.submitted',
      'picture.returned',
      'picture.submitted',
      'picture.takenBack',
      'picture.submitted',
      'picture.published',
    ]);
    expect(await letters(before)).toEqual(
      expect.arrayContaining(['pictureSubmitted', 'pictureReturned', 'picturePublished']),
    );
    // What is out is changed by nobody; who wants to has it sent back.
    expect((await officer.get(`/cpdb/pictures/${ref}/edit`)).status).toBe(403);
    expect((await send(officer, ref, 'b.jpg', await somePicture())).status).toBe(403);
  });

  test('nothing is sent without an image', async () => {
    const ref = await begun(officer);
    const answer = await officer.post(`/cpdb/pictures/${ref}/submit`);
    expect([answer.status, answer.text.includes('Add an image first.')]).toEqual([422, true]);
  });

  test('another’s picture is worked on by nobody else', async () => {
    const ref = await published(portal, officer);
    const [image] = await examined(portal, ref);
    for (const [login, path, fields] of [
      ['vn.ncp', 'withdraw', { withdrawReason: 'x' }],
      ['vn.ncp', 'submit', {}],
      ['rilo.ap', 'return', { returnReason: 'x' }],
      ['rilo.ap', 'publish', {}],
      ['vn.ncp', 'discard', {}],
      ['vn.ncp', `files/${image?.id}/blur`, { 'x.0': '1', 'y.0': '1', 'w.0': '5', 'h.0': '5' }],
      ['vn.ncp', 'files/arrangement', { [`role.${image?.id}`]: 'xray' }],
    ] as const)
      expect([
        login,
        path,
        (await (await portal.as(login)).post(`/cpdb/pictures/${ref}/${path}`, fields)).status,
      ]).toEqual([login, path, 403]);
    const draft = await begun(officer);
    expect((await (await portal.as('vn.ncp')).post(`/cpdb/pictures/${draft}/submit`)).status).toBe(404);
  });

  test('a problem is reported once, seen by the RILO, and closed', async () => {
    const ref = await published(portal, officer);
    const [reader, before] = [await portal.as('vn.reader'), await lastLetter()];
    const fields = { clientUuid: randomUUID(), about: 'person', trouble: 'A face at the left edge.' };
    for (let times = 0; times < 2; times += 1)
      expect((await reader.post(`/cpdb/pictures/${ref}/report`, fields)).headers.location).toContain('done=reported');
    const wrong = await reader.post(`/cpdb/pictures/${ref}/report`, {
      ...fields,
      clientUuid: randomUUID(),
      about: 'nothing',
      trouble: '',
    });
    expect([wrong.status, wrong.text.includes('id="field-trouble-error"')]).toEqual([422, true]);
    const queue = await rilo.get('/cpdb/review');
    expect(queue.text).toContain('A face at the left edge.');
    expect((await officer.get(`/cpdb/pictures/${ref}`)).text).not.toContain('A face at the left edge.');
    const [, id] = /\/cpdb\/reports\/([0-9a-f-]{36})\/close/.exec(queue.text) ?? [];
    expect((await (await portal.as('rilo.ap')).post(`/cpdb/reports/${id}/close`)).status).toBe(404);
    expect((await rilo.post(`/cpdb/reports/${id}/close`)).headers.location).toContain(ref);
    expect((await rilo.get('/cpdb/review')).text).not.toContain('A face at the left edge.');
    expect((await letters(before)).filter(kind => kind === 'pictureReported').length).toBeGreaterThan(0);
    expect((await actionsOn(ref)).filter(action => action === 'picture.reported')).toHaveLength(1);
  });
});
