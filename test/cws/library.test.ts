import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inDays } from '../support/days.ts';
import { loadLinks, loadReferencePages } from '../../src/cws/index.ts';
import { seedPages } from '../../src/cws/library/seed-files.ts';
import { sheetLists } from '../../src/cws/library/products/catalogue.ts';
import { indexProducts } from '../../src/cws/library/products/index-products.ts';
import { remindKeepers } from '../../src/cws/library/remind.ts';
import { loadTexts } from '../../src/i18n/index.ts';
import { letterSeal, openOutbox } from '../../src/mail/index.ts';
import { problemsIn } from '../../src/markup/index.ts';
import { loadLists, loadOffices } from '../../src/reference/index.ts';
import { mailServer, type MailServer } from '../support/mail-server.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

const masterKey = Buffer.alloc(32, 7);
let portal: TestPortal;
let mail: MailServer;
beforeAll(async () => {
  mail = await mailServer();
  portal = await testPortal({ smtpUrl: mail.url, masterKey });
  await indexProducts(portal.pool, await loadLists(portal.pool));
});
afterAll(() => mail.close());

type Fields = Record<string, string | readonly string[]>;
const page: Fields = {
  original: 'en',
  'en.title': 'Plomb seals',
  'en.summary': 'How they look.',
  'en.body': 'A zyzzyva of lead.',
  branch: 'identification',
  keeper: 'wco.admin',
  checkEvery: '3',
  then: 'review',
};

async function draft(fields: Fields = {}): Promise<string> {
  const answer = await (await portal.as('wco.admin')).post('/cws/documents/new/page', {
    ...page,
    clientUuid: randomUUID(),
    edition: '0',
    ...fields,
  });
  expect(answer.status).toBe(303);
  return (answer.headers.location as string).split('/')[3] as string;
}
async function publish(ref: string): Promise<string> {
  const admin = await portal.as('wco.admin');
  const edition = /name="edition" value="(\d+)"/.exec((await admin.get(`/cws/documents/${ref}`)).text)?.[1] ?? '1';
  const answer = await admin.post(`/cws/documents/${ref}/publish`, { edition, audience: 'world' });
  return answer.headers.location as string;
}
async function published(fields: Fields = {}): Promise<string> {
  const ref = await draft(fields);
  expect(await publish(ref)).toBe(`/cws/documents/${ref}?done=published`);
  return ref;
}
const seedRef = async (key: string): Promise<string> =>
  (
    await portal.owner.query(
      'select d.ref from cws_page_seeds s join cws_documents d on d.id = s.document_id where s.key = $1',
      [key],
    )
  ).rows[0].ref;
/** Titles of the results, in their order. */
const results = (html: string): string[] =>
  [...html.matchAll(/<h2><a href="([^"]+)">/g)].map(([, href = '']) => decodeURIComponent(href));
const found = async (browser: Browser, address: string): Promise<string[]> =>
  results((await browser.get(address)).text);

