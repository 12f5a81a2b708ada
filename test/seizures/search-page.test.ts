import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { testPortal } from '../support/portal.ts';
import type { Browser, TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import type { Ground } from '../support/seizures.ts';

let portal: TestPortal;
let ground: Ground;
let reader: Browser;
let refs: string[];

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  reader = await portal.as('ke.reader');
  const open = { release: 'all', releaseOffices: undefined };
  refs = await ground.put([
    ...Array.from({ length: 30 }, (_one, at) =>
      sampleRecord('DRUG', {
        facts: { ...open, nationalRef: `D/${at}`, seizureDate: `2026-02-${String(1 + (at % 28)).padStart(2, '0')}` },
      }),
    ),
    sampleRecord('TOB', {
      facts: {
        ...open,
        nationalRef: 'T/1',
        country: 'TZ',
        origin: undefined,
        departure: 'AE',
        transit: undefined,
        destination: 'KE',
        placeName: '<b>Tanga</b> & "port"',
        transport: 'ROAD-CAR',
      },
    }),
  ]);
});

const page = async (query: string, browser = reader): Promise<string> => {
  const answer = await browser.get(`/seizures${query}`);
  expect(answer.status).toBe(200);
  return answer.text;
};
const rowOf = (html: string, ref: string | undefined): string =>
  new RegExp(`<tr>\\s*<td class="ref[^>]*><a href="/seizures/${ref}"[\\s\\S]*?</tr>`).exec(html)?.[0] ?? '';
const pathOf = (html: string, pattern: RegExp): string =>
  (pattern.exec(html)?.[1] ?? '').replaceAll('&amp;', '&').replaceAll('&#34;', '"');

describe('the page', () => {
  test('the count is its heading, the scope beneath', async () => {
    const html = await page('');
    expect(html).toContain('<h1>31 seizures</h1>');
    expect(html).toMatch(/31 goods lines · 2 countries · as of \d\d:\d\d UTC/);
    expect(html.match(/<td class="ref/g)).toHaveLength(25);
    expect(html).toMatch(/<b>1–25<\/b> of\s+31/);
    expect(html).toContain('Totals, never added across units');
  });

  test('a row: names, not codes; the seizure country marked on its way', async () => {
    const row = rowOf(await page('?country=TZ'), refs[30]);
    expect(row).toContain('Cigarettes');
    expect(row).toContain('<b aria-hidden="true">TZ</b>');
    expect(row).toContain('Car: United Arab Emirates → Tanzania (seized here) → Kenya');
    expect(row).toContain('Submitted');
    expect(row).toContain('&lt;b&gt;Tanga&lt;/b&gt; &amp; &#34;port&#34;');
    expect(row).not.toContain('<b>Tanga');
  });

  test('newer and older lead through the whole list', async () => {
    const first = await page('?sort=oldest');
    const older = pathOf(first, /<a class="button" href="([^"]+)" rel="next"/);
    const second = (await reader.get(older)).text;
    expect(second).toMatch(/<b>26–31<\/b> of\s+31/);
    expect(second).toContain('aria-disabled="true"');
    const back = pathOf(second, /<a class="button" href="([^"]+)" rel="prev"/);
    expect((await reader.get(back)).text).toMatch(/<b>1–25<\/b> of\s+31/);
  });

  test('the date sorts both ways and says which', async () => {
    const html = await page('');
    expect(html).toContain('aria-sort="descending"');
    const oldest = pathOf(html, /aria-sort="descending"\s*>\s*<a href="([^"]+)"/);
    expect(await page(oldest.replace('/seizures', ''))).toContain('aria-sort="ascending"');
  });

  test('cards, 50 a page, and both kept by the filter form', async () => {
    const html = await page('?view=cards&rows=50&country=KE');
    expect(html.match(/<li class="card">/g)).toHaveLength(30);
    expect(html).toContain('<input type="hidden" name="view" value="cards">');
    expect(html).toContain('<input type="hidden" name="rows" value="50">');
  });

  test('sample records are marked and explained', async () => {
    await ground.put(
      [sampleRecord('BEV', { facts: { release: 'all', releaseOffices: undefined, nationalRef: 'S/1' } })],
      { synthetic: true },
    );
    const html = await page('?heading=BEV');
    expect(html).toContain('aria-label="Synthetic sample record"');
    expect(html).toContain('They are no seizures.');
    expect(await page('?heading=TOB')).not.toContain('Synthetic');
  });
});

