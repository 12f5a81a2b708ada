import { beforeAll, describe, expect, test } from 'vitest';
import { sampleRecord, type Overrides } from '../support/builders.ts';
import { inDays } from '../support/days.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf } from '../support/seizures.ts';
import { numbersAsText } from './support/workbook-numbers.ts';

let portal: TestPortal;
let reader: Browser;
let number = 0;
const drug = (more: Overrides['facts'] = {}, line: Overrides['line'] = {}) => {
  number += 1;
  return sampleRecord('DRUG', {
    facts: {
      nationalRef: `R/${number}`,
      release: 'all',
      releaseOffices: undefined,
      seizureDate: '2026-03-10',
      origin: undefined,
      transit: [],
      ...more,
    },
    line,
  });
};
const times = (count: number, make: () => ReturnType<typeof drug>) => Array.from({ length: count }, make);

beforeAll(async () => {
  portal = await testPortal();
  const ground = await groundOf(portal);
  await ground.put([
    ...times(7, () => drug({ departure: 'PK', destination: 'KE', transit: ['AE'] })),
    ...times(4, () => drug({ departure: 'KE', destination: 'PK' })),
    ...times(3, () =>
      drug({
        departure: 'PK',
        destination: 'KE',
        country: 'TZ',
        place: undefined,
        placeName: 'Dodoma',
        transit: ['OM', 'TZ'],
      }),
    ),
    ...times(2, () => drug({ departure: 'ZZ', destination: 'KE' })),
    drug({ departure: 'PK', destination: 'ZZ' }),
    drug({ departure: 'KE', destination: 'KE' }),
    drug({ departure: 'IN', destination: 'TZ', embargoUntil: inDays(300) }),
    // The year before, and a route that only now appears.
    ...times(5, () => drug({ departure: 'PK', destination: 'KE', seizureDate: '2025-03-10' })),
    ...times(60, () => drug({ departure: 'BR', destination: 'NG', seizureDate: '2023-10-10' })),
    ...times(20, () => drug({ departure: 'BR', destination: 'NG', seizureDate: '2024-11-10' })),
    ...times(30, () => drug({ departure: 'CO', destination: 'NG', seizureDate: '2024-11-11' })),
  ]);
  reader = await portal.as('vn.reader');
});

const year = 'from=2025-06-01&to=2026-05-31';
const textOf = (html: string): string =>
  html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const page = async (query: string, browser = reader): Promise<string> => {
  const answer = await browser.get(`/analysis/routes?${query}`);
  expect(answer.status).toBe(200);
  return answer.text;
};
const csv = async (figure: string, query: string): Promise<string[][]> => {
  const answer = await reader.get(`/analysis/routes/${figure}.csv?${query}`);
  expect([figure, answer.status]).toEqual([figure, 200]);
  return answer.text
    .split(/\r?\n/)
    .map(line => line.split(','))
    .filter(cells => cells.length > 2);
};
const rowOf = async (figure: string, query: string, start: string): Promise<string[] | undefined> =>
  (await csv(figure, query)).find(([first]) => first === start);
const linksTo = (html: string): URL[] =>
  [...html.matchAll(/href="(\/seizures\?[^"]+)"/g)].map(
    ([, href = '']) => new URL(href.replaceAll('&amp;', '&'), 'https://cen.test'),
  );

