import { randomUUID } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre';
import { beforeAll, describe, expect, test } from 'vitest';
import type supertest from 'supertest';
import { applicants, day, problemsOn } from '../support/applicants.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let ncp: Browser;
let admin: Browser;
let second: Browser;
beforeAll(async () => {
  portal = await testPortal();
  ({ ncp, admin, second } = await applicants(portal));
});

const bulk = '/access/applications/bulk';
const common = {
  course: 'Targeting course, Mombasa',
  reason: 'Takes part in the targeting course.',
  endsOn: day(300),
  level: 'limited',
};
const header = ['Family name', 'Given name', 'Unit', 'Official email', 'Level', 'Language of emails and pages'];
const letters = 'abcdefghijklmnopqrstuvwxyz';
/** A row of a person nobody else is. */
const officer = (course: string, at: number): string[] => [
  `Okoth${letters[Math.floor(at / 26)]}${letters[at % 26]}${course}`,
  'Jane',
  'Port unit',
  `${course}.${at}@customs.ke.example`,
  at % 3 ? 'Limited' : 'Lecture seule',
  at % 2 ? 'English' : 'fr',
];
const officers = (course: string, count: number): string[][] =>
  Array.from({ length: count }, (_, at) => officer(course, at));
const csv = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows
    .map(row => row.map(cell => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter))
    .join('\r\n');

/** `formulas` by row and column, from 0: "1,0". */
async function xlsx(
  rows: readonly (readonly string[])[],
  formulas: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const cells = new Map(Object.entries(formulas).map(([place, formula]) => [place, { formula, formulaResult: 'ab' }]));
  return Buffer.from(
    await writeXlsx({
      sheets: [
        { name: 'Officers', rows: rows.map(row => [...row]), cells },
        { name: 'Notes', rows: [['not for us']] },
      ],
    }),
  );
}

const upload = (
  content: Buffer | string,
  fields: Readonly<Record<string, string>> = {},
  browser = ncp,
  name = 'course.xlsx',
) => browser.upload(`${bulk}/check`, { name, content }, { ...common, ...fields }, bulk);

/** What a browser would send of the check page, with some fields changed. */
function fieldsOn({ text }: supertest.Response, change: Readonly<Record<string, string>> = {}): Record<string, string> {
  const form = /<form method="post" action="\/access\/applications\/bulk"[\s\S]*?<\/form>/.exec(text)?.[0] ?? '';
  const plain = (value: string): string =>
    value
      .replaceAll('&#39;', "'")
      .replaceAll('&#34;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const [name, value, isBox] = [
      /name="([^"]+)"/.exec(tag)?.[1],
      /value="([^"]*)"/.exec(tag)?.[1] ?? '',
      /type="checkbox"/.test(tag),
    ];
    if (name && name !== '_csrf' && (!isBox || /\schecked/.test(tag))) fields[name] = plain(value);
  }
  for (const [, name = '', inner = ''] of form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
    fields[name] = /value="([^"]*)"[^>]*?\sselected/.exec(inner)?.[1] ?? '';
  for (const [, name = '', inner = ''] of form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g))
    fields[name] = plain(inner);
  return { ...fields, ...change };
}

async function send(
  checked: supertest.Response,
  change: Readonly<Record<string, string>> = {},
  browser = ncp,
): Promise<supertest.Response> {
  return browser.post(bulk, fieldsOn(checked, change), bulk);
}

const refOf = (answer: supertest.Response): string =>
  /AB-\d{4}-\d{6}/.exec(answer.headers.location ?? '')?.[0] ?? 'none';

