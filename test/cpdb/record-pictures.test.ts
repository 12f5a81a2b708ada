import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { recordByForm } from '../support/entry.ts';
import { begun, examined, published, submitted } from '../support/pictures.ts';
import { testPortal } from '../support/portal.ts';
import type { Browser, TestPortal } from '../support/portal.ts';

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
          `select detail from audit_events e where action = 'picture.listed' and detail->>'for' = 'record' order
            by id desc`,
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
