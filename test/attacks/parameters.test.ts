import { beforeAll, describe, expect, test } from 'vitest';
import { open, problemsIn, raw, refsOn } from '../support/attacks.ts';
import { sampleRecord } from '../support/builders.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let reader: Browser;
beforeAll(async () => {
  portal = await testPortal();
  reader = await portal.as('ke.reader');
  const texts = [
    "O'Reilly",
    '100% wool',
    'a_b',
    'back\\slash',
    '(bracketed)',
    'tea & sugar',
    'one|two',
    'salt!pepper',
    'star*',
    'less<->more',
    '<b>bold</b>',
    'quo"te',
    'plain',
  ];
  await (await groundOf(portal)).put(
    texts.map((text, at) =>
      sampleRecord('TOB', {
        facts: {
          ...open,
          nationalRef: `Q/${at}`,
          placeName: text,
          narrative: undefined,
          concealmentText: undefined,
          coverLoad: undefined,
          packaging: undefined,
        },
      }),
    ),
  );
});

const cursor = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const long = 'x'.repeat(10_240);

/** Query strings as they are sent, and the name the answer must give. */
const malformed: readonly (readonly [query: string, name: string])[] = [
  ['foo=1', 'foo'],
  ['page=2', 'page'],
  ['Q=1', 'Q'],
  ['q%20=1', 'q'],
  ['status%5B%5D=submitted', 'status[]'],
  ['heading%5B0%5D=DRUG', 'heading[0]'],
  ['q[a]=1', 'q[a]'],
  ['__proto__=1', '__proto__'],
  ['constructor=1', 'constructor'],
  ['toString=1', 'toString'],
  ['hasOwnProperty=x', 'hasOwnProperty'],
  ['__proto__%5Bx%5D=1', '__proto__[x]'],
  ['constructor.prototype=1', 'constructor.prototype'],
  ['=1', ''],
  ['%00=1', ''],
  [`${long}=1`, 'xxxx'],
  ['%E2%80%AEq=1', 'q'],
  ['<script>=1', '&lt;script&gt;'],
  ['q=a&q=b', 'q'],
  ['q=%00', 'q'],
  ['q=a%00b', 'q'],
  ['q=%ED%A0%80', 'q'],
  ['q=%ED%BF%BF%20heroin', 'q'],
  ['q=%FF%FE', 'q'],
  ['q=%C0%AF', 'q'],
  ['q=%E2%80%AEniore', 'q'],
  ['q=%E2%81%A6x%E2%81%A9', 'q'],
  ['q=a%0Ab', 'q'],
  ['q=a%7Fb', 'q'],
  ['q=a%C2%85b', 'q'],
  [`q=${long}`, 'q'],
  [`q=${'b+'.repeat(60)}`, 'q'],
  ['sort=relevance', 'sort'],
  ['sort=NEWEST', 'sort'],
  ['sort=newest&sort=oldest', 'sort'],
  ['sort=id;drop', 'sort'],
  ['view=list', 'view'],
  ['view=table&view=cards', 'view'],
  ['rows=10', 'rows'],
  ['rows=025', 'rows'],
  ['rows=25.0', 'rows'],
  ['rows=1e2', 'rows'],
  ['rows=-25', 'rows'],
  ['rows=99999999999999999999', 'rows'],
  ['from=2026-02-30', 'from'],
  ['from=2026-13-01', 'from'],
  ['from=0000-01-01', 'from'],
  ['from=0999-12-31', 'from'],
  ['from=26-01-01', 'from'],
  ['from=2026-1-1', 'from'],
  ['from=01.02.2026', 'from'],
  ['from=now', 'from'],
  ['from=infinity', 'from'],
  ['from=2026-01-01T00:00:00Z', 'from'],
  ['from=2026-01-01&from=2026-01-02', 'from'],
  ['from=2026-02-01&to=2026-01-01', 'to'],
  ['to=%00', 'to'],
  ['to=epoch', 'to'],
  ['min=1', 'unit'],
  ['min=-1&unit=kg', 'min'],
  ['min=NaN&unit=kg', 'min'],
  ['min=Infinity&unit=kg', 'min'],
  ['min=1e309&unit=kg', 'min'],
  ['min=99999999999999999999999&unit=kg', 'min'],
  ['max=1,2,3&unit=kg', 'max'],
  ['min=2&max=1&unit=kg', 'max'],
  ['min=0x10&unit=kg', 'min'],
  ['unit=KG', 'unit'],
  ['unit=__proto__', 'unit'],
  ['unit=constructor', 'unit'],
  [`unit=${long}`, 'unit'],
  ['unit=kg&unit=g', 'unit'],
  ['import=0', 'import'],
  ['import=-1', 'import'],
  ['import=1.5', 'import'],
  ['import=9223372036854775808', 'import'],
  ['import=2147483648x', 'import'],
  ['import=1&import=2', 'import'],
  ['import=null', 'import'],
  ['heading=drug', 'heading'],
  ['heading=__proto__', 'heading'],
  ['heading=DRUG&heading=NONE', 'heading'],
  ['status=draft', 'status'],
  ['status=submitted%00', 'status'],
  ['country=Kenya', 'country'],
  ['country=ke', 'country'],
  ['country=constructor', 'country'],
  ['country=%ED%A0%80', 'country'],
  [`country=${long}`, 'country'],
  ['transport=AIR%25', 'transport'],
  ['concealment=%27', 'concealment'],
  ['detection=%2A', 'detection'],
  ['location=LOC', 'location'],
  ['direction=IMPORT', 'direction'],
  ['office=RILO', 'office'],
  ['office=1', 'office'],
  ['office=toString', 'office'],
  ['origin=XX1', 'origin'],
  ['departure=%3B', 'departure'],
  ['transit=KE,TZ', 'transit'],
  ['touches=KE,TZ', 'touches'],
  ['destination=%E2%80%AEKE', 'destination'],
  ['product=%25', 'product'],
  ['product=valueOf', 'product'],
  [`country=KE&${'country=KE&'.repeat(400)}heading=DRUG`, 'country'],
  [`${'heading=&'.repeat(1100)}foo=1`, 'heading'],
  [`${'q=&'.repeat(1100)}foo=1`, 'q'],
  ['after=1', 'after'],
  ['after=%00', 'after'],
  ['after=null', 'after'],
  [`after=${cursor([])}`, 'after'],
  [`after=${cursor({})}`, 'after'],
  [`after=${cursor('[')}`, 'after'],
  [`after=${cursor(['2026-01-01', 1])}`, 'after'],
  [`after=${cursor(['2026-01-01', 1, 2, 3])}`, 'after'],
  [`after=${cursor(['2026-01-01', '1', 0])}`, 'after'],
  [`after=${cursor(['2026-01-01', -1, 0])}`, 'after'],
  [`after=${cursor(['2026-01-01', 1.5, 0])}`, 'after'],
  [`after=${cursor(`["2026-01-01",9223372036854775808,0]`)}`, 'after'],
  [`after=${cursor('["2026-01-01",1e400,0]')}`, 'after'],
  [`after=${cursor(['2026-01-01', 1, -5])}`, 'after'],
  [`after=${cursor(['2026-02-30', 1, 0])}`, 'after'],
  [`after=${cursor(['infinity', 1, 0])}`, 'after'],
  [`after=${cursor(["2026-01-01'; drop table seizures", 1, 0])}`, 'after'],
  [`after=${cursor([{ toString: 1 }, 1, 0])}`, 'after'],
  [`after=${cursor(['\0', 1, 0])}`, 'after'],
  [`after=${cursor(['\ud800', 1, 0])}`, 'after'],
  [`after=${cursor('{"__proto__":{"x":1}}')}`, 'after'],
  [`sort=recorded&after=${cursor(['2026-02-30T00:00:00.000000Z', 1, 0])}`, 'after'],
  [`sort=recorded&after=${cursor(['2026-02-31T24:00:00.000000Z', 1, 0])}`, 'after'],
  [`sort=recorded&after=${cursor(['2026-01-01', 1, 0])}`, 'after'],
  [`sort=recorded&after=${cursor(['2026-01-01T25:00:00.000000Z', 1, 0])}`, 'after'],
  [`sort=recorded&after=${cursor(['2026-06-31T10:00:60.000000Z', 1, 0])}`, 'after'],
  [`q=tea&after=${cursor(['NaN', 1, 0])}`, 'after'],
  [`q=tea&after=${cursor(['1e-99', 1, 0])}`, 'after'],
  [`q=tea&after=${cursor(['1e309', 1, 0])}`, 'after'],
  [`q=tea&after=${cursor(['2026-01-01', 1, 0])}`, 'after'],
  [`before=${cursor(['0.5', 1, 0])}`, 'before'],
  [`after=${cursor(['2026-01-01', 1, 0])}&before=${cursor(['2026-01-01', 1, 0])}`, 'before'],
  [`before=${long}`, 'before'],
  ['before=a&before=b', 'before'],
];

