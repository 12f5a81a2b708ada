import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre';
import iconv from 'iconv-lite';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';
import { workbook, zip } from './engine/books.ts';
import { csvText, facts, table } from './generate.ts';
import { idOf, landed, open, plain, send, upload } from './officer.ts';

let portal: TestPortal;
let browser: Browser;
beforeAll(async () => {
  portal = await testPortal();
  browser = await portal.as('wco.admin');
});

/** Everything in the file store, half-written files too. */
const stored = (): string[] => storedFiles(portal.fileStore, { unfinished: true });

async function imports(): Promise<number> {
  const { rows } = await portal.pool.query('select count(*)::int as n from imports');
  return rows[0].n;
}

const good = csvText(table(facts(12, 3)));

describe('an upload that is refused', () => {
  let before: { files: number; imports: number };
  beforeEach(async () => {
    before = { files: stored().length, imports: await imports() };
  });
  const nothingKept = async (): Promise<void> =>
    expect({ files: stored().length, imports: await imports() }).toEqual(before);

  async function post(form: FormData, token = ''): Promise<{ status: number; text: string }> {
    form.set('_csrf', token === '' ? await browser.token('/seizures/imports/new') : token);
    return sendForm(form);
  }
  async function sendForm(form: FormData): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${portal.url}/seizures/imports`, {
      method: 'POST',
      headers: browser.headers(),
      body: form,
      redirect: 'manual',
    });
    return { status: answer.status, text: await answer.text() };
  }
  /** The token first, as the page has it. */
  async function withToken(): Promise<FormData> {
    const form = new FormData();
    form.set('_csrf', await browser.token('/seizures/imports/new'));
    return form;
  }

  test('says that no file was chosen', async () => {
    const answer = await sendForm(await withToken());
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#file">Choose a file, or paste cells.');
    await nothingKept();
  });

  test('says what is wrong with pasted cells at their field, and shows them again', async () => {
    const cells = 'Seen at Malaba\t<kept>';
    const form = await withToken();
    form.set('cells', cells);
    const pasted = await sendForm(form);
    expect(pasted.status).toBe(422);
    expect(pasted.text).toMatch(/href="#cells">\w/);
    const beside = await withToken();
    beside.set('cells', cells);
    beside.append('file', new Blob(['a line']), 'a.csv');
    const both = await sendForm(beside);
    expect(both.text).toMatch(/href="#file">\w/);
    for (const { text } of [pasted, both])
      expect(text).toMatch(/<textarea[^>]*\sname="cells"[^>]*>\s*Seen at Malaba\t&lt;kept&gt;<\/textarea>/);
    await nothingKept();
  });

  test('takes one file at a time', async () => {
    const form = await withToken();
    form.append('file', new Blob([good]), 'a.csv');
    form.append('file', new Blob([good]), 'b.csv');
    const answer = await sendForm(form);
    expect(answer.status).toBe(422);
    expect(plain({ path: '', ...answer })).toContain('One file at a time.');
    await nothingKept();
  });

  test('keeps nothing without the form’s token', async () => {
    const form = new FormData();
    form.append('file', new Blob([good]), 'a.csv');
    form.append('_csrf', 'f'.repeat(64));
    expect((await sendForm(form)).status).toBe(403);
    await nothingKept();
  });

  test('keeps nothing of an upload broken off', async () => {
    const token = await browser.token('/seizures/imports/new');
    await new Promise<void>(resolve => {
      const sending = request(`${portal.url}/seizures/imports`, {
        method: 'POST',
        headers: {
          ...browser.headers(),
          'Content-Type': 'multipart/form-data; boundary=x',
          'Content-Length': '5000000',
        },
      });
      sending.on('error', () => undefined);
      sending.on('close', () => resolve());
      sending.write(
        `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--x\r\nContent-Disposition: ` +
          `form-data; name="file"; filename="a.csv"\r\n\r\n${good.repeat(200)}`,
      );
      setTimeout(() => sending.destroy(), 200);
    });
    await new Promise(resolve => setTimeout(resolve, 300));
    await nothingKept();
  });

  test('more than 200 MB is too large, said at the field', async () => {
    const form = await withToken();
    const piece = new Uint8Array(1024 * 1024).fill(97);
    form.append('file', new Blob(Array<Uint8Array<ArrayBuffer>>(201).fill(piece)), 'big.csv');
    const answer = await post(form);
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('The file is larger than 200 MB. Split it by year.');
    await nothingKept();
  }, 60_000);

  const bomb = zip({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': Buffer.alloc(400 * 1024 * 1024) });
  const bad: readonly [name: string, content: Buffer | string, says: string][] = [
    ['empty.csv', '', 'no rows below the header'],
    ['only-header.csv', `${good.split('\r\n')[0]}\r\n`, 'no rows below the header'],
    [
      'picture.png',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 0, 0, 0, 255, 254, 1, 4, 8]),
      'This is a picture or a scan',
    ],
    [
      'bytes.csv',
      Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 256)),
      'could not find rows and columns',
    ],
    [
      'letter.txt',
      'Dear colleague\nhere are the seizures you asked for.\nKind regards\n',
      'could not find rows and columns',
    ],
    ['bomb.xlsx', bomb, 'the limit is'],
    ['two.zip', zip({ 'a.csv': 'date,drug\n', 'b.csv': 'date,drug\n' }), 'holds 2 tables'],
    ['none.zip', zip({ 'photo.png': 'x' }), 'None of the 1 files in this archive'],
    ['torn.csv.gz', gzipSync('date,drug\n'.repeat(999)).subarray(0, 40), 'archive is damaged or incomplete'],
    ['cut.xlsx', workbook({ a: { xml: '<sheetData/>' } }).subarray(0, 300), 'ends abruptly'],
    [
      'wide.csv',
      `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}` +
        `\n${Array<string>(10_000).fill('1').join(',')}\n`,
      'the limit is 256',
    ],
    [
      'locked.xlsx',
      Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.alloc(600),
        Buffer.from('EncryptedPackage', 'utf16le'),
        Buffer.alloc(600),
      ]),
      'protected with a password',
    ],
  ];
  test('one table in a .gz or a .zip is the table itself', async () => {
    const text = csvText(table(facts(12, 3)));
    for (const [name, content] of [
      ['seizures-2024.csv.gz', gzipSync(text)],
      ['seizures.zip', zip({ '__MACOSX/seizures-2024.csv': 'x', 'readme.txt': 'x', 'out/seizures-2024.csv': text })],
    ] as const) {
      const page = await upload(browser, name, content);
      expect(plain(page)).toContain('seizures-2024.csv');
      expect(plain(page)).not.toContain('.gz');
      await send(browser, page, 'discard');
    }
  });

  test.each(bad)(
    '%s',
    async (name, content, says) => {
      const page = await landed(
        browser,
        await browser.upload('/seizures/imports', { name, content }, {}, '/seizures/imports/new'),
        '/seizures/imports',
      );
      expect([422, 413]).toContain(page.status);
      expect(plain(page)).toContain(says);
      expect(page.text).toContain('id="file-error"');
      expect(plain(page)).not.toMatch(/\b(invalid|null|schema|regex)\b/i);
      await nothingKept();
    },
    60_000,
  );
});

describe('an upload that is odd', () => {
  test('keeps the name the sender gave it, without path and tricks', async () => {
    const page = await upload(browser, '../../Saisies d’été «2024» ‮fdp.csv', csvText(table(facts(12, 4))));
    expect(page.text).toContain('Saisies d’été «2024» fdp.csv');
    expect(page.text).not.toContain('‮');
  });

  test('pasted cells are a file', async () => {
    const token = await browser.token('/seizures/imports/new');
    const form = new FormData();
    form.set('_csrf', token);
    form.set('cells', csvText(table(facts(8, 5)), { delimiter: '\t' }));
    form.append('file', new Blob([]), '');
    const answer = await fetch(`${portal.url}/seizures/imports`, {
      method: 'POST',
      headers: browser.headers(),
      body: form,
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    const page = await open(browser, answer.headers.get('location') ?? '');
    expect(plain(page)).toContain('Tabs, UTF-8, header in line 1, 11 columns, about 8 rows');
  });

  test('quotation marks never closed are said at the rows they swallowed', async () => {
    const lines = csvText(table(facts(12, 6))).split('\r\n');
    lines[5] = `"${lines[5]}`;
    const page = await upload(browser, 'quotes.csv', lines.join('\r\n'));
    expect(page.status).toBe(200);
    expect(page.path).toMatch(/read$/);
  });

  test('letters of another set are chosen by what they look like, and shown', async () => {
    const page = await upload(
      browser,
      'polish.csv',
      iconv.encode(
        csvText(table(facts(40, 7, { language: 'pl' }), { language: 'pl' }), { delimiter: ';' }),
        'windows-1250',
      ),
    );
    expect(plain(page)).toContain('Semicolons, Windows-1250 (Central European), header in line 1');
    const other = await send(browser, page, 'read', { encoding: 'cp866' }, 'reread');
    expect(plain(other)).toContain('DOS 866 (Cyrillic)');
    const back = await send(browser, other, 'read', { encoding: 'windows-1250' }, 'right');
    expect(back.path).toMatch(/read$/);
    expect(plain(back)).toContain('Windows-1250');
  });

  test('two columns of one name are told apart by their letters', async () => {
    const rows = table(facts(12, 8));
    const page = await upload(
      browser,
      'twice.csv',
      csvText(rows.map((row, at) => [...row, at === 0 ? (rows[0]?.[3] ?? '') : 'x'])),
    );
    expect(plain(page)).toMatch(/Two columns are called “[^”]+” \(columns D and L\)/);
  });

  test('a formula is text, and its result is what is read', async () => {
    const rows = table(facts(12, 9)).map((row, at) => (at === 3 ? ['=cmd|calc', ...row.slice(1)] : row));
    const cells = new Map([['2,5', { formula: '2+3', formulaResult: 5 }]]);
    const book = await writeXlsx({ sheets: [{ name: 'Seizures', rows, cells }] });
    const page = await upload(browser, 'formulas.xlsx', Buffer.from(book));
    expect(page.status).toBe(200);
    expect(plain(page)).toContain('Excel workbook');
    expect(page.text).toContain('<td title="5">');
    expect(page.text).toContain('=cmd|calc');
  });

  test('a file seen before is named, and read again only when asked', async () => {
    const content = csvText(table(facts(12, 10)));
    const first = await upload(browser, 'first.csv', content);
    const second = await upload(browser, 'second.csv', content);
    expect(idOf(second)).not.toBe(idOf(first));
    expect(plain(second)).toContain('This exact file has been uploaded before. wco.admin uploaded it on');
    expect(second.text).toContain(`href="/seizures/imports/${idOf(first)}"`);
    const again = await send(browser, second, 'read', {}, 'again');
    expect(plain(again)).toContain('What we recognised:');
    const gone = await send(browser, again, 'discard');
    expect(gone.path).toBe('/seizures/imports');
    expect((await browser.get(`/seizures/imports/${idOf(second)}`)).status).toBe(404);
  });
});
