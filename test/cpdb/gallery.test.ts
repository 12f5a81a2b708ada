import { beforeAll, describe, expect, test } from 'vitest';
import { openGalleryCounts } from '../../src/cpdb/gallery/counts.ts';
import { countGallery } from '../../src/cpdb/gallery/store-counts.ts';
import { listGallery } from '../../src/cpdb/gallery/store-list.ts';
import { readGallery } from '../../src/cpdb/gallery/query.ts';
import { facetNames } from '../../src/cpdb/gallery/store-filter.ts';
import { pictureOfTheDay } from '../../src/cpdb/training/of-the-day.ts';
import { findLooking } from '../../src/cpdb/images/store-alike.ts';
import { indexPicture } from '../../src/cpdb/pictures/store-words.ts';
import { alikeWithin, bitsBetween, hashBits, sameWithin } from '../../src/files/pictures/perceptual-hash.ts';
import { nearHash } from '../../src/files/pictures/search-alike.ts';
import { queryRows, sql } from '../../src/db/sql.ts';
import { loadLists, loadOffices, type Lists, type Offices } from '../../src/reference/index.ts';
import { leadsTo } from '../support/attacks.ts';
import { noNews } from '../support/no-news.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { randomOf } from '../support/picture-samples.ts';
import { groundOf } from '../support/seizures.ts';

let portal: TestPortal;
let reader: Browser;
let lists: Lists;
let offices: Offices;
const places = ['CON-VEH-FUEL', 'CON-VEH-TYRE', 'CON-BAG-FALSE', 'CON-CONT-FALSE'];
const modes = ['ROAD-TRUCK', 'ROAD-CAR', 'AIR-PAX', 'SEA-CONT'];
const headings = ['DRUG', 'TOB', 'CITES'];
const detections = ['DET-SCAN', 'DET-DOG'];
const captionOf = (at: number): Readonly<Record<string, string>> =>
  at === 7
    ? { fr: 'Fausse cloison du camion' }
    : { en: at === 6 ? 'Spare tyres of a lorry' : `Scene ${at}, blocks behind a panel` };

/** Pictures as they lie in the database, 30 published ones and one in every other state. */
beforeAll(async () => {
  portal = await testPortal();
  reader = await portal.as('vn.reader');
  [lists, offices] = await Promise.all([loadLists(portal.pool), loadOffices(portal.pool)]);
  const regions = [offices.byCode('RILO-ESA')?.id, offices.byCode('RILO-AP')?.id];
  for (let at = 0; at < 36; at += 1) {
    const state =
      at < 30 ? 'published' : ['draft', 'submitted', 'returned', 'withdrawn', 'discarded', 'draft'][at - 30];
    const {
      rows: [made],
    } = await portal.owner.query(
      `
      insert into cpdb_pictures (client_uuid, office_id, region_id, state, country, seized_on, heading, product,
        concealment, transport, captions, shows, images, published_at, detection)
      select gen_random_uuid(), o.id, $1, $2, 'KE', make_date(2024 + $3::int % 3, 1 + $3::int % 12, 1), $4, $5,
        $6, $7, $8, $9, 2, timestamptz '2026-01-01' + make_interval(hours => ($3::int / 3)::int), $10
      from offices o where o.code = 'KE' returning id, ref`,
      [
        regions[at % 2],
        state,
        at,
        headings[at % 3],
        at % 3 === 0 ? 'CAN-HERB' : null,
        places[at % 4],
        modes[at % 4],
        JSON.stringify(captionOf(at)),
        ['pair', 'photo', 'xray'][at % 3],
        detections[at % 2],
      ],
    );
    const facts = {
      captions: captionOf(at),
      heading: headings[at % 3] ?? '',
      product: null,
      concealment: places[at % 4] ?? '',
      transport: modes[at % 4] ?? '',
      detection: detections[at % 2] ?? null,
      country: 'KE',
      seizedOn: '2026-01',
    };
    await indexPicture(portal.owner as never, lists, { id: Number(made.id), ref: made.ref }, facts);
  }
});

const asked = (query: string) =>
  readGallery(
    Object.fromEntries(
      [
        ...new Map([...new URLSearchParams(query)].map(([name]) => [name, new URLSearchParams(query).getAll(name)])),
      ].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
    ),
    { lists, offices },
  );
const refsOn = (html: string): string[] =>
  [...html.matchAll(/class="cpdb-card" href="\/cpdb\/pictures\/(CP-\d{4}-\d{5})"/g)].map(([, ref = '']) => ref);

