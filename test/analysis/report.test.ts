import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { countReport } from '../../src/analysis/report/figures/count.ts';
import { tellsSmall } from '../../src/analysis/report/figures/check.ts';
import type { CountedReport, PrintedReport } from '../../src/analysis/report/figures/figures.ts';
import { printed } from '../../src/analysis/report/figures/print.ts';
import { inSnapshot } from '../../src/analysis/report/figures/search-year.ts';
import { checksumOf, periodOf } from '../../src/analysis/report/work/begin.ts';
import { sampleRecord } from '../support/builders.ts';
import type { Overrides } from '../support/builders.ts';
import { inDays } from '../support/days.ts';
import { textOf } from '../support/entry.ts';
import { testPortal } from '../support/portal.ts';
import type { Browser, TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import type { Ground } from '../support/seizures.ts';

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

async function begin(year: string, browser = admin) {
  const answer = await browser.post(
    `${base}/new`,
    { from: `${year}-01-01`, to: `${year}-12-31`, area: '' },
    `${base}/new`,
  );
  expect([answer.status, answer.headers.location]).toEqual([303, `${base}/${year}/desk`]);
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
const write = (browser: Browser, key: string, fields: Record<string, string> = {}, from = '0') =>
  browser.post(
    `${base}/2024/desk/${key}/text`,
    {
      from,
      titleEn: 'Drugs: {cases} cases',
      textEn: 'They were {cases} cases, {change} more.\n\nA second paragraph with 17 typed.',
      titleFr: 'Drogues : {cases} cas',
      textFr: 'Il y en a {cases}.',
      french: 'yes',
      ...fields,
    },
    `${base}/2024/desk/${key}/text`,
  );
const move = (browser: Browser, key: string, to: string) =>
  browser.post(`${base}/2024/desk/${key}/state`, { to }, `${base}/2024/desk/${key}`);

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
    expect(text).toContain('In 1999 no case of drugs was reported');
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
    expect((await move(rilo, 'drugs', 'accepted')).status).toBe(422);
    const note = await admin.post(`${base}/2024/desk/drugs/notes`, { text: 'Why 17?' }, `${base}/2024/desk/drugs`);
    expect(note.status).toBe(303);
    expect((await move(admin, 'drugs', 'accepted')).status).toBe(422);
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
      picture: '',
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
  test('shows what would change and changes no frozen figure', async () => {
    await ground.put(many(3, () => record('DRUG', '2024-10-01', { facts: { transport: 'MAIL' } })));
    const text = textOf(await admin.get(`${base}/2024/desk/drugs`));
    expect(text).toMatch(/Later corrections would change \d+ numbers/);
    expect(text).toContain('Cases of the section 53 56 +6%');
    expect(sectionOf((await kept('2024')).counted, 'drugs').cases.now).toBe(53);
  });
});

describe('publication', () => {
  test('waits for every section with cases, and then every reader has the report', async () => {
    const publish = () => admin.post(`${base}/2024/desk/publication`, {}, `${base}/2024/desk`);
    expect((await publish()).status).toBe(422);
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
    expect(text).toContain('Drugs: 53 cases');
    expect(textOf(await reader.get(`${base}/2024/drugs`))).toContain('They were 53 cases, 165% more.');
    expect((await write(rilo, 'heritage')).status).toBe(403);
  });
});

describe('the PDF', () => {
  test.each([
    ['en', 'Contents', 'Drugs: 53 cases'],
    ['fr', 'Sommaire', 'Drogues : 53 cas'],
  ])('in %s is tagged, has its language, outline and text', async (lang, contents, finding) => {
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
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const pdf = await getDocument({ data: bytes }).promise;
    expect(pdf.numPages).toBe(pages);
    expect(Object.fromEntries((await pdf.getMarkInfo()) as never)).toMatchObject({ Marked: true });
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Language: lang === 'fr' ? 'fr-FR' : 'en-GB' });
    expect((await pdf.getOutline()).length).toBeGreaterThan(7);
    let text = '';
    const roles = new Set<string>();
    for (let at = 1; at <= pages; at += 1) {
      const page = await pdf.getPage(at);
      text += (await page.getTextContent()).items.map(item => ('str' in item ? item.str : '')).join(' ');
      JSON.stringify(await page.getStructTree(), (key, value) => {
        if (key === 'role') roles.add(value);
        return value;
      });
    }
    expect(text.replace(/\s+/g, ' ')).toContain(contents);
    expect(text.replace(/\s+/g, ' ')).toContain(finding);
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
  });
});
