import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { castPassword } from '../support/cast.ts';
import { textOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';
import { numbersAsText } from './support/workbook-numbers.ts';

const base = '/analysis/report';
let portal: TestPortal;
let ground: Ground;
let admin: Browser;
let rilo: Browser;
let reader: Browser;

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  admin = await portal.as('wco.admin');
  rilo = await portal.as('rilo.esa');
  reader = await portal.as('vn.reader');
});

/** Begins a report and waits until its figures are frozen. */
async function begin(year: string, area = ''): Promise<void> {
  await admin.post(`${base}/new`, { from: `${year}-01-01`, to: `${year}-12-31`, area }, `${base}/new`);
  const slug = [year, area].filter(Boolean).join('-').toLowerCase();
  const frozen = 'select 1 from analysis_reports where slug = $1 and frozen_at is not null';
  await expect.poll(async () => (await portal.owner.query(frozen, [slug])).rowCount, { timeout: 30_000 }).toBe(1);
}

describe('making a PDF', () => {
  const desk = `${base}/1999/desk`;
  const newest = async () =>
    (
      await portal.owner.query<{ id: string; state: string; progress: number }>(
        `select f.id, f.state, f.progress from analysis_report_files f join analysis_reports r on r.id = f.report_id
         where r.slug = '1999' order by f.asked_at desc limit 1`,
      )
    ).rows[0]!;

  test('says how far it is, is cancelled and stays so, and is made when it is asked for again', async () => {
    await begin('1999');
    const holding = await portal.owner.connect();
    await holding.query('begin');
    await holding.query('lock table analysis_report_counts in access exclusive mode');
    // The maker reads there what was compared last.
    await admin.post(`${desk}/files`, { lang: 'fr' }, `${base}/new`);
    await expect.poll(async () => (await newest()).state, { timeout: 10_000 }).toBe('making');
    const { id } = await newest();
    const progress = async () => (await admin.get(`${base}/files/${id}/progress`)).body;
    expect(await progress()).toMatchObject({ done: false, value: 0 });
    // A reader is told of no draft.
    expect((await reader.get(`${base}/files/${id}/progress`)).status).toBe(404);
    expect((await reader.post(`${base}/files/${id}/stop`, {}, `${base}`)).status).toBe(403);
    const stopping = admin.post(`${base}/files/${id}/stop`, {}, `${base}/new`);
    expect((await stopping).status).toBe(303);
    await holding.query('commit');
    holding.release();
    expect(await progress()).toMatchObject({ done: true });
    expect(textOf(await admin.get(desk))).toContain('French: cancelled before it was made');
    await admin.post(`${desk}/files`, { lang: 'fr' }, desk);
    await expect.poll(async () => (await newest()).state, { timeout: 30_000 }).toBe('made');
    expect((await newest()).progress).toBe(100);
    const { rows } = await portal.owner.query<{ state: string }>(
      `select f.state from analysis_report_files f join analysis_reports r on r.id = f.report_id
       where r.slug = '1999' order by f.asked_at`,
    );
    expect(rows).toEqual([{ state: 'stopped' }, { state: 'made' }]);
    const trail = await portal.owner.query<{ action: string }>(
      `select action from audit_events where subject = '1999' and action like 'report.file%' order by id`,
    );
    expect(trail.rows.map(({ action }) => action)).toEqual([
      'report.fileAsked',
      'report.fileStopped',
      'report.fileAsked',
      'report.fileMade',
    ]);
  });
});

