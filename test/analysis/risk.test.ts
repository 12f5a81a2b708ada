import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { today } from '../../src/text/plain-date.ts';
import { sampleRecord } from '../support/builders.ts';
import { inDays } from '../support/days.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { groundOf, type Ground } from '../support/seizures.ts';
import { randomFrom } from './support/random.ts';
import { numbersAsText } from './support/workbook-numbers.ts';

let portal: TestPortal;
let ground: Ground;
let ncp: Browser;
let number = 0;
const random = randomFrom(7);
const oneOf = (values: readonly string[]): string => values[random.whole(values.length)] ?? '';

const base = '/analysis/risk-indicators';
const products = ['COC-HCL', 'OPI-HER', 'CAN-HERB', 'CAN-RESIN', 'ATS-METH'];
const departures = ['AE', 'PK', 'BR', 'CO', 'TH', 'TR'];
const ways = ['SEA-CONT', 'AIR-PAX', 'MAIL-PARCEL', 'ROAD-CAR'];
const members = ['KE', 'TZ', 'UG', 'ET'];

/** A case without any pattern of its own. */
function plainCase(more: { facts?: object; product?: string } = {}) {
  number += 1;
  return sampleRecord('DRUG', {
    facts: {
      nationalRef: `R/${number}`,
      release: 'all',
      releaseOffices: undefined,
      place: undefined,
      transit: undefined,
      country: oneOf(members),
      seizureDate: `2025-0${1 + random.whole(9)}-${String(1 + random.whole(28)).padStart(2, '0')}`,
      departure: oneOf(departures),
      transport: oneOf(ways),
      ...more.facts,
    },
    line: { product: more.product ?? oneOf(products) },
  });
}

/** Mail from Laos that holds methamphetamine in nine of ten. */
const planted = (count: number, facts: object = {}, hits = 0.9) =>
  Array.from({ length: count }, (_one, at) =>
    plainCase({
      facts: { departure: 'LA', transport: 'MAIL-PARCEL', ...facts },
      product: at % 10 < hits * 10 ? 'ATS-METH' : 'COC-HCL',
    }),
  );

const textOf = (html: string): string =>
  html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

const question = 'heading=DRUG&from=2025-01-01&to=2025-10-31';

/** Starts a search as its page would and waits for its end. */
async function search(browser: Browser, query = question): Promise<{ path: string; html: string }> {
  const answer = await browser.post(`${base}/searches`, { query });
  expect(answer.status).toBe(303);
  const path = String(answer.headers.location);
  for (let tries = 0; tries < 200; tries += 1) {
    const state = await browser.get(`${path}/progress`);
    if (state.body.done) return { path, html: (await browser.get(path)).text };
    await sleep(150);
  }
  throw new Error('the search did not end');
}

async function keepFirst(browser: Browser, query = question): Promise<string> {
  const { path } = await search(browser, query);
  const kept = await browser.post(`${path}/1/keep`);
  expect(kept.status).toBe(303);
  return String(kept.headers.location);
}

async function lettersOfGivingUp(): Promise<number> {
  const letters = await portal.owner.query("select 1 from outgoing_letters where kind = 'indicatorGivenUp'");
  return letters.rowCount ?? 0;
}

/** Of methamphetamine by mail. */
const picture = (state: string, caption: string) =>
  portal.owner.query(
    `insert into cpdb_pictures (client_uuid, office_id, region_id, state, country, seized_on, heading, product,
       concealment, transport, captions, shows, images, published_at, detection)
     select gen_random_uuid(), o.id, (select id from offices where code = 'RILO-ESA'), $1, 'KE', '2025-01-01', 'DRUG',
       'ATS-METH', 'CON-VEH-FUEL', 'MAIL-PARCEL', $2, 'photo', 1, case when $1 = 'published' then now() end, 'DET-DOG'
     from offices o where o.code = 'KE'`,
    [state, JSON.stringify({ en: caption })],
  );

beforeAll(async () => {
  portal = await testPortal();
  ground = await groundOf(portal);
  await ground.put([
    ...Array.from({ length: 400 }, () => plainCase()),
    ...planted(60),
    // Another Member's under embargo, and released to others only: no one else ever counts them.
    ...planted(30, { departure: 'MM', country: 'KE', embargoUntil: inDays(300) }),
    ...planted(30, { departure: 'MM', country: 'KE', release: 'named', releaseOffices: ['RILO-AP'] }),
  ]);
  ncp = await portal.as('ke.ncp');
});

