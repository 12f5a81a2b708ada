import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { countReport } from '../../src/analysis/report/figures/count.ts';
import { tellsSmall } from '../../src/analysis/report/figures/check.ts';
import type { CountedReport, PrintedReport } from '../../src/analysis/report/figures/figures.ts';
import { printed } from '../../src/analysis/report/figures/print.ts';
import { inSnapshot } from '../../src/analysis/report/figures/search-year.ts';
import { periodOf } from '../../src/analysis/report/work/begin.ts';
import { checksumOf } from '../../src/analysis/report/work/run-count.ts';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { inDays } from '../support/days.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { published } from '../support/pictures.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let admin: Browser;
let rilo: Browser;
let reader: Browser;
const base = '/analysis/report';
let number = 0;
const record = (heading: Parameters<typeof sampleRecord>[0], date: string, more: Overrides = {}) => {
  number += 1;
  const facts = { release: 'all', releaseOffices: undefined, nationalRef: `R/${number}`, seizureDate: date };
  return sampleRecord(heading, { ...more, facts: { ...facts, ...more.facts } });
};
const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
/** A record of 2024 that anybody may open. */
let study: string;

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  const refs = await ground.put([
    ...many(40, () => record('DRUG', '2024-03-10', { facts: { transport: 'AIR-PAX' } })),
    ...many(12, () => record('DRUG', '2024-05-10', { facts: { transport: 'MAIL' }, line: { product: 'OPI-HER' } })),
    record('DRUG', '2024-06-01', { facts: { transport: 'RAIL' } }),
    ...many(20, () => record('DRUG', '2023-03-10')),
    ...many(15, () => record('TOB', '2024-07-01')),
    // Seen by nobody outside.
    ...many(5, () => record('DRUG', '2024-08-01', { facts: { embargoUntil: inDays(300) } })),
    ...many(4, () => record('DRUG', '2024-08-01', { facts: { release: 'region' } })),
    record('NUC', '2024-02-29'),
  ]);
  study = refs[0] ?? '';
  admin = await portal.as('wco.admin');
  rilo = await portal.as('rilo.esa');
  reader = await portal.as('vn.reader');
  await begin('2024');
});

/** Begins a report and waits until its figures are frozen. */
async function begin(year: string, browser = admin) {
  const answer = await browser.post(
    `${base}/new`,
    { from: `${year}-01-01`, to: `${year}-12-31`, area: '' },
    `${base}/new`,
  );
  expect([answer.status, answer.headers.location]).toEqual([303, `${base}/${year}/desk`]);
  expect(await ended(year, 'freeze')).toBe('done');
}

/** The newest count of a kind. */
async function countOf(slug: string, kind: string) {
  const { rows } = await portal.owner.query<{ id: string; state: string; attempts: number }>(
    `select c.id, c.state, c.attempts from analysis_report_counts c join analysis_reports r on r.id = c.report_id
     where r.slug = $1 and c.kind = $2 order by c.asked_at desc limit 1`,
    [slug, kind],
  );
  return rows[0]!;
}

/** How the newest count of a kind ended. */
async function ended(slug: string, kind: string) {
  const over = async () => {
    const { state } = await countOf(slug, kind);
    expect(state).toMatch(/^(done|stopped|failed)$/);
    return state;
  };
  return vi.waitFor(over, { timeout: 30_000, interval: 100 });
}

/** Asks for a count as the button of the desk does. */
async function askCount(slug: string, act: 'figures' | 'comparison', browser = admin, why = '') {
  const { rows } = await portal.owner.query<{ version: string }>(
    'select version::text from analysis_reports where slug = $1',
    [slug],
  );
  const { version = '' } = rows[0] ?? {};
  return browser.post(`${base}/${slug}/desk/${act}`, { version, text: why, section: 'drugs' }, `${base}/${slug}/desk`);
}