describe('a course of 40 officers', () => {
  test('by workbook: checked, sent, decided with one reason, 40 accounts with 40 letters', async () => {
    const checked = await upload(await xlsx([header, ...officers('forty', 40)]));
    expect([checked.status, problemsOn(checked.text)]).toEqual([200, []]);
    expect(checked.text).toContain('All 40 rows are correct');
    const { rows: before } = await portal.owner.query("select 1 from applications where email like 'forty.%'");
    expect(before).toEqual([]);
    const sent = await send(checked);
    expect(sent.status).toBe(303);
    const ref = refOf(sent);
    const { rows } = await portal.owner.query(
      'select level, lang, count(*)::int as n from applications p join application_batches b on b.id = ' +
        'p.batch_id where b.ref = $1 group by 1, 2 order by 1, 2',
      [ref],
    );
    expect(rows).toEqual([
      { level: 'limited', lang: 'en', n: 13 },
      { level: 'limited', lang: 'fr', n: 13 },
      { level: 'read_only', lang: 'en', n: 7 },
      { level: 'read_only', lang: 'fr', n: 7 },
    ]);
    const { rows: letters } = await portal.owner.query(
      "select recipient from outgoing_letters where kind like '%Waiting'",
    );
    expect(letters.map(({ recipient }) => recipient).sort()).toEqual(['c.sample@wco.example', 'second@wco.example']);
    expect(
      (await admin.post(`/access/applications/batches/${ref}/grant`, { words: 'A good course.' }, '/reference')).headers
        .location,
    ).toContain('done=granted');
    const { rows: accounts } = await portal.owner.query(
      'select count(*)::int as n, count(distinct login_id)::int as logins from accounts where email like ' +
        "'forty.%' and password_hash is null",
    );
    expect(accounts).toEqual([{ n: 40, logins: 40 }]);
    const {
      rows: [links],
    } = await portal.owner.query(
      "select count(*)::int as n from outgoing_letters where kind = 'activation' and recipient like 'forty.%'",
    );
    expect(links.n).toBe(40);
    expect((await ncp.get(`/access/applications/batches/${ref}`)).text).toContain('40 Granted');
    const again = await second.post(
      `/access/applications/batches/${ref}/refusal`,
      { words: 'Too late to say so.' },
      '/reference',
    );
    expect(again.status).toBe(409);
    expect(again.text).toContain('Too late to say so.');
  }, 30_000);

  test('by CSV with semicolons, columns in another order and in French', async () => {
    const rows = officers('french', 3).map(([family, given, unit, email]) => [email, unit, given, family]);
    const checked = await upload(
      `\ufeff${csv([['Courriel', 'Unité', 'Prénom', 'Nom de famille'], ...(rows as string[][])], ';')}`,
      { level: 'read_only' },
      ncp,
      'cours.csv',
    );
    expect([checked.status, problemsOn(checked.text)]).toEqual([200, []]);
    expect(fieldsOn(checked)).toMatchObject({ 'rows.0.level': 'read_only', 'rows.2.familyName': 'Okothacfrench' });
  });

  test('sent twice at once is one', async () => {
    const checked = await upload(csv([header, ...officers('twice', 5)]));
    const answers = await Promise.all([1, 2, 3].map(() => send(checked)));
    expect(new Set(answers.map(refOf)).size).toBe(1);
    expect((await portal.owner.query("select 1 from applications where email like 'twice.%'")).rows).toHaveLength(5);
  });

  test('templates open and are understood', async () => {
    for (const name of ['template.xlsx', 'template.csv']) {
      const answer = await fetch(`${portal.url}${bulk}/${name}`, { headers: ncp.headers() });
      const file = Buffer.from(await answer.arrayBuffer());
      expect([answer.status, answer.headers.get('content-disposition')]).toEqual([
        200,
        expect.stringContaining(`cen-course.${name.split('.')[1]}`),
      ]);
      expect((await upload(file)).text).toContain('The file lists no officers.');
    }
  });
});