test('a note that is half typed is lost by no button of the desk', async () => {
  await begin('2002');
  // A count of what would change is offered where something did.
  const facts = { release: 'all', releaseOffices: undefined, nationalRef: 'R/1', seizureDate: '2002-05-01' } as const;
  await ground.put([sampleRecord('DRUG', { facts })]);
  const path = `${base}/2002/desk/drugs`;
  const texts = { titleEn: 'None', textEn: 'None.', titleFr: 'Rien', textFr: 'Rien.' };
  await rilo.post(`${path}/text`, { from: '0', ...texts, french: 'yes' }, `${path}/text`);
  await rilo.post(`${path}/state`, { to: 'review' }, path);
  await admin.post(`${path}/notes`, { text: 'Why none?' }, path);
  const { text: page } = await admin.get(path);
  const desk = page.slice(page.indexOf('class="report-desk"'));
  const buttons = [...desk.matchAll(/<button[^>]*form="acts"[^>]*>/gs)].map(([tag]) => {
    const said: Record<string, string | undefined> = Object.fromEntries(
      [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    return {
      action: String(said.formaction),
      fields: { ...(said.name && { [said.name]: String(said.value) }) } as Record<string, string>,
    };
  });
  // Nothing else of the desk sends a form of its own.
  expect(desk.match(/<form[^>]*method="post"/g)).toHaveLength(1);
  expect(buttons.map(({ action }) => action.replace(/[0-9a-f-]{36}/, ':id')).toSorted()).toEqual(
    [
      `${base}/2002/desk/comparison`,
      `${path}/notes/:id`,
      `${path}/state`,
      `${path}/state`,
      `${base}/2002/desk/figures`,
      `${base}/2002/desk/files`,
      `${base}/2002/desk/files`,
      `${base}/2002/desk/publication`,
    ].toSorted(),
  );
  for (const { action, fields } of buttons) {
    const version = /name="version" value="(\d+)"/.exec((await admin.get(path)).text)?.[1] ?? '';
    const note = 'Half typed, of 2002';
    const answer = await admin.post(action, { ...fields, section: 'drugs', version, text: note }, path);
    if (action.endsWith('figures')) {
      // It is the reason, and kept.
      expect((await admin.get(path)).text).toContain('Half typed, of 2002</p>');
      continue;
    }
    expect([action, answer.status === 200 || answer.status === 422]).toEqual([action, true]);
    expect(answer.text).toMatch(/<textarea[^>]*name="text"[^>]*>\s*Half typed, of 2002/);
    if (action.endsWith('publication') || fields.to === 'accepted')
      expect(textOf(answer)).toContain('Send your note or clear it first');
  }
});

describe('a figure', () => {
  const page = `${base}/2013/drugs`;
  const file = (browser: Browser, name: string, of = page) =>
    fetch(`${portal.url}${of}/figures/${name}`, { headers: browser.headers() });
  const carried = (transport: string, nationalRef: string) => {
    const facts = { release: 'all', releaseOffices: undefined, seizureDate: '2013-03-10', transport };
    return sampleRecord('DRUG', { facts: { ...facts, nationalRef } });
  };

  test('of a report that is being written is for its editors alone, and its file says so', async () => {
    await ground.put([
      ...Array.from({ length: 40 }, (_, at) => carried('AIR-PAX', `F/${at}`)),
      ...Array.from({ length: 12 }, (_, at) => carried('MAIL', `M/${at}`)),
      carried('RAIL', 'K/1'),
    ]);
    await begin('2013');
    expect((await file(reader, 'drugs-transport.csv')).status).toBe(404);
    expect(await (await file(rilo, 'drugs-transport.csv')).text()).toContain('Editors of the report: it is not');
  });

  test('of a published report is downloaded in four forms by every reader, with whom it is for, and noted', async () => {
    await portal.owner.query(
      `update analysis_reports set state = 'published', published_by = begun_by, published_at = now()
       where slug = '2013'`,
    );
    for (const kind of ['svg', 'png', 'csv', 'xlsx'])
      expect((await reader.get(page)).text).toContain(`${page}/figures/drugs-transport.${kind}`);
    const csv = await (await file(reader, 'drugs-transport.csv')).text();
    expect(csv).toContain('For,Every Member: counted in records that the officers of all could open');
    expect(csv).toContain('Members reporting,1 of ');
    expect(csv).toMatch(/Figures frozen .* check sum [0-9a-f]{4}/);
    // As on the page: numbers as numbers, one or two as such.
    expect(csv).toMatch(/\r\nAir,40,0\.7547\d+\r\n/);
    expect(csv).toMatch(/\r\nRail,1–2,–\r\n/);
    const svg = await (await file(reader, 'drugs-transport.svg')).text();
    expect(svg).toContain('<title>2.');
    expect(svg).not.toContain('<a ');
    for (const kind of ['png', 'xlsx']) expect((await file(reader, `drugs-transport.${kind}`)).status).toBe(200);
    for (const name of ['drugs-nothing.svg', 'drugs-transport.pdf'])
      expect((await file(reader, name)).status).toBe(404);
    expect((await file(reader, 'drugs-transport.svg', `${base}/2013/nothing`)).status).toBe(404);
    expect((await file(await portal.as('unep.partner'), 'drugs-transport.csv')).status).toBe(403);
    const { rows } = await portal.owner.query<{ login: string; n: number }>(
      `select login_id as login, count(*)::int as n from audit_events
       where action = 'figure.downloaded' and subject like 'cen-report-2013-drugs-transport-%' group by 1 order by 1`,
    );
    expect(rows).toEqual([
      { login: 'rilo.esa', n: 1 },
      { login: 'vn.reader', n: 4 },
    ]);
  });

  test('that is a table leaves as one: the sections, who reported, and the Members of a section', async () => {
    const sections = await (await file(reader, 'sections.csv', `${base}/2013`)).text();
    expect(sections).toMatch(/\r\nDrugs,53,53,/);
    expect(sections).toMatch(/\r\nSection,Cases,Seizures,kg\r\n/);
    for (const path of [`${base}/2013`, page]) expect(await numbersAsText(reader, path)).toEqual([]);
    expect((await file(reader, 'regions.xlsx', `${base}/2013`)).status).toBe(200);
    expect(await (await file(reader, 'drugs-members.csv')).text()).toMatch(/\r\nKenya,0,53\r\n/);
    expect((await reader.get(`${base}/2013`)).text).toContain(`${base}/2013/figures/regions.csv`);
    expect((await file(reader, 'sections.csv', `${base}/1999`)).status).toBe(404);
    expect((await file(rilo, 'nothing.csv', `${base}/2013`)).status).toBe(404);
  });

  test('leads to its cases as they are now, and says how many Members recorded them', async () => {
    const csv = await (await file(reader, 'drugs-groups.csv')).text();
    expect(csv).toMatch(/All of the section,0,53,53,.*,1\r\n/);
    const [, href = ''] = /<td class="num"><a href="([^"]+)">53<\/a>/.exec((await reader.get(page)).text) ?? [];
    expect(textOf(await reader.get(href.replaceAll('&amp;', '&')))).toContain(' Seizures: 53 ');
  });
});