describe('the tree', () => {
  test('shows branches, pages under each other, sheets and code lists to every member, and to no partner', async () => {
    const below = await published({ 'en.title': 'Seals of rail wagons' });
    const deeper = await published({ 'en.title': 'Seals of one country', parent: below });
    for (const login of ['ke.limited', 'ke.reader', 'rilo.esa', 'wco.cenmat']) {
      const tree = await (await portal.as(login)).get('/cws/reference');
      expect(tree.status).toBe(200);
      expect(tree.text).toMatch(
        new RegExp(
          `<a href="/cws/reference/pages/${below}">[^<]*</a>\\s*<details open>\\s*<summary>1 page below it</` +
            `summary>[\\s\\S]*?${deeper}[\\s\\S]*?</details>`,
        ),
      );
      expect(tree.text).toContain('href="/reference"');
      for (const { list } of sheetLists) expect(tree.text).toContain(`href="/cws/reference/products/${list}"`);
    }
    const page = await (await portal.as('ke.limited')).get(`/cws/reference/pages/${deeper}`);
    expect(page.text).toMatch(/Identification guides<\/a>[\s\S]*Seals of rail wagons<\/a>/);
    expect((await (await portal.as('ke.limited')).get(`/cws/reference/pages/${below}`)).text).toContain(
      'Seals of one country',
    );
    const partner = await portal.as('unep.partner');
    for (const path of [
      '/cws/reference',
      '/cws/reference/search?q=lead',
      '/cws/search?q=lead',
      '/cws/reference/products/ods',
      '/cws/reference/products/ods/HCFC-22',
      '/cws/reference/branches/law',
      `/cws/reference/pages/${below}`,
    ]) {
      expect((await partner.get(path)).status).toBe(403);
    }
  });

  test('refuses a page under itself, by any way round, and under another branch', async () => {
    const admin = await portal.as('wco.admin');
    const top = await published({ 'en.title': 'Top' });
    const under = await published({ 'en.title': 'Under', parent: top });
    for (const [fields, words] of [
      [{ parent: under }, 'be its own parent'],
      [{ parent: top }, 'be its own parent'],
      [{ parent: await seedRef('cites') }, 'another branch'],
      [{ parent: 'PAGE-2001-9999' }, 'published page'],
    ] as const) {
      await admin.post(`/cws/documents/${top}/revise`);
      const edition = /name="edition" value="(\d+)"/.exec(
        (await admin.get(`/cws/documents/${top}/edit`)).text,
      )?.[1] as string;
      await admin.post(`/cws/documents/${top}/edit`, { ...page, 'en.title': 'Top', ...fields, edition });
      expect(await publish(top)).toContain('check=1');
      const form = await admin.get(`/cws/documents/${top}/edit?check=1`);
      expect(form.text).toContain('id="field-parent-error"');
      expect(form.text).toContain(words);
    }
  });

  test('loses no page, even where two stand under each other', async () => {
    const [one, two] = [await published({ 'en.title': 'Round one' }), await published({ 'en.title': 'Round two' })];
    await portal.owner.query(
      `update cws_documents set facts = facts || jsonb_build_object('parent', case ref when $1 then $2 else $1
        end) where ref in ($1, $2)`,
      [one, two],
    );
    const tree = await (await portal.as('ke.limited')).get('/cws/reference');
    for (const ref of [one, two]) expect(tree.text.split(`/cws/reference/pages/${ref}"`).length).toBe(2);
    expect((await (await portal.as('ke.limited')).get(`/cws/reference/pages/${one}`)).status).toBe(200);
  });

  test('a branch as a list, paged; odd parameters are answered', async () => {
    const reader = await portal.as('ke.reader');
    expect((await reader.get('/cws/reference/branches/law')).text).toContain('Montreal Protocol');
    for (const path of [
      '/cws/reference?q=x',
      '/cws/reference/branches/law?after=zzz',
      '/cws/reference/products/ods?after=none',
      '/cws/search?kind=secret',
      '/cws/search?after=5000',
      '/cws/reference/search?branch=x',
    ])
      expect((await reader.get(path)).status).toBe(400);
    for (const path of [
      '/cws/reference/branches/none',
      '/cws/reference/products/country',
      '/cws/reference/products/constructor',
      '/cws/reference/products/ods/none',
      '/cws/reference/products/ods/%00',
    ])
      expect((await reader.get(path)).status).toBe(404);
  });

  test('code lists stay at their address, as a page of the website', async () => {
    const answer = await (await portal.as('ke.limited')).get('/reference/ods');
    expect(answer.text).toMatch(/href="\/cws" aria-current="true"/);
    expect(answer.text).toMatch(/href="\/cws\/reference" aria-current="page"/);
  });
});

