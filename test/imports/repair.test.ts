import { beforeAll, describe, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { readSheets } from '../support/workbooks.ts';
import { csvText, facts, table } from './generate.ts';
import { formOn, idOf, open, plain, questionsOn, send, settled, upload, type Page } from './officer.ts';

let portal: TestPortal;
let kenya: Browser;
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
});

let seed = 100;
/** Rows that can all go in, each with a reference of its own. */
function clean(count: number): string[][] {
  seed += 1;
  return table(
    facts(count, seed).map((fact, at) => ({
      ...fact,
      ref: `R${seed}-${at}`,
      country: 'KE',
      unit: 'kg',
      product: 'DRUG/COC-HCL',
    })),
  );
}

/** Brings rows to the check: columns as proposed, words left for later where they are asked. */
async function checked(rows: readonly (readonly string[])[], name = `rows-${seed}.csv`): Promise<Page> {
  let page = await upload(kenya, name, csvText(rows));
  const id = idOf(page);
  if (page.path.endsWith('/read')) page = await send(kenya, page, 'read', {}, 'right');
  if (page.path.endsWith('/columns')) page = await send(kenya, page, 'columns');
  page = await settled(kenya, id);
  if (page.path.endsWith('/words')) {
    await send(kenya, page, 'words', {}, 'check');
    page = await settled(kenya, id);
  }
  expect(`${page.path} ${plain(page).slice(0, 900)}`).toContain(`/seizures/imports/${id}/check`);
  return page;
}

/** With the cell of a row (from 0, below the header) and column replaced. */
function put(rows: string[][], row: number, column: number, value: string): string[][] {
  return rows.map((cells, at) =>
    at === row + 1 ? cells.map((cell, index) => (index === column ? value : cell)) : cells,
  );
}

async function states(id: number): Promise<Record<string, number>> {
  const { rows } = await portal.pool.query(
    'select state, count(*)::int as n from import_rows where import_id = $1 group by 1',
    [id],
  );
  return Object.fromEntries(rows.map(row => [row.state, row.n]));
}