test('a report tells no group of one or two cases beside those that were published meanwhile', async () => {
  const of = (country: string) => (_: unknown, at: number) => {
    const facts = { release: 'all', releaseOffices: undefined, seizureDate: '2011-03-10', country } as const;
    return sampleRecord('DRUG', { facts: { ...facts, place: undefined, nationalRef: `${country}/${at}` } });
  };
  await ground.put([...Array.from({ length: 20 }, of('KE')), ...Array.from({ length: 2 }, of('NL'))]);
  await begin('2011');
  await begin('2011', 'RILO-ESA');
  const cases = async (slug: string) => {
    const { rows } = await portal.owner.query<{ cases: unknown }>(
      "select printed #> '{cases,now}' as cases from analysis_reports where slug = $1",
      [slug],
    );
    return rows[0]?.cases;
  };
  expect([await cases('2011'), await cases('2011-rilo-esa')]).toEqual([22, 20]);
  await portal.owner.query(
    `update analysis_report_sections s set state = 'accepted', accepted_by = r.begun_by, accepted_at = now()
     from analysis_reports r where r.id = s.report_id and r.slug like '2011%'`,
  );
  const publish = (slug: string) => admin.post(`${base}/${slug}/desk/publication`, {}, `${base}/${slug}/desk`);
  expect((await publish('2011')).status).toBe(303);
  const refused = await publish('2011-rilo-esa');
  expect([refused.status, textOf(refused)]).toEqual([422, expect.stringContaining('Have the figures frozen again')]);
  const [, version = ''] =
    /name="version" value="(\d+)"/.exec((await admin.get(`${base}/2011-rilo-esa/desk`)).text) ?? [];
  await admin.post(
    `${base}/2011-rilo-esa/desk/figures`,
    { version, section: 'drugs', text: 'The report of the year is out' },
    `${base}/2011-rilo-esa/desk`,
  );
  await expect.poll(() => cases('2011-rilo-esa'), { timeout: 30_000 }).toBe('held');
});

test('a note that is half typed outlives the question who is there, which publishing asks', async () => {
  await begin('1998');
  const desk = `${base}/1998/desk`;
  const form = { text: 'Why 17?', section: 'drugs' };
  await portal.owner.query(
    `update sessions set sess = jsonb_set(sess::jsonb, '{provedAt}', '0')::json where sess->>'provedAt' is not null`,
  );
  const asked = await admin.post(`${desk}/publication`, form, desk);
  expect([asked.status, textOf(asked)]).toEqual([403, expect.stringContaining('Confirm it’s you')]);
  const [, resume = ''] = /name="resume" value="([^"]+)"/.exec(asked.text) ?? [];
  const proved = await admin.post('/account/proof', { resume, password: castPassword }, desk);
  expect(proved.text).toMatch(/name="text"[^>]*value="Why 17\?"/);
  const refused = await admin.post(`${desk}/publication`, form, desk);
  expect([refused.status, refused.text]).toEqual([422, expect.stringMatching(/<textarea[^>]*>\s*Why 17\?/)]);
});

test('letters that paper has none of are named at their field, and Latin ones of any language are taken', async () => {
  await begin('1998');
  const at = `${base}/1998/desk/drugs`;
  const said = { from: '0', titleEn: 'Łódź', titleFr: '', textFr: '' };
  const answer = await admin.post(`${at}/text`, { ...said, textEn: 'Одеса, Đà Nẵng, İzmir – “so” it was…' });
  expect([answer.status, answer.text.includes('Одеса, Đà')]).toEqual([422, true]);
  expect(textOf(answer)).toContain('cannot be printed with these letters: О д е с а.');
  const study = { ref: 'KE-1998-000001', picture: '', titleEn: '船', textEn: '', titleFr: '', textFr: '' };
  expect(textOf(await admin.post(`${at}/cases/new`, study))).toContain('cannot be printed with these letters: 船.');
  expect((await admin.post(`${at}/text`, { ...said, textEn: 'Odesa, Đà Nẵng' })).status).toBe(303);
});