describe('routes', () => {
  test('are as many as a recount of the records, each direction for itself', async () => {
    const { rows } = await portal.owner.query<{ way: string; cases: number; there: number }>(
      `select departure || '>' || destination as way, count(*)::int as cases,
         (count(*) filter (where country = destination))::int as there
       from seizures where seizure_date between '2025-06-01' and '2026-05-31' and release = 'all'
         and embargo_until is null and status in ('submitted', 'queried', 'verified')
         and departure <> 'ZZ' and destination <> 'ZZ' and departure <> destination group by 1`,
    );
    const counted = await csv('map', year);
    const cases = (start: string): number => Number(counted.find(([first]) => first === start)?.[1]);
    expect(rows.toSorted((a, b) => b.cases - a.cases).map(({ way, cases: n }) => [way, n])).toEqual([
      ['PK>KE', cases('Pakistan → Kenya')],
      ['KE>PK', cases('Kenya → Pakistan')],
    ]);
    expect([cases('Pakistan → Kenya'), cases('Kenya → Pakistan')]).toEqual([10, 4]);
    // Year before, and how far the goods came: three were seized on the way.
    expect(await rowOf('map', year, 'Pakistan → Kenya')).toEqual(expect.arrayContaining(['5', '0', '3', '7']));
  });

  test('say the widest in the title, and what the map does not show', async () => {
    const html = await page(year);
    const text = textOf(html);
    expect(text).toContain('18 cases that you may see');
    expect(text).toContain('Pakistan → Kenya is the widest of 2 routes: 10 cases, 71% of all');
    expect(text).toMatch(/Departure not known 2 Destination not known 1 Both ends in one country 1/);
    expect(text).toContain('A route that was only declared was not travelled to its end.');
    expect(html).toContain('map-way');
    const own = textOf(await page(year, await portal.as('ke.ncp')));
    expect(own).toContain('19 cases that you may see');
    expect(own).toContain('India → Tanzania');
    expect(text).not.toContain('India → Tanzania');
  });

  test('lead to the cases of a flow, and these are as many', async () => {
    const flow = linksTo(await page(year)).find(
      ({ searchParams }) => searchParams.get('departure') === 'PK' && searchParams.get('destination') === 'KE',
    );
    expect(textOf((await reader.get(`${flow?.pathname}${flow?.search}`)).text)).toContain('Seizures: 10');
  });

  test.each([
    ['origin', 'No case states both ends'],
    ['seizure', 'Pakistan → Kenya'],
    ['steps', 'United Arab Emirates → Kenya is the widest'],
  ])('join %s', async (join, found) => {
    expect(textOf(await page(`${year}&join=${join}`))).toContain(found);
  });

  test('join each stated point to the next, and nothing across one that is not known', async () => {
    const rows = Object.fromEntries((await csv('map', `${year}&join=steps`)).map(([way = '', cases]) => [way, cases]));
    expect(rows).toMatchObject({
      'Pakistan → United Arab Emirates': '7',
      'United Arab Emirates → Kenya': '7',
      'Pakistan → Oman': '3',
      'Oman → Tanzania': '3',
      'Tanzania → Kenya': '3',
      'Kenya → Pakistan': '4',
    });
  });

  test('lead from each step to its cases, and these are as many', async () => {
    const html = await page(`${year}&join=steps`);
    const steps = [...html.matchAll(/<a href="(\/seizures\?from=2025-06-01[^"]*leg=[^"]+)">(\d+)<\/a>/g)];
    expect(new Set(steps.map(([, href]) => href)).size).toBe(6);
    for (const [, href = '', cases] of steps)
      expect([href, textOf((await reader.get(href.replaceAll('&amp;', '&'))).text)]).toEqual([
        href,
        expect.stringContaining(`Seizures: ${cases} `),
      ]);
    const listed = (await reader.get(`/seizures?${year}&leg=PK%3EAE`)).text;
    expect(textOf(listed)).toMatch(/Step of the route ?: Pakistan → United Arab Emirates/);
    // Kept when another filter is applied.
    expect(listed).toContain('name="leg" value="PK&gt;AE"');
  });

  test.each(['leg=PK', 'leg=PK%3EQQ', 'leg=pk%3Eae'])('refuse %s', async query => {
    expect((await reader.get(`/analysis/routes?${query}`)).status).toBe(400);
  });

  test('are as wide as a quantity in one unit, never added to another', async () => {
    const ground = await groundOf(portal);
    await ground.put([
      ...times(2, () =>
        drug({ departure: 'IN', destination: 'KE', seizureDate: '2019-05-05' }, { quantity: 3, unit: 'L' }),
      ),
      drug({ departure: 'PK', destination: 'KE', seizureDate: '2019-05-06' }, { quantity: 5, unit: 'kg' }),
    ]);
    const period = 'from=2019-01-01&to=2019-12-31';
    expect(textOf(await page(`${period}&measure=L`))).toContain('One route only: India → Kenya, 6 L');
    expect(textOf(await page(`${period}&measure=kg`))).toContain('One route only: Pakistan → Kenya, 5 kg');
  });

  test('with a country in focus tell what comes, passes and leaves, each case once', async () => {
    const html = await page(`${year}&touches=AE`);
    expect(textOf(html)).toContain('7 cases that you may see');
    expect(textOf(html)).toContain('United Arab Emirates in focus: 0 cases come, 7 pass, 0 leave');
    const kenya = textOf(await page(`${year}&touches=KE`));
    expect(kenya).toContain('Kenya in focus: 13 cases come, 0 pass, 4 leave');
    expect(kenya).toContain('18 cases that you may see');
    const comes = linksTo(html).find(({ searchParams }) => searchParams.get('transit') === 'AE');
    expect(comes?.searchParams.get('touches')).toBe('AE');
    expect(textOf((await reader.get(`${comes?.pathname}${comes?.search}`)).text)).toContain('Seizures: 7');
  });

  test('with a port in focus tell what comes, leaves and was only seized there, each figure with its cases', async () => {
    const away = { seizureDate: '2018-05-05', country: 'TZ', place: undefined, placeName: 'Dodoma' };
    const to = (destinationPlace: string, more: object = {}) =>
      drug({ ...away, departure: 'PK', destination: 'KE', destinationPlace, ...more });
    const from = (departurePlace: string, more: object = {}) =>
      drug({ ...away, departure: 'KE', destination: 'GB', departurePlace, destinationPlace: undefined, ...more });
    await (await groundOf(portal)).put([
      ...['Mombasa', 'Port of Mombasa, Kenya', 'KE MBA', 'kilindini harbour'].map(name => to(name)),
      to('Nairobi (transhipped to Mombasa)', { destination: 'TZ' }),
      from('KEMBA'),
      from('MOMBASA PORT', { destination: 'KE', destinationPlace: 'Mombasa' }),
      from('Mombasa / Nairobi'),
      drug({ seizureDate: '2018-05-05', destinationPlace: undefined }),
      to('Old jetty of nobody'),
      to('Nairobi'),
      to('Old jetty of nobody', { embargoUntil: inDays(300) }),
    ]);
    const period = 'from=2018-01-01&to=2018-12-31';
    const html = await page(`${period}&port=Mombasa`);
    expect(textOf(html)).toContain('Port in focus, Mombasa: 5 cases come, 2 leave, 1 only seized there');
    expect(textOf(html)).toContain('A port we do not know, in the country of Mombasa 1');
    for (const other of ['KEMBA', 'Kilindini'])
      expect(textOf(await page(`${period}&port=${other}`))).toContain('5 cases come, 2 leave, 1 only seized');
    const roles = [
      ['comes', 5],
      ['leaves', 2],
      ['seized', 1],
      ['unknown', 1],
    ] as const;
    for (const [role, cases] of roles) {
      const link = linksTo(html).find(({ searchParams }) => searchParams.get('portAs') === role);
      const listed = textOf((await reader.get(`${link?.pathname}${link?.search}`)).text);
      expect([role, listed]).toEqual([role, expect.stringContaining(`Seizures: ${cases} `)]);
    }
    const listed = (await reader.get(`/seizures?${period}&port=Mombasa&portAs=leaves`)).text;
    expect(textOf(listed)).toMatch(/Port, on the route or of seizure ?: Goods that leave Mombasa/);
    expect(listed).toContain('name="portAs" value="leaves"');
    expect(textOf(await page(`${period}&port=Nowhere+at+all`))).toContain('No case answers this question');
  });

  test('over one country of transit lead to their cases where a filter finds these and no others', async () => {
    const html = await page(`${year}&heading=DRUG`);
    const transit = linksTo(html).filter(({ searchParams }) => searchParams.has('transit'));
    expect(transit.map(({ searchParams }) => searchParams.get('transit'))).toContain('AE');
    for (const link of transit) {
      const cases = textOf((await reader.get(`${link.pathname}${link.search}`)).text);
      expect(cases).toContain(`Seizures: ${link.searchParams.get('transit') === 'AE' ? 7 : 0} `);
    }
    // Oman is passed with Tanzania alone: the node of several countries has no filter.
    expect(transit.map(({ searchParams }) => searchParams.get('transit'))).not.toContain('OM');
  });

  test('that appeared in the last three months are told from those that did not change', async () => {
    const text = textOf(await page('from=2024-01-01&to=2024-12-31'));
    expect(text).toContain('Colombia → Nigeria appeared: 30 cases in the last three months, none in the twelve before');
    expect(text).toContain('while Brazil → Nigeria fell');
    expect(await page('from=2024-01-01&to=2024-12-31')).toContain('map-way is-new');
    expect(textOf(await page(year))).not.toContain('appeared:');
  });

  test('say it in words for no case, and for one', async () => {
    const none = await page('from=2001-01-01&to=2001-12-31');
    expect(textOf(none)).toContain('No case answers this question');
    expect(none).not.toContain('map-way');
    const ground = await groundOf(portal);
    await ground.put([drug({ departure: 'PK', destination: 'KE', seizureDate: '2002-05-05' })]);
    const one = await page('from=2002-01-01&to=2002-12-31');
    expect(textOf(one)).toContain('One route only: Pakistan → Kenya, 1 case (all reported by one Member)');
    expect(one).not.toContain('map-way');
  });

  test('leave as a file in each form; no other name is a file', async () => {
    for (const figure of ['map', 'transit', 'focus'])
      for (const kind of ['svg', 'png', 'csv', 'xlsx']) {
        const answer = await reader.get(`/analysis/routes/${figure}.${kind}?${year}&touches=KE`);
        expect([figure, kind, answer.status]).toEqual([figure, kind, 200]);
      }
    expect((await reader.get(`/analysis/routes/nothing.csv?${year}`)).status).toBe(404);
    expect(await numbersAsText(reader, `/analysis/routes?${year}`)).toEqual([]);
    const { rows } = await portal.owner.query(
      `select count(*)::int as n from audit_events
       where action = 'figure.counted' and detail ->> 'address' like '%focus.svg%'`,
    );
    expect(rows[0]).toEqual({ n: 1 });
  });

  test.each([
    ['join=nothing', 'join'],
    ['measure=cases%27', 'measure'],
    ['measure=g', 'measure'],
    ['measure=amount', 'measure'],
    ['touches=XX', 'route'],
    ['place=%00', 'place'],
    ['port=%00', 'port'],
    ['portAs=comes', 'port'],
    ['from=2026-02-30', 'from'],
    ['nonsense=1', 'nonsense'],
  ])('refuse %s with a sentence at its field', async (query, field) => {
    const answer = await reader.get(`/analysis/routes?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.text.toLowerCase()).toContain(field);
  });
});
