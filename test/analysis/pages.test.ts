import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import { inDays } from '../support/days.ts';
import { numbersAsText } from './support/workbook-numbers.ts';

let portal: TestPortal;
let reader: Browser;
let number = 0;
const drug = (more: Overrides['facts'] = {}, line: Overrides['line'] = {}) => {
  number += 1;
  return sampleRecord('DRUG', {
    facts: { nationalRef: `A/${number}`, release: 'all', releaseOffices: undefined, ...more },
    line,
  });
};

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  await ground.put([
    ...Array.from({ length: 12 }, () => drug({ seizureDate: '2025-03-10' })),
    ...Array.from({ length: 30 }, () => drug({ seizureDate: '2026-03-10', transport: 'AIR-PAX' })),
    drug({ seizureDate: '2024-02-29', country: 'TZ', place: undefined }),
    drug({ seizureDate: '2026-03-11', embargoUntil: inDays(300) }),
    drug({ seizureDate: '2026-03-12' }, { product: 'COC-HCL' }),
  ]);
  reader = await portal.as('vn.reader');
});

const textOf = (html: string): string =>
  html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const page = async (path: string, browser = reader): Promise<string> => {
  const answer = await browser.get(path);
  expect(answer.status).toBe(200);
  return answer.text;
};
const linksTo = (html: string, start: string): URL[] =>
  [...html.matchAll(/href="([^"]+)"/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter(href => href.startsWith(start))
    .map(href => new URL(href, 'https://cen.test'));
const year = 'from=2025-06-01&to=2026-05-31';

describe('the overview', () => {
  test('draws each room from what its viewer may see, and leads to it', async () => {
    const html = await page('/analysis');
    for (const room of ['trends', 'routes', 'cross-table', 'concealment', 'risk-indicators', 'situations', 'report'])
      expect(html).toContain(`href="/analysis/${room}"`);
    const text = textOf(html);
    expect(text).toContain('31 cases in twelve months; most in Mar 2026: 31');
    expect(text).toMatch(/Most cases: Drugs, 100\s?%/);
    expect(html).toContain('/analysis/situations/product/DRUG-');
    expect(text).toContain('None published yet.');
    // One under embargo is another Member's: the own contact point counts it.
    const own = textOf(await page('/analysis', await portal.as('ke.ncp')));
    expect(own).toContain('32 cases in twelve months');
    expect(own).toContain('None kept yet.');
  });
});