describe('the check', () => {
  test('groups like problems, opens the rows of one, and mends a cell in place', async () => {
    const rows = put(put(clean(10), 2, 5, 'about five'), 7, 1, '31.02.2024');
    let page = await checked(rows);
    const id = idOf(page);
    expect(plain(page)).toContain('Numbers we cannot read Quantity · 1 row');
    expect(plain(page)).toContain('Dates we cannot read Date of seizure · 1 row');
    expect(plain(page)).toContain('Save 8 records now 2 rows stay here for correction.');
    page = await open(kenya, `/seizures/imports/${id}/check?code=number_unreadable&field=quantity`);
    expect(plain(page)).toContain('“about five” is not a number. Write it like 12.5.');
    page = await send(kenya, page, 'check', { 'r.3.5': 'five' }, 'repair');
    expect(plain(page)).toContain('1 corrected; 1 row still waits, under its reason below.');
    expect(page.text).toContain('value="five"');
    page = await send(kenya, page, 'check', {}, 'repair');
    expect(plain(page)).toContain('No cell was changed.');
    page = await send(kenya, page, 'check', { 'r.3.5': '5' }, 'repair');
    expect(plain(page)).toContain('1 row corrected.');
    expect(plain(page)).toContain('Save 9 records now');
    const row = await open(kenya, `/seizures/imports/${id}/check?row=8`);
    expect(row.text).toContain('value="31.02.2024"');
    expect(row.text).toMatch(/has-error[\s\S]*is not a date we can read/);
    page = await send(kenya, row, 'check', { 'r.8.1': '28.02.2024' }, 'repair');
    expect(plain(page)).toContain('Save 10 records now');
    expect(await states(id)).toEqual({ ready: 10 });
  });

  test('long cells stand on as many pages as forms can send back', async () => {
    let rows = clean(20);
    for (let at = 0; at < 6; at += 1) rows = put(rows, at, 5, `${at} или ${'я'.repeat(30_000)}`);
    const id = idOf(await checked(rows));
    const address = `/seizures/imports/${id}/check?code=number_unreadable&field=quantity`;
    let page = await open(kenya, address);
    expect(page.text.match(/name="r\.\d+\.5"/g)).toEqual(['name="r.1.5"', 'name="r.2.5"', 'name="r.3.5"']);
    const next = await open(kenya, `${address}&after=3`);
    expect([page.text.includes('after=3'), next.text.includes('name="r.4.5"')]).toEqual([true, true]);
    page = await send(kenya, page, 'check', { 'r.1.5': '5' }, 'repair');
    expect([page.status, await states(id)]).toEqual([200, { ready: 15, error: 5 }]);
  });

  test('a cell of several lines that nobody wrote over stays as it is', async () => {
    const id = idOf(await checked(put(put(clean(8), 2, 5, 'about\nfive'), 4, 5, 'x')));
    const page = await open(kenya, `/seizures/imports/${id}/check?code=number_unreadable&field=quantity`);
    // As a browser has it in a field of one line.
    await send(kenya, page, 'check', { 'r.3.5': 'aboutfive', 'r.5.5': '4' }, 'repair');
    const { rows } = await portal.pool.query(
      `select raw[6] as cell from import_rows where import_id = $1 and row_no = 3`,
      [id],
    );
    expect([rows[0]?.cell, await states(id)]).toEqual(['about\nfive', { ready: 7, error: 1 }]);
  });

  test('a correction for all rows that say the same', async () => {
    let rows = clean(12);
    for (const at of [1, 4, 6]) rows = put(rows, at, 6, 'kilogrammes net weighed');
    let page = await checked(rows);
    const id = idOf(page);
    expect(plain(page)).toContain('Words we do not know Unit · 3 rows Say what the words mean');
    page = await open(kenya, `/seizures/imports/${id}/check?code=value_unknown&field=unit`);
    expect(plain(page)).toContain('kilogrammes net weighed ×3');
    page = await send(kenya, page, 'check', { 'v.0': 'kg' }, 'same');
    expect(await states(id)).toEqual({ ready: 12 });
  });

  test('a correction survives a second check from the file', async () => {
    let page = await checked(put(clean(6), 0, 5, 'x'));
    const id = idOf(page);
    page = await send(
      kenya,
      await open(kenya, `/seizures/imports/${id}/check?row=1`),
      'check',
      { 'r.1.5': '7,5' },
      'repair',
    );
    expect(await states(id)).toEqual({ ready: 6 });
    await send(kenya, page, 'check', {}, 'again');
    await settled(kenya, id);
    expect(await states(id)).toEqual({ ready: 6 });
  });

  test('a word left for later is answered later, after the rest is saved', async () => {
    let rows = clean(9);
    for (const at of [2, 3]) rows = put(rows, at, 6, 'sacoches fermées');
    let page = await checked(rows);
    const id = idOf(page);
    await send(kenya, page, 'commit');
    page = await settled(kenya, id);
    expect(plain(page)).toContain('7 records are in the database.');
    expect(plain(page)).toContain('2 rows have not been saved and stay here.');
    page = await open(kenya, `/seizures/imports/${id}/words`);
    const [question] = questionsOn(page);
    const wrong = await send(
      kenya,
      page,
      'words',
      { [`a.${question?.id}`]: 'list', [`s.${question?.id}`]: 'nonsense' },
      'save',
    );
    expect(wrong.status).toBe(422);
    expect(plain(wrong)).toContain('This is not in the list.');
    await send(kenya, page, 'words', { [`a.${question?.id}`]: 'list', [`s.${question?.id}`]: 'kg' }, 'save');
    page = await settled(kenya, id);
    expect(plain(page)).toContain('Save 2 records now');
    expect(plain(page)).toContain('Some rows have been saved; these have not.');
    await send(kenya, page, 'commit');
    page = await settled(kenya, id);
    expect(plain(page)).toContain('9 records are in the database.');
    const {
      rows: [found],
    } = await portal.pool.query(
      'select count(*)::int as n, count(distinct import_row)::int as d from seizures where import_id = $1',
      [id],
    );
    expect(found).toEqual({ n: 9, d: 9 });
  });
});