/** Holds the goods of all records, so that a count waits in the midst of it. Answers how it goes on. */
async function holdGoods() {
  const holding = await portal.owner.connect();
  await holding.query('begin');
  await holding.query('lock table goods_lines in access exclusive mode');
  return async () => {
    await holding.query('commit');
    holding.release();
  };
}
const kept = async (slug: string) =>
  (
    await portal.owner.query<{ counted: CountedReport; printed: PrintedReport; checksum: string }>(
      'select counted, printed, checksum from analysis_reports where slug = $1',
      [slug],
    )
  ).rows[0]!;
const counted = () =>
  inSnapshot(portal.pool, client =>
    countReport(
      client,
      { lists: ground.lists, offices: ground.offices },
      periodOf({ from: '2024-01-01', to: '2024-12-31', area: null }, ground.offices),
    ),
  );
const sectionOf = <S extends { code: string }>(report: { readonly sections: readonly S[] }, code: string): S =>
  report.sections.find(one => one.code === code)!;
const write = (browser: Browser, key: string, fields: Record<string, string> = {}, from = '0', slug = '2024') =>
  browser.post(
    `${base}/${slug}/desk/${key}/text`,
    {
      from,
      titleEn: 'Drugs: {cases} cases',
      textEn:
        'They were {cases} cases, {change} more.\n\n' +
        'A second paragraph with 17 typed, of Łódź, Žilina, Đorđe, İzmir and Đà Nẵng.',
      titleFr: 'Drogues : {cases} affaires',
      textFr: 'Il y en a {cases}, à Łódź, Žilina, Đorđe, İzmir et Đà Nẵng.',
      french: 'yes',
      ...fields,
    },
    `${base}/${slug}/desk/${key}/text`,
  );
const move = (browser: Browser, key: string, to: string, slug = '2024') =>
  browser.post(`${base}/${slug}/desk/${key}/state`, { to }, `${base}/${slug}/desk/${key}`);

describe('the frozen figures', () => {
  test('equal a recount, and hold nothing that not every Member may open', async () => {
    const { counted: frozen, checksum } = await kept('2024');
    expect(frozen).toEqual(JSON.parse(JSON.stringify(await counted())));
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    const drugs = sectionOf(frozen, 'drugs');
    expect(drugs.cases).toEqual({ now: 53, before: 20 });
    expect(sectionOf(frozen, 'revenue').cases.now).toBe(15);
    const { rows } = await portal.owner.query(
      "select count(*)::int as n from seizures where headings @> '{DRUG}' and extract(year from seizure_date) = 2024",
    );
    expect(rows[0].n).toBe(62);
  });

  test('tell no group of one or two, nor a number that gives one away', async () => {
    const { printed: shown } = await kept('2024');
    const drugs = sectionOf(shown, 'drugs');
    expect(drugs.cases).toEqual({ now: 53, before: 20 });
    const rail = drugs.by.transport?.find(({ value }) => value === 'RAIL');
    expect(rail?.cases.now).toBe('few');
    expect(drugs.by.transport?.filter(({ cases }) => typeof cases.now === 'string').length).toBeGreaterThan(1);
    expect(sectionOf(shown, 'security').cases.now).toBe('few');
    expect(shown.sections.filter(section => tellsSmall(section, shown))).toEqual([]);
    expect(shown).toEqual(JSON.parse(JSON.stringify(printed((await kept('2024')).counted))));
    expect(checksumOf(shown)).toBe((await kept('2024')).checksum);
  });

  test('of a year without a record are none, said in words', async () => {
    await begin('1999');
    const text = textOf(await admin.get(`${base}/1999/drugs`));
    expect(text).toContain('In 1999, no case of drugs was reported');
    expect(text).toContain('There are too few cases in this section');
    expect((await admin.get(`${base}/1999/drugs`)).text).not.toContain('chart-bar');
  });

  test('of one record are not divided', async () => {
    await ground.put([record('WEAP', '2001-01-01')]);
    await begin('2001');
    const { printed: shown } = await kept('2001');
    expect(sectionOf(shown, 'security')).toMatchObject({ cases: { now: 'few' }, by: {}, headings: [] });
    expect(textOf(await admin.get(`${base}/2001/security`))).toContain('so few cases');
  });
});