describe('product sheets', () => {
  test('every code of every list has one, in both languages', async () => {
    const lists = await loadLists(portal.pool);
    const reader = await portal.as('ke.limited');
    for (const { list } of sheetLists) {
      const codes = lists.all(list);
      for (const entry of [codes[0], codes[Math.floor(codes.length / 2)], codes.at(-1)]) {
        const sheet = await reader.get(`/cws/reference/products/${list}/${encodeURIComponent(entry?.code ?? '')}`);
        expect([list, entry?.code, sheet.status]).toEqual([list, entry?.code, 200]);
        expect(sheet.text).not.toMatch(/cwsreference:|undefined/);
      }
      expect((await reader.get(`/cws/reference/products/${list}`)).text).not.toMatch(/cwsreference:|undefined/);
    }
  });

  test('say what the lists say: blends of R-22, components, appendices by date, what stands under an HS code', async () => {
    const reader = await portal.as('ke.limited');
    const r22 = (await reader.get('/cws/reference/products/ods/HCFC-22')).text;
    for (const words of [
      'R-22',
      '75-45-6',
      'CHF2Cl',
      '2903.71',
      'group I',
      '0.055',
      '1,810',
      'R-502',
      'refrigerant identifier',
    ])
      expect(r22).toContain(words);
    expect((await reader.get('/cws/reference/products/ods_blend/R-502')).text).toContain(
      'href="/cws/reference/products/ods/CFC-115"',
    );
    const elephant = (await reader.get('/cws/reference/products/cites_species/Loxodonta%20africana')).text;
    for (const words of ['from 18 Jan 1990 to 17 Sept 1997', 'Éléphant', 'Tusk']) expect(elephant).toContain(words);
    const heading = (await reader.get('/cws/reference/products/hs/2903')).text;
    for (const words of [
      '2903.71',
      'href="/cws/reference/products/ods/HCFC-22"',
      'href="/cws/reference/products/hs/29"',
    ])
      expect(heading).toContain(words);
    expect((await reader.get('/cws/reference/products/precursor/ACETIC-ANHYDRIDE')).text).toMatch(
      /Table I[\s\S]*heroin/,
    );
  });

  test('are found by another of their numbers, and searched within a list by it first', async () => {
    const reader = await portal.as('ke.limited');
    for (const number of ['R-22', 'r22', '75-45-6'])
      expect((await reader.get(`/cws/reference/products/ods/${number}`)).headers.location).toBe(
        '/cws/reference/products/ods/HCFC-22',
      );
    const list = (await reader.get('/cws/reference/products/ods?q=R-22')).text;
    expect(/<tbody>[\s\S]*?href="([^"]+)"/.exec(list)?.[1]).toBe('/cws/reference/products/ods/HCFC-22');
  });

  test('link to the cases of the database for those only whom it is open to', async () => {
    const path = '/cws/reference/products/ods/HCFC-22';
    expect((await (await portal.as('ke.limited')).get(path)).text).not.toContain('/seizures');
    const link = /href="(\/seizures\?[^"]+)"/.exec(
      (await (await portal.as('ke.reader')).get(path)).text,
    )?.[1] as string;
    expect((await (await portal.as('ke.reader')).get(link)).status).toBe(200);
  });

  test('are written for the search once, again only when a list changes, by one of two processes', async () => {
    const lists = await loadLists(portal.pool);
    expect(await indexProducts(portal.pool, lists)).toEqual([]);
    await portal.owner.query(
      `update reference_codes set name_en = 'Quuxine' where kind = 'precursor' and code = 'ACETIC-ANHYDRIDE'`,
    );
    await lists.reload();
    expect((await Promise.all([indexProducts(portal.pool, lists), indexProducts(portal.pool, lists)])).flat()).toEqual([
      'precursor',
    ]);
    // A portal that has read the list again already asks for the other names too, which sheets of HS codes have.
    expect((await found(await portal.as('ke.limited'), '/cws/reference/search?q=quuxine'))[0]).toBe(
      '/cws/reference/products/precursor/ACETIC-ANHYDRIDE',
    );
  });
});

