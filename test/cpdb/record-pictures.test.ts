import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm, refOf } from '../support/entry.ts';
import { begun, examined, published, send as sendImage, somePicture, submitted } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let officer: Browser;
let [open, narrow, without] = ['', '', ''];
let [shown, waits, draft, ofNarrow, other] = ['', '', '', '', ''];

beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
  const facts = { country: 'KE', embargoUntil: undefined, releaseOffices: undefined };
  const record = (nationalRef: string, release: string) =>
    recordByForm(officer, sampleRecord('DRUG', { facts: { ...facts, nationalRef, release } }));
  [open, narrow, without] = [await record('R/1', 'all'), await record('R/2', 'rilos'), await record('R/3', 'all')];
  shown = await published(portal, officer, { seizure: open, captionFr: 'Réservoir à double fond' });
  [waits, draft, ofNarrow, other] = [
    await submitted(portal, officer, { seizure: open }),
    await begun(officer, { seizure: open }),
    await published(portal, officer, { seizure: narrow }),
    await published(portal, officer),
  ];
}, 60_000);

const page = async (login: string, record: string, browser?: Browser) =>
  (browser ?? (await portal.as(login))).get(`/seizures/${record}`);
const section = (text: string): string =>
  /<section[^>]*aria-labelledby="pictures"[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';
const refsIn = (text: string): string[] =>
  [...section(text).matchAll(/href="\/cpdb\/pictures\/(CP-\d{4}-\d+)"/g)].map(([, ref]) => ref ?? '').sort();

describe('pictures on a record’s page', () => {
  test('are those of this record that this viewer may see', async () => {
    const all = [shown, waits, draft].sort();
    for (const [login, refs] of [
      ['ke.officer', all],
      ['ke.ncp', all],
      ['rilo.esa', [shown, waits].sort()],
      ['wco.admin', [shown, waits].sort()],
      ['ke.reader', [shown]],
      ['vn.reader', [shown]],
      ['rilo.ap', [shown]],
    ] as const) {
      const { status, text } = await page(login, open);
      expect([login, status, refsIn(text)]).toEqual([login, 200, refs]);
    }
    // Who is Limited, or a partner, has no record to see them on; whom it is not released to finds none.
    for (const [login, record, status] of [
      ['ke.limited', open, 403],
      ['unep.partner', open, 403],
      ['vn.reader', narrow, 404],
    ] as const) {
      const answer = await page(login, record);
      expect([login, answer.status, answer.text.includes('CP-2')]).toEqual([login, status, false]);
    }
    expect(refsIn((await page('ke.reader', narrow)).text)).toEqual([ofNarrow]);
    expect((await page('ke.reader', open)).text).not.toContain(other);
    expect(section((await page('ke.officer', without)).text)).toBe('');
  });

  test(
    'say how they stand, have their caption in the reader’s language, and thumbnails that carry the reader’s ' + 'name',
    async () => {
      const own = section((await page('ke.officer', open)).text);
      for (const words of ['3 hiding places', 'In review', 'Draft']) expect(own).toContain(words);
      const [image] = await examined(portal, shown);
      const reader = await portal.as('vn.reader');
      expect(section((await page('', open, reader)).text)).toContain(`/cpdb/images/${image?.id}/thumbnail`);
      const thumbnail = await reader.get(`/cpdb/images/${image?.id}/thumbnail`, { Accept: 'image/avif,image/webp' });
      expect([thumbnail.status, (thumbnail.body as Buffer).includes('vn.reader')]).toEqual([200, true]);
      await reader.post('/language', { lang: 'fr', back: '/' });
      expect(section((await page('', open, reader)).text)).toContain('Réservoir à double fond');
      await reader.post('/language', { lang: 'en', back: '/' });
    },
  );

  test('are noted as looked at, with what was shown; a record without any notes nothing of pictures', async () => {
    const listed = async () =>
      (
        await portal.owner.query(
          `select detail from audit_events e where action = 'picture.listed' and detail->>'for' = 'record'
            order by id desc`,
        )
      ).rows.map(({ detail }) => detail);
    const before = (await listed()).length;
    await page('ke.reader', open);
    await page('ke.reader', without);
    const after = await listed();
    expect([after.length - before, after[0]]).toEqual([1, { for: 'record', ref: open, pictures: [shown] }]);
  });

  test('lead to each other on their own pages, for who sees the record', async () => {
    const beside = async (login: string): Promise<string[]> => {
      const { text } = await (await portal.as(login)).get(`/cpdb/pictures/${shown}`);
      return [
        ...(/<section[^>]*aria-labelledby="sameCase"[\s\S]*?<\/section>/
          .exec(text)?.[0]
          .matchAll(/href="\/cpdb\/pictures\/(CP-\d{4}-\d+)"/g) ?? []),
      ]
        .map(([, ref]) => ref ?? '')
        .sort();
    };
    const second = await published(portal, officer, { seizure: open });
    expect([
      await beside('ke.officer'),
      await beside('rilo.esa'),
      await beside('vn.reader'),
      await beside('ke.limited'),
    ]).toEqual([[draft, second, waits].sort(), [second, waits].sort(), [second], []]);
  });

  test('withdrawn, one is left to those who work on it', async () => {
    await (await portal.as('rilo.esa')).post(`/cpdb/pictures/${ofNarrow}/withdraw`, {
      withdrawReason: 'A plate is to be read.',
    });
    expect([refsIn((await page('ke.reader', narrow)).text), refsIn((await page('ke.officer', narrow)).text)]).toEqual([
      [],
      [ofNarrow],
    ]);
  });
});

describe('pictures taken while a seizure is entered', () => {
  const fieldsOfPage = {
    form: 'short',
    'lines.0.key': 'aa',
    'lines.0.heading': 'TOB',
    'lines.0.product': 'TOB-CIG',
    'facts.concealment': 'CON-VEH-FLOOR',
    'facts.transport': 'ROAD-TRUCK',
  };

  test('live with the draft, go with it to a colleague, and belong to the record it becomes', async () => {
    const id = randomUUID();
    const send = (browser: Browser, action: string, more: Readonly<Record<string, string>> = {}) =>
      browser.post(`/seizures/drafts/${id}/page`, { ...more, action });
    const early = await send(officer, 'pictures', { form: 'short' });
    expect([early.status, early.text.includes('Choose the heading of the goods first')]).toEqual([422, true]);
    const begin = await send(officer, 'pictures', fieldsOfPage);
    expect((await send(officer, 'pictures')).headers.location).toBe(begin.headers.location);
    const taken = /^\/cpdb\/pictures\/(CP-\d{4}-\d+)\/files$/.exec(begin.headers.location ?? '')?.[1] ?? '';
    await sendImage(officer, taken, 'floor.jpg', await somePicture());
    const [image] = await examined(portal, taken);
    await portal.owner.query(`update cpdb_images set alike = '{}' where id = $1`, [image?.id]);
    expect((await officer.get(`/cpdb/pictures/${taken}/files`)).text).toContain(`/seizures/drafts/${id}#pictures`);
    expect((await officer.get(`/seizures/drafts/${id}/page`)).text).toContain(`/cpdb/images/${image?.id}/thumbnail`);
    // The draft is its writer's alone, and so is what was taken for it.
    const colleague = await portal.as('ke.ncp');
    for (const path of [`/cpdb/pictures/${taken}`, `/cpdb/images/${image?.id}/thumbnail`])
      expect([path, (await colleague.get(path)).status]).toEqual([path, 404]);
    expect((await colleague.get('/cpdb/contributions')).text).not.toContain(taken);
    const notYet = await officer.post(`/cpdb/pictures/${taken}/submit`);
    expect(notYet.status).toBe(422);
    expect(notYet.text).toContain('has not been submitted yet');
    await officer.post(`/seizures/drafts/${id}/handover`, { to: 'ke.ncp', note: '' });
    expect((await officer.get(`/cpdb/pictures/${taken}`)).status).toBe(404);
    const done = await send(colleague, 'submit', {
      ...fieldsOfPage,
      'lines.0.quantity': '60',
      'lines.0.unit': 'mastercase',
      'facts.seizureDate': '2026-11-20',
      'facts.location': 'LOC-LANDBORDER',
      'facts.direction': 'IMP',
      'facts.departure': 'TZ',
      'facts.destination': 'KE',
      'facts.detection': 'DET-SCAN',
    });
    const record = refOf(done);
    expect(refsIn((await page('ke.officer', record)).text)).toEqual([taken]);
    const shownNow = (await officer.get(`/cpdb/pictures/${taken}/edit`)).text;
    expect(shownNow).toContain('Cigarettes, Under floor or false floor, Truck and lorry');
    expect(shownNow).toContain('2026-11-20');
    expect((await officer.post(`/cpdb/pictures/${taken}/submit`)).status).toBe(303);
  });

  test('go with a draft that is discarded, and where its goods take no picture', async () => {
    for (const [code, product] of [
      ['TOB', 'TOB-CIG'],
      ['PORN', ''],
    ] as const) {
      const id = randomUUID();
      const sent = { ...fieldsOfPage, 'lines.0.heading': code, 'lines.0.product': product, action: 'pictures' };
      const answer = await officer.post(`/seizures/drafts/${id}/page`, sent);
      expect([code, answer.status]).toEqual([code, code === 'TOB' ? 303 : 422]);
      await officer.post(`/seizures/drafts/${id}/removal`);
      const { rows } = await portal.owner.query('select state from cpdb_pictures where seizure_draft_id = $1', [id]);
      expect(rows.map(({ state }) => state)).toEqual(code === 'TOB' ? ['discarded'] : []);
    }
  });
});