describe('trends', () => {
  test('count what the viewer may see, against the same days of the year before, and say so', async () => {
    const text = textOf(await page(`/analysis/trends?heading=DRUG&${year}`));
    expect(text).toContain('31 cases that you may see, 1 Jun 2025 to 31 May 2026');
    expect(text).toContain('31 recorded, against 12 in the same days of the year before');
    expect(text).toMatch(/Cases of drugs rose by about \d+%/);
    expect(text).toContain('1 of 187');
    // One under embargo is another Member's: the own contact point counts it.
    expect(textOf(await page(`/analysis/trends?heading=DRUG&${year}`, await portal.as('ke.ncp')))).toContain(
      '32 cases that you may see',
    );
  });

  test('say where a case of several products counts', async () => {
    expect(textOf(await page(`/analysis/trends?heading=DRUG&${year}`))).toContain('counts under its first');
    expect(textOf(await page(`/analysis/trends?heading=DRUG&split=country&${year}`))).not.toContain('under its first');
  });

  test('lead to the cases of a column, and these are as many', async () => {
    const html = await page(`/analysis/trends?heading=DRUG&${year}`);
    const march = linksTo(html, '/seizures?').find(url => url.searchParams.get('from') === '2026-03-01');
    expect(march?.searchParams.get('to')).toBe('2026-03-31');
    expect(textOf((await reader.get(`${march?.pathname}${march?.search}`)).text)).toContain('Seizures: 31');
  });

  test('take what is asked of a heading’s own fields, and drop it where another heading is chosen', async () => {
    const html = await page(`/analysis/trends?heading=DRUG&physicalForm=powder&${year}`);
    expect(textOf(html)).toContain('31 cases that you may see');
    expect(textOf(html)).toMatch(/Also asked: Physical form Powder/);
    expect(textOf(await page(`/analysis/cross-table?heading=DRUG&pressMark=nothing&${year}`))).toContain('0 cases');
    expect(textOf(await page(`/analysis/trends?heading=TOB&fields=DRUG&physicalForm=powder&${year}`))).toContain(
      'No case',
    );
  });

  test('say it in words where nothing was recorded, and draw nothing', async () => {
    const html = await page('/analysis/trends?heading=NUC&from=2020-01-01&to=2020-12-31');
    expect(textOf(html)).toContain('No case answers this question');
    expect(html).not.toContain('chart-bar');
  });

  test.each([
    ['step=day&from=2020-01-01&to=2026-01-01', 'step'],
    ['step=hour', 'step'],
    ['from=2026-02-30', 'from'],
    ['from=2026-02-02&to=2026-02-01', 'from'],
    ['area=XX', 'area'],
    ['nonsense=1', 'nonsense'],
    ['heading=NOPE', 'heading'],
  ])('refuse %s with a sentence at its field', async (query, field) => {
    const answer = await reader.get(`/analysis/trends?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.text.toLowerCase()).toContain(field);
  });

  test.each([
    ['trends', 'from=2026-02-30&heading=DRUG&split=transport', 'from', '2026-02-30'],
    ['routes', 'from=2026-02-02&to=2026-02-01&heading=DRUG', 'to', '2026-02-01'],
    ['routes', 'measure=furlong&heading=DRUG', 'measure', 'furlong'],
    ['cross-table', 'row=nothing&heading=DRUG', 'row', 'nothing'],
    ['concealment', 'area=XX&heading=DRUG', 'area', 'XX'],
    ['risk-indicators', 'support=1&heading=DRUG', 'support', '1'],
    ['situations/country/KE', 'to=2026-31-12', 'to', '2026-31-12'],
  ])('%s says what is wrong with %s at its field, and keeps the rest', async (name, query, field, typed) => {
    const answer = await reader.get(`/analysis/${name}?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`href="#question-${field}"`);
    expect(answer.text).toContain(`id="question-${field}-error"`);
    expect(answer.text).toContain(typed);
    // The rest of the question is still asked.
    if (query.includes('heading=DRUG')) expect(answer.text).toMatch(/<option[^>]*value="DRUG"[^>]*selected/);
    expect((await reader.get(`/analysis/${name}/nothing.csv?${query}`)).status).not.toBe(200);
  });

  test('of a port that nobody wrote and no list has, the page says so', async () => {
    const text = textOf(await page(`/analysis/routes?port=Nowhere-on-Sea&${year}`));
    expect(text).toContain('writes “Nowhere-on-Sea” as a place of departure, destination or seizure');
  });

  test('state the change with its interval, and no season of too few years', async () => {
    const text = textOf(await page(`/analysis/trends?heading=DRUG&${year}`));
    expect(text).toMatch(/Change \+\d+%; 80% interval \+\d+% to \+\d+%/);
    expect(text).not.toContain('of an average month');
  });

  test('compare with as many months before, to the same day', async () => {
    const text = textOf(
      await page('/analysis/trends?heading=DRUG&against=period&step=month&from=2025-02-01&to=2026-01-31'),
    );
    expect(text).toContain('12 recorded, against 1 in the same days of the period before');
    const three = textOf(await page('/analysis/trends?heading=DRUG&against=period&from=2026-03-01&to=2026-03-10'));
    expect(three).toContain('30 recorded, against 0 in the same days of the period before');
    expect(three).toContain('appeared: none were recorded in the same days of the period before');
    expect((await reader.get('/analysis/trends?against=decade')).status).toBe(400);
  });

  test.each(['day', 'week', 'month', 'quarter', 'year'])('add up by the %s', async step => {
    const text = textOf(await page(`/analysis/trends?step=${step}&from=2026-03-01&to=2026-04-15`));
    expect(text).toContain('31 recorded, against 12');
  });

  test('take a leap day with the day before it', async () => {
    const text = textOf(await page('/analysis/trends?from=2025-02-01&to=2025-02-28'));
    expect(text).toContain('No case answers this question');
    expect(textOf(await page('/analysis/trends?from=2024-02-29&to=2024-02-29&step=day'))).toContain('1 case');
  });

  test('count the Members of a region alone', async () => {
    expect(textOf(await page(`/analysis/trends?area=RILO-ESA&${year}`))).toContain('31 cases');
    expect(textOf(await page(`/analysis/trends?area=RILO-AP&${year}`))).toContain('No case answers');
  });
});