describe('who sees and writes what', () => {
  test('a report that is being written is for its editors', async () => {
    expect((await reader.get(`${base}/2024`)).status).toBe(404);
    expect((await reader.get(`${base}/2024/desk`)).status).toBe(403);
    expect(textOf(await reader.get(base))).toContain('No report has been published yet');
    expect((await rilo.get(`${base}/2024/desk/drugs`)).status).toBe(200);
  });

  test('there is one report of a period', async () => {
    const answer = await admin.post(`${base}/new`, { from: '2024-01-01', to: '2024-12-31', area: '' }, `${base}/new`);
    expect([answer.status, textOf(answer)]).toEqual([422, expect.stringContaining('There is a report of this period')]);
  });

  test('a number that no figure has is refused at its field, and nothing typed is lost', async () => {
    const answer = await write(rilo, 'drugs', { textEn: 'About {nonsense} cases' });
    expect(answer.status).toBe(422);
    expect(textOf(answer)).toContain('No figure has the name {nonsense}');
    expect(answer.text).toContain('About {nonsense} cases');
  });
});

describe('a section', () => {
  test('is written with numbers of the figures marked and typed ones listed', async () => {
    expect((await write(rilo, 'drugs')).status).toBe(303);
    const page = await rilo.get(`${base}/2024/desk/drugs`);
    expect(page.text).toContain('<b class="report-number">53</b>');
    expect(textOf(page)).toContain('1 is typed by hand: 17');
    expect((await write(rilo, 'drugs', {}, '0')).status).toBe(422);
  });

  test('is accepted by a second reader alone, when everything is true', async () => {
    await move(rilo, 'drugs', 'review');
    const own = await move(rilo, 'drugs', 'accepted');
    expect(own.status).toBe(422);
    expect(own.text).toContain('<a href="#condition-reader">Ask another editor to accept it');
    expect(textOf(own)).toContain('They were 53 cases');
    const long = await admin.post(
      `${base}/2024/desk/drugs/notes`,
      { text: `Why? ${'x'.repeat(1100)}` },
      `${base}/2024/desk/drugs`,
    );
    expect(long.status).toBe(422);
    expect(long.text).toMatch(/aria-invalid="true"[\s\S]*Why\? x{1000}/);
    const note = await admin.post(`${base}/2024/desk/drugs/notes`, { text: 'Why 17?' }, `${base}/2024/desk/drugs`);
    expect(note.status).toBe(303);
    const early = await move(admin, 'drugs', 'accepted');
    expect(early.status).toBe(422);
    expect(early.text).toContain('<a href="#condition-notes">Settle every note that is open.');
    expect(textOf(early)).toContain('1 condition is still open');
    const [, id = ''] = /desk\/drugs\/notes\/([0-9a-f-]+)/.exec((await rilo.get(`${base}/2024/desk/drugs`)).text) ?? [];
    await rilo.post(`${base}/2024/desk/drugs/notes/${id}`, {}, `${base}/2024/desk/drugs`);
    expect((await move(admin, 'drugs', 'accepted')).status).toBe(303);
    expect((await write(rilo, 'drugs', {}, '1')).status).toBe(403);
    const trail = await portal.owner.query(
      "select login_id from audit_events where action = 'report.accepted' order by id",
    );
    expect(trail.rows).toEqual([{ login_id: 'wco.admin' }]);
  });

  test('takes only cases that everybody may open', async () => {
    const texts = {
      picture: await published(portal, await portal.as('ke.ncp')),
      titleEn: 'A case',
      textEn: 'What was found.',
      titleFr: 'Un cas',
      textFr: 'Ce qui fut trouvé.',
    };
    const path = `${base}/2024/desk/revenue/cases/new`;
    const [hidden = ''] = await ground.put([record('TOB', '2024-09-01', { facts: { release: 'region' } })]);
    expect((await admin.post(path, { ...texts, ref: hidden }, path)).status).toBe(422);
    expect((await admin.post(path, { ...texts, ref: study }, path)).status).toBe(303);
    await portal.owner.query("update seizures set release = 'region' where ref = $1", [study]);
    expect(textOf(await admin.get(`${base}/2024/desk/revenue`))).toContain('It is printed nowhere');
    expect(textOf(await admin.get(`${base}/2024/revenue`))).not.toContain('What was found.');
    await portal.owner.query("update seizures set release = 'all' where ref = $1", [study]);
    expect(textOf(await admin.get(`${base}/2024/revenue`))).toContain('What was found.');
  });
});

