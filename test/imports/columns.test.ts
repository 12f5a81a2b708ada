import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { madeWorkbook, readSheets } from '../support/workbooks.ts';
import { csvText, facts, table } from './generate.ts';
import { formOn, idOf, open, plain, send, settled, upload, type Page } from './officer.ts';
import { fixture } from './vocabulary.ts';

let portal: TestPortal;
let kenya: Browser;
let admin: Browser;
beforeAll(async () => {
  portal = await testPortal();
  [kenya, admin] = await Promise.all([portal.as('ke.ncp'), portal.as('wco.admin')]);
});

/** Kenyan seizures that can all go in. */
const kenyan = (count: number, seed: number) =>
  facts(count, seed).map(fact => ({ ...fact, country: 'KE', unit: 'kg', product: 'DRUG/COC-HCL' }));

async function toColumns(browser: Browser, name: string, content: Buffer | string): Promise<Page> {
  return send(browser, await upload(browser, name, content), 'read', {}, 'right');
}

describe('columns', () => {
  test('a field is given once; the second is refused at the field', async () => {
    const page = await toColumns(kenya, 'twice.csv', csvText(table(kenyan(15, 1))));
    const refused = await send(kenya, page, 'columns', { 'c.3': 'product' });
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/id="c-\d+-error"[\s\S]{0,300}is already column/);
    expect(refused.text).toContain('There is 1 error on this page');
    expect(formOn(refused, `/seizures/imports/${idOf(page)}/columns`)['c.3']).toEqual(['product']);
  });

  test('what no field is called is refused', async () => {
    const page = await toColumns(kenya, 'odd.csv', csvText(table(kenyan(15, 2))));
    const fields = formOn(page, `/seizures/imports/${idOf(page)}/columns`);
    expect(
      (await kenya.postRaw(`/seizures/imports/${idOf(page)}/columns`, { ...fields, 'c.3': 'password' })).status,
    ).toBe(400);
  });

  test('an administration’s own country is there without a column, and no other', async () => {
    const rows = table(kenyan(15, 3)).map(row => row.filter((_, at) => at !== 2));
    const page = await toColumns(kenya, 'home.csv', csvText(rows));
    expect(page.text).toMatch(
      /<select[^>]*name="k\.country"[\s\S]*?<option\s+value="KE"\s+selected\s*>Kenya<\/option>/,
    );
    expect(page.text).not.toMatch(/name="k\.country"[\s\S]*?<option\s+value="UG"[\s\S]*?<\/select>/);
    const other = await send(kenya, page, 'columns', { 'k.country': 'UG' });
    expect(other.status).toBe(422);
    expect(plain(other)).toContain('You do not record for this country.');
    await send(kenya, page, 'columns');
    const checked = await settled(kenya, idOf(page));
    expect(plain(checked)).toContain('Save 15 records now');
  });

  test('what a record needs and nothing gives is asked for', async () => {
    const rows = table(kenyan(15, 4)).map(row => row.filter((_, at) => at !== 2 && at !== 6));
    const page = await toColumns(admin, 'lacking.csv', csvText(rows));
    const refused = await send(admin, page, 'columns');
    expect(refused.status).toBe(422);
    expect(plain(refused)).toContain('No column provides: Country of seizure.');
    expect(plain(refused)).toContain('No column provides: Unit.');
    await send(admin, page, 'columns', { 'k.country': 'KE', 'k.unit': 'kg' });
    expect(plain(await settled(admin, idOf(page)))).toContain('Save 15 records now');
  });

  test('rows of another country wait', async () => {
    const list = kenyan(15, 5).map((fact, at) => (at < 4 ? { ...fact, country: 'NG' } : fact));
    const page = await toColumns(kenya, 'abroad.csv', csvText(table(list)));
    await send(kenya, page, 'columns');
    const checked = await settled(kenya, idOf(page));
    expect(plain(checked)).toContain('Save 11 records now');
    expect(plain(checked)).toContain('Seized in a country you do not record for Country of seizure · 4 rows');
  });
});

