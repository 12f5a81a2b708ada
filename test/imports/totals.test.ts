import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { totalsSigns, unreadReasons } from '../../src/imports/engine/index.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { formOn, idOf, open, plain, send, settled, upload, type Fields, type Page } from './officer.ts';
import { fixture } from './vocabulary.ts';

let portal: TestPortal;
let kenya: Browser;
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
});

const totals = readFileSync(fixture('nations/argentina-totals.csv'));
/** The same totals, of other figures: a file that was uploaded before is asked about first. */
const other = (kilos: number): string => totals.toString().replace('226.4', String(kilos));

async function columnsOf(name: string, content: Buffer | string): Promise<Page> {
  const page = await upload(kenya, name, content);
  return send(kenya, page, 'read', {}, 'right');
}

/** What the form of the columns sends, with the controls of the card, which stand outside it. */
function answer(page: Page, holds: string, more: Fields = {}): Promise<Page> {
  return send(kenya, page, 'columns', { holds, audience: 'office', ...more });
}

async function rowsOf(table: 'published_totals' | 'import_rows' | 'seizures', id: number): Promise<number> {
  const { rows } = await portal.owner.query<{ n: number }>(
    `select count(*)::int as n from ${table} where import_id = $1`,
    [id],
  );
  return rows[0]?.n ?? -1;
}