describe('the search', () => {
  test('puts an exact number first, however it is written', async () => {
    const reader = await portal.as('ke.limited');
    for (const [q, first] of [
      ['R-22', 'ods/HCFC-22'],
      ['R22', 'ods/HCFC-22'],
      ['75-45-6', 'ods/HCFC-22'],
      ['2903.71', 'hs/290371'],
      ['108-24-7', 'precursor/ACETIC-ANHYDRIDE'],
      ['r 404a', 'ods_blend/R-404A'],
      ['Y46', 'basel/Y46'],
    ]) {
      for (const path of ['/cws/reference/search', '/cws/search'])
        expect([q, (await found(reader, `${path}?q=${encodeURIComponent(q as string)}`))[0]]).toEqual([
          q,
          `/cws/reference/products/${first}`,
        ]);
    }
    const ref = await seedRef('montreal-protocol');
    expect((await found(reader, `/cws/search?q=${ref.toLowerCase()}`))[0]).toBe(`/cws/reference/pages/${ref}`);
  });

  test('finds in both languages, by the beginning of the last word, and marks what it found', async () => {
    const reader = await portal.as('ke.limited');
    const elephant = '/cws/reference/products/cites_species/Loxodonta africana';
    for (const q of ['african eleph', 'éléphant d’Afrique', 'elephant afrique'])
      expect(await found(reader, `/cws/reference/search?q=${encodeURIComponent(q)}`)).toContain(elephant);
    for (const q of ['coke', 'кокаин', 'cocaïne'])
      expect(await found(reader, `/cws/search?q=${encodeURIComponent(q)}`)).toContain(
        '/cws/reference/products/drug/COC-HCL',
      );
    const page = await reader.get('/cws/reference/search?q=notification+pr%C3%A9alable');
    expect(page.text).toMatch(/<mark>[^<]*notification/i);
    expect(await found(reader, '/cws/search?q=CITES+-permit&kind=page')).not.toContain(
      `/cws/reference/pages/${await seedRef('cites')}`,
    );
  });

  test('of odd words is an answer, never an error', async () => {
    const reader = await portal.as('ke.limited');
    for (const q of [
      "'",
      '"',
      '-',
      ':*',
      "a'b\\",
      '"open phrase',
      'x & | !',
      '((',
      'the',
      '<mark>',
      '\u{1f40d}',
      '%',
      'é'.repeat(90),
    ])
      expect([q, (await reader.get(`/cws/search?q=${encodeURIComponent(q)}`)).status]).toEqual([q, 200]);
    expect((await reader.get('/cws/search?q=%3Cscript%3E')).text).not.toContain('<script>');
  });

  test('knows nothing of what its reader may not read: not its words, not its count', async () => {
    const [other, own] = [await portal.as('vn.reader'), await portal.as('ke.limited')];
    const kindCount = (html: string, kind: string): string | undefined =>
      new RegExp(`kind=${kind}[^>]*>[^<]*<span class="count">(\\d+)`).exec(html)?.[1];
    const ref = await regionalAlert('Xylophage beetles in pallets');
    expect(await found(own, '/cws/search?q=xylophage')).toEqual([`/cws/alerts/${ref}`]);
    expect(kindCount((await own.get('/cws/search?q=xylophage')).text, 'alert')).toBe('1');
    for (const path of [
      '/cws/search?q=xylophage',
      `/cws/search?q=${ref}`,
      '/cws/search?q=xylophage&kind=alert',
      '/cws/search?q=xyloph&heading=CITES',
    ]) {
      const answer = await other.get(path);
      expect(results(answer.text)).toEqual([]);
      expect(answer.text).not.toContain('beetles');
      expect(kindCount(answer.text, 'alert') ?? '0').toBe('0');
    }
    const hidden = await draft({ 'en.body': 'Wombatoid marks.' });
    expect(await found(await portal.as('wco.admin'), '/cws/search?q=wombatoid')).toEqual([]);
    await publish(hidden);
    expect(await found(own, '/cws/search?q=wombatoid')).toHaveLength(1);
    await (await portal.as('wco.admin')).post(`/cws/documents/${hidden}/withdraw`, { reason: 'Wrong.' });
    // Who relied on it finds it, and that it is withdrawn.
    expect(await found(own, '/cws/search?q=wombatoid')).toHaveLength(1);
    expect((await own.get('/cws/search?q=wombatoid')).text).toContain('Withdrawn');
    expect((await own.get('/cws/reference')).text).not.toContain(hidden);
    expect((await own.get(`/cws/reference/pages/${hidden}`)).text).toContain('Wrong.');
  });

  test('finds the text of a file, and shows its document', async () => {
    const ref = await published({ 'en.title': 'Annex of tables' });
    await portal.owner.query(
      `insert into cws_search (kind, key, part, lang, document_id, href, title, body)
      select 'page', ref, 'f1', 'en', id, '/cws/files/1', 'tables.pdf', repeat('filler ', 3000) ||
        ' the brontosaurus clause ' || repeat('filler ', 3000) from cws_documents where ref = $1`,
      [ref],
    );
    const page = await (await portal.as('ke.limited')).get('/cws/reference/search?q=brontosaurus');
    expect(results(page.text)).toEqual([`/cws/reference/pages/${ref}`]);
    expect(page.text).toContain('<mark>brontosaurus</mark>');
    expect(page.text).toContain('tables.pdf');
  });

  test('finds links in use, by their words as they are now', async () => {
    const admin = await portal.as('wco.admin');
    const form = {
      nameEn: 'Gnomon library',
      nameFr: 'Bibliothèque du gnomon',
      url: 'https://gnomon.example/',
      descriptionEn: 'Sundials.',
      descriptionFr: 'Cadrans solaires.',
      languages: 'en',
    };
    const {
      rows: [{ subject }],
    } = await portal.owner.query('select subject from cws_links limit 1');
    const {
      rows: [link],
    } = await portal.owner.query('select id, name_en from cws_links where retired_on is null order by id limit 1');
    expect(
      (
        await found(await portal.as('ke.limited'), `/cws/search?kind=link&q=${encodeURIComponent(`"${link.name_en}"`)}`)
      )[0],
    ).toBe(`/cws/links#link-${link.id}`);
    expect((await admin.post('/cws/links', { ...form, subject, clientUuid: randomUUID() })).status).toBe(303);
    const [address = ''] = await found(await portal.as('ke.limited'), '/cws/search?q=gnomon');
    expect(address).toMatch(/^\/cws\/links#link-\d+$/);
    await portal.owner.query(`update cws_links set retired_on = current_date where url = $1`, [form.url]);
    await loadLinks(portal.owner);
    expect(await found(await portal.as('ke.limited'), '/cws/search?q=gnomon')).toEqual([]);
  });

  test('is in the trail', async () => {
    await (await portal.as('ke.reader')).get('/cws/search?q=traceable');
    const { rows } = await portal.owner.query(
      `select login_id from audit_events where action = 'document.listed' and detail->>'q' = 'traceable' order by id`,
    );
    expect(rows).toEqual([{ login_id: 'ke.reader' }]);
  });

  async function regionalAlert(title: string): Promise<string> {
    const rilo = await portal.as('rilo.esa');
    const answer = await rilo.post('/cws/documents/new/alert', {
      original: 'en',
      'en.title': title,
      'en.summary': 'In wood.',
      'en.body': 'Seen twice.',
      alertKind: 'warning',
      urgent: 'no',
      headings: ['CITES'],
      handling: 'H0',
      validUntil: inDays(200),
      then: 'review',
      clientUuid: randomUUID(),
      edition: '0',
    });
    const ref = (answer.headers.location as string).split('/')[3] as string;
    expect(
      (await rilo.post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'region' })).headers.location,
    ).toContain('done=published');
    return ref;
  }
});

