import type { Viewer } from '../src/access/index.ts';
import { countGallery } from '../src/cpdb/gallery/store-counts.ts';
import { findLike } from '../src/cpdb/gallery/store-like.ts';
import { listGallery } from '../src/cpdb/gallery/store-list.ts';
import { readGallery } from '../src/cpdb/gallery/query.ts';
import { findLooking, findSame } from '../src/cpdb/images/store-alike.ts';
import { publishedPictures } from '../src/cpdb/pictures/scope.ts';
import { getPicture } from '../src/cpdb/pictures/store.ts';
import type { Pool } from '../src/db/pool.ts';
import { alikeWithin, sameWithin } from '../src/files/pictures/perceptual-hash.ts';
import { loadLists, loadOffices } from '../src/reference/index.ts';
import { packCursor } from '../src/fields/index.ts';
import { measureWeight } from './cpdb-weight.ts';
import { fillPictures } from './fill-cpdb.ts';
import { ms, timed, type Spread } from './measure.ts';
import { verdict } from './pages.ts';
import { page, viewerOf, type RunningPortal } from './portal.ts';

type Report = (line: string) => void;

export async function preparePictures(pool: Pool, report: Report, count?: number): Promise<void> {
  const began = performance.now();
  if (await fillPictures(pool, count))
    report(`pictures filled in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/**
 * The gallery of 100,000 pictures as it is opened, narrowed and paged, beside its own statements run raw; then the
 * search for alike ones.
 */
export async function measureGallery(pool: Pool, portal: RunningPortal, report: Report): Promise<void> {
  const viewer = await viewerOf(pool, 'ke.ncp');
  await measurePages(pool, viewer, portal, report);
  await measureCounts(pool, report);
  await measureLooking(pool, viewer, portal, report);
}

async function measurePages(pool: Pool, viewer: Viewer, portal: RunningPortal, report: Report): Promise<void> {
  const known = { lists: await loadLists(pool), offices: await loadOffices(pool) };
  const deep = await placesOf(pool);
  const places = ['Vehicle', 'Container', 'Baggage', 'Freight'];
  const cases: readonly (readonly [name: string, query: (number: number) => string])[] = [
    ['first page', () => ''],
    ['narrowed', number => `place=${places[number % places.length]}&heading=DRUG&year=${2022 + (number % 4)}`],
    ['deep by cursor', number => `after=${deep[number % deep.length] ?? ''}`],
    ['words', number => `q=${['fuel tank', 'réservoir', 'suitcase', 'packets tyre', 'fuelb', 'nowhere'][number % 6]}`],
    ['words, narrowed', number => `q=panel&shows=pair&place=${places[number % places.length]}`],
  ];
  for (const [name, query] of cases) {
    const raw = await timed(150, number =>
      listGallery(pool, viewer, readGallery(Object.fromEntries(new URLSearchParams(query(number))), known)),
    );
    const opened = await timed(150, number => page(portal, `/cpdb?${encodeURI(query(number))}`));
    report(
      `gallery, ${name.padEnd(15)}page p50 ${ms(opened.p50)} p95 ${ms(opened.p95)}; raw p50 ${ms(raw.p50)} ` +
        `p95 ${ms(raw.p95)}; target p50 15 ms ${verdict(opened.p50 < 15)}`,
    );
  }
  const cold = await timed(60, number =>
    page(
      portal,
      `/cpdb?heading=DRUG&year=${1995 + (number % 30)}&place=${places[Math.floor(number / 30) % 4]}&shows=photo`,
    ),
  );
  report(`  counted anew          page p50 ${ms(cold.p50)} p95 ${ms(cold.p95)}`);
}

/** Cursors all over the gallery. */
async function placesOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ time: string; id: string; position: string }>(`
    select to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as time, id, position
    from (select published_at, id, row_number() over (order by published_at desc, id desc) as position from
      cpdb_pictures where state = 'published') n where position % 2000 = 999`);
  return rows.map(({ time, id, position }) => packCursor([time, Number(id), Number(position)]));
}

async function measureCounts(pool: Pool, report: Report): Promise<void> {
  const none = {
    words: '',
    clauses: [],
    place: [],
    transport: [],
    detection: [],
    shows: [],
    heading: [],
    product: [],
    region: [],
    year: [],
  };
  const all = await timed(10, () => countGallery(pool, none));
  const some = await timed(20, () => countGallery(pool, { ...none, heading: ['DRUG'], year: [2025] }));
  report(`  counts beside filters raw p50 ${ms(all.p50)} of all, ${ms(some.p50)} narrowed (kept a minute)`);
}

async function measureLooking(pool: Pool, viewer: Viewer, portal: RunningPortal, report: Report): Promise<void> {
  const { rows: pictures } = await pool.query<{ id: string; ref: string; hash: string; image: string }>(`
    select p.id, p.ref, h.image_id as image, lpad(to_hex(h.hash::bigint), 16, '0') as hash from cpdb_hashes h
      join cpdb_pictures p on p.id = h.picture_id order by md5(p.ref) limit 200`);
  const {
    rows: [count],
  } = await pool.query<{ n: number }>('select count(*)::int as n from cpdb_hashes');
  const at = (number: number) => pictures[number % pictures.length] ?? { id: '0', ref: '', hash: '', image: '' };
  const scan = await timed(40, number =>
    pool.query('select h.picture_id from cpdb_hashes h where bit_count(h.hash # $1::text::bit(64)) <= $2', [
      `x${at(number).hash}`,
      alikeWithin,
    ]),
  );
  const say = (name: string, { p50, p95 }: Spread): void =>
    report(
      `${name.padEnd(23)} p50 ${ms(p50)} p95 ${ms(p95)} among ${count?.n ?? 0} hashes; one scan of them raw ` +
        `p50 ${ms(scan.p50)}; target 50 ms ${verdict(p50 < 50)}`,
    );
  say(
    'looks the same',
    await timed(100, number =>
      findLooking(pool, Number(at(number).id), publishedPictures, { bits: alikeWithin, most: 12 }),
    ),
  );
  say(
    'same at upload',
    await timed(100, number =>
      findSame(pool, {
        id: at(number).image,
        pictureId: Number(at(number).id),
        hash: at(number).hash,
        bits: sameWithin,
      }),
    ),
  );
  say(
    'all more like this',
    await timed(100, async number => findLike(pool, await getPicture(pool, viewer, at(number).ref))),
  );
  const shown = await timed(100, number => page(portal, `/cpdb/pictures/${at(number).ref}`));
  report(`picture page            p50 ${ms(shown.p50)} p95 ${ms(shown.p95)}, all of it in it`);
  await measureWeight(
    portal,
    pictures.slice(0, 12).map(({ ref }) => `/cpdb/pictures/${ref}`),
    report,
  );
}
