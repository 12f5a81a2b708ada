import { randomUUID } from 'node:crypto';
import { chromium } from 'playwright';
import { beforeAll, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { chromiumPath, chromiums } from '../support/chromium.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';
import { numbersAsText } from '../analysis/support/workbook-numbers.ts';

let portal: TestPortal;
let ground: Ground;
let rilo: Browser;
let number = 0;
const drug = (facts: object = {}) =>
  sampleRecord('DRUG', {
    facts: {
      release: 'all',
      releaseOffices: undefined,
      embargoUntil: undefined,
      nationalRef: `P/${(number += 1)}`,
      ...facts,
    },
  });
beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  rilo = await portal.as('rilo.esa');
  await ground.put(
    Array.from({ length: 12 }, (_one, at) =>
      drug({ seizureDate: `2026-0${1 + (at % 6)}-11`, destination: ['UG', 'RW', 'GB'][at % 3] }),
    ),
  );
});

const sheet = {
  original: 'en',
  'en.title': 'Drugs in Kenya, first half of 2026',
  'en.summary': 'More cases in smaller lots.',
  'en.body': 'Containers declared as **tiles** remain the common cover.',
  'en.sources': '- CEN database\n- Bulletin 2026/3',
  headings: ['DRUG'],
  handling: 'H1',
  query: 'heading=DRUG&region=RILO-ESA&from=2026-01-01&to=2026-06-30',
  then: 'review',
};

async function begun(fields: object = {}): Promise<string> {
  const answer = await rilo.post('/cws/documents/new/sheet', {
    ...sheet,
    clientUuid: randomUUID(),
    edition: '0',
    ...fields,
  });
  expect(answer.status).toBe(303);
  return (answer.headers.location as string).split('/')[3] as string;
}
async function published(): Promise<string> {
  const ref = await begun();
  expect(
    (await rilo.post(`/cws/documents/${ref}/publish`, { edition: '1', audience: 'region' })).headers.location,
  ).toContain('done=published');
  return ref;
}
const read = async (login: string, ref: string): Promise<string> =>
  (await (await portal.as(login)).get(`/cws/situation-sheets/${ref}`)).text;
const casesOn = (page: string): string | undefined => /<dt>Cases<\/dt>\s*<dd><b>(\d+)<\/b>/.exec(page)?.[1];

test('a sheet keeps the figures of its publication, for every level that may read it', async () => {
  const ref = await published();
  expect(casesOn(await read('ke.limited', ref))).toBe('12');
  await ground.put([drug({ seizureDate: '2026-03-11' }), drug({ seizureDate: '2026-03-11', release: 'rilos' })]);
  for (const login of ['ke.limited', 'ke.reader', 'rilo.esa', 'wco.admin'])
    expect(casesOn(await read(login, ref))).toBe('12');
  expect(await read('ke.limited', ref)).not.toContain('href="/seizures?');
  expect(await read('ke.reader', ref)).toContain('href="/seizures?heading=DRUG');
});

test('a revision counts anew, without what is not released to all; the version before stays', async () => {
  const ref = await published();
  const first = Number(casesOn(await read('ke.reader', ref)));
  await ground.put([drug({ seizureDate: '2026-04-11' }), drug({ seizureDate: '2026-04-11', release: 'region' })]);
  await rilo.post(`/cws/documents/${ref}/revise`);
  const edition = /name="edition" value="(\d+)"/.exec((await rilo.get(`/cws/documents/${ref}`)).text)?.[1] ?? '';
  await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience: 'region', changeNote: 'April came in' });
  expect(Number(casesOn(await read('ke.limited', ref)))).toBe(first + 1);
  expect(Number(casesOn((await rilo.get(`/cws/situation-sheets/${ref}?version=1`)).text))).toBe(first);
});