describe('rows that may be records there are', () => {
  test('are put beside them, and what is said of each is kept and done', async () => {
    const rows = clean(4);
    const first = await checked(rows);
    await send(kenya, first, 'commit');
    await settled(kenya, idOf(first));
    const { rows: saved } = await portal.pool.query('select ref from seizures where import_id = $1 order by id', [
      idOf(first),
    ]);
    // The same events from another file: other references, quantities a little off.
    const again = rows.map((cells, at) => (at === 0 ? cells : [`B${seed}-${at}`, ...cells.slice(1)]));
    let page = await checked(again, `again-${seed}.csv`);
    const id = idOf(page);
    expect(plain(page)).toContain('Rows that may be the same event as a record in the database 4 rows');
    expect(await states(id)).toEqual({ ready: 4 });
    page = await open(kenya, `/seizures/imports/${id}/check?code=row_alike`);
    expect(plain(page)).toContain(saved[0].ref);
    expect(plain(page)).toMatch(new RegExp(`Is line \\d+ the same event as ${saved[0].ref}\\?`));
    const answers = { 'alike.1': 'same', 'alike.2': 'different', 'alike.3': 'anyway' };
    page = await send(kenya, page, 'check', answers, 'alike');
    expect(await states(id)).toEqual({ ready: 3, same: 1 });
    await send(kenya, page, 'check', {}, 'again');
    page = await settled(kenya, id);
    expect(await states(id)).toEqual({ ready: 3, same: 1 });
    const answered = await open(kenya, `/seizures/imports/${id}/check?code=row_alike_answered`);
    expect(answered.text).toMatch(/name="alike\.2"[^>]*value="different"[^>]*checked/);
    await send(kenya, page, 'commit');
    await settled(kenya, id);
    expect(await states(id)).toEqual({ committed: 3, same: 1 });
    const { rows: pairs } = await portal.owner.query(
      `select p.state, a.ref from seizure_pairs p join seizures a on a.id = p.one join seizures b on b.id = p.other
        where b.import_id = $1 and p.state = 'different'`,
      [id],
    );
    expect(pairs).toEqual([{ state: 'different', ref: saved[1].ref }]);
    const foreign = await open(await portal.as('vn.ncp'), `/seizures/imports/${id}/check?code=row_alike`);
    expect(foreign.status).toBe(404);
  });
});