describe('a malformed query', () => {
  test('the table is long', () => {
    expect(malformed.length).toBeGreaterThan(60);
  });

  test.each(malformed)('%s', async (query, name) => {
    for (const page of ['/seizures', '/seizures/export.csv']) {
      const answer = await raw(portal.url, { path: `${page}?${query}`, headers: reader.headers() });
      expect([page, answer.status]).toEqual([page, 400]);
      expect(answer.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]/);
      // A slip in a field keeps the search, and says at the field what is wrong.
      if (page === '/seizures' && answer.text.includes('class="error-summary"')) continue;
      expect(problemsIn(answer.text).some(problem => problem.includes(name)) || problemsIn(answer.text)).toBe(true);
      expect(answer.text.length).toBeLessThan(60_000);
    }
  });

  test('a line too long for a server is refused as such', async () => {
    const answer = await raw(portal.url, { path: `/seizures?q=${'y'.repeat(20_000)}`, headers: reader.headers() });
    expect(answer.status).toBe(431);
  });

  test('other pages name what they do not know, too', async () => {
    for (const path of [
      '/seizures/new?form=long&x=1',
      '/seizures/drafts?x=1',
      '/reference?x=1',
      '/reference/country?after=%ED%A0%80',
      '/reference/country?q=%00',
      '/reference/country/options?q=a&q=b',
      '/reference/hs?parent=__proto__',
      '/reference/country?q[]=1',
    ]) {
      const answer = await raw(portal.url, { path, headers: (await portal.as('ke.officer')).headers() });
      expect([path, answer.status]).toEqual([path, 400]);
    }
    for (const path of [
      '/seizures/%E0%A4%A',
      '/reference/%ZZ',
      '/seizures/drafts/%FF',
      '/reference/__proto__',
      '/reference/constructor/options',
      '/%00',
      '/seizures/KE-2026-000001%2f..%2f..',
    ]) {
      const answer = await raw(portal.url, { path, headers: (await portal.as('ke.officer')).headers() });
      expect([path, [400, 404].includes(answer.status) || answer.status]).toEqual([path, true]);
    }
  });
});