describe('a later correction', () => {
  test('changes no frozen figure, and a count says what it would change', async () => {
    await ground.put(many(3, () => record('DRUG', '2024-10-01', { facts: { transport: 'MAIL' } })));
    expect(textOf(await admin.get(`${base}/2024/desk/drugs`))).toContain('Records have changed since');
    expect((await askCount('2024', 'comparison', rilo)).status).toBe(303);
    expect(await ended('2024', 'compare')).toBe('done');
    const text = textOf(await admin.get(`${base}/2024/desk/drugs`));
    expect(text).toMatch(/Later corrections would change \d+ numbers/);
    expect(text).toContain('Cases of the section 53 56 +6%');
    expect(text).toContain('No record has changed since then');
    expect(sectionOf((await kept('2024')).counted, 'drugs').cases.now).toBe(53);
  });
});

describe('counting the figures', () => {
  test('goes on without the page, and is cancelled in the midst of a statement', async () => {
    const goOn = await holdGoods();
    const asked = await admin.post(
      `${base}/new`,
      { from: '2024-03-01', to: '2024-03-31', area: 'RILO-ESA' },
      `${base}/new`,
    );
    const slug = '2024-03-01-2024-03-31-rilo-esa';
    expect(asked.headers.location).toBe(`${base}/${slug}/desk`);
    await expect.poll(async () => (await countOf(slug, 'freeze')).state, { timeout: 10_000 }).toBe('running');
    const { id } = await countOf(slug, 'freeze');
    const alone = await admin.get(`${base}/${slug}/desk/work`);
    expect(alone.text).toContain('http-equiv="refresh"');
    expect(textOf(alone)).toContain('The figures are counted and frozen');
    expect(textOf(await admin.get(`${base}/${slug}/desk`))).toContain('Cancel');
    expect((await admin.get(`${base}/counts/${id}/progress`)).body).toMatchObject({ done: false });
    expect((await reader.get(`${base}/counts/${id}/progress`)).status).toBe(403);
    expect((await admin.post(`${base}/counts/${id}/stop`, {}, `${base}/${slug}/desk`)).status).toBe(303);
    // Its statement waits for the lock no more: the next count would wait behind it.
    await expect
      .poll(
        async () =>
          (
            await portal.owner.query(
              "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
            )
          ).rowCount,
        { timeout: 10_000 },
      )
      .toBe(0);
    await goOn();
    const desk = textOf(await admin.get(`${base}/${slug}/desk`));
    expect(desk).toContain('The count was cancelled. Nothing has changed.');
    expect(desk).toContain('The figures of this report are not frozen yet');
    expect((await admin.get(`${base}/counts/${id}/progress`)).body).toMatchObject({ done: true });
    expect((await askCount(slug, 'figures', rilo)).status).toBe(303);
    expect(await ended(slug, 'freeze')).toBe('done');
  });

  test('is begun again where its request was lost, and given up after three interruptions', async () => {
    const insert = (attempts: number) =>
      portal.owner.query(
        `insert into analysis_report_counts (report_id, kind, of_version, attempts, asked_by, asked_at)
         select id, 'compare', version, $1, begun_by, now() - interval '1 minute' from analysis_reports
         where slug = '1999'`,
        [attempts],
      );
    await insert(1);
    await admin.get(`${base}/1999/desk`);
    expect(await ended('1999', 'compare')).toBe('done');
    await portal.owner.query("update analysis_report_counts set asked_at = asked_at - interval '1 hour'");
    await insert(3);
    await admin.get(`${base}/1999/desk`);
    expect(await ended('1999', 'compare')).toBe('failed');
    expect(textOf(await admin.get(`${base}/1999/desk`))).toContain('The count was interrupted three times');
    expect((await askCount('1999', 'comparison')).status).toBe(303);
    expect(await ended('1999', 'compare')).toBe('done');
  });

  test('anew has what was accepted read again', async () => {
    const state = async () =>
      (
        await portal.owner.query<{ state: string }>(
          `select s.state from analysis_report_sections s join analysis_reports r on r.id = s.report_id
           where r.slug = '2024' and s.key = 'drugs'`,
        )
      ).rows[0]?.state;
    expect(await state()).toBe('accepted');
    const stale = await admin.post(`${base}/2024/desk/figures`, { version: '77', text: 'Late.' }, `${base}/2024/desk`);
    expect(stale.status).toBe(409);
    expect((await askCount('2024', 'figures', rilo)).status).toBe(403);
    const unsaid = await askCount('2024', 'figures');
    expect([unsaid.status, unsaid.text.includes('Say in the note why')]).toEqual([422, true]);
    expect((await askCount('2024', 'figures', admin, 'Two Members corrected.')).status).toBe(303);
    expect(await ended('2024', 'freeze')).toBe('done');
    expect((await admin.get(`${base}/2024/desk/drugs`)).text).toContain('Two Members corrected.');
    expect(await state()).toBe('review');
    expect(sectionOf((await kept('2024')).counted, 'drugs').cases.now).toBe(56);
    expect((await move(admin, 'drugs', 'accepted')).status).toBe(303);
  });

  test('a section is opened again with a reason, which is to be settled', async () => {
    expect((await move(admin, 'drugs', 'reopened')).text).toContain('Say in the note why');
    const path = `${base}/2024/desk/drugs`;
    expect((await admin.post(`${path}/state`, { to: 'reopened', text: 'A title is wrong.' }, path)).status).toBe(303);
    const { rows } = await portal.owner.query<{ note: string; reason: string }>(
      "select detail->>'note' note, detail->>'reason' reason from audit_events where detail ? 'reason' order by id",
    );
    expect(rows.map(({ reason }) => reason)).toEqual(['Two Members corrected.', 'A title is wrong.']);
    await move(admin, 'drugs', 'review');
    expect((await move(admin, 'drugs', 'accepted')).status).toBe(422);
    await admin.post(`${path}/notes/${rows[1]?.note}`, {}, path);
    expect((await move(admin, 'drugs', 'accepted')).status).toBe(303);
  });
});

