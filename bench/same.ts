import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { keepKnown, findSame } from '../src/cpdb/images/store-alike.ts';
import type { Pool } from '../src/db/pool.ts';
import { sameWithin } from '../src/files/pictures/perceptual-hash.ts';
import { fingerprintOf } from '../src/files/sandbox/picture/fingerprint.ts';
import { hashOf } from '../src/files/sandbox/picture/hash.ts';
import { sizes } from '../src/files/sandbox/tasks.ts';
import { demoPairs } from '../seeds/demo/pictures/index.ts';
import { drawScene } from './scenes.ts';
import { ms, spread } from './measure.ts';

type Report = (line: string) => void;
type Change = (content: Buffer) => Promise<Sharp>;

/** Pictures in the index, and of how many of them copies are looked for: BENCH_SAME_EVERY is one in so many. */
const count = Number(process.env.BENCH_SAME_COUNT ?? 1000);
const every = Number(process.env.BENCH_SAME_EVERY ?? 1);
/** Other images the search is timed among: of 100,000 pictures. */
const among = Number(process.env.BENCH_SAME_AMONG ?? 130_000);

const cut =
  (left: number, top: number, right: number, bottom: number): Change =>
  async content => {
    const { width = 0, height = 0 } = await sharp(content).metadata();
    return sharp(content).extract({
      left: Math.round(left * width),
      top: Math.round(top * height),
      width: Math.round(width * (1 - left - right)),
      height: Math.round(height * (1 - top - bottom)),
    });
  };
const by =
  (work: (picture: Sharp) => Sharp): Change =>
  async content =>
    work(sharp(content));
const changes: Readonly<Record<string, Change>> = {
  'cut 5 % a side': cut(0.05, 0.05, 0.05, 0.05),
  'cut 10 % a side': cut(0.1, 0.1, 0.1, 0.1),
  'cut 15 % a side': cut(0.15, 0.15, 0.15, 0.15),
  'cut 5 to 15 %': cut(0.15, 0.05, 0.08, 0.12),
  'turned 90': by(one => one.rotate(90)),
  'turned 180': by(one => one.rotate(180)),
  'turned 270': by(one => one.rotate(270)),
  mirrored: by(one => one.flop()),
  'tilted 5': by(one => one.rotate(5, { background: '#fff' })),
  'tilted -5': by(one => one.rotate(-5, { background: '#000' })),
  negative: by(one => one.negate()),
  brighter: by(one => one.linear(1.25, 10)),
  recoloured: by(one => one.modulate({ hue: 120, saturation: 1.4 })),
  'false colour': falseColour,
  recompressed: by(one => one.resize(480)),
};

/** Three bands of colour over the greys, as viewers of X-rays have it. */
async function falseColour(content: Buffer): Promise<Sharp> {
  const { data, info } = await sharp(content).greyscale().raw().toBuffer({ resolveWithObject: true });
  const colours = Buffer.alloc(info.width * info.height * 3);
  const band = (value: number, at: number): number => 255 * Math.min(1, Math.max(0, 1.5 - Math.abs(4 * value - at)));
  for (let at = 0; at < info.width * info.height; at += 1) {
    const value = (data[at * info.channels] ?? 0) / 255;
    for (let channel = 0; channel < 3; channel += 1) colours[at * 3 + channel] = band(value, 3 - channel);
  }
  return sharp(colours, { raw: { width: info.width, height: info.height, channels: 3 } });
}