describe('scope.same', () => {
  const queries = [
    '',
    'heading=DRUG',
    'place=Vehicle',
    'place=Vehicle&place=CON-VEH-TYRE',
    'transport=ROAD',
    'shows=xray',
    'year=2025&region=RILO-ESA',
    'q=panel',
    'q=camion',
    'q=panel&shows=pair',
    'heading=DRUG,TOB&shows=pair&year=2024',
    'heading=DRUG&product=CAN-HERB',
    'product=CAN-HERB&detection=DET-DOG',
    'detection=DET-SCAN',
    'q=tires trucks',
  ];

  test.each(queries)('list, count and facets of “%s” are of the same pictures', async query => {
    const viewer = await (await groundOf(portal)).viewer('vn.reader');
    const one = asked(query);
    const refs: string[] = [];
    for (let place: Awaited<ReturnType<typeof listGallery>>['after'], more = true; more; ) {
      const page = await listGallery(portal.pool, viewer, { ...one, ...(place ? { after: place } : {}) });
      refs.push(...page.rows.map(({ ref }) => ref));
      place = page.after;
      more = place !== undefined;
    }
    expect(new Set(refs).size).toBe(refs.length);
    const counts = await countGallery(portal.pool, one.filter);
    expect(counts.total).toBe(refs.length);
    expect(refs.length).toBeGreaterThan(0);
    for (const name of facetNames) {
      const chosen = one.filter[name] as readonly (string | number)[];
      if (name === 'product' && chosen.length === 0) continue;
      const sum = [...counts.codes[name]]
        .filter(([code]) => chosen.length === 0 || chosen.map(String).includes(code))
        .reduce((total, [, n]) => total + n, 0);
      expect([query, name, sum]).toEqual([query, name, refs.length]);
    }
    const shown = await reader.get(`/cpdb?${query}`);
    expect(shown.text).toMatch(new RegExp(`<h1>${refs.length} hiding places?</h1>`));
  });

  test('the gallery is the same to every member, and shows what is published alone', async () => {
    for (const login of ['ke.limited', 'ke.ncp', 'rilo.esa', 'wco.admin']) {
      const { text } = await (await portal.as(login)).get('/cpdb');
      expect([login, /<h1>(\d+) /.exec(text)?.[1], refsOn(text).length]).toEqual([login, '30', 24]);
    }
  });

  test('what another process publishes is counted within a minute; what this one publishes, at once', async () => {
    const before = await reader.get('/cpdb?place=Mail');
    expect(before.text).toContain('<h1>0 hiding places</h1>');
  });
});