describe('persons’ data', () => {
  test('is refused, hidden, never staged, and the file goes once all is in', async () => {
    const secrets = ['Wanjiru Kamau', 'Otieno Odhiambo', 'Achieng Njeri'];
    const rows = table(kenyan(12, 6)).map((row, at) => [
      ...row,
      at === 0 ? 'Surname' : (secrets[at % 3] ?? ''),
      at === 0 ? 'Passport number' : `A${1_000_000 + at}`,
    ]);
    let page = await upload(kenya, 'persons.csv', csvText(rows));
    const id = idOf(page);
    for (const secret of [...secrets, 'A1000001']) expect(page.text).not.toContain(secret);
    page = await send(kenya, page, 'read', {}, 'right');
    expect(plain(page)).toContain('may name people. They are left out and their values are not stored.');
    for (const secret of [...secrets, 'A1000001']) expect(page.text).not.toContain(secret);
    // Whatever a form says, the column stays locked.
    await send(kenya, page, 'columns', { 'c.11': 'narrative', 'c.12': 'operation' });
    page = await settled(kenya, id);
    await send(kenya, page, 'commit');
    page = await settled(kenya, id);
    expect(plain(page)).toContain('12 records are in the database.');
    const { rows: found } = await portal.owner.query(
      `select (select string_agg(r::text, '') from import_rows r where import_id = $1) || (select i::text from
        imports i where id = $1) || coalesce((select string_agg(v::text, '') from import_values v where
        import_id = $1), '')
         || (select string_agg(record::text || source::text, '') from seizure_records join seizures s on s.id =
           seizure_id where s.import_id = $1) as all`,
      [id],
    );
    for (const secret of [...secrets, 'A1000001']) expect(found[0].all).not.toContain(secret);
    const {
      rows: [file],
    } = await portal.pool.query('select file_id from imports where id = $1', [id]);
    expect(file.file_id).toBeNull();
  });

  test('a column the officer names so is masked from then on', async () => {
    const rows = table(kenyan(12, 7)).map((row, at) => [
      ...row,
      at === 0 ? 'Remark 7' : `seen with ${at % 2 ? 'Halima' : 'Baraka'}`,
    ]);
    let page = await toColumns(kenya, 'remark.csv', csvText(rows));
    expect(page.text).toContain('Halima');
    await send(kenya, page, 'columns', { 'c.11': 'nominal' });
    page = await settled(kenya, idOf(page));
    const {
      rows: [found],
    } = await portal.owner.query(
      `
        select i::text || (select string_agg(r::text, '') from import_rows r where import_id = i.id) as all from
        imports i where id = $1`,
      [idOf(page)],
    );
    expect(found.all).not.toContain('Halima');
  });
});