describe('a search for risk indicators', () => {
  test('finds what was planted, says it in a sentence and how it was found', async () => {
    const { html } = await search(await portal.as('vn.reader'));
    const text = textOf(html);
    expect(text).toMatch(/From Lao.*: methamphetamine.* in (8|9) of 10 cases/);
    expect(text).toMatch(/5\d of 60 cases/);
    expect(text).toMatch(/Combinations tried [\d,]+/);
    expect(text).toContain('False discovery rate 5%');
    expect(text).toContain('Controls that found nothing are not in the data');
    expect(html).toContain('chart-strip');
  });

  test('counts the cases that its starter may see alone', async () => {
    const [, reader] = [await search(ncp), await search(await portal.as('vn.reader'))];
    const counts = await portal.owner.query<{ login_id: string; cases: number; found: string }>(
      `select a.login_id, r.cases, r.found::text as found from risk_searches r join accounts a on a.id = r.account_id
       where r.state = 'done' order by r.asked_at desc`,
    );
    const of = (login: string) => counts.rows.find(row => row.login_id === login);
    expect(of('ke.ncp')?.cases).toBe(520);
    expect(of('vn.reader')?.cases).toBe(460);
    expect(of('vn.reader')?.found).not.toContain('"MM"');
    expect(textOf(reader.html)).not.toContain('Myanmar');
  });

  test('is of its office: others learn nothing of it', async () => {
    const { path } = await search(ncp);
    expect((await (await portal.as('vn.reader')).get(path)).status).toBe(404);
    expect((await (await portal.as('vn.reader')).get(`${path}/1`)).status).toBe(404);
    expect((await (await portal.as('ke.reader')).get(`${path}/1`)).status).toBe(200);
    expect((await (await portal.as('ke.reader')).post(`${path}/1/keep`)).status).toBe(403);
  });

  test.each([
    ['heading=NUC&from=2020-01-01&to=2020-12-31', 'No case answers this question'],
    ['heading=DRUG&from=2025-03-02&to=2025-03-02', 'An indicator needs at least 20'],
    [`${question}&transport=SEA-CONT`, 'No combination of signs is more frequent'],
  ])('says in words that %s has none', async (query, said) => {
    const { html } = await search(ncp, query);
    expect(textOf(html)).toContain(said);
    expect(html).not.toContain('risk-row');
  });

  test('can be cancelled, and stays so', async () => {
    const office = await portal.owner.query<{ id: number; office_id: number }>(
      "select id, office_id from accounts where login_id = 'ke.officer'",
    );
    // One that no job has taken up yet.
    const made = await portal.owner.query<{ id: string }>(
      `insert into risk_searches (account_id, office_id, query, period_from, period_to)
       values ($1, $2, $3, '2025-01-01', '2025-10-31') returning id`,
      [office.rows[0]?.id, office.rows[0]?.office_id, question],
    );
    const path = `${base}/searches/${made.rows[0]?.id}`;
    expect(textOf((await ncp.get(path)).text)).toContain('Cancel');
    expect((await ncp.post(`${path}/stop`)).status).toBe(303);
    const page = textOf((await ncp.get(path)).text);
    expect(page).toContain('cancelled before it was done');
    expect((await ncp.get(`${path}/progress`)).body).toMatchObject({ done: true });
  });

  test('ends where it is when it is cancelled while it reads, and writes nothing', async () => {
    const holding = await portal.owner.connect();
    await holding.query('begin');
    await holding.query('lock table goods_lines in access exclusive mode');
    const asked = await ncp.post(`${base}/searches`, { query: question });
    const path = String(asked.headers.location);
    await expect
      .poll(async () => textOf((await ncp.get(path)).text), { timeout: 10_000 })
      .toContain('every combination of up to four signs');
    // A second wish while it runs is the same search.
    expect((await ncp.post(`${base}/searches`, { query: question })).headers.location).toBe(path);
    expect((await ncp.post(`${path}/stop`)).status).toBe(303);
    await holding.query('commit');
    holding.release();
    await search(ncp);
    const state = await portal.owner.query('select state, found from risk_searches where id = $1', [
      path.split('/').at(-1),
    ]);
    expect(state.rows).toEqual([{ state: 'stopped', found: [] }]);
  });

  test('is taken up again where the process ended under it', async () => {
    const officer = await portal.owner.query<{ id: number; office_id: number }>(
      "select id, office_id from accounts where login_id = 'ke.officer'",
    );
    const made = await portal.owner.query<{ id: string }>(
      `insert into risk_searches (account_id, office_id, query, period_from, period_to, state, asked_at)
       values ($1, $2, $3, '2025-01-01', '2025-10-31', 'waiting', now() - interval '1 minute') returning id`,
      [officer.rows[0]?.id, officer.rows[0]?.office_id, question],
    );
    const path = `${base}/searches/${made.rows[0]?.id}`;
    await ncp.get(path);
    await expect
      .poll(async () => (await ncp.get(`${path}/progress`)).body.done as boolean, { timeout: 20_000 })
      .toBe(true);
    expect(textOf((await ncp.get(path)).text)).toContain('Combinations tried');
  });

  test.each([
    ['from=2026-02-02&to=2026-02-01', 'from'],
    ['about=weight', 'about'],
    ['support=3', 'support'],
    ['heading=NOPE', 'heading'],
    ['nonsense=1', 'nonsense'],
  ])('refuses %s', async (query, field) => {
    const asked = await ncp.get(`${base}?${query}`);
    expect(asked.status).toBe(400);
    expect(asked.text.toLowerCase()).toContain(field);
    expect((await ncp.post(`${base}/searches`, { query })).status).toBe(400);
  });
});

