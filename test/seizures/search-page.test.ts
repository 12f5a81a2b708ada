import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord } from '../support/builders.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

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
    expect(html).toContain('Totals (different units are never added together)');
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
    expect(html).toContain('aria-label="Demonstration record"');
    expect(html).toContain('They are not real seizures.');
    expect(await page('?heading=TOB')).not.toContain('Demonstration record');
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
    const folded = /<details class="facet"( open)?>\s*<summary>\s*Means of transport/;
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
    expect(html).toContain('No seizures match, even if you remove any one of these filters.');
    expect(html).toContain('href="/seizures">Clear all');
  });
});

describe('refusals', () => {
  test('unknown parameters: 400 naming each', async () => {
    const answer = await reader.get('/seizures?bogus=1&country=kenya&from=2026-02-30&page=3');
    expect(answer.status).toBe(400);
    for (const text of ['<b>bogus</b>', '<b>page</b>', '“kenya” is not a code', '“2026-02-30” is not a valid value'])
      expect(answer.text).toContain(text);
  });

  test('a malformed value keeps the search, and the field says what is wrong with it', async () => {
    const answer = await reader.get('/seizures?country=TZ&from=1%2F5%2F2025&min=5&container=S1&heading=NO');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('<h1>1 seizure</h1>');
    expect(answer.text).toContain('4 values are not valid; the search ignores them');
    expect(answer.text).toMatch(
      /value="1\/5\/2025"\s+type="text"\s+aria-invalid="true" aria-describedby="f-from-error"/,
    );
    expect(answer.text).toMatch(/id="f-from-error">“1\/5\/2025” is not a valid value/);
    expect(answer.text).toMatch(/value="S1"[\s\S]*?id="f-container-error">“S1” is not a valid value/);
    expect(answer.text).toContain('<a href="#f-unit">Unit: choose a unit for the quantity</a>');
    expect(answer.text).toContain('“NO” is not a code of this list');
    expect(answer.text).toMatch(/class="chip" href="\/seizures">/); // the country alone is left
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

describe('a word that nothing is called', () => {
  test('the list shows what was meant, and leads back to what was typed', async () => {
    const html = await page('?q=heroin+mombassa');
    expect(html).toContain('No records contain “mombassa”');
    expect(html).toContain('These are the 30 results for heroin Mombasa');
    const back = pathOf(html, /<a href="([^"]+)">Search for “mombassa” instead/);
    expect(decodeURIComponent(back)).toContain('q=heroin+"mombassa"');
    const asTyped = (await reader.get(back)).text;
    expect(asTyped).toContain('<h1>0 seizures</h1>');
    expect(asTyped).not.toContain('contain “');
  });

  test('where somebody wrote it so, the other is offered', async () => {
    await ground.put([
      sampleRecord('TOB', {
        facts: { release: 'all', releaseOffices: undefined, nationalRef: 'T/2', narrative: 'Some cigarrettes.' },
      }),
    ]);
    const html = await page('?q=cigarrettes');
    expect(html).toContain('<h1>1 seizure</h1>');
    expect(html).toMatch(/Did you mean <a href="\/seizures\?q=cigarettes">cigarettes<\/a>/);
  });
});

describe('the goods of a row', () => {
  test('every line has its own quantity; of many, five and how many more', async () => {
    const open = { release: 'all', releaseOffices: undefined, country: 'UG' };
    const line = (product: string, quantity: number) =>
      ({ heading: 'DRUG', product, quantity, unit: 'kg', details: {} }) as const;
    const [two, eight] = await ground.put([
      sampleRecord('DRUG', {
        facts: { ...open, nationalRef: 'U/1', concealment: 'CON-CONT-RIPOFF' },
        lines: [
          line('COC-HCL', 63.4),
          { heading: 'CURR', product: 'CASH-NOTE', quantity: 18_200, unit: 'amount', currency: 'EUR', details: {} },
        ],
      }),
      sampleRecord('DRUG', {
        facts: { ...open, nationalRef: 'U/2' },
        lines: Array.from({ length: 8 }, (_one, at) => line('CAN-RESIN', at + 1)),
      }),
    ]);
    const html = await page('?country=UG');
    const row = rowOf(html, two);
    expect(row).toMatch(/Cocaine hydrochloride<\/span>\s*<span class="quantity">\s*<b>63.4<\/b> <span>kg/);
    expect(row).toMatch(/Banknotes<\/span>\s*<span class="quantity">\s*<b>18,200<\/b> <span>EUR/);
    expect(row).toMatch(/title="Rip-off \(bags placed behind the container doors\)">\s*Rip-off\s*<\/td>/);
    const long = rowOf(html, eight);
    expect(long.match(/<li>/g)).toHaveLength(5);
    expect(long).toContain('title="Cannabis resin (hashish)">Cannabis resin<');
    expect(long).toMatch(new RegExp(`<a class="goods-more" href="/seizures/${eight}#goods">\\+ 3 lines</a>`));
    const cards = await page('?country=UG&view=cards');
    expect(cards).toContain('<b>18,200</b> <span>EUR');
  });
});

describe('what officers filter by', () => {
  test('a product, a place by any name, a container by its beginning, hiding places by their group', async () => {
    const open = { release: 'all', releaseOffices: undefined, country: 'RW', place: undefined };
    const [typed, coded] = await ground.put([
      sampleRecord('DRUG', {
        facts: {
          ...{ ...open, nationalRef: 'R/1', placeName: 'Port of Antwerp', concealment: 'CON-VEH-TYRE' },
          narrative: 'In container SUDU 307 007-9, bound for Mombasa.',
        },
        line: { product: 'COC-HCL', details: {} },
      }),
      sampleRecord('TOB', {
        facts: { ...open, nationalRef: 'R/2', place: 'BEANR', placeName: undefined, concealment: 'CON-VEH-SEAT' },
      }),
    ]);
    const found = async (query: string): Promise<string[]> => {
      const html = await page(`?country=RW&${query}`);
      return [typed, coded]
        .filter(ref => html.includes(`href="/seizures/${ref}"`))
        .map(ref => (ref === typed ? 'typed' : 'coded'));
    };
    expect(await found('place=anvers')).toEqual(['typed', 'coded']);
    expect(await found('place=BEANR')).toEqual(['typed', 'coded']);
    expect(await found('place=Mombasa')).toEqual([]);
    expect(await found('container=SUDU')).toEqual(['typed']);
    expect(await found('container=sudu3070079')).toEqual(['typed']);
    expect(await found('container=MSKU')).toEqual([]);
    expect(await found('product=COC-HCL')).toEqual(['typed']);
    expect(await found('concealment=Vehicle')).toEqual(['typed', 'coded']);
    expect(await found('concealment=Container')).toEqual([]);
    const html = await page('?country=RW&concealment=Vehicle&place=anvers');
    expect(html).toMatch(/value="Vehicle" checked>\s*<span title="Vehicle">[\s\S]*?<span class="facet-count">2</);
    expect(html).toMatch(/is-inner">\s*<input type="checkbox" name="concealment" value="CON-VEH-TYRE">/);
    expect(html).toMatch(/Seized at:<\/span>\s*<b>anvers<\/b>/);
    const products = /<select\s+class="select"\s+id="f-product"[\s\S]*?<\/select>/;
    expect(products.exec(await page('?heading=TOB'))?.[0]).not.toContain('COC-HCL');
    expect(products.exec(await page('?heading=DRUG'))?.[0]).toContain('COC-HCL');
  });

  test('the countries of a list come when it is opened; without script their code is typed', async () => {
    const html = await page('?origin=RW');
    const [list = ''] = /<select\s+class="select"\s+id="f-origin"[\s\S]*?<\/noscript>/.exec(html) ?? [];
    expect(list).toContain('<option value="RW" selected>Rwanda</option>');
    expect(list).not.toContain('value="KE"');
    expect(list).toMatch(/<noscript>\s*<input\s+class="input"\s+name="origin"\s+aria-label="[^"]+"/);
    const address = /data-options="([^"]+)"/.exec(list)?.[1] ?? '';
    const countries = (await reader.get(address)).body as { value: string; label: string }[];
    expect(countries).toContainEqual({ value: 'KE', label: 'Kenya' });
    expect(countries.length).toBeGreaterThan(200);
  });

  test('usual periods are links, the days have a calendar', async () => {
    const html = await page('?heading=DRUG');
    expect(html).toMatch(/id="f-from"\s+name="from"\s+value=""\s+type="date"/);
    const lastYear = pathOf(html, /<li><a href="([^"]+)">Last year<\/a>/);
    const year = new Date().getUTCFullYear() - 1;
    expect(lastYear).toContain(`from=${year}-01-01&to=${year}-12-31`);
    expect((await reader.get(lastYear)).text).toContain('aria-current="true">Last year</a>');
  });
});

test('a later page is of no fewer records than it shows, though their number was counted before', async () => {
  await portal.owner.query('alter table seizure_changes disable trigger seizure_changes_told');
  expect(await page('?country=BI')).toContain('<h1>0 seizures</h1>');
  await ground.put(
    Array.from({ length: 30 }, (_one, at) =>
      sampleRecord('TOB', {
        facts: { nationalRef: `U/${at}`, country: 'BI', place: undefined, release: 'all', releaseOffices: undefined },
      }),
    ),
  );
  const older = pathOf(await page('?country=BI'), /href="\/seizures(\?[^"]*after=[^"]*)"/);
  expect(await page(older)).toMatch(/<b>26–30<\/b> of\s+30/);
});