describe('a second thought', () => {
  test('about the columns, after the check, reads the file anew', async () => {
    let page = await checked(clean(7));
    const id = idOf(page);
    page = await open(kenya, `/seizures/imports/${id}/columns`);
    expect(plain(page)).toContain('7 rows ready');
    await send(kenya, page, 'columns', { 'c.7': '' });
    page = await settled(kenya, id);
    expect(await states(id)).toEqual({ ready: 7 });
    page = await open(kenya, `/seizures/imports/${id}/read`);
    page = await send(kenya, page, 'read', { headerLine: '2' }, 'reread');
    expect(plain(page)).toContain('header in line 2');
    expect(await states(id)).toEqual({});
    page = await send(kenya, page, 'read', { headerLine: '1' }, 'reread');
    expect(plain(page)).toContain('header in line 1');
  });

  test('about a word, after the check, is taken in by the next', async () => {
    let page = await checked(clean(6));
    const id = idOf(page);
    page = await open(kenya, `/seizures/imports/${id}/words`);
    const word = /<bdi>Cocaine hydrochloride<\/bdi>[\s\S]*?href="[^"]*\?word=([0-9a-f]{12})/.exec(page.text)?.[1];
    page = await open(kenya, `/seizures/imports/${id}/words?word=${word}`);
    expect(questionsOn(page).map(one => one.word)).toEqual(['Cocaine hydrochloride']);
    await send(kenya, page, 'words', { [`a.${word}`]: 'list', [`s.${word}`]: 'COC-CRACK' }, 'save');
    await settled(kenya, id);
    const { rows } = await portal.pool.query(
      `select distinct record->'lines'->0->>'product' as product from import_rows where import_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ product: 'COC-CRACK' }]);
    // The office's memory follows the last word.
    await checked(clean(3));
    page = await open(kenya, `/seizures/imports/${id}/words?word=${word}`);
    await send(kenya, page, 'words', { [`a.${word}`]: 'list', [`s.${word}`]: 'COC-HCL' }, 'save');
    await settled(kenya, id);
  });
});

describe('lines that are no records', () => {
  test('are set aside, said why, and can be brought back; a row can be set aside by hand', async () => {
    const rows = [
      ...clean(8),
      ['Total', '', '', '', '', '1234', '', '', '', '', ''],
      ['Source: national statistics', '', '', '', '', '', '', '', '', '', ''],
    ];
    let page = await checked(rows);
    const id = idOf(page);
    expect(await states(id)).toEqual({ ready: 8, set_aside: 2 });
    page = await open(kenya, `/seizures/imports/${id}/check?view=aside`);
    expect(plain(page)).toContain('looks like a total; we set it aside.');
    expect(plain(page)).toContain('looks like a note; we set it aside.');
    page = await send(kenya, page, 'check', { row: '9' }, 'back');
    expect(await states(id)).toEqual({ ready: 8, error: 1, set_aside: 1 });
    page = await send(kenya, await open(kenya, `/seizures/imports/${id}/check?row=1`), 'check', {}, 'aside');
    expect(await states(id)).toEqual({ ready: 7, error: 1, set_aside: 2 });
    await send(kenya, page, 'check', {}, 'again');
    await settled(kenya, id);
    expect(await states(id)).toEqual({ ready: 7, error: 1, set_aside: 2 });
  });
});

describe('rows that are alike', () => {
  test('inside a file are asked about once: keep all, or one of each', async () => {
    const rows = clean(6).map(row => row.map((cell, column) => (column === 0 ? '' : cell)));
    const twice = [...rows, rows[1] ?? [], rows[1] ?? [], rows[2] ?? []];
    twice[0] = ['National reference', ...(clean(1)[0] ?? []).slice(1)];
    let page = await checked(twice);
    const id = idOf(page);
    expect(plain(page)).toContain('3 rows are the same as another in every column');
    expect(await states(id)).toEqual({ ready: 9 });
    page = await send(kenya, page, 'check', { repeats: 'one' }, 'repeats');
    expect(await states(id)).toEqual({ ready: 6, left_out: 3 });
    page = await send(kenya, page, 'check', { repeats: 'keep' }, 'repeats');
    expect(await states(id)).toEqual({ ready: 9 });
  });

  test('in another file are left out as the same', async () => {
    const rows = clean(5);
    let page = await checked(rows, 'first.csv');
    await send(kenya, page, 'commit');
    await settled(kenya, idOf(page));
    page = await checked([...rows.map(row => row), ...clean(3).slice(1)], 'more.csv');
    expect(await states(idOf(page))).toEqual({ same: 5, ready: 3 });
    expect(plain(page)).toContain('Same as before 5 already saved');
  });
});

describe('references', () => {
  test('rows of one reference that agree become one record with several goods', async () => {
    const rows = clean(4);
    const second = (rows[1] ?? []).map((cell, column) => (column === 4 ? 'Heroin' : column === 5 ? '3' : cell));
    let page = await checked([...rows, second]);
    const id = idOf(page);
    expect(plain(page)).toContain('Save 5 records now');
    await send(kenya, page, 'commit');
    page = await settled(kenya, id);
    const { rows: found } = await portal.pool.query(
      'select line_count, headings from seizures where import_id = $1 order by line_count desc',
      [id],
    );
    expect(found.map(row => row.line_count)).toEqual([2, 1, 1, 1]);
    expect(await states(id)).toEqual({ committed: 5 });
  });

  test('rows of one reference and day are one record even where they differ; on another day none has it', async () => {
    const rows = clean(4);
    const elsewhere = (rows[1] ?? []).map((cell, column) => (column === 3 ? 'Elsewhere' : cell));
    const later = (rows[2] ?? []).map((cell, column) => (column === 1 ? '2026-01-31' : cell));
    const page = await checked([...rows, elsewhere, later]);
    const id = idOf(page);
    expect(plain(page)).toContain('Rows of one reference whose other facts differ');
    expect(plain(page)).toContain('References of an earlier row on another day');
    await send(kenya, page, 'commit');
    await settled(kenya, id);
    const { rows: found } = await portal.owner.query<{ line_count: number; national_ref: string | null }>(
      'select line_count, national_ref from seizures where import_id = $1 order by import_row',
      [id],
    );
    expect(found.map(row => row.line_count)).toEqual([2, 1, 1, 1, 1]);
    expect(found.map(row => row.national_ref !== null)).toEqual([true, true, true, true, false]);
    const { rows: said } = await portal.owner.query<{ code: string }>(
      'select r.code from seizure_remarks r join seizures s on s.id = r.seizure_id where s.import_id = $1',
      [id],
    );
    expect(said.map(({ code }) => code)).toEqual(expect.arrayContaining(['ref_again', 'ref_differs']));
  });

  test('a reference already used waits', async () => {
    const rows = clean(4);
    let page = await checked(rows);
    const id = idOf(page);
    await send(kenya, page, 'commit');
    await settled(kenya, id);
    const changed = put(rows, 0, 5, '99');
    page = await checked(changed, 'changed.csv');
    expect(plain(page)).toContain('References already used National reference · 1 row');
    expect(await states(idOf(page))).toEqual({ same: 3, error: 1 });
    page = await send(
      kenya,
      await open(kenya, `/seizures/imports/${idOf(page)}/check?row=1`),
      'check',
      { 'r.1.0': `NEW-${seed}` },
      'repair',
    );
    expect(await states(idOf(page))).toEqual({ same: 3, ready: 1 });
  });
});

describe('what stays out', () => {
  test('is handed out with its reasons, and no cell runs as a formula', async () => {
    const rows = put(put(clean(5), 1, 5, '=1+1'), 1, 3, '@SUM(A1)');
    const page = await checked(rows);
    const id = idOf(page);
    const csv = await kenya.get(`/seizures/imports/${id}/rejected.csv`);
    expect(csv.headers['content-disposition']).toContain(`import-${id}-not-imported.csv`);
    const lines = csv.text.split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain(`Line in your file (import ${id}),Why it was not imported`);
    expect(lines[1]).toContain(`'=1+1`);
    expect(lines[1]).toContain(`'@SUM(A1)`);
    expect(lines[1]).toContain('is not a number. Write it like 12.5.');
    const bytes = await fetch(`${portal.url}/seizures/imports/${id}/rejected.xlsx`, { headers: kenya.headers() }).then(
      one => one.arrayBuffer(),
    );
    const [sheet] = (await readSheets(bytes)).values();
    expect(sheet?.[1]).toContain('=1+1');
    expect(sheet?.flat().every(cell => cell === null || typeof cell === 'string')).toBe(true);
    await kenya.post('/language', { lang: 'fr', back: '/' });
    expect((await kenya.get(`/seizures/imports/${id}/rejected.csv`)).text).toContain('n’est pas un nombre');
    await kenya.post('/language', { lang: 'en', back: '/' });
  });

  test('text about persons keeps its row back until it is mended', async () => {
    const rows = clean(5).map((row, at) => [
      ...row,
      at === 0
        ? 'Narrative'
        : at === 2
          ? 'The driver Mr John Kamau, phone +254 712 345678, was held.'
          : 'Found under the floor.',
    ]);
    const page = await checked(rows);
    expect(plain(page)).toContain('Texts that may contain data about people Narrative · ');
    expect((await states(idOf(page))).error).toBe(1);
  });
});