describe('publication', () => {
  test('waits for every section with cases, and then every reader has the report', async () => {
    const publish = () => admin.post(`${base}/2024/desk/publication`, {}, `${base}/2024/desk`);
    const early = await publish();
    expect([early.status, early.text]).toEqual([422, expect.stringContaining('<a href="#whole">')]);
    for (const key of ['revenue', 'security']) {
      await write(rilo, key, {
        titleEn: 'As before',
        textEn: 'As in other years.',
        titleFr: 'Comme avant',
        textFr: 'Comme avant.',
      });
      await move(rilo, key, 'review');
      expect((await move(admin, key, 'accepted')).status).toBe(303);
    }
    expect((await publish()).status).toBe(303);
    const text = textOf(await reader.get(`${base}/2024`));
    expect(text).toContain('Illicit Trade Report 2024');
    expect(text).toContain('Drugs: 56 cases');
    expect(text).toMatch(/56 cases of drugs, \+180% against 2023 Section 2: Drugs/);
    // Nuclear material has one case.
    expect(text).not.toMatch(/(?:held|1–2) cases? of security/);
    expect(textOf(await reader.get(`${base}/2024/drugs`))).toContain('They were 56 cases, 180% more.');
    expect((await write(rilo, 'heritage')).status).toBe(403);
  });
});