describe('the parts of a trend', () => {
  const firstOf = (monthsAgo: number): string => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, 1)).toISOString().slice(0, 10);
  };
  const weapon = (seizureDate: string, transport: string, country = 'KE') => {
    number += 1;
    const facts = { nationalRef: `W/${number}`, release: 'all' as const, releaseOffices: undefined, place: undefined };
    return sampleRecord('WEAP', { facts: { ...facts, seizureDate, transport, country } });
  };

  beforeAll(async () => {
    const ground = await groundOf(portal);
    // Eight cases of a month are known at once and four two months later; the half of them by air.
    for (let ago = 35; ago >= 0; ago -= 1) {
      const some = (count: number) =>
        Array.from({ length: count }, (_one, at) => weapon(firstOf(ago), at % 2 ? 'AIR-PAX' : 'SEA-CONT'));
      await ground.put(some(8), { recordedAt: `${firstOf(ago)}T06:00:00Z` });
      if (ago >= 2) await ground.put(some(4), { recordedAt: `${firstOf(ago - 2)}T06:00:00Z` });
      if (ago < 12) await ground.put(Array.from({ length: 6 }, () => weapon(firstOf(ago), 'SEA-CONT', 'TZ')));
    }
  });
  const asked = `/analysis/trends?heading=WEAP&split=conveyance`;

  test('are estimated each, where reports are still to come', async () => {
    const html = await page(`${asked}&area=KE`);
    const drawn = [...html.matchAll(/<svg[^>]*chart-panels[\s\S]*?<\/svg>/g)].join('');
    expect([...drawn.matchAll(/≈6</g)].length).toBeGreaterThanOrEqual(2);
    expect(html).toContain('with the reports still to come, 80% band');
  });

  test.each([
    ['lines', 'chart-lines', '>Sea, ≈'],
    ['stacked', 'chart-stack is-2', '<title>Sea: 12</title>'],
  ])('are drawn as %s too, and leave as a file so', async (show, sign, inFile) => {
    const html = await page(`${asked}&show=${show}`);
    expect(html).toContain(sign);
    expect(html).not.toContain('chart-panels');
    const file = await reader.get(`/analysis/trends/series.svg?heading=WEAP&split=conveyance&show=${show}`);
    expect(file.status).toBe(200);
    expect(file.body.toString()).toContain(inFile);
    expect((await reader.get(`${asked}&show=pie`)).status).toBe(400);
  });

  test('rise by who reports, and the title says so', async () => {
    expect(textOf(await page(asked))).toMatch(/rose by about \d+%, but not among the Members that reported throughout/);
    expect(textOf(await page(`${asked}&area=KE`))).not.toContain('Members that reported throughout');
  });
});

describe('an unusual month', () => {
  test('is told with the Member that explains it, and its cases', async () => {
    const ground = await groundOf(portal);
    const cigarettes = (seizureDate: string, country = 'KE') => {
      number += 1;
      return sampleRecord('TOB', {
        facts: {
          nationalRef: `U/${number}`,
          release: 'all',
          releaseOffices: undefined,
          seizureDate,
          country,
          place: undefined,
        },
      });
    };
    const months = Array.from({ length: 59 }, (_one, at) =>
      new Date(Date.UTC(2021, 6 + at, 15)).toISOString().slice(0, 10),
    );
    await ground.put(months.flatMap((day, at) => Array.from({ length: 5 + (at % 5) }, () => cigarettes(day))));
    await ground.put(Array.from({ length: 60 }, () => cigarettes('2026-02-10', 'TZ')));
    const html = await page('/analysis/trends?heading=TOB&from=2025-06-01&to=2026-05-31');
    const text = textOf(html);
    expect(text).toContain('Feb 2026 is out of its range by one Member’s reports');
    expect(text).toMatch(/60 of the \d+ cases were reported by one Member, Tanzania/);
    const february = linksTo(html, '/seizures?').filter(url => url.searchParams.get('from') === '2026-02-01');
    expect(february.every(url => url.searchParams.get('to') === '2026-02-28')).toBe(true);
    expect(february.length).toBeGreaterThan(0);
    // One case in five years is too little to say anything.
    const one = await page('/analysis/trends?heading=DRUG&area=TZ&from=2024-01-01&to=2026-05-31');
    expect(textOf(one)).toContain('1 case that you may see');
    expect(textOf(one)).toContain('Too few cases to tell an unusual month');
    expect(one).not.toContain('chart-unusual');
    // The same months without the Member's: nothing is out of range, which is said and not drawn.
    const none = await page('/analysis/trends?heading=TOB&country=KE&from=2025-06-01&to=2026-05-31');
    expect(textOf(none)).toMatch(/No month is out of its usual range .* series looked at stays? in/);
    expect(none).not.toContain('chart-unusual');
    expect(html).toContain('chart-unusual');
    expect(text).toContain('No season is told from chance');
  });
});