describe('taking an import back', () => {
  test('withdraws its records with a reason, but not what became somebody’s work', async () => {
    let page = await checked(put(clean(7), 3, 5, 'about five'));
    const id = idOf(page);
    await send(kenya, page, 'commit');
    page = await settled(kenya, id);
    expect(plain(page)).toContain('1 row has not been saved and stays here. Correct them');
    const none = await send(kenya, page, 'undo');
    expect(none.status).toBe(422);
    expect(plain(none)).toContain('Enter the reason for undoing the import.');
    const person = await send(kenya, page, 'undo', { reason: 'Mr John Kamau asked for it, +254 712 345678' });
    expect(person.status).toBe(422);
    await portal.owner.query(
      `update seizures set status = 'verified' where id = (select min(id) from seizures where import_id = $1)`,
      [id],
    );
    await send(kenya, page, 'undo', { reason: 'The wrong year was uploaded.' });
    page = await settled(kenya, id);
    expect(plain(page)).toContain('5 records withdrawn. Reason: The wrong year was uploaded.');
    expect(plain(page)).not.toContain('Correct them');
    expect(plain(page)).toContain('1 record has since been verified, queried or amended, and stays.');
    const { rows } = await portal.pool.query(
      'select status, count(*)::int as n from seizures where import_id = $1 group by 1 order by 1',
      [id],
    );
    expect(rows).toEqual([
      { status: 'verified', n: 1 },
      { status: 'withdrawn', n: 5 },
    ]);
    const {
      rows: [step],
    } = await portal.pool.query(
      `select count(*)::int as n from seizure_steps s join seizures z on z.id = s.seizure_id where z.import_id =
        $1 and kind = 'withdrawn' and reason = 'The wrong year was uploaded.'`,
      [id],
    );
    expect(step.n).toBe(5);
    expect(
      (
        await kenya.post(`/seizures/imports/${id}/undo`, {
          ...formOn(page, `/seizures/imports/${id}/undo`),
          version: '99',
          reason: 'again',
        })
      ).status,
    ).toBe(409);
    const history = await kenya.get(`/seizures/imports/${id}/history`);
    expect(plain({ path: '', status: 200, text: history.text })).toContain('Undone, 5 records, by ke.ncp');
  });

  test('what waits can be given up without touching what is in', async () => {
    let page = await checked(put(clean(4), 0, 5, 'x'));
    const id = idOf(page);
    await send(kenya, page, 'commit');
    page = await settled(kenya, id);
    page = await send(kenya, await open(kenya, `/seizures/imports/${id}/check`), 'discard');
    expect(await states(id)).toEqual({ committed: 3 });
    expect(plain(await open(kenya, `/seizures/imports/${id}`))).toContain('3 records are in the database.');
  });
});