describe('dates and numbers that can be read two ways', () => {
  test('are asked, with real cells, and remembered', async () => {
    const list = kenyan(14, 8).map((fact, at) => ({
      ...fact,
      date: `2024-0${1 + (at % 9)}-1${at % 3}`,
      quantity: 1.5,
    }));
    const rows = (write: typeof list) =>
      table(write).map((row, at) =>
        row.map((cell, column) =>
          at > 0 && column === 1
            ? `${cell.slice(5, 7)}/${cell.slice(8)}/${cell.slice(0, 4)}`
                .replace(/\/1(\d)\//, '/0$1/')
                .replace('/00/', '/10/')
            : cell,
        ),
      );
    let page = await toColumns(kenya, 'dates.csv', csvText(rows(list)));
    const id = idOf(page);
    await send(kenya, page, 'columns');
    page = await settled(kenya, id);
    expect(page.path).toBe(`/seizures/imports/${id}/styles`);
    expect(plain(page)).toContain('1 column can be read in two ways.');
    expect(plain(page)).toMatch(/Day, month, year “\d\d\/\d\d\/2024” → \d+ \w+ 2024/);
    const none = await send(kenya, page, 'styles');
    expect(none.status).toBe(422);
    expect(none.text).toContain('href="#d-1"');
    await send(kenya, page, 'styles', { 'd.1': '1' });
    page = await settled(kenya, id);
    expect(page.path).toBe(`/seizures/imports/${id}/check`);
    const {
      rows: [first],
    } = await portal.pool.query(
      `select raw[2] as cell, record->'facts'->>'seizureDate' as date from import_rows where import_id = $1
        order by row_no limit 1`,
      [id],
    );
    expect(first.date).toBe(`2024-${first.cell.slice(0, 2)}-${first.cell.slice(3, 5)}`);
    // Once its rows are saved, the next file of the shape is read so without a question.
    await send(kenya, page, 'commit');
    await settled(kenya, id);
    const next = await upload(
      kenya,
      'dates-2.csv',
      csvText(
        rows(kenyan(10, 9).map((fact, at) => ({ ...fact, ref: `N-${at}`, date: `2024-0${1 + (at % 9)}-1${at % 3}` }))),
      ),
    );
    expect((await settled(kenya, idOf(next))).path).toBe(`/seizures/imports/${idOf(next)}/check`);
  });

  test('a style the cells decided can be told otherwise before the file is read', async () => {
    const page = await toColumns(kenya, 'style.csv', csvText(table(kenyan(14, 10), { dates: 'd.m.Y', turn: 1 })));
    const styles = await open(kenya, `/seizures/imports/${idOf(page)}/styles`);
    expect(plain(styles)).toContain('The cells themselves decided how these columns are read.');
    const back = await send(kenya, styles, 'styles', { 'd.1': '1' });
    expect(back.path).toBe(`/seizures/imports/${idOf(page)}/columns`);
    expect(plain(back)).toContain('Month, day, year');
  });
});

describe('a second file of the same shape', () => {
  test('needs one click', async () => {
    const content = readFileSync(fixture('poland-border-guard.csv'), 'utf8');
    let page = await toColumns(admin, 'poland-january.csv', content);
    let questions = 1;
    await send(admin, page, 'columns', { 'k.country': 'PL' });
    page = await settled(admin, idOf(page));
    questions += 1 + (page.text.match(/value="later"/g)?.length ?? 0);
    expect(questions).toBeLessThanOrEqual(12);
    const ticksOn = (shown: Page) => formOn(shown, `/seizures/imports/${idOf(page)}/words`).confirm ?? [];
    const [doubted, ...others] = ticksOn(page);
    const [asked = ''] = /a\.[0-9a-f]{12}(?=")/.exec(page.text) ?? [];
    const refused = await send(admin, page, 'words', { confirm: others, [asked]: 'list' }, 'save');
    expect([typeof doubted, refused.status, ticksOn(refused)]).toEqual(['string', 422, others]);
    page = await send(admin, page, 'words', {}, 'confirm');
    const blank = Object.fromEntries(
      [...page.text.matchAll(/name="(a\.[0-9a-f]{12})"/g)].map(([, name]) => [name ?? '', 'blank']),
    );
    await send(admin, page, 'words', blank, 'save');
    page = await settled(admin, idOf(page));
    await send(admin, page, 'commit');
    expect(plain(await settled(admin, idOf(page)))).toContain('36 records are in the database.');

    const february = content.replaceAll('.01.2024', '.02.2024');
    const second = await upload(admin, 'poland-february.csv', february);
    page = await settled(admin, idOf(second));
    expect(page.path).toBe(`/seizures/imports/${idOf(second)}/check`);
    expect(plain(page)).toContain('Save 36 records now');
    expect(plain(await open(admin, `/seizures/imports/${idOf(second)}/columns`))).toContain(
      'Your office has imported a file with this layout before (“poland-january.csv”)',
    );
  });
});

describe('templates', () => {
  test.each(['en', 'fr'])('in %s are read again without a question', async lang => {
    const browser = await portal.as('ke.officer');
    await browser.post('/language', { lang, back: '/' });
    const answer = await browser.get('/seizures/imports/template.xlsx?heading=DRUG').then(one => one);
    expect(answer.status).toBe(200);
    const bytes = await fetch(`${portal.url}/seizures/imports/template.xlsx?heading=DRUG`, {
      headers: browser.headers(),
    }).then(one => one.arrayBuffer());
    const [[name, rows] = ['', []], ...others] = await readSheets(bytes);
    const tags = (rows[1] ?? []).map(String);
    expect(tags).toContain('#seizureDate');
    const values: Record<string, string | number> = {
      '#nationalRef': 'T-1',
      '#seizureDate': '2026-03-14',
      '#country': 'Kenya',
      '#product': lang === 'fr' ? 'Chlorhydrate de cocaïne' : 'Cocaine hydrochloride',
      '#quantity': 2.5,
      '#unit': 'kg',
    };
    const filled = [...rows, tags.map(tag => values[tag] ?? null)];
    const book = await madeWorkbook({ [name]: filled, ...Object.fromEntries(others) });
    const page = await upload(browser, `filled-${lang}.xlsx`, book);
    expect((await settled(browser, idOf(page))).text).toMatch(/Save 1 record now|Enregistrer 1 fiche/);
  });

  test('the header alone would do: our own reader knows its words', async () => {
    const browser = await portal.as('ke.officer');
    await browser.post('/language', { lang: 'fr', back: '/' });
    const bytes = await fetch(`${portal.url}/seizures/imports/template.xlsx?heading=TOB`, {
      headers: browser.headers(),
    }).then(one => one.arrayBuffer());
    const [rows = []] = (await readSheets(bytes)).values();
    const [header = [], tags = []] = rows.map(row => row.map(String));
    const page = await toColumns(
      browser,
      'header.csv',
      csvText([header, ...Array.from({ length: 2 }, (_, at) => header.map((_one, column) => `x${at}${column}`))]),
    );
    const unknown = tags.filter(
      (tag, at) =>
        !tag.startsWith('#details.') &&
        tag !== '#productText' &&
        !new RegExp(`name="c\\.${at}"[\\s\\S]*?<option value="${tag.slice(1)}" selected>`).test(
          page.text.split('</tr>').find(row => row.includes(`name="c.${at}"`)) ?? '',
        ),
    );
    expect(unknown).toEqual([]);
  });
});

test('the list of products is searched across headings, the file’s own first', async () => {
  const { body } = await kenya.get('/seizures/imports/products?q=acetone&heading=DRUG', { Accept: 'application/json' });
  expect(body.options.map((one: { value: string }) => one.value)).toContain('PREC/ACETONE');
});

test('nothing of an import lies open on disk', () => {
  for (const entry of readdirSync(portal.fileStore, { recursive: true, withFileTypes: true }).filter(one =>
    one.isFile(),
  )) {
    expect(readFileSync(`${entry.parentPath}/${entry.name}`).toString('latin1')).not.toMatch(/Kenya|Cocaine|country/);
  }
});