describe('filters', () => {
  test('facets with counts, zeros among them, and ticks for what is on', async () => {
    const html = await page('?heading=DRUG&heading=PORN');
    expect(html).toMatch(/name="heading"\s+value="DRUG"\s+checked\s*>[\s\S]*?facet-count">30</);
    expect(html).toMatch(/is-zero">\s*<input\s+type="checkbox"\s+name="heading"\s+value="NUC"\s*>/);
    expect(html).toMatch(/name="status"\s+value="submitted"\s+checked\s*>/);
    expect(html).toMatch(/name="status"\s+value="withdrawn"\s*>/);
  });

  test('rare facets are folded, and open once used', async () => {
    const folded = /<details class="facet"( open)?>\s*<summary>\s*Transport/;
    expect(folded.exec(await page(''))?.[1]).toBeUndefined();
    expect(folded.exec(await page('?transport=SEA'))?.[1]).toBe(' open');
    const route = await page('?origin=PK&destination=UG&destination=KE');
    expect(route).toMatch(/<option value="PK" selected>Pakistan/);
    expect(route).toContain('<input type="hidden" name="destination" value="KE">');
  });

  test('chips in the order of the panel, each without itself', async () => {
    const html = await page('?status=submitted&q=mombasa&country=KE&heading=DRUG&from=2026-02-01');
    const chips = [
      ...html.matchAll(/<a class="chip" href="([^"]+)">[\s\S]*?<span>([^<]+)<\/span>\s*<b>([^<]+)<\/b>/g),
    ].map(([, href = '', label, value]) => [label, value, href.replaceAll('&amp;', '&')]);
    expect(chips).toEqual([
      ['Words:', 'mombasa', '/seizures?heading=DRUG&country=KE&status=submitted&from=2026-02-01'],
      ['Date:', 'since 2026-02-01', '/seizures?q=mombasa&heading=DRUG&country=KE&status=submitted'],
      ['Country:', 'Kenya', '/seizures?q=mombasa&heading=DRUG&status=submitted&from=2026-02-01'],
      ['Heading:', 'Drugs', '/seizures?q=mombasa&country=KE&status=submitted&from=2026-02-01'],
      ['Status:', 'Submitted', '/seizures?q=mombasa&heading=DRUG&country=KE&from=2026-02-01'],
    ]);
    expect(html).toContain('href="/seizures">Clear all');
  });

  test('the form sends what was on and finds the same', async () => {
    const html = await page('?q=mombasa&country=KE&min=1&unit=kg&import=7&product=OPI-HER&sort=oldest');
    const form = /<form method="get" action="\/seizures"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
    const sent = new URLSearchParams();
    for (const [, name = '', value = ''] of form.matchAll(
      /<input(?=[^>]*(?:type="(?:hidden|search|text)"|checked))[^>]*name="([^"]+)"\s+value="([^"]*)"/g,
    ))
      sent.append(name, value);
    for (const [, name = '', options = ''] of form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
      sent.append(name, /value="([^"]+)" selected/.exec(options)?.[1] ?? '');
    const again = await page(`?${sent.toString()}`);
    const chips = (text: string) => [...text.matchAll(/<span>([^<]+)<\/span>\s*<b>([^<]+)<\/b>/g)].map(([all]) => all);
    expect(chips(again)).toEqual(chips(html));
    expect(sent.get('sort')).toBe('oldest');
  });

  test('an order by relevance is not sent: the words may be taken out', async () => {
    expect(await page('?q=mombasa')).not.toMatch(/<input type="hidden" name="sort"/);
  });
});

describe('nothing found', () => {
  test('says which filter to remove and what that would show', async () => {
    const html = await page('?country=TZ&heading=DRUG');
    expect(html).toContain('<h1>0 seizures</h1>');
    expect(html).toMatch(/<a href="\/seizures\?heading=DRUG">Remove “Country: Tanzania[^”]*” \(30\)<\/a>/);
    expect(html).toMatch(/<a href="\/seizures\?country=TZ">Remove “Heading: Drugs” \(1\)<\/a>/);
    expect(html).not.toContain('export.csv');
  });

  test('where no single filter is to blame, all can go', async () => {
    const html = await page('?country=TZ&heading=DRUG&q=zzzz');
    expect(html).toContain('No seizures match, and none would with any one of these filters removed.');
    expect(html).toContain('href="/seizures">Clear all');
  });
});

describe('refusals', () => {
  test('unknown and malformed parameters: 400 naming each', async () => {
    const answer = await reader.get('/seizures?bogus=1&country=kenya&from=2026-02-30&page=3');
    expect(answer.status).toBe(400);
    for (const text of ['<b>bogus</b>', '<b>page</b>', '“kenya” is not a code', '“2026-02-30” cannot be read'])
      expect(answer.text).toContain(text);
  });

  test('what is typed comes back as text', async () => {
    expect((await reader.get(`/seizures?country=${encodeURIComponent('"><script>x')}`)).text).not.toContain(
      '<script>x',
    );
    expect(await page(`?q=${encodeURIComponent('"><img src=x>')}`)).not.toContain('<img src=x>');
  });

  test('Limited and partners: 403; signed out: to sign in', async () => {
    expect((await (await portal.as('ke.limited')).get('/seizures')).status).toBe(403);
    expect((await (await portal.as('unep.partner')).get('/seizures')).status).toBe(403);
    expect((await portal.visitor().get('/seizures')).status).toBe(303);
  });
});

test('in French', async () => {
  const browser = await portal.as('vn.reader');
  await browser.post('/language', { lang: 'fr', back: '/seizures' }, '/seizures');
  const html = await page('?heading=DRUG', browser);
  expect(html).toContain('<h1>30 saisies</h1>');
  expect(html).toContain('Héroïne');
  expect(html.replace(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/>(search|common|headings):[a-z]/i);
});