describe('rows with problems', () => {
  test('are told at the row and field, nothing is lost, and can be put right on the page', async () => {
    const rows = officers('wrong', 6);
    rows[1] = ['', 'Jane', 'Port unit', 'wrong.1@gmail.com', 'Limited', 'en'];
    rows[2] = ['Okothx', 'Jane', '', 'wrong.0@customs.ke.example', 'Root', 'xx'];
    const checked = await upload(await xlsx([header, ...rows]));
    expect(checked.status).toBe(422);
    expect(problemsOn(checked.text)).toEqual([
      'rows-1-familyName',
      'rows-1-email',
      'rows-2-unit',
      'rows-2-level',
      'rows-2-lang',
    ]);
    expect(checked.text).toContain('Row 2: gmail.com gives addresses to anyone');
    expect(fieldsOn(checked)).toMatchObject({
      'rows.1.email': 'wrong.1@gmail.com',
      'rows.2.level': 'Root',
      course: common.course,
      reason: common.reason,
    });
    const still = await send(checked, {
      'rows.1.familyName': 'Okothz',
      'rows.1.email': 'wrong.1@customs.ke.example',
      'rows.2.unit': 'Gate',
      'rows.2.level': 'limited',
      'rows.2.lang': 'en',
    });
    expect([still.status, problemsOn(still.text)]).toEqual([422, ['rows-2-email']]);
    expect(still.text).toContain('An earlier row has the same address');
    const done = await send(still, { 'rows.2.skip': 'yes' });
    expect(done.status).toBe(303);
    expect(
      (await portal.owner.query("select count(*)::int as n from applications where email like 'wrong.%'")).rows[0].n,
    ).toBe(5);
  });

  test('common fields are told once', async () => {
    const checked = await upload(csv([header, ...officers('common', 3)]), {
      course: '',
      reason: 'x',
      endsOn: '2020-01-01',
      level: 'read_only',
    });
    expect(problemsOn(checked.text)).toEqual(['course', 'reason', 'endsOn']);
  });

  test('somebody with a login, and a namesake, are told; the namesake may be another person', async () => {
    await portal.owner.query(
      "update accounts set email = 'known@customs.ke.example', person_name = 'Jane Okothadsame' where login_id " +
        "= 'ke.reader'",
    );
    const rows = officers('same', 5);
    rows[0] = ['Somebody', 'Else', 'Unit', 'KNOWN@customs.ke.example', '', ''];
    const checked = await upload(csv([header, ...rows]));
    expect(problemsOn(checked.text)).toEqual(['rows-0-email', 'rows-3-otherPerson']);
    expect((await send(checked, { 'rows.0.skip': 'yes', 'rows.3.otherPerson': 'yes' })).status).toBe(303);
  });

  test('all left out is nothing', async () => {
    const checked = await upload(csv([header, ...officers('none', 1)]));
    expect(problemsOn((await send(checked, { 'rows.0.skip': 'yes' })).text)).toEqual(['file']);
  });

  test.each([
    ['a state', 'state', 'granted'],
    ['a duty of a row', 'rows.0.duties', 'administrator'],
    ['a login of a row', 'rows.0.loginId', 'x'],
    ['a row too many', 'rows.200.email', 'x'],
    ['a name like a prototype', '__proto__.x', '1'],
  ])('%s is refused', async (_what, name, value) => {
    const checked = await upload(csv([header, ...officers('extra', 1)]));
    expect((await send(checked, { [name]: value })).status).toBe(400);
  });

  test('of another office are refused', async () => {
    expect((await upload(csv([header, ...officers('other', 1)]), { office: 'VN' })).status).toBe(403);
    expect((await ncp.post(bulk, { office: 'VN', formId: randomUUID() }, '/reference')).status).toBe(403);
  });
});