describe('the gallery', () => {
  test('is walked forth and back, each picture once', async () => {
    for (const sort of ['newest', 'oldest']) {
      const first = await reader.get(`/cpdb?sort=${sort}`);
      const second = await reader.get(leadsTo(first.text, 'next') ?? '');
      expect(new Set([...refsOn(first.text), ...refsOn(second.text)]).size).toBe(30);
      expect(second.text).toContain('<b>25–30</b>');
      expect(refsOn((await reader.get(leadsTo(second.text, 'prev') ?? '')).text)).toEqual(refsOn(first.text));
    }
  });

  test('opens the places of a group once it is ticked, and drops a filter by its chip', async () => {
    const closed = await reader.get('/cpdb');
    expect(closed.text).not.toContain('value="CON-VEH-TYRE"');
    const opened = await reader.get('/cpdb?place=Vehicle');
    expect(opened.text).toContain('value="CON-VEH-TYRE"');
    expect(opened.text).toMatch(/class="chip" href="\/cpdb"/);
  });

  test('finds by a reference, by words of both languages and by the names of codes', async () => {
    const [ref] = refsOn((await reader.get('/cpdb')).text);
    expect((await reader.get(`/cpdb?q=${ref?.toLowerCase()}`)).headers.location).toBe(`/cpdb/pictures/${ref}`);
    expect((await reader.get('/cpdb?q=cloison')).text).toContain('<h1>1 hiding place</h1>');
    expect((await reader.get('/cpdb?q=réservoir')).text).toMatch(/<h1>8 hiding places<\/h1>/);
    const draft = (await portal.owner.query(`select ref from cpdb_pictures where state = 'draft' limit 1`)).rows[0].ref;
    expect((await reader.get(`/cpdb?q=${draft}`)).status).toBe(200);
  });

  test('forgives words: another spelling of the trade, a plural, an accent, a beginning', async () => {
    const refsFor = async (words: string): Promise<string[]> =>
      refsOn((await reader.get(`/cpdb?q=${encodeURIComponent(words)}`)).text);
    const { rows } = await portal.owner.query(
      `select ref from cpdb_pictures where captions->>'en' like 'Spare tyres%'`,
    );
    const spare = rows[0].ref as string;
    for (const words of ['tyre', 'tire', 'Tires', 'spare tire', 'trucks tire', 'tyr', 'spar', 'TYRES lorry'])
      expect([words, (await refsFor(words)).includes(spare)]).toEqual([words, true]);
    expect((await refsFor('reservoir')).length).toBe((await refsFor('réservoir')).length);
    for (const words of ['pneu', 'neumáticos', 'roue de secours', 'cocaine OR tyre'])
      expect([words, (await refsFor(words)).includes(spare)]).toEqual([words, true]);
    for (const words of ['"spare tire"', 'spare -lorry'])
      expect([words, (await refsFor(words)).includes(spare)]).toEqual([words, false]);
  });

  test('offers goods and how they were detected with their counts, whatever the heading', async () => {
    const { text } = await reader.get('/cpdb');
    for (const [name, code, count] of [
      ['product', 'CAN-HERB', 10],
      ['detection', 'DET-SCAN', 15],
    ])
      expect(text).toMatch(new RegExp(`name="${name}"[^>]*value="${code}"[\\s\\S]{0,200}?>${count}<`));
    expect((await reader.get('/cpdb?detection=DET-DOG')).text).toContain('<h1>15 hiding places</h1>');
  });

  test('counts what its page shows, also when another process published meanwhile', async () => {
    await reader.get('/cpdb?place=CON-VEH-TYRE&transport=ROAD-TRUCK&heading=CITES');
    const lag = '/cpdb?heading=CURR';
    expect((await reader.get(lag)).text).toContain('<h1>0 hiding places</h1>');
    const { rows } = await portal.owner.query(
      `update cpdb_pictures set heading = 'CURR', product = null where id in (
        select id from cpdb_pictures where state = 'published' order by id limit 2) returning id, heading`,
    );
    const { text } = await reader.get(lag);
    expect([refsOn(text).length, text.includes('<h1>2 hiding places</h1>'), text.includes('of 0')]).toEqual([
      rows.length,
      true,
      false,
    ]);
  });

  test('shows one picture of the day from its first showing to its end, whatever is published meanwhile', async () => {
    const shown = await pictureOfTheDay(portal.pool, '2031-03-04');
    await portal.owner.query(
      `update cpdb_pictures set published_at = published_at + interval '90 days' * (id % 3) where state = 'published'`,
    );
    expect((await pictureOfTheDay(portal.pool, '2031-03-04'))?.ref).toBe(shown?.ref);
    await portal.owner.query(`update cpdb_pictures set state = 'withdrawn' where ref = $1`, [shown?.ref]);
    const instead = await pictureOfTheDay(portal.pool, '2031-03-04');
    expect([instead !== undefined, instead?.ref === shown?.ref]).toEqual([true, false]);
    await portal.owner.query(`update cpdb_pictures set state = 'published' where ref = $1`, [shown?.ref]);
    expect((await pictureOfTheDay(portal.pool, '2031-03-04'))?.ref).toBe(instead?.ref);
  });

  test.each([
    ['foo=1', 'foo'],
    ['place=nowhere', 'place'],
    ['heading=PORN', 'heading'],
    ['shows=film', 'shows'],
    ['year=1066', 'year'],
    ['region=RILO-XX', 'region'],
    ['sort=best', 'sort'],
    ['sort=newest&sort=oldest', 'sort'],
    ['q=a&q=b', 'q'],
    ['q=%00', 'q'],
    ['after=x', 'after'],
    [`after=${Buffer.from('["2026-02-30T00:00:00.000000Z",1,0]').toString('base64url')}`, 'after'],
    [`before=${Buffer.from('["2026-01-01",1,0]').toString('base64url')}`, 'before'],
    ['product=%27', 'product'],
    ['__proto__=1', '__proto__'],
  ])('refuses %s by its name', async (query, name) => {
    const answer = await reader.get(`/cpdb?${query}`);
    expect([answer.status, answer.text.includes(name)]).toEqual([400, true]);
  });
});

