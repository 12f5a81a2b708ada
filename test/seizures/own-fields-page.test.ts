import { beforeAll, describe, expect, test } from 'vitest';
import { headingList } from '../../src/seizures/headings/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { amendByForm, recordByForm, refOf } from '../support/entry.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let reader: Browser;
const open = { release: 'all', releaseOffices: undefined };

beforeAll(async () => {
  portal = await testPortal();
  reader = await portal.as('ke.reader');
  const ground = await groundOf(portal);
  await ground.put([
    sampleRecord('TOB', { facts: { ...open, nationalRef: 'T/1' } }),
    sampleRecord('TOB', {
      facts: { ...open, nationalRef: 'T/2' },
      line: { details: { taxStamp: 'none', brand: 'Kent' } },
    }),
    sampleRecord('CITES', { facts: { ...open, nationalRef: 'C/1' } }),
  ]);
});

async function page(path: string, status = 200): Promise<string> {
  const answer = await reader.get(path);
  expect(answer.status).toBe(status);
  return answer.text;
}
const blockOf = (html: string): string =>
  (/<div class="facet-block"[\s\S]*?name="status"/.exec(html)?.[0] ?? '').replace(/\s+/g, ' ');
const hrefOfChip = (html: string, value: string): string =>
  (new RegExp(`<a class="chip" href="([^"]*)">(?:(?!</a>)[\\s\\S])*<b>${value}</b>`).exec(html)?.[1] ?? '').replaceAll(
    '&amp;',
    '&',
  );

describe('the frame of own fields', () => {
  test('shows with one heading, with counts; not without, nor for headings that share nothing', async () => {
    expect(blockOf(await page('/seizures'))).toBe('');
    expect(blockOf(await page('/seizures?heading=TOB&heading=DRUG'))).toBe('');
    const block = blockOf(await page('/seizures?heading=TOB'));
    expect(block).toContain('Fields of Tobacco');
    expect(block).toMatch(/name="taxStamp" value="none"[\s\S]*?facet-count">1</);
    expect(block).toMatch(/name="traceCode" value="no"[\s\S]*?facet-count">1</);
    expect(block).toMatch(/name="marketCountry" value="AE"[\s\S]*?United Arab Emirates/);
    expect(block).toContain('name="dutyLoss.min"');
    expect(block).toContain('name="brand" value=""');
    expect(block).toContain('name="packing" value="loose"');
  });

  test('has every field of every heading, in both languages', async () => {
    const french = await portal.as('vn.reader');
    await french.post('/language', { lang: 'fr', back: '/seizures' }, '/seizures');
    for (const { code, fields } of headingList)
      for (const browser of [reader, french]) {
        const html = blockOf((await browser.get(`/seizures?heading=${code}`)).text);
        for (const { name } of fields)
          expect(html, `${code} ${name}`).toMatch(new RegExp(`name="${name}(\\.min|\\.from)?"`));
        expect(html).not.toMatch(/headings:|search:|\.options\.|>own\./);
      }
    expect(blockOf((await french.get('/seizures?heading=CITES')).text)).toContain('Champs de la rubrique');
  });

  test('several headings show what they share', async () => {
    const block = blockOf(await page('/seizures?heading=TOB&heading=BEV'));
    expect(block).toContain('Fields of the chosen headings');
    expect(block).toContain('name="packing" value="bottles"');
    expect(block).toContain('name="packing" value="packs"');
    expect(block).not.toContain('name="dutyLoss.min"');
  });

  test('keeps what is on, and says so', async () => {
    const block = blockOf(await page('/seizures?heading=TOB&heading=DRUG&brand=kent&dutyLoss.min=5'));
    expect(block).toContain('name="brand" value="kent"');
    expect(block).toMatch(/<details class="facet" open> ?<summary>[^<]*Duty[\s\S]*?name="dutyLoss.min" value="5"/);
    expect(block).not.toContain('name="taxStamp"');
  });
});

describe('filters that are on', () => {
  test('are chips to take away one by one, and go with their heading', async () => {
    const html = await page('/seizures?heading=TOB&taxStamp=foreign&taxStamp=none&brand=manch&dutyLoss.max=2000000');
    expect(html).toContain('<h1>1 seizure</h1>');
    expect(hrefOfChip(html, 'manch')).toBe('/seizures?heading=TOB&taxStamp=foreign&taxStamp=none&dutyLoss.max=2000000');
    expect(hrefOfChip(html, 'None')).toBe('/seizures?heading=TOB&brand=manch&taxStamp=foreign&dutyLoss.max=2000000');
    expect(hrefOfChip(html, '≤ 2,000,000')).toBe('/seizures?heading=TOB&brand=manch&taxStamp=foreign&taxStamp=none');
    expect(hrefOfChip(html, 'Tobacco')).toBe('/seizures');
  });

  test('an empty result says which to take away', async () => {
    const html = await page('/seizures?heading=TOB&taxStamp=none&brand=Manchester');
    expect(html).toMatch(/href="\/seizures\?heading=TOB&amp;taxStamp=none">Remove “Brand: Manchester” \(1\)/);
  });

  test('an export has the rows of its search', async () => {
    const csv = await page('/seizures/export.csv?heading=TOB&brand=manchester');
    expect(csv).toContain('Manchester');
    expect(csv).not.toContain('Kent');
  });

  test('unknown and unfitting parameters are answered by a page that names them', async () => {
    const html = await page('/seizures?heading=DRUG&brand=x', 400);
    expect(html).toContain('brand');
    expect(html).toContain('is a field of TOB, BEV, IPR');
    expect(await page('/seizures?heading=TOB&colour=red', 400)).toContain('colour');
    expect(await page('/seizures/export.csv?brand=x', 400)).toContain('is a field of');
  });

  test('an amended value is found, and the one before it no longer', async () => {
    const officer = await portal.as('ke.officer');
    const ref = await recordByForm(officer, sampleRecord('WEAP', { facts: { ...open, nationalRef: 'W/1' } }));
    expect(await page('/seizures?heading=WEAP&calibre=9x19&madeYear.min=2021')).toContain(ref);
    const changes = {
      'lines.0.key': 'l1',
      'lines.0.details.calibre': '7.62 x 39 mm',
      'lines.0.details.madeYear': '1987',
    };
    const amended = await amendByForm(await portal.as('ke.ncp'), ref, 'goods', changes, 'The stamp was read again');
    expect(refOf(amended)).toBe(ref);
    expect(await page('/seizures?heading=WEAP&calibre=7.62+39&madeYear.max=1987')).toContain(ref);
    for (const old of ['calibre=9x19', 'madeYear.min=2021', 'calibre=7.62&madeYear.min=1988'])
      expect(await page(`/seizures?heading=WEAP&${old}`), old).not.toContain(ref);
  });
});