/** A zip of one sheet, deflated, with any declared size. */
function zip(name: string, content: Buffer, declared = content.length): Buffer {
  const [packed, title] = [deflateRawSync(content), Buffer.from(name)];
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt16LE(title.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(declared, 24);
  central.writeUInt16LE(title.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + title.length, 12);
  end.writeUInt32LE(30 + title.length + packed.length, 16);
  return Buffer.concat([local, title, packed, central, title, end]);
}

describe('files', () => {
  const cases: readonly (readonly [string, () => Promise<Buffer | string> | Buffer | string, string])[] = [
    ['nothing', () => '', 'empty'],
    ['a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'not a table'],
    ['an old workbook', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'old or locked'],
    ['3 MB', () => 'x'.repeat(3 * 1024 * 1024), 'larger than 2 MB'],
    [
      'a bomb of 64 MB that says it is small',
      () => zip('xl/worksheets/sheet1.xml', Buffer.alloc(64 * 1024 * 1024, '<row/>'), 1000),
      'far larger than a list',
    ],
    ['half a zip', async () => (await xlsx([header])).subarray(0, 900), 'cannot be read'],
    ['a zip of something else', () => zip('a.txt', Buffer.from('hello')), 'no sheet'],
    ['201 officers', () => csv([header, ...officers('many', 201)]), 'more than 200 officers'],
    ['201 officers in a workbook', () => xlsx([header, ...officers('many', 201)]), 'more than 200 officers'],
    [
      'a formula',
      () => xlsx([header, officer('f', 1)], { '1,0': 'CONCATENATE("a","b")' }),
      'Cell A2 contains a formula',
    ],
    [
      'a formula in CSV',
      () => csv([header, ['=HYPERLINK("http://evil.example")', ...officer('f', 1).slice(1)]]),
      'Cell A2 contains a formula',
    ],
    [
      'a call in CSV',
      () => csv([header, [...officer('f', 1).slice(0, 2), "@SUM(1+1)*cmd|' /C calc'!A0", ...officer('f', 1).slice(3)]]),
      'Cell C2 contains a formula',
    ],
    ['no header', () => csv(officers('x', 2)), 'must also name these columns'],
    [
      'a column short',
      () =>
        csv([
          ['Family name', 'Given name', 'Unit'],
          ['a', 'b', 'c'],
        ]),
      'Official email',
    ],
    ['only a header', () => csv([header]), 'lists no officers'],
  ];
  test.each(cases)(
    '%s: answered clearly at the field, with what was typed',
    async (_what, make, words) => {
      const file = await make();
      const began = performance.now();
      const answer = await upload(file);
      expect(answer.status).toBe(422);
      expect(problemsOn(answer.text)).toEqual(['file']);
      expect(answer.text).toContain(words);
      expect(answer.text).toContain(`value="${common.course}"`);
      expect(performance.now() - began).toBeLessThan(6000);
    },
    20_000,
  );

  test('merges, and validations as wide as a sheet cost nothing', async () => {
    const cells = (row: readonly string[]) =>
      `<row>${row.map(cell => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
    const whole =
      '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations ' +
      'count="1"><dataValidation type="whole" sqref="A1:XFD1048576"/></dataValidations>';
    const sheet =
      `<worksheet><sheetData>${[header, ...officers('wide', 2)].map(cells).join('')}<row r="1048576"/></` +
      `sheetData>${whole}</worksheet>`;
    expect((await upload(zip('xl/worksheets/sheet1.xml', Buffer.from(sheet)))).status).toBe(200);
  });

  test('no file, and no token', async () => {
    const token = await ncp.token(bulk);
    const bare = await fetch(`${portal.url}${bulk}/check`, {
      method: 'POST',
      headers: ncp.headers(),
      body: (() => {
        const form = new FormData();
        form.set('_csrf', token);
        return form;
      })(),
    });
    expect([bare.status, problemsOn(await bare.text())]).toEqual([422, ['file']]);
    const without = await fetch(`${portal.url}${bulk}/check`, {
      method: 'POST',
      headers: ncp.headers(),
      body: (() => {
        const form = new FormData();
        form.set('file', new Blob(['a']), 'a.csv');
        return form;
      })(),
    });
    expect(without.status).toBe(403);
  });
});

describe('a course', () => {
  test('does not exist for another office', async () => {
    const ref = refOf(await send(await upload(csv([header, ...officers('hidden', 2)]))));
    const other = await portal.as('vn.ncp');
    expect((await other.get(`/access/applications/batches/${ref}`)).status).toBe(404);
    expect((await other.post(`/access/applications/batches/${ref}/grant`, {}, '/reference')).status).toBe(403);
  });

  test('leaves out what needs two persons, and is refused with a reason only', async () => {
    const rilo = await portal.as('rilo.esa');
    const rows = [
      ['Analyst', 'One', 'Office', 'a1@wco.example', 'Unlimited', 'en'],
      ['Analyst', 'Two', 'Office', 'a2@wco.example', 'Limited', 'en'],
      ['Analyst', 'Three', 'Office', 'a3@wco.example', 'Limited', 'en'],
    ];
    const ref = refOf(await send(await upload(csv([header, ...rows]), {}, rilo), {}, rilo));
    const bare = await admin.post(`/access/applications/batches/${ref}/refusal`, { words: ' ' }, '/reference');
    expect([bare.status, problemsOn(bare.text)]).toEqual([422, ['words']]);
    expect((await admin.post(`/access/applications/batches/${ref}/grant`, {}, '/reference')).status).toBe(303);
    expect((await admin.get(`/access/applications/batches/${ref}?done=granted`)).text).toContain('1 was left out');
    const { rows: states } = await portal.owner.query(
      "select level, state from applications where email like 'a_@wco.example' order by email",
    );
    expect(states).toEqual([
      { level: 'unlimited', state: 'submitted' },
      { level: 'limited', state: 'granted' },
      { level: 'limited', state: 'granted' },
    ]);
  });

  test('two decisions at once: one counts', async () => {
    const ref = refOf(await send(await upload(csv([header, ...officers('atonce', 8)]))));
    const answers = await Promise.all([
      admin.post(`/access/applications/batches/${ref}/grant`, { words: '' }, '/reference'),
      second.post(`/access/applications/batches/${ref}/refusal`, { words: 'No room.' }, '/reference'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const { rows } = await portal.owner.query(
      "select count(distinct state)::int as states from applications where email like 'atonce.%'",
    );
    expect(rows[0].states).toBe(1);
  });
});