describe('the PDF', () => {
  test.each([
    [
      'en',
      ['Contents', 'Drugs: 56 cases', '2024 in', 'Who reported, and how completely', 'How it was found', '1 case: one'],
    ],
    [
      'fr',
      [
        'Sommaire',
        'Drogues : 56 affaires',
        '2024 en',
        'Qui a déclaré, et à quel point',
        'Mode de découverte',
        '1 affaire',
      ],
    ],
  ])('in %s is tagged, has its language, outline and text', async (lang, said) => {
    await admin.post(`${base}/2024/desk/files`, { lang }, `${base}/2024/desk`);
    const made = async () =>
      (
        await portal.owner.query<{ id: string; state: string; pages: number }>(
          'select id, state, pages from analysis_report_files where lang = $1',
          [lang],
        )
      ).rows[0]!;
    await expect.poll(async () => (await made()).state, { timeout: 60_000 }).toBe('made');
    const { id, pages } = await made();
    const answer = await fetch(`${portal.url}${base}/files/${id}`, { headers: reader.headers() });
    expect(answer.status).toBe(200);
    const pieces = await answer.arrayBuffer();
    // pdf.js takes what it is given away.
    const pdf = await getDocument({ data: new Uint8Array(pieces.slice(0)) }).promise;
    expect(pdf.numPages).toBe(pages);
    expect(Object.fromEntries((await pdf.getMarkInfo()) as never)).toMatchObject({ Marked: true });
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Language: lang === 'fr' ? 'fr-FR' : 'en-GB' });
    expect((await pdf.getOutline()).length).toBeGreaterThan(9);
    let text = '';
    const roles = new Set<string>();
    const alts: string[] = [];
    for (let at = 1; at <= pages; at += 1) {
      const page = await pdf.getPage(at);
      text += (await page.getTextContent()).items.map(item => ('str' in item ? item.str : '')).join(' ');
      JSON.stringify(await page.getStructTree(), (key, value) => {
        if (key === 'role') roles.add(value);
        if (key === 'alt') alts.push(value);
        return value;
      });
    }
    for (const one of said) expect(text.replace(/\s+/g, ' ')).toContain(one.replace(/\s+/g, ' '));
    // Letters of several files of the font follow one another.
    const close = text.replace(/\s+/g, '');
    for (const name of ['Łódź', 'Žilina', 'Đorđe', 'İzmir', 'ĐàNẵng']) expect(close).toContain(name);
    expect(text).not.toMatch(/\?\p{L}|\?\?/u);
    expect(alts.join()).toMatch(/(?:Photo|Photo\u00a0): Fuel tank with a welded inner box/);
    // Of CPDb the size that the gallery lists, with its source; who received it would not be true of a file for many.
    const bytes = Buffer.from(pieces).toString('latin1');
    expect(text.replace(/\s+/g, ' ')).toMatch(/CP-\d{4}-\d+(?: de la CPDb)?, \p{Lu}[^,]+, publi/u);
    const { rows: cards } = await portal.owner.query<{ width: number }>(
      `select (d->>'width')::int as width from cpdb_images i, jsonb_array_elements(i.derivatives) d
       where d->>'size' = 'card' and d->>'kind' = 'webp'`,
    );
    const drawn = [...bytes.matchAll(/\/Subtype \/Image[^>]*?\/Width (\d+)/gs)].map(([, width]) => Number(width));
    expect(drawn.length).toBeGreaterThan(0);
    expect(cards.map(({ width }) => width)).toEqual(expect.arrayContaining(drawn));
    expect(bytes.includes('urn:wco:cen:fetched')).toBe(false);
    expect([...roles]).toEqual(expect.arrayContaining(['H1', 'H2', 'P', 'Figure', 'Table', 'TH', 'TD']));
  });

  test('is not handed out while a case in it is not open to everybody', async () => {
    const { rows } = await portal.owner.query<{ id: string; cases: string[] }>(
      "select id, cases from analysis_report_files where lang = 'en'",
    );
    const [file] = rows;
    expect(file?.cases).toEqual([study]);
    const download = async () => (await reader.get(`${base}/files/${file?.id}`)).status;
    await portal.owner.query("update seizures set release = 'region' where ref = $1", [study]);
    expect(await download()).toBe(404);
    await portal.owner.query("update seizures set release = 'all' where ref = $1", [study]);
    expect(await download()).toBe(200);
    await portal.owner.query("update cpdb_pictures set state = 'withdrawn' where state = 'published'");
    expect(await download()).toBe(404);
    expect(textOf(await reader.get(`${base}/2024/revenue`))).not.toContain('What was found.');
    await portal.owner.query("update cpdb_pictures set state = 'published' where state = 'withdrawn'");
  });
});