test('each figure of a published sheet leaves as a file, as counted for the version named', async () => {
  const ref = await published();
  const limited = await portal.as('ke.limited');
  const page = await read('ke.limited', ref);
  const files = [...page.matchAll(/href="(\/cws\/situation-sheets\/[^"]*\/figures\/[^"]+)" download/g)].map(
    ([, href = '']) => href,
  );
  const ids = ['cases', 'quantities', 'routes', 'products', 'concealments', 'transports', 'countries'];
  expect(files.map(href => /figures\/(\w+\.\w+)\?version=1$/.exec(href)?.[1])).toEqual(
    ids.flatMap(id => ['svg', 'png', 'csv', 'xlsx'].map(kind => `${id}.${kind}`)),
  );
  expect(await numbersAsText(limited, `/cws/situation-sheets/${ref}`)).toEqual([]);
  const casesIn = (csv: string) => {
    const rows = csv.split('\r\n').map(line => line.split(','));
    const from = rows.findIndex(([first]) => first === 'Month');
    return rows.slice(from + 1).reduce((sum, [, cases]) => sum + Number(cases ?? 0), 0);
  };
  const first = (await limited.get(`/cws/situation-sheets/${ref}/figures/cases.csv?version=1`)).text;
  expect(casesIn(first)).toBe(Number(casesOn(page)));
  for (const words of [
    `${ref}, version 1`,
    'all RILOs and the Secretariat can read it',
    'kept as counted',
    'H1: not for',
  ])
    expect(first).toContain(words);

  await ground.put([drug({ seizureDate: '2026-05-11' })]);
  await rilo.post(`/cws/documents/${ref}/revise`);
  const desk = (await rilo.get(`/cws/documents/${ref}`)).text;
  expect(desk).toContain('id="figure-cases"');
  // Of a working copy they are counted now, for its office alone.
  expect(desk).toContain(`/cws/documents/${ref}/figures/cases.csv`);
  const copied = `/cws/documents/${ref}/figures/cases`;
  const copy = await rilo.get(`${copied}.csv`);
  expect(casesIn(copy.text)).toBe(casesIn(first) + 1);
  expect(copy.text).toContain('a working copy that is not published');
  expect(copy.text).toContain('The office that writes it');
  expect(copy.headers['content-disposition']).toContain(`cen-${ref.toLowerCase()}-copy-cases-`);
  for (const kind of ['svg', 'png', 'xlsx']) expect((await rilo.get(`${copied}.${kind}`)).status).toBe(200);
  expect((await rilo.get(`/cws/documents/${ref}/figures/nothing.csv`)).status).toBe(404);
  for (const [login, status] of [
    ['ke.limited', 403],
    ['rilo.ap', 404],
  ] as const)
    expect([login, (await (await portal.as(login)).get(`${copied}.csv`)).status]).toEqual([login, status]);
  // Who reads the published version and works on others sees no copy.
  const elsewhere = (await (await portal.as('rilo.ap')).get(`/cws/documents/${ref}`)).text;
  expect(casesOn(elsewhere)).toBe(String(casesIn(first)));
  expect(casesOn(desk)).toBe(String(casesIn(first) + 1));
  const edition = /name="edition" value="(\d+)"/.exec(desk)?.[1] ?? '';
  await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience: 'region', changeNote: 'May came in' });
  const again = (await limited.get(`/cws/situation-sheets/${ref}/figures/cases.csv?version=1`)).text;
  expect(casesIn(again)).toBe(casesIn(first));
  expect(again).toContain('Version 2 has replaced it');
  const newest = (await limited.get(`/cws/situation-sheets/${ref}/figures/cases.csv`)).text;
  expect(casesIn(newest)).toBe(casesIn(first) + 1);
  const { rows } = await portal.owner.query(
    "select 1 from audit_events where action = 'figure.downloaded' and login_id = 'ke.limited' and subject like $1",
    [`cen-${ref.toLowerCase()}-v1-cases-%.csv`],
  );
  expect(rows).toHaveLength(2);
});

test('files of a sheet are for its readers alone, of what it has, while it is published', async () => {
  const draft = await begun();
  const ref = await published();
  const at = (of: string, name: string) => `/cws/situation-sheets/${of}/figures/${name}`;
  for (const [login, path] of [
    ['vn.reader', at(ref, 'cases.csv')],
    ['rilo.esa', at(draft, 'cases.csv')],
    ['rilo.esa', at(ref, 'cases.csv?version=7')],
    ['rilo.esa', at(ref, 'cases.csv?version=0')],
    ['rilo.esa', at(ref, 'cases.exe')],
    ['rilo.esa', at(ref, 'nothing.csv')],
  ] as const)
    expect([path, (await (await portal.as(login)).get(path)).status]).toEqual([path, 404]);
  await rilo.post(`/cws/documents/${ref}/withdraw`, { reason: 'The figures are wrong.' });
  const page = await read('ke.reader', ref);
  expect(page).toContain('id="figure-cases"');
  expect(page).not.toContain('/figures/');
  expect((await rilo.get(at(ref, 'cases.csv'))).status).toBe(404);
});

test('the desk sees the figures before they are published, and the problem of a query at its field', async () => {
  const ref = await begun();
  expect((await rilo.get(`/cws/documents/${ref}`)).text).toContain('id="figure-cases"');
  const wrong = await begun({ query: 'heading=DRUG&colour=red&from=2026-01-01&to=2026-06-30' });
  expect(
    (await rilo.post(`/cws/documents/${wrong}/publish`, { edition: '1', audience: 'region' })).headers.location,
  ).toContain('check=1');
  const form = (await rilo.get(`/cws/documents/${wrong}/edit?check=1`)).text;
  expect(form).toContain('colour: this is not a search parameter');
  expect(form).toMatch(/value="heading=DRUG&amp;colour=red[^"]*"/);
  expect((await rilo.get(`/cws/documents/${wrong}`)).status).toBe(200);
});

test('it prints on one page of A4', async () => {
  const reader = await portal.as('ke.reader');
  const ref = await published();
  const browser = await chromium.launch({ executablePath: chromiumPath() ?? chromiums[1], args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-Proto': 'https' } });
    await context.addCookies(
      [...reader.cookies].map(([name, value]) => ({
        name,
        value,
        domain: '127.0.0.1',
        path: '/',
        secure: true,
        httpOnly: true,
      })),
    );
    const page = await context.newPage();
    await page.goto(`${portal.url}/cws/situation-sheets/${ref}`);
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.print-head').innerText()).toMatch(/H1\s+Not for use in court without consent/);
    expect(await page.locator('.print-foot').innerText()).toContain(`${ref} · version 1`);
  } finally {
    await browser.close();
  }
});