describe('the check of a page', () => {
  const age = (ref: string, months: number) =>
    portal.owner.query(`update cws_documents set published_at = now() - make_interval(months => $2) where ref = $1`, [
      ref,
      months,
    ]);

  test('is the keeper’s and the administrator’s word, once a day, and in the trail', async () => {
    const ref = await published({ 'en.title': 'To be kept', keeper: 'wco.cenmat' });
    const path = `/cws/reference/pages/${ref}/checked`;
    for (const login of ['ke.limited', 'ke.ncp', 'rilo.esa'])
      expect([login, (await (await portal.as(login)).post(path)).status]).toEqual([login, 403]);
    expect((await (await portal.as('unep.partner')).post(path)).status).toBe(403);
    const keeper = await portal.as('wco.cenmat');
    expect((await keeper.post(path, { login: 'x' })).status).toBe(400);
    for (let i = 0; i < 2; i += 1)
      expect((await keeper.post(path)).headers.location).toBe(`/cws/reference/pages/${ref}?done=checked`);
    expect((await keeper.get(`/cws/reference/pages/${ref}`)).text).toContain('by wco.cenmat');
    const { rows } = await portal.owner.query(
      `select login_id from audit_events where action = 'document.checked' and subject = $1 order by id`,
      [ref],
    );
    expect(rows).toEqual([{ login_id: 'wco.cenmat' }]);
    expect((await keeper.post('/cws/reference/pages/PAGE-2001-9999/checked')).status).toBe(404);
  });

  test('falls due by its months: on the desk, in the tree, on the page, until it is said', async () => {
    const ref = await published({ 'en.title': 'Grown old', keeper: 'wco.cenmat' });
    const [admin, keeper, reader] = [
      await portal.as('wco.admin'),
      await portal.as('wco.cenmat'),
      await portal.as('ke.reader'),
    ];
    expect((await admin.get('/cws/documents')).text).not.toContain('Grown old');
    await age(ref, 4);
    expect((await admin.get('/cws/documents')).text).toContain('Grown old');
    expect((await keeper.get('/cws/reference')).text).toMatch(/To be checked[\s\S]*Grown old/);
    expect((await reader.get('/cws/reference')).text).not.toContain('To be checked');
    expect((await keeper.get(`/cws/reference/pages/${ref}`)).text).toContain('was due to be checked by');
    await keeper.post(`/cws/reference/pages/${ref}/checked`);
    expect((await admin.get('/cws/documents')).text).not.toContain('Grown old');
  });

  test(
    'is asked for by letter: when due, monthly after, never twice; without a keeper of the administrators; ' +
      'title and link only',
    async () => {
      await portal.owner.query(
        `update accounts set email = replace(login_id, '.', '-') || '@mail.test', activated_at =
        coalesce(activated_at, now()) where login_id in ('wco.cenmat', 'wco.admin')`,
      );
      await portal.owner.query(`update accounts set lang = 'fr' where login_id = 'wco.cenmat'`);
      const [kept, orphan] = [
        await published({
          'en.title': 'Kept by one',
          'fr.title': 'Gardée',
          'fr.summary': 'S.',
          'fr.body': 'B.',
          'en.body': 'Restricted words.',
          keeper: 'wco.cenmat',
        }),
        await published({ 'en.title': 'Kept by none' }),
      ];
      await portal.owner.query(`update cws_documents set facts = facts || '{"keeper":""}' where ref = $1`, [orphan]);
      const context = {
        jobPool: portal.pool,
        offices: await loadOffices(portal.pool),
        outbox: openOutbox({ texts: await loadTexts(), seal: letterSeal(masterKey), baseUrl: 'https://cen.test' }),
      };
      const day = (months: number, days = 0): string => {
        const date = new Date();
        date.setUTCMonth(date.getUTCMonth() + months);
        date.setUTCDate(date.getUTCDate() + days);
        return date.toISOString().slice(0, 10);
      };
      const lettersOf = async (ref: string): Promise<number> =>
        (
          await portal.owner.query(
            `
            select count(*)::int as n from cws_check_reminders r join cws_documents d on d.id = r.document_id
            where d.ref = $1`,
            [ref],
          )
        ).rows[0].n;
      await remindKeepers(context, day(2));
      expect(await lettersOf(kept)).toBe(0);
      await Promise.all([remindKeepers(context, day(3, 1)), remindKeepers(context, day(3, 1))]);
      await remindKeepers(context, day(3, 5));
      expect(await lettersOf(kept)).toBe(1);
      await remindKeepers(context, day(4, 5));
      expect(await lettersOf(kept)).toBe(2);
      await expect
        .poll(() => mail.received.filter(({ text }) => text.includes(kept)).length, { timeout: 15_000 })
        .toBe(2);
      const [letter] = mail.received.filter(({ text }) => text.includes(kept));
      expect(letter?.to).toEqual(['wco-cenmat@mail.test']);
      expect(letter?.text).toContain('Gardée');
      expect(letter?.text).toContain(`https://cen.test/cws/reference/pages/${kept}`);
      expect(letter?.text).not.toContain('Restricted');
      await expect
        .poll(() => mail.received.filter(({ text }) => text.includes(orphan)).map(({ to }) => to[0]), {
          timeout: 15_000,
        })
        .toEqual(['wco-admin@mail.test', 'wco-admin@mail.test']);
    },
  );
});