describe('a report that is wrong', () => {
  const desk = `${base}/2024/desk`;
  const letters = async (kind: string) =>
    (
      await portal.owner.query<{ login: string }>(
        `select a.login_id as login from outgoing_letters l join accounts a on a.email = l.recipient where l.kind = $1
         order by 1`,
        [kind],
      )
    ).rows.map(({ login }) => login);
  const published = async () =>
    (
      await portal.owner.query<{ id: string }>(
        "select id from analysis_report_files where is_published and lang = 'en' and state = 'made' order by asked_at",
      )
    ).rows[0]?.id;

  test('is recalled with a reason by whoever publishes; whoever opened its PDF is told, and nobody else', async () => {
    const file = await published();
    const other = await portal.as('vn.ncp');
    expect(textOf(await other.get(base))).not.toContain('was recalled');
    expect((await rilo.get(`${desk}/recall`)).status).toBe(403);
    const empty = await admin.post(`${desk}/recall`, { reason: '' }, `${desk}/recall`);
    expect([empty.status, empty.text]).toEqual([422, expect.stringContaining('aria-invalid="true"')]);
    const reason = 'Heroin was counted twice.';
    expect((await admin.post(`${desk}/recall`, { reason }, `${desk}/recall`)).status).toBe(303);
    expect(await letters('reportRecalled')).toEqual(['vn.reader']);
    const told = await reader.get(base);
    expect(textOf(told)).toMatch(/Illicit Trade Report 2024 was recalled\. You opened its PDF\..*Heroin was counted/);
    expect(textOf(await reader.get('/waiting'))).toContain('The report 2024, whose PDF you opened, was recalled');
    expect(textOf(await other.get(base))).toMatch(/2024 Recalled, being corrected(?!.*Heroin)/);
    expect(textOf(await admin.get(desk))).toContain(reason);
    for (const path of [`${base}/2024`, `${base}/files/${file}`]) expect((await reader.get(path)).status).toBe(404);
    expect(textOf(await admin.get(`${base}/2024`))).toContain(`This report was recalled on`);
    expect((await admin.post(`${desk}/recall`, { reason }, `${base}/new`)).status).toBe(403);
  });

  test('is noted once, and told again when the corrected report is published', async () => {
    const [, note = ''] = /action="([^"]+\/noted)"/.exec((await reader.get(base)).text) ?? [];
    // That of another person is none of his.
    await (await portal.as('vn.ncp')).post(note, {}, base);
    expect(textOf(await reader.get(base))).toContain('was recalled');
    for (let times = 0; times < 2; times += 1) expect((await reader.post(note, {}, base)).status).toBe(303);
    expect(textOf(await reader.get(base))).not.toContain('was recalled');
    expect((await admin.post(`${desk}/publication`, {}, desk)).status).toBe(303);
    expect(await letters('reportCorrected')).toEqual(['vn.reader']);
    expect(textOf(await reader.get(base))).toContain('Illicit Trade Report 2024 is published again.');
    expect(textOf(await reader.get(`${base}/2024`))).toContain('Corrected edition of');
    await reader.post(note, {}, base);
    expect(textOf(await reader.get(base))).not.toContain('is published again');
    const recalled = String(await published());
    expect((await reader.get(`${base}/files/${recalled}`)).status).toBe(404);
    const page = async () => (await reader.get(`${base}/2024`)).text;
    await expect.poll(page, { timeout: 30_000 }).toMatch(/PDF, EN.*PDF, FR/s);
    const trail = await portal.owner.query<{ action: string; login: string; told: number | null }>(
      `select action, login_id as login, (detail->>'told')::int as told from audit_events
       where action in ('report.recalled', 'report.recallNoted') order by id`,
    );
    expect(trail.rows).toEqual([
      { action: 'report.recalled', login: 'wco.admin', told: 1 },
      { action: 'report.recallNoted', login: 'vn.reader', told: null },
      { action: 'report.recallNoted', login: 'vn.reader', told: null },
    ]);
  });
});