describe('an indicator that is kept', () => {
  let address: string;
  beforeAll(async () => {
    address = await keepFirst(ncp);
  });

  test('is shown with its evidence, for the gate, and kept once', async () => {
    const html = (await ncp.get(address)).text;
    const text = textOf(html);
    expect(text).toContain('At the gate, look closer when all of these are true');
    expect(text).toMatch(/Departure: (Lao|Myanmar)/);
    expect(text).toContain('kept by ke.ncp');
    expect(text).toMatch(/data version .* change \d/);
    expect(text).toContain('No later case with all signs yet');
    for (const drawing of ['chart-shares', 'chart-strip']) expect(html).toContain(drawing);
    const searched = await portal.owner.query<{ search_id: string }>(
      'select search_id from risk_indicators where ref = $1',
      [address.split('/').at(-1)],
    );
    const again = await ncp.post(`${base}/searches/${searched.rows[0]?.search_id}/1/keep`);
    expect(again.headers.location).toBe(address);
  });

  test('is kept, watched and alerted of once where a form is sent twice at once', async () => {
    const { path } = await search(ncp);
    const twice = async (to: string, body: Record<string, string>): Promise<(string | undefined)[]> => {
      const answers = await Promise.all([ncp.post(to, body), ncp.post(to, body)]);
      expect(answers.map(({ status }) => status)).toEqual([303, 303]);
      return answers.map(({ headers }) => headers.location);
    };
    const [kept, again] = await twice(`${path}/1/keep`, {});
    expect(again).toBe(kept);
    for (const what of ['alert', 'watch']) {
      const [made, other] = await twice(`${kept}/${what}`, { clientUuid: randomUUID() });
      expect(other).toBe(made);
    }
    const uses = await portal.owner.query(
      'select u.kind from risk_indicator_uses u join risk_indicators i on i.id = u.indicator_id where i.ref = $1',
      [String(kept).split('/').at(-1)],
    );
    expect(uses.rows.map(({ kind }) => kind as string).sort()).toEqual(['alert', 'watch']);
  });

  test.each([
    ['post', 'alert', {}, 400],
    ['post', 'watch', { clientUuid: 'not one' }, 400],
    ['post', 'noted', { more: '1' }, 400],
    ['post', 'give-up', { reason: 'x'.repeat(1001) }, 422],
    ['get', '?nonsense=1', {}, 400],
  ] as const)('answers %s %s with %j by %i', async (method, what, body, status) => {
    const to = what.startsWith('?') ? `${address}${what}` : `${address}/${what}`;
    expect((await (method === 'get' ? ncp.get(to) : ncp.post(to, body))).status).toBe(status);
  });

  test('is found at no other place of its search', async () => {
    const { path } = await search(ncp);
    const found = textOf((await ncp.get(`${path}/2`)).text + (await ncp.get(`${path}/1`)).text);
    expect(found).not.toContain('No later case');
    for (const place of ['0', '999', 'one', '1/files/scored.csv/x'])
      expect((await ncp.get(`${path}/${place}`)).status).toBe(404);
    expect((await ncp.post(`${path}/999/keep`)).status).toBe(404);
    expect((await ncp.get(`${base}/searches/none`)).status).toBe(404);
    expect((await ncp.get(`${base}/RI-2026-999`)).status).toBe(404);
  });

  test('is counted again in what its RILO may see, and hidden from others', async () => {
    expect((await (await portal.as('vn.reader')).get(address)).status).toBe(404);
    const rilo = textOf((await (await portal.as('rilo.esa')).get(address)).text);
    expect(rilo).toContain('counted again in the cases that you may see');
    expect(textOf((await ncp.get(base)).text)).toContain(address.split('/').at(-1));
  });

  test('is scored on what came later, within the scope of who looks', async () => {
    const [kept] = (
      await portal.owner.query<{ found: { signs: { field: string; value: string }[] } }>(
        'select found from risk_indicators where ref = $1',
        [address.split('/').at(-1)],
      )
    ).rows;
    const facts = Object.fromEntries(kept?.found.signs.map(({ field, value }) => [field, value]) ?? []);
    await ground.put([
      ...planted(12, { ...facts, seizureDate: '2025-12-05', country: 'TZ' }),
      ...planted(10, { ...facts, seizureDate: '2025-12-06', country: 'KE', embargoUntil: inDays(300) }),
      ...Array.from({ length: 60 }, () => plainCase({ facts: { seizureDate: '2025-12-07' } })),
    ]);
    // Of another region, released to Kenya alone: its RILO does not see them.
    const named = { seizureDate: '2025-12-08', country: 'VN', release: 'named', releaseOffices: ['KE'] };
    await ground.put(planted(5, { ...facts, ...named }, 1), { loginId: 'vn.ncp' });
    const own = textOf((await ncp.get(address)).text);
    expect(own).toMatch(/It held on what came later: 25 hits in 27 cases/);
    const rilo = textOf((await (await portal.as('rilo.esa')).get(address)).text);
    expect(rilo).toMatch(/It held on what came later: 20 hits in 22 cases/);
    const list = textOf((await ncp.get(`${base}?heading=DRUG`)).text);
    expect(list).toContain('25 hits, 2 misses');
    expect(list).toContain('Holds');
  });

  test('is listed by its state, which the file of the list follows', async () => {
    const ref = String(address.split('/').at(-1));
    const rowOf = (html: string): boolean => html.includes(`href="${address}"`);
    const holding = (await ncp.get(`${base}?heading=DRUG&state=holds&order=later`)).text;
    expect(rowOf(holding)).toBe(true);
    expect(holding).toContain('/files/indicators.csv?heading=DRUG&amp;state=holds&amp;order=later');
    const fading = (await ncp.get(`${base}?heading=DRUG&state=fading`)).text;
    expect(rowOf(fading)).toBe(false);
    expect(textOf(fading)).toContain('None of these is in the state “Fading”');
    expect((await ncp.get(`${base}/files/indicators.csv?heading=DRUG&state=fading`)).text).not.toContain(ref);
    expect(fading).not.toContain('/files/indicators.csv');
    const refused = await ncp.get(`${base}?heading=DRUG&state=dead&order=luck`);
    expect([refused.status, refused.text.match(/field-error/g)?.length]).toEqual([400, 2]);
  });

  test('is listed by what it says is found', async () => {
    const html = (await ncp.get(base)).text;
    const values = [...html.matchAll(/value="(product:[^"]+)"/g)].map(([, value]) => value);
    expect(values).toContain('product:DRUG/ATS-METH');
    const listed = async (found: string) => (await ncp.get(`${base}?found=${encodeURIComponent(found)}`)).text;
    expect(await listed('product:DRUG/ATS-METH')).toContain(`href="${address}"`);
    const other = await listed('product:DRUG/OPI-HER');
    expect(other).not.toContain(`href="${address}"`);
    expect(textOf(other)).toContain('Nothing kept says this is found');
    expect((await ncp.get(`${base}?found=nonsense`)).status).toBe(400);
    // What others keep is not offered.
    expect((await (await portal.as('vn.reader')).get(base)).text).not.toContain('product:DRUG/ATS-METH');
  });

  test('is on the situation of its product and of its route, for whoever sees it', async () => {
    for (const path of ['product/DRUG-ATS-METH', 'country/LA', 'member/KE']) {
      const situation = (await ncp.get(`/analysis/situations/${path}`)).text;
      expect(situation).toContain(`href="${address}"`);
      expect((await (await portal.as('vn.reader')).get(`/analysis/situations/${path}`)).text).not.toContain(address);
    }
    expect((await ncp.get('/analysis/situations/product/DRUG-OPI-HER')).text).not.toContain(address);
  });

  test('leaves as files with its coverage, within the scope of who asks', async () => {
    const page = (await ncp.get(address)).text;
    for (const [figure, kind] of [
      ['evidence', 'svg'],
      ['scored', 'xlsx'],
    ])
      expect(page).toContain(`${address}/files/${figure}.${kind}`);
    const csv = async (browser: Browser, figure: string) =>
      (await browser.get(`${address}/files/${figure}.csv`)).text.split('\r\n');
    const scored = await csv(ncp, 'scored');
    expect(scored).toContainEqual(expect.stringMatching(/^Q4 2025,came later,25,27,/));
    expect(scored).toContainEqual(expect.stringMatching(/^Members reporting,/));
    expect(scored).toContainEqual(expect.stringMatching(/^Combinations tried,/));
    const rilo = await csv(await portal.as('rilo.esa'), 'scored');
    expect(rilo).toContainEqual(expect.stringMatching(/^Q4 2025,came later,20,22,/));
    expect((await ncp.get(`${address}/files/evidence.svg`)).headers['content-type']).toContain('image/svg+xml');
    for (const path of ['nothing.csv', 'scored.pdf', 'scored'])
      expect((await ncp.get(`${address}/files/${path}`)).status).toBe(404);
    expect((await (await portal.as('vn.reader')).get(`${address}/files/scored.csv`)).status).toBe(404);
    const noted = await portal.owner.query(
      "select 1 from audit_events where action = 'figure.downloaded' and detail->>'address' like $1",
      [`${address}/files/%`],
    );
    expect(noted.rowCount).toBe(3);
    for (const path of [address, `${base}?heading=DRUG`]) expect(await numbersAsText(ncp, path)).toEqual([]);
  });

  test('is in the files of the list and of its search', async () => {
    const ref = String(address.split('/').at(-1));
    const listed = (await ncp.get(`${base}/files/indicators.csv?heading=DRUG`)).text;
    expect(listed).toMatch(new RegExp(`,${ref},Methamphetamine,Holds,`, 'i'));
    expect(String((await ncp.get(`${base}/files/indicators.svg?heading=DRUG`)).body)).toContain(ref);
    expect((await (await portal.as('vn.reader')).get(`${base}/files/indicators.csv`)).text).not.toContain(ref);
    const { path } = await search(ncp);
    expect((await ncp.get(path)).text).toContain(`${path}/files/indicators.png`);
    expect((await ncp.get(`${path}/files/indicators.csv`)).text).toContain('methamphetamine');
    expect((await (await portal.as('vn.reader')).get(`${path}/files/indicators.csv`)).status).toBe(404);
    expect((await ncp.get(`${path}/1/files/evidence.csv`)).status).toBe(200);
  });

  test('has published pictures of such cases beside it, with country, month and product', async () => {
    await picture('published', 'Powder in a parcel of toys');
    await picture('draft', 'Not yet for anyone');
    const html = (await ncp.get(address)).text;
    const text = textOf(html);
    expect(text).toMatch(/Pictures 1 of 1 .*Powder in a parcel of toys .*Kenya, Jan 2025 · Methamphetamine/);
    expect(html).toMatch(/href="\/cpdb\?[^"]*heading=DRUG[^"]*">Open it in CPDb/);
    expect(text).not.toContain('Not yet for anyone');
  });

  test('makes an alert with the numbers that every Member may count, and with none of what few may', async () => {
    const kept = await keepFirst(ncp);
    const drafted = async (): Promise<string> => {
      const answer = await ncp.post(`${kept}/alert`, { clientUuid: randomUUID() });
      return (await ncp.get(String(answer.headers.location))).text;
    };
    const open = await drafted();
    expect(open).toMatch(/in [89] of 10 cases/);
    expect(open).toContain('that every Member may open');
    // The same cases under embargo: it is known with its numbers, and others could subtract what they count.
    const embargo = (until: string | null) =>
      portal.owner.query("update seizures set embargo_until = $1 where departure = 'LA'", [until]);
    await embargo(inDays(300));
    try {
      const narrow = await drafted();
      expect(narrow).toContain('No numbers are given');
      expect(narrow).not.toMatch(/in \d+ of 10 cases|\d+(\.\d)?%/);
    } finally {
      await embargo(null);
    }
  });

  test('becomes a watch list and an alert draft in one step', async () => {
    const watched = await ncp.post(`${address}/watch`, { clientUuid: randomUUID() });
    expect(watched.status).toBe(303);
    expect(watched.headers.location).toMatch(/^\/seizures\/watches\/\d+$/);
    const listed = textOf((await ncp.get(String(watched.headers.location))).text);
    expect(listed).toContain(address.split('/').at(-1));
    const clientUuid = randomUUID();
    const drafted = await ncp.post(`${address}/alert`, { clientUuid });
    expect(drafted.headers.location).toMatch(/^\/cws\/documents\/ALERT.*\/edit$/);
    const form = (await ncp.get(String(drafted.headers.location))).text;
    expect(form).toMatch(/Departure: (Lao|Myanmar)/);
    expect(form).toMatch(/Départ\s: (Rép|Lao|Myanmar|Birmanie)/);
    expect((await ncp.post(`${address}/alert`, { clientUuid })).headers.location).toBe(drafted.headers.location);
    const page = textOf((await ncp.get(address)).text);
    expect(page).toContain(String(drafted.headers.location).split('/')[3]);
    expect(page).toContain('An alert was made of it');
    // A reader writes no alerts.
    expect((await (await portal.as('ke.reader')).post(`${address}/alert`, { clientUuid: randomUUID() })).status).toBe(
      403,
    );
    const noted = await portal.owner.query<{ action: string }>(
      "select action from audit_events where action like 'indicator.%' and subject = $1 order by at, id",
      [address.split('/').at(-1)],
    );
    expect(noted.rows.map(({ action }) => action).sort()).toEqual([
      'indicator.kept',
      'indicator.used',
      'indicator.used',
    ]);
  });

  test('is given up by the printed rule when it no longer works, and stays visible', async () => {
    const [kept] = (
      await portal.owner.query<{ found: { signs: { field: string; value: string }[] } }>(
        'select found from risk_indicators where ref = $1',
        [address.split('/').at(-1)],
      )
    ).rows;
    const facts = Object.fromEntries(kept?.found.signs.map(({ field, value }) => [field, value]) ?? []);
    await ground.put([
      ...planted(14, { ...facts, seizureDate: '2026-02-05' }, 0),
      ...planted(14, { ...facts, seizureDate: '2026-05-05' }, 0),
      ...Array.from({ length: 60 }, () => plainCase({ facts: { seizureDate: '2026-05-07' } })),
    ]);
    await portal.doDue('risk-indicators-scored');
    await expect
      .poll(async () => textOf((await ncp.get(address)).text), { timeout: 20_000 })
      .toContain('by the rule: the lower end of its lift was under the limit');
    const list = (await ncp.get(base)).text;
    expect(list).toMatch(/<s>[^<]*methamphetamine/i);
    expect(textOf(list)).toContain('25 of 55');
  });

  test('tells who made something of it that it was given up, and what that means', async () => {
    const ref = String(address.split('/').at(-1));
    expect(textOf((await ncp.get('/waiting')).text)).toContain(`${ref}, which you use, was given up By the rule`);
    const used = await portal.owner.query(
      `select distinct i.id from risk_indicators i join risk_indicator_uses u on u.indicator_id = i.id
       where i.given_up_at is not null`,
    );
    expect(await lettersOfGivingUp()).toBe(used.rowCount);
    const page = textOf((await ncp.get(address)).text);
    expect(page).toMatch(/ALERT-\d{4}-\d+ : it is a draft that rests on this/);
    expect(page).toMatch(/Watch list “[^”]*methamphetamine” : it goes on telling you what meets these signs/i);
    expect(page).toContain('Given up: these were its signs');
    expect(page).not.toContain('Print for the gate');
    // Who made nothing of it is told nothing, and it is too late to make more.
    const rilo = await portal.as('rilo.esa');
    expect(textOf((await rilo.get(address)).text)).not.toContain('What this means for what was made of it');
    expect((await rilo.post(`${address}/watch`, { clientUuid: randomUUID() })).headers.location).toBe(address);
    expect((await ncp.post(`${address}/noted`)).headers.location).toBe(address);
    expect(textOf((await ncp.get('/waiting')).text)).not.toContain(`${ref}, which you use`);
    expect(textOf((await ncp.get(address)).text)).not.toContain('Noted');
    expect((await ncp.post(`${address}/noted`)).status).toBe(303);
    const noted = await portal.owner.query("select 1 from audit_events where action = 'indicator.noted'");
    expect(noted.rowCount).toBe(1);
  });

  test('is given up once where two people do, and those who use it are told once', async () => {
    const other = await keepFirst(ncp, `${question}&country=KE&country=TZ&country=UG`);
    const rilo = await portal.as('rilo.esa');
    expect((await rilo.post(`${other}/watch`, { clientUuid: randomUUID() })).status).toBe(303);
    const officer = await portal.as('ke.officer');
    const before = await lettersOfGivingUp();
    const answers = await Promise.all([
      ncp.post(`${other}/give-up`, { reason: 'Known at the port.' }),
      officer.post(`${other}/give-up`, { reason: 'Known at the airport.' }),
    ]);
    expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual([
      [303, other],
      [303, other],
    ]);
    expect((await officer.get(`${other}/give-up`)).headers.location).toBe(other);
    const ref = other.split('/').at(-1);
    const noted = await portal.owner.query(
      "select 1 from audit_events where action = 'indicator.givenUp' and subject = $1",
      [ref],
    );
    expect(noted.rowCount).toBe(1);
    expect(textOf((await rilo.get('/waiting')).text)).toContain(`${ref}, which you use, was given up By its office`);
    expect(await lettersOfGivingUp()).toBe(before + 1);
  });

  test('is given up by a person with a reason', async () => {
    const other = await keepFirst(ncp, `${question}&country=KE&country=TZ&country=UG`);
    const empty = await ncp.post(`${other}/give-up`, { reason: '' });
    expect(empty.status).toBe(422);
    expect((await (await portal.as('rilo.esa')).get(`${other}/give-up`)).status).toBe(403);
    expect((await ncp.post(`${other}/give-up`, { reason: 'Known to everyone at the port.' })).status).toBe(303);
    expect(textOf((await ncp.get(other)).text)).toContain('Known to everyone at the port.');
  });

  test('is shown as it was found where the lists no longer know its question', async () => {
    const { path } = await search(ncp);
    const kept = String((await ncp.post(`${path}/1/keep`)).headers.location);
    const { path: other } = await search(ncp);
    for (const table of ['risk_searches', 'risk_indicators'])
      await portal.owner.query(`update ${table} set query = 'heading=DRUG&transport=GONE'`);
    for (const at of [path, other, `${other}/1`, kept, base])
      expect([at, (await ncp.get(at)).status]).toEqual([at, 200]);
    expect(textOf((await ncp.get(kept)).text)).toContain('of 60 cases');
    for (const at of [`${other}/1`, kept]) {
      const csv = (await ncp.get(`${at}/files/scored.csv`)).text;
      expect(csv).toMatch(/Combinations tried,/);
      expect(csv).not.toMatch(/Members reporting,/);
    }
    expect((await (await portal.as('rilo.esa')).get(kept)).status).toBe(200);
    expect(textOf((await ncp.get(kept)).text)).not.toContain('Add to a watch list');
    expect((await ncp.post(`${kept}/watch`, { clientUuid: randomUUID() })).status).toBe(403);
    await portal.owner.query('update risk_indicators set query = $1', [question]);
  });

  test('stays when the search it came from is removed', async () => {
    const { path: searched } = await search(ncp);
    await portal.owner.query("update risk_searches set done_at = now() - interval '100 days'");
    await portal.doDue('risk-indicators-scored');
    await expect
      .poll(async () => (await portal.owner.query('select 1 from risk_searches')).rowCount, { timeout: 20_000 })
      .toBe(0);
    expect((await ncp.get(address)).status).toBe(200);
    for (const gone of ['', '/1', '/files/indicators.csv', '/1/files/scored.csv', '/progress'])
      expect([gone, (await ncp.get(`${searched}${gone}`)).status]).toEqual([gone, 404]);
    expect((await ncp.post(`${searched}/1/keep`)).status).toBe(404);
    expect(today() > '2026-05-05').toBe(true);
  });
});