async function knownBy(content: Buffer): Promise<{ hash: string; fingerprint: Buffer }> {
  const { data, info } = await sharp(content)
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize({ width: sizes.card, height: sizes.card, fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const card = { data, width: info.width, height: info.height, channels: info.channels as 1 | 3 };
  return { hash: await hashOf(card), fingerprint: await fingerprintOf(card) };
}

/** A picture with the name it is reported by. */
interface Named {
  readonly name: string;
  readonly content: Buffer;
}

/** Photographs of the folder BENCH_PICTURES, and scenes of shapes for the rest. */
async function* pictures(): AsyncGenerator<Named> {
  const folder = process.env.BENCH_PICTURES;
  const names = folder === undefined ? [] : (await readdir(folder)).sort().slice(0, count);
  for (const name of names) yield { name, content: await sharp(join(folder ?? '', name)).toBuffer() };
  for (let made = names.length; made < count; made += 1)
    yield { name: `scene ${made}`, content: await drawScene(10_000 + made) };
}

/** The demo's drawings: many are one drawing with other goods in it, which no two photographs are. */
async function* drawings(): AsyncGenerator<Named> {
  // What reads a picture's fingerprint lets no SVG in, and they are drawn by it.
  sharp.unblock({ operation: ['VipsForeignLoadSvg'] });
  for (const pair of demoPairs(7, '2026-11-27')) {
    const { photo, xray } = await pair.draw();
    yield { name: `${pair.key} photo`, content: photo };
    yield { name: `${pair.key} X-ray`, content: await sharp(xray).toColourspace('srgb').png().toBuffer() };
  }
}

/** How many changed copies are found, how many other pictures are taken for one, and how long it takes among many. */
export async function measureSame(pool: Pool, report: Report): Promise<void> {
  await measureSet(pool, 'pictures', pictures(), report, among);
  await measureSet(pool, 'drawings, of which many are one with other goods in it', drawings(), report, 0);
}

async function measureSet(
  pool: Pool,
  what: string,
  all: AsyncGenerator<Named>,
  report: Report,
  more: number,
): Promise<void> {
  await pool.query(
    'truncate cpdb_pictures, cpdb_images, cpdb_hashes, cpdb_fingerprints, cpdb_fingerprint_keys cascade',
  );
  const { names, asked } = await keepAll(pool, all);
  const ids = asked.map(({ id }) => id);
  if (more > 0) await fillUp(pool, more, ids);
  report(`${names.size} ${what}, among ${more} other images; copies of ${asked.length} of them are looked for`);
  const total = { searches: 0, found: 0, wrong: 0, times: [] as number[] };
  const mistaken = new Map<string, number>();
  for (const [name, change] of Object.entries(changes)) {
    const one = { found: 0, wrong: 0 };
    for (const { id, content, name: own } of asked) {
      const { same, spent } = await search(pool, await (await change(content)).jpeg({ quality: 60 }).toBuffer());
      const others = same.filter(other => other !== id).map(other => `${own} ~ ${names.get(other) ?? 'another'}`);
      total.times.push(spent);
      one.found += Number(same.includes(id));
      one.wrong += Number(others.length > 0);
      for (const pair of others) mistaken.set(pair, (mistaken.get(pair) ?? 0) + 1);
    }
    total.searches += asked.length;
    total.found += one.found;
    total.wrong += one.wrong;
    report(
      `${name.padEnd(17)} found ${part(one.found, asked.length)}, another one as well ${part(one.wrong, asked.length)}`,
    );
  }
  const { p50, p95 } = spread(total.times);
  report(
    `of ${total.searches} copies ${part(total.found, total.searches)} found (target 95 %), with another ` +
      `${part(total.wrong, total.searches)} (target below 0.5 %); p50 ${ms(p50)} p95 ${ms(p95)} (target 100 ms)`,
  );
  for (const [pair, times] of [...mistaken].sort((a, b) => b[1] - a[1]).slice(0, 40))
    report(`  ${times} times ${pair}`);
}

/** Keeps pictures, and answers those that are asked for. */
async function keepAll(pool: Pool, all: AsyncGenerator<Named>) {
  const names = new Map<number, string>();
  const asked: (Named & { readonly id: number })[] = [];
  for await (const one of all) {
    const id = await insertPicture(pool);
    await keepKnown(pool, id, await knownBy(one.content));
    if (names.size % every === 0)
      asked.push({ ...one, id: id.pictureId, content: await sharp(one.content).jpeg({ quality: 90 }).toBuffer() });
    names.set(id.pictureId, one.name);
  }
  return { names, asked };
}

async function search(pool: Pool, content: Buffer): Promise<{ same: number[]; spent: number }> {
  const known = await knownBy(content);
  const began = performance.now();
  const same = await findSame(pool, { ...known, bits: sameWithin });
  return { same, spent: performance.now() - began };
}

function part(some: number, all: number): string {
  return `${((100 * some) / all).toFixed(2)} %`;
}

/**
 * Images beside the measured ones, so that a search is what it is among many: keys are drawn from those of the real
 * ones that nobody asks for, so that as many are shared by chance as among real pictures; what they are compared by is
 * of a scene nobody asks for either.
 */
async function fillUp(pool: Pool, more: number, asked: readonly number[]): Promise<void> {
  const { fingerprint } = await knownBy(await drawScene(1));
  const { pictureId } = await insertPicture(pool);
  const client = await pool.connect();
  await client.query(`
    create temporary table keys as select (row_number() over (order by random()))::int as n, key
      from cpdb_fingerprint_keys
      where fingerprint_id not in (select id from cpdb_fingerprints where picture_id in (${asked.join() || 0}));
    create unique index on keys (n)`);
  await client.query(
    `with made as (
      insert into cpdb_images (picture_id, place, client_key, name, kind, size, sha256, stored_id, state)
      select $2, 1, 'x' || n, 'x', 'jpeg', 1, 'x' || n, 'x' || n, 'ready' from generate_series(1, ${more}) n
      returning id, picture_id)
    insert into cpdb_fingerprints (image_id, picture_id, fingerprint) select id, picture_id, $1 from made`,
    [fingerprint, pictureId],
  );
  await client.query(`
    set work_mem = '512MB'; set maintenance_work_mem = '512MB';
    alter table cpdb_fingerprint_keys drop constraint cpdb_fingerprint_keys_pkey,
      drop constraint cpdb_fingerprint_keys_fingerprint_fk;
    drop index cpdb_fingerprint_keys_fingerprint;
    insert into cpdb_fingerprint_keys (key, fingerprint_id)
    select distinct p.key, f.id from cpdb_fingerprints f cross join generate_series(1, 64) k
      join keys p on p.n = 1 + (hashint8extended(f.id * 64::bigint + k, 7) & 2147483647) % (select max(n) from keys)
    where f.picture_id = ${pictureId};
    alter table cpdb_fingerprint_keys add constraint cpdb_fingerprint_keys_pkey primary key (key, fingerprint_id);
    create index cpdb_fingerprint_keys_fingerprint on cpdb_fingerprint_keys (fingerprint_id);
    alter table cpdb_fingerprint_keys add constraint cpdb_fingerprint_keys_fingerprint_fk
      foreign key (fingerprint_id) references cpdb_fingerprints on delete cascade;
    drop table keys;`);
  client.release();
  await pool.query('analyze');
  await pool.query('vacuum cpdb_fingerprint_keys');
}

async function insertPicture(pool: Pool): Promise<{ id: string; pictureId: number }> {
  const { rows } = await pool.query<{ id: string; pictureId: string }>(`
    with p as (
      insert into cpdb_pictures (client_uuid, office_id, country, seized_on, heading, concealment, transport, captions)
      select gen_random_uuid(), o.id, 'KE', now(), 'DRUG', 'CON-VEH-FUEL', 'ROAD-TRUCK', '{"en": "x"}'
      from offices o where o.code = 'KE' returning id)
    insert into cpdb_images (picture_id, place, client_key, name, kind, size, sha256, stored_id, state)
    select id, 1, 'x', 'x', 'jpeg', 1, 'x', 'x', 'ready' from p returning id, picture_id as "pictureId"`);
  const [row] = rows;
  if (!row) throw new Error('no picture was made');
  return { id: row.id, pictureId: Number(row.pictureId) };
}