describe('a season', () => {
  test('is told in words, drawn, and each month of each year leads to its cases', async () => {
    const ground = await groundOf(portal);
    const wines = Array.from({ length: 54 }, (_one, at) => new Date(Date.UTC(2022, at, 15)).toISOString().slice(0, 10));
    const wine = (seizureDate: string) => {
      number += 1;
      const facts = { nationalRef: `V/${number}`, release: 'all' as const, releaseOffices: undefined, seizureDate };
      return sampleRecord('BEV', { facts });
    };
    // Twelve a month, and twenty in December.
    await ground.put(wines.flatMap(day => Array.from({ length: day.slice(5, 7) === '12' ? 20 : 12 }, () => wine(day))));
    const html = await page('/analysis/trends?heading=BEV&from=2025-07-01&to=2026-06-30');
    expect(textOf(html)).toMatch(/Most cases in December, \d+% over an average month/);
    const december = linksTo(html, '/seizures?').find(url => url.searchParams.get('from') === '2023-12-01');
    expect(december?.searchParams.get('to')).toBe('2023-12-31');
    expect(textOf((await reader.get(`${december?.pathname}${december?.search}`)).text)).toContain('Seizures: 20');
    expect((await reader.get('/analysis/trends/season.csv?heading=BEV&from=2025-07-01&to=2026-06-30')).text).toContain(
      'December',
    );
  });
});