describe('signs of a query language', () => {
  const signs = [
    "'",
    "''",
    "O'Reilly",
    '"',
    '"unclosed',
    '""',
    '\\',
    '\\\\',
    "\\'",
    '%',
    '_',
    '100%',
    'a_b',
    '(',
    ')',
    '()',
    '(bracketed',
    '&',
    '|',
    '!',
    '!!',
    '&&',
    '||',
    'a & b',
    'tea & | sugar',
    '!plain',
    '-',
    '--',
    '-plain',
    '- plain',
    '*',
    ':*',
    'pla:*',
    'star*',
    '<->',
    'less<->more',
    '<2>',
    'a <-> b',
    ':A',
    'plain:ABCD',
    '::text',
    '$1',
    '$$',
    '?',
    '??',
    ':q',
    '@@',
    '{}',
    '[x]',
    '/*',
    '*/',
    ';',
    "'; drop table seizures; --",
    "' or 1=1 --",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what an attacker would send to a template.
    '${7*7}',
    '#{x}',
    '`id`',
    'a\'b"c\\d',
    '\\u0000',
    '\\x00',
    "E'\\n'",
    '٪',
    'ﬁ',
    'İ',
    'ß',
    '…',
    '中文',
    'עברית',
    '🎒',
    'a\u0301',
    '\u200b',
    '-"plain"',
    '-"',
    '+plain',
    '~plain',
    '^',
    'a:b:c',
    "''''",
    '\\:*',
    "x'\\",
    '1.2.3.4',
    '0123456789'.repeat(29),
  ];

  test.each(signs)('%s finds the text or nothing', async q => {
    const answer = await reader.get(`/seizures?q=${encodeURIComponent(q)}`);
    expect(answer.status).toBe(200);
    expect((await reader.get(`/seizures/export.csv?q=${encodeURIComponent(q)}`)).status).toBe(200);
  });

  test('find literally', async () => {
    const found = async (q: string): Promise<number> =>
      refsOn((await reader.get(`/seizures?q=${encodeURIComponent(q)}`)).text).length;
    const expected = {
      "O'Reilly": 1,
      '(bracketed)': 1,
      "' or 1=1 --": 0,
      '%': 0,
      _: 0,
      '*': 0,
      'pla:*': 0,
      '!plain': 1,
      'plain | wool': 2, // either of them
      'back\\slash': 1,
      '"tea & sugar"': 1,
      '-plain': 12,
      'salt!pepper': 1,
      '<b>bold</b>': 1,
    };
    const counts = Object.fromEntries(await Promise.all(Object.keys(expected).map(async q => [q, await found(q)])));
    expect(counts).toEqual(expected);
  });

  test('the table of seizures is still there', async () => {
    expect((await portal.owner.query('select count(*)::int as n from seizures')).rows[0].n).toBe(13);
  });
});