describe('a bulletin', () => {
  const slug = '2024-05-01-2024-05-31-rilo-esa';
  const at = `${base}/${slug}/desk`;

  test('counts the records of its region and days, in its own words', async () => {
    const elsewhere = many(6, () => record('DRUG', '2024-05-11', { facts: { country: 'VN' } }));
    await ground.put(elsewhere);
    const fields = { from: '2024-05-01', to: '2024-05-31', area: 'RILO-ESA' };
    expect((await rilo.post(`${base}/new`, fields, `${base}/new`)).headers.location).toBe(at);
    expect(await ended(slug, 'freeze')).toBe('done');
    expect(sectionOf((await kept(slug)).counted, 'drugs').cases).toEqual({ now: 12, before: 0 });
    const { rows } = await portal.owner.query(
      `select count(*)::int as n from seizures
       where headings @> '{DRUG}' and seizure_date between '2024-05-01' and '2024-05-31' and release = 'all'`,
    );
    expect(rows[0].n).toBe(18);
    const text = textOf(await rilo.get(`${base}/${slug}/drugs`));
    expect(text).toContain('Bulletin of');
    expect(text).toContain('1 May 2024 to 31 May 2024');
    const long = await rilo.post(`${base}/new`, { ...fields, to: '2025-06-30' }, `${base}/new`);
    expect([long.status, textOf(long)]).toEqual([422, expect.stringContaining('one year at most')]);
  });

  test('is published by the RILO of its region, and stands on its page then', async () => {
    const page = '/cws/rilo/RILO-ESA';
    const other = await portal.as('rilo.ap');
    const texts = { titleEn: 'Mail carried {cases} cases', textEn: 'All of it.', textFr: 'Toutes.' };
    expect((await write(other, 'drugs', texts, '0', slug)).status).toBe(303);
    await move(other, 'drugs', 'review', slug);
    expect((await move(rilo, 'drugs', 'accepted', slug)).status).toBe(303);
    expect((await other.post(`${at}/publication`, {}, at)).status).toBe(403);
    expect(textOf(await reader.get(page))).not.toContain('Bulletin of');
    expect((await reader.get(`${base}/${slug}`)).status).toBe(404);
    expect((await rilo.post(`${at}/publication`, {}, at)).status).toBe(303);
    const shown = await reader.get(page);
    expect(shown.text).toContain(`href="${base}/${slug}"`);
    expect(textOf(shown)).toContain('Figures of the region');
    expect(textOf(await reader.get(`${base}/${slug}`))).toContain('Mail carried 12 cases');
    expect(textOf(await reader.get('/cws/rilo/RILO-AP'))).not.toContain('Figures of the region');
    expect((await (await portal.as('unep.partner')).get(`${base}/${slug}`)).status).toBe(403);
  });
});