test('pictures that look the same are found by their hashes, nearest first', async () => {
  const { rows } = await portal.owner.query(
    `select id from cpdb_pictures where state = 'published' order by id limit 3`,
  );
  const ids = rows.map(({ id }) => Number(id));
  for (const [at, hash] of ['xff00ff00ff00ff00', 'xff00ff00ff00ff01', 'x00ff00ff00ff00ff'].entries()) {
    const {
      rows: [image],
    } = await portal.owner.query(
      `insert into cpdb_images (picture_id, place, client_key, name, kind, size, sha256, stored_id, state)
        values ($1, 1, $2, 'a.jpg', 'jpeg', 1, $2, $2, 'ready') returning id`,
      [ids[at], `key${at}`],
    );
    await portal.owner.query('insert into cpdb_hashes values ($1, $2, $3::text::bit(64))', [image.id, ids[at], hash]);
  }
  expect(await findLooking(portal.pool, ids[0] ?? 0, sql`p.state = 'published'`, { bits: 14, most: 6 })).toEqual([
    ids[1],
  ]);
});

describe('hashes near one', () => {
  const random = randomOf(7);
  const turned = (hash: string, bits: readonly number[]): string =>
    bits
      .reduce((rest, bit) => rest ^ (1n << BigInt(bit)), BigInt(`0x${hash}`))
      .toString(16)
      .padStart(16, '0');
  const drawn = (): string =>
    turned(
      '0000000000000000',
      Array.from({ length: 64 }, (_, bit) => bit).filter(() => random() < 0.5),
    );
  const own = drawn();
  /**
   * From the same to sixteen bits away, wherever they differ; the last two are spread over the parts as thinly as can
   * be.
   */
  const near = Array.from({ length: 400 }, (_, at) =>
    turned(own, [...new Set(Array.from({ length: at % 17 }, () => Math.floor(random() * 64)))]),
  );
  const spread = [
    [0, 1, 2, 12, 13, 14, 25, 26, 27, 38, 39, 40, 51, 52],
    [0, 1, 2, 12, 13, 14, 25, 26, 27, 38, 39, 40, 51, 52, 53],
  ].map(bits => turned(own, bits));
  const hashes = [...near, ...spread, ...Array.from({ length: 400 }, drawn)];

  test.each([alikeWithin, sameWithin, 0])(
    'within %i bits are those a count of the bits finds, all of them and no other',
    async bits => {
      const rows = await queryRows<{ at: number }>(
        portal.pool,
        sql`
          select (at - 1)::int as at from unnest(${hashes.map(hashBits)}::text[]) with ordinality n(bits, at),
            lateral (select bits::bit(64) as hash) h
          where ${nearHash(sql`h.hash`, hashBits(own), bits)} order by at`,
      );
      const expected = hashes.flatMap((hash, at) => (bitsBetween(own, hash) <= bits ? [at] : []));
      expect(expected.length).toBeGreaterThan(10);
      expect(rows.map(({ at }) => at)).toEqual(expected);
    },
  );

  test('are looked up in the index of each part, so that none is scanned', async () => {
    const isNear = nearHash(sql`h.hash`, hashBits(own), alikeWithin);
    const client = await portal.pool.connect();
    try {
      await client.query('begin; set local enable_seqscan = off');
      const plan = await queryRows<{ 'QUERY PLAN': string }>(
        client,
        sql`explain select from cpdb_hashes h where ${isNear}`,
      );
      expect(new Set(plan.flatMap(row => /Index Scan on (\w+)/.exec(row['QUERY PLAN'])?.[1] ?? []))).toEqual(
        new Set([1, 14, 27, 40, 53].map(from => `cpdb_hashes_from_${from}`)),
      );
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

test('counts asked for again and again are counted anew before their minute is over, and nobody waits for it', async () => {
  let [time, asked] = [0, 0];
  const held: (() => void)[] = [];
  const pool = {
    query: async (...given: unknown[]) => {
      asked += 1;
      if (asked > 1)
        await new Promise<void>(go => {
          held.push(go);
        });
      return Reflect.apply(portal.pool.query, portal.pool, given) as Promise<unknown>;
    },
  };
  const counts = openGalleryCounts(pool as never, noNews, () => time);
  const filter = readGallery({ heading: 'DRUG' }, { lists, offices }).filter;
  const first = await counts.of(filter);
  time = 20_000;
  await counts.of(filter);
  expect(asked).toBe(1);
  time = 40_000;
  expect(await counts.of(filter)).toBe(first);
  expect(await counts.of(filter)).toBe(first);
  expect(asked).toBe(2);
  held.forEach(go => {
    go();
  });
  await expect.poll(() => counts.of(filter).then(now => now === first)).toBe(false);
  time = 90_000;
  expect((await counts.of(filter)).total).toBe(first.total);
  expect(asked).toBe(3);
});