describe('a file of totals', () => {
  test('is told as such before anything is saved', async () => {
    const page = await columnsOf('card.csv', other(1));
    expect(page.path).toMatch(/columns$/);
    const text = plain(page);
    expect(text).toContain('This file looks like totals, not seizures');
    expect(text).toContain('Months alone, and no day');
    expect(text).toContain('A column of counts: “cantidad de procedimientos”');
    expect(page.text).toMatch(/value="statistics" form="columns" checked/);
    expect(page.text).toMatch(/<td[^>]*>Misiones<\/td>/);
  });

  test('does not go on without an answer, and keeps what was chosen', async () => {
    const page = await columnsOf('unanswered.csv', other(2));
    const form = { ...formOn(page, page.path), 'c.2': '', holds: '' };
    const answered = await kenya.postRaw(page.path, form);
    expect(answered.status).toBe(422);
    expect(answered.text).toContain('href="#holds"');
    expect(answered.text).toContain('Choose what is in this file.');
    expect(answered.text).toMatch(/name="c\.2"[\s\S]{0,400}<option value="" selected>/);
    expect(await rowsOf('import_rows', idOf(page))).toBe(0);
    const wrong = await kenya.postRaw(page.path, { ...form, holds: 'anything' });
    expect(wrong.status).toBe(422);
  });

  test('is kept as statistics: no record, no row, nothing counted with cases', async () => {
    const page = await columnsOf('kept.csv', other(3));
    const id = idOf(page);
    await answer(page, 'statistics');
    const result = await settled(kenya, id);
    expect(result.path).toBe(`/seizures/imports/${id}/totals`);
    expect(plain(result)).toContain('24 totals are kept as statistics.');
    expect(plain(result)).toContain('1 Jan 2023');
    expect([
      await rowsOf('published_totals', id),
      await rowsOf('seizures', id),
      await rowsOf('import_rows', id),
    ]).toEqual([24, 0, 0]);
    const { rows } = await portal.owner.query(
      `select country, period_from::text, period_kind, product, place, cases::float, quantity::float, unit, source
        from published_totals where import_id = $1 and row_no = 2`,
      [id],
    );
    expect(rows[0]).toMatchObject({
      country: 'KE',
      period_kind: 'month',
      product: 'COC-UNS',
      place: 'Misiones',
      cases: 35,
      quantity: 120.6,
      unit: 'kg',
      source: { provincia: 'Misiones', kilogramos: '120.6' },
    });
    const list = await kenya.get('/seizures/imports');
    expect(list.text).toContain(`href="/seizures/imports/${id}/totals"`);
  });

  test('goes on behind the last row that was written, and doubles none', async () => {
    const page = await columnsOf('broken-off.csv', other(8));
    const id = idOf(page);
    await answer(page, 'statistics');
    await settled(kenya, id);
    // As a process leaves it that ends behind its first ten rows.
    await portal.owner.query('delete from published_totals where import_id = $1 and row_no > 10', [id]);
    await portal.owner.query('update published_statistics set totals = 10, kept_at = null where import_id = $1', [id]);
    await portal.owner.query(
      `update imports set state = 'keeping', rows_read = 10, changed_at = now() - interval '1 minute' where id = $1`,
      [id],
    );
    expect(plain(await settled(kenya, id))).toContain('24 totals are kept as statistics.');
    expect(await rowsOf('published_totals', id)).toBe(24);
  });

  test('is taken back with a reason, and both acts are in the trail', async () => {
    const page = await columnsOf('taken-back.csv', other(4));
    const id = idOf(page);
    await answer(page, 'statistics', { audience: 'members' });
    const kept = await settled(kenya, id);
    expect(plain(kept)).toContain('All Members see them');
    const bare = await send(kenya, kept, 'totals', { reason: '' });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('href="#reason"');
    const back = await send(kenya, kept, 'totals', { reason: 'Published again with corrections' });
    expect(plain(back)).toContain('The totals were withdrawn.');
    expect(plain(back)).toContain('Published again with corrections');
    const { rows } = await portal.owner.query<{ action: string }>(
      `select action from audit_events where subject = $1 and action like 'statistics.%' order by id`,
      [`import:${id}`],
    );
    expect(rows.map(({ action }) => action)).toEqual(['statistics.kept', 'statistics.withdrawn']);
    expect((await open(kenya, `/seizures/imports/${id}`)).path).toBe(`/seizures/imports/${id}/totals`);
  });

  test('becomes records when a person says that they are seizures', async () => {
    const page = await columnsOf('seizures.csv', other(5));
    const id = idOf(page);
    await answer(page, 'seizures', { 'c.4': 'quantity', 'c.5': '', 'k.unit': 'kg' });
    expect((await settled(kenya, id)).path).toMatch(/words|check/);
    expect(await rowsOf('published_totals', id)).toBe(0);
  });

  test('is left out: the import, its file and the cells shown of it go', async () => {
    const page = await columnsOf('left-out.csv', other(6));
    const id = idOf(page);
    expect((await answer(page, 'out')).path).toBe('/seizures/imports');
    expect((await kenya.get(`/seizures/imports/${id}/columns`)).status).toBe(404);
    const { rows } = await portal.owner.query<{ text: string; file_id: string | null }>(
      'select sniffed::text || plan::text as text, file_id from imports where id = $1',
      [id],
    );
    expect(rows[0]?.file_id).toBeNull();
    expect(rows[0]?.text).not.toContain('Misiones');
  });

  test('without a time asks for one, at its field', async () => {
    const lines = ['Mombasa', 'Nairobi', 'Kisumu', 'Eldoret', 'Malindi', 'Lamu', 'Busia'].flatMap((place, at) => [
      `${place},Cocaine,${at + 3},${at + 1}.5`,
      `${place},Heroin,${at + 4},${at + 2}.5`,
    ]);
    const page = await columnsOf('no-time.csv', `Place,Drug,Number of seizures,Quantity (kg)\n${lines.join('\n')}\n`);
    expect(plain(page)).toContain('Year of these totals');
    const bare = await answer(page, 'statistics', { period: 'last' });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('href="#period"');
    expect(bare.text).toContain('value="last"');
    await answer(page, 'statistics', { period: '2025' });
    await settled(kenya, idOf(page));
    const { rows } = await portal.owner.query(
      `select distinct period_from::text, period_to::text from published_totals where import_id = $1`,
      [idOf(page)],
    );
    expect(rows).toEqual([{ period_from: '2025-01-01', period_to: '2025-12-31' }]);
  });

  test('tells the rows that gave no total, by reason', async () => {
    const lines = [2018, 2019, 2020, 2021, 2022, 2023].map(year => `${year},Cocaine,${year - 2000}`);
    const file = `Year,Drug,Number of seizures\n${lines.join('\n')}\n2024,Cocaine,\n2024,Heroin,\n`;
    const page = await columnsOf('unread.csv', file);
    await answer(page, 'statistics');
    const result = plain(await settled(kenya, idOf(page)));
    expect(result).toContain('6 totals are kept');
    expect(result).toMatch(/No count and no quantity 2/);
  });
});

test('a list of licences is refused with the reason, and only "they are seizures" leads on', async () => {
  const lines = Array.from({ length: 8 }, (_, at) => `LIC-${100 + at},2024-03-0${at + 1},Trade ${at}`);
  const page = await columnsOf('licences.csv', `Licence,Date,Purpose\n${lines.join('\n')}\n`);
  const text = plain(page);
  expect(text).toContain('This file looks like a list of licences or permits');
  expect(page.text).not.toContain('value="statistics"');
  expect((await answer(page, 'statistics')).status).toBe(422);
});