describe('pages that come with the portal', () => {
  const count = async (): Promise<unknown> =>
    (
      await portal.owner.query(
        `select (select count(*) from cws_documents), (select count(*) from cws_versions), (select count(*) from
          cws_steps), (select max(id) from cws_search where kind = 'page'), (select count(*) from audit_events)`,
      )
    ).rows[0];

  test('are whole: both languages, a source, clean Markdown, links that lead somewhere', async () => {
    const pages = seedPages();
    expect(pages.length).toBeGreaterThanOrEqual(12);
    const reader = await portal.as('ke.limited');
    for (const { key, content } of pages)
      for (const text of [content.texts.en, content.texts.fr]) {
        expect([key, problemsIn(text?.body ?? '')]).toEqual([key, []]);
        for (const [, href = ''] of (text?.body ?? '').matchAll(/\]\((\/[^)]+)\)/g))
          expect([key, href, (await reader.get(href)).status]).toEqual([key, href, 200]);
      }
  });

  test('are read as the portal’s, in both languages, by every member', async () => {
    const reader = await portal.as('ke.limited');
    for (const { key, content } of seedPages()) {
      const ref = await seedRef(key);
      const page = await reader.get(`/cws/reference/pages/${ref}`);
      expect([key, page.status]).toEqual([key, 200]);
      expect(page.text).toContain('came with the portal');
      const french = await reader.get(`/cws/reference/pages/${ref}?lang=fr`);
      expect(french.text).toContain((content.texts.fr?.title ?? '').replaceAll('’', '’'));
      expect(french.text).not.toContain('made from an earlier text');
    }
    expect((await (await portal.as('wco.admin')).get(`/cws/documents/${await seedRef('cites')}`)).text).toContain(
      'the portal',
    );
  });

  test('a second start changes nothing, two at once write once', async () => {
    const before = await count();
    expect(await Promise.all([loadReferencePages(portal.owner), loadReferencePages(portal.owner)])).toEqual([0, 0]);
    expect(await count()).toEqual(before);
  });

  test('a changed file is a new version; a page somebody revised is theirs', async () => {
    const directory = `${mkdtempSync(`${tmpdir()}/cen-pages-`)}/`;
    await cp('seeds/cws', directory, { recursive: true });
    for (const key of ['glossary', 'network'])
      await writeFile(
        `${directory}${key}.en.md`,
        `${await readFile(`${directory}${key}.en.md`, 'utf8')}\nA new sentence.\n`,
      );
    const [glossary, network] = [await seedRef('glossary'), await seedRef('network')];
    await (await portal.as('wco.admin')).post(`/cws/documents/${network}/revise`);
    expect(await loadReferencePages(portal.owner, seedPages(directory))).toBe(1);
    const versions = await portal.owner.query(
      `select ref, version from cws_documents where ref = any($1) order by ref`,
      [[glossary, network]],
    );
    expect(Object.fromEntries(versions.rows.map(({ ref, version }) => [ref, version]))).toEqual({
      [glossary]: 2,
      [network]: 1,
    });
    expect((await (await portal.as('ke.limited')).get(`/cws/reference/pages/${glossary}`)).text).toContain(
      'A new sentence.',
    );
  });
});