describe('the cross-table', () => {
  test('has cells that add up, each with its cases', async () => {
    const html = await page(`/analysis/cross-table?heading=DRUG&row=product&column=transport&${year}`);
    const text = textOf(html);
    expect(text).toContain('31 cases that you may see');
    const cell = linksTo(html, '/seizures?').find(
      url => url.searchParams.get('transport') === 'AIR-PAX' && url.searchParams.get('product') === 'OPI-HER',
    );
    expect(textOf((await reader.get(`${cell?.pathname}${cell?.search}`)).text)).toContain('Seizures: 30');
  });

  test('splits by what a heading states for itself, and each cell has its cases', async () => {
    const html = await page(`/analysis/cross-table?heading=DRUG&row=DRUG.physicalForm&column=transport&${year}`);
    expect(textOf(html)).toContain('Physical form (Drugs)');
    expect(textOf(html)).toContain('Powder');
    const cell = linksTo(html, '/seizures?').find(
      url => url.searchParams.get('transport') === 'AIR-PAX' && url.searchParams.get('physicalForm') === 'powder',
    );
    expect(textOf(await page(`${cell?.pathname}${cell?.search}`))).toContain('Seizures: 30');
    // Fields of other headings are not offered; one asked for in an address stays in sight, and is nowhere stated.
    expect(html).not.toContain('value="TOB.packing"');
    const other = await page(`/analysis/cross-table?heading=DRUG&row=TOB.packing&column=DRUG.schedule&${year}`);
    expect(other).toContain('value="TOB.packing"');
    expect(textOf(other)).toContain('Not stated');
    expect((await reader.get('/analysis/cross-table?row=DRUG.nothing')).status).toBe(400);
    expect(textOf(await page(`/analysis/trends?heading=DRUG&split=DRUG.physicalForm&${year}`))).toContain('Powder');
  });

  test.each(['numbers', 'row', 'column', 'expected'])('shows %s', async show => {
    expect(await page(`/analysis/cross-table?show=${show}&${year}`)).toContain('class="heat');
  });

  test('counts seizures, or one quantity, in the same cells', async () => {
    const ground = await groundOf(portal);
    const of = (product: string, quantity: number, transport: string) =>
      drug({ seizureDate: '2018-05-05', transport }, { product, quantity, unit: 'kg' });
    await ground.put([of('OPI-HER', 2, 'AIR-PAX'), of('OPI-HER', 3.5, 'SEA-CONT'), of('COC-HCL', 4, 'AIR-PAX')]);
    const asked = 'heading=DRUG&row=product&column=transport&from=2018-01-01&to=2018-12-31';
    const kilograms = await page(`/analysis/cross-table?${asked}&measure=kg`);
    expect(textOf(kilograms)).toMatch(/42% of all kg are “Cocaine hydrochloride” under “/);
    expect(kilograms.match(/<table class="heat/g)).toHaveLength(1);
    const csv = (await reader.get(`/analysis/cross-table/cases.csv?${asked}&measure=kg`)).text;
    expect(csv).toMatch(/Heroin,\d[\d.]*,\d[\d.]*,5\.5\r?\n/);
    expect(csv).toMatch(/All,\d[\d.]*,\d[\d.]*,9\.5/);
    expect(textOf(await page(`/analysis/cross-table?${asked}&measure=lines`))).toContain('Seizures: goods lines');
    const litres = await page(`/analysis/cross-table?${asked}&measure=L&within=year`);
    expect(textOf(litres)).toContain('No case has a quantity in L');
    expect(litres).not.toContain('<table class="heat');
    expect((await reader.get(`/analysis/cross-table?${asked}&measure=furlong`)).status).toBe(400);
  });

  test('gives each value of a third field a table', async () => {
    const html = await page('/analysis/cross-table?row=product&column=transport&within=year&from=2024-01-01');
    expect(html.match(/<table class="heat"/g)).toHaveLength(3);
  });

  test('never adds kilograms to anything else', async () => {
    const ground = await groundOf(portal);
    await ground.put([
      drug({ seizureDate: '2019-05-05' }, { quantity: 3, unit: 'L' }),
      drug({ seizureDate: '2019-05-06' }),
    ]);
    const html = await page('/analysis/cross-table?from=2019-01-01&to=2019-12-31');
    const foot = /has-units[\s\S]*?<tfoot>([\s\S]*?)<\/tfoot>/.exec(html)?.[1] ?? '';
    expect(foot.match(/<tr/g)).toHaveLength(2);
  });

  test('leaves as a file in each form, which the trail keeps; no other name is a file', async () => {
    const downloads = async (): Promise<number> => {
      const { rows } = await portal.owner.query<{ n: number }>(
        "select count(*)::int as n from audit_events where action = 'figure.downloaded' and login_id = 'vn.reader'",
      );
      return rows[0]?.n ?? 0;
    };
    const before = await downloads();
    for (const [kind, type] of [
      ['svg', 'image/svg+xml'],
      ['png', 'image/png'],
      ['csv', 'text/csv'],
      ['xlsx', 'spreadsheetml'],
    ]) {
      const answer = await reader.get(`/analysis/cross-table/cases.${kind}?heading=DRUG&${year}`);
      expect([kind, answer.status]).toEqual([kind, 200]);
      expect(answer.headers['content-type']).toContain(type);
      expect(answer.headers['content-disposition']).toMatch(
        new RegExp(`^attachment; filename="?cen-cross-table-cases-.*${kind}`),
      );
    }
    // Quantities too: each line one unit, its sum at the right.
    const quantities = await reader.get(`/analysis/cross-table/quantities.csv?heading=DRUG&${year}`);
    const lines = quantities.text
      .split('\r\n')
      .map(line => line.split(','))
      .filter(([, unit]) => unit === 'kg');
    expect(lines.length).toBeGreaterThan(1);
    for (const [, , ...cells] of lines) {
      const sums = cells.map(cell => (cell === '–' ? 0 : Number(cell)));
      expect(sums.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBeCloseTo(sums.at(-1) ?? -1, 6);
    }
    const csv = await reader.get(`/analysis/trends/total.csv?heading=DRUG&${year}`);
    expect(csv.text).toContain('Mar 2026,31,12,1.58333333333');
    for (const name of ['cases.pdf', 'nothing.csv', 'cases', '..%2fcases.csv'])
      expect((await reader.get(`/analysis/cross-table/${name}?${year}`)).status).toBe(404);
    expect(await downloads()).toBe(before + 6);
    for (const path of ['cross-table', 'trends', `trends?heading=DRUG&step=quarter&${year}`])
      expect(await numbersAsText(reader, `/analysis/${path}`)).toEqual([]);
  });
});