test('every sign, every reason and every answer has its words in both languages', async () => {
  for (const lang of ['en', 'fr']) {
    const words = JSON.parse(readFileSync(`locales/${lang}/imports.json`, 'utf8')) as {
      totals: Record<'signs' | 'unread' | 'what', Record<string, string>>;
    };
    const has = (group: 'signs' | 'unread' | 'what', key: string): boolean =>
      [key, `${key}_one`].some(one => words.totals[group][one] !== undefined);
    expect(totalsSigns.filter(key => !has('signs', key))).toEqual([]);
    expect(unreadReasons.filter(key => !has('unread', key))).toEqual([]);
    expect(['totals', 'persons', 'licences'].filter(key => !has('what', key))).toEqual([]);
  }
});

describe('another office', () => {
  test('finds neither the page nor the way back', async () => {
    const page = await columnsOf('foreign.csv', other(7));
    const id = idOf(page);
    await answer(page, 'statistics');
    await settled(kenya, id);
    for (const login of ['vn.ncp', 'wco.admin', 'rilo.esa']) {
      const browser = await portal.as(login);
      expect((await browser.get(`/seizures/imports/${id}/totals`)).status).toBe(404);
      expect((await browser.post(`/seizures/imports/${id}/totals`, { version: '1', reason: 'none' })).status).toBe(404);
      expect((await browser.get('/seizures/imports')).text).not.toContain('foreign.csv');
    }
  });
});

describe('the analysis of a Member', () => {
  const asked = 'heading=DRUG&from=2023-01-01&to=2023-12-31';
  /** What a page says in the part of the Member's own published totals; undefined without one. */
  const published = async (login: string, path: string): Promise<string | undefined> => {
    const { status, text } = await (await portal.as(login)).get(path);
    expect(status).toBe(200);
    const part = /<section class="fig is-published"[\s\S]*?<\/section>/.exec(text)?.[0];
    return part && plain({ path, status, text: part });
  };
  const keep = async (name: string, kilos: number, audience: string): Promise<Page> => {
    const page = await columnsOf(name, other(kilos));
    await answer(page, 'statistics', { audience });
    return settled(kenya, idOf(page));
  };

  test('shows its published totals to the office, its RILO and administrators, and to all when it says so', async () => {
    await keep('for-office.csv', 81, 'office');
    for (const login of ['ke.ncp', 'ke.reader', 'rilo.esa', 'wco.admin'])
      expect(await published(login, `/analysis/trends?area=KE&${asked}`), login).toContain('“for-office.csv”');
    expect(await published('vn.reader', `/analysis/trends?area=KE&${asked}`)).toBeUndefined();
    const open = await keep('for-all.csv', 82, 'members');
    const shown = await published('vn.reader', `/analysis/trends?area=KE&${asked}`);
    expect(shown).toContain('“for-all.csv”');
    // Two places of January, 82 and 120.6 kg in 32 and 35 cases.
    expect(shown).toMatch(/Jan 2023 67 202\.6 kg/);
    expect(shown).toContain('They are no records');
    expect(await published('vn.reader', '/analysis/situations/member/KE?from=2023-01-01&to=2023-12-31')).toContain(
      '“for-all.csv”',
    );
    await send(kenya, open, 'totals', { reason: 'Published again' });
    expect((await published('vn.reader', `/analysis/trends?area=KE&${asked}`)) ?? '').not.toContain('for-all.csv');
  });

  test('adds none of them to its cases, and shows none where more is asked than they tell', async () => {
    const cases = async (): Promise<string[]> =>
      Promise.all(
        ['/analysis/trends', '/seizures'].map(async path => {
          const { text } = await kenya.get(`${path}?${path === '/seizures' ? 'country' : 'area'}=KE&${asked}`);
          const counted = text.replace(/<section class="fig is-published"[\s\S]*?<\/section>/, '');
          // The page says when it was made.
          return plain({ path, status: 200, text: counted.replace(/\b\d{1,2}:\d\d(?::\d\d)?\b/g, '') });
        }),
      );
    const before = await cases();
    await keep('not-counted.csv', 83, 'members');
    expect(await cases()).toEqual(before);
    expect(await published('ke.ncp', `/analysis/trends?area=KE&transport=AIR-PAX&${asked}`)).toBeUndefined();
    expect(await published('ke.ncp', `/analysis/trends?${asked}`)).toBeUndefined();
    expect(await published('ke.ncp', '/analysis/trends?area=KE&from=2023-01-01&to=2023-12-31')).toBeUndefined();
  });
});
