import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesOf } from '../../src/files/sandbox/tasks.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let reader: Browser;
let refs: string[];
/**
 * Hiding places beside the one that is opened, all of the same place and conveyance and looking the same; images of
 * that one.
 */
const [others, images] = [20, 40];
/** What a stamp and the head of an answer add to an image at most. */
const around = 800 + 700;

/**
 * A picture as heavy as there can be: forty images, twelve others like it, each with its X-ray, and images as large as
 * they may be.
 */
beforeAll(async () => {
  portal = await testPortal();
  reader = await portal.as('vn.reader');
  const { rows } = await portal.owner.query<{ ref: string }>(`
    insert into cpdb_pictures (client_uuid, office_id, state, country, seized_on, heading, concealment,
      transport, captions, shows, images, published_at)
    select gen_random_uuid(), o.id, 'published', 'KE', '2026-01-01', 'DRUG', 'CON-VEH-FUEL', case when n % 2 = 0
      then 'ROAD-TRUCK' else 'ROAD-CAR' end, '{"en": "Blocks behind a false front wall of a lorry"}', 'pair', 2,
      now() - n * interval '1 hour'
    from generate_series(0, ${others}) n, offices o where o.code = 'KE' returning ref`);
  refs = rows.map(({ ref }) => ref);
  const derivatives = Object.entries(bytesOf).flatMap(([size, bytes]) =>
    ['avif', 'webp'].map(kind => ({ size, kind, width: 640, height: 480, bytes, storedId: 'none' })),
  );
  await portal.owner.query(
    `
    insert into cpdb_images (picture_id, role, place, pair, client_key, name, kind, size, sha256, stored_id,
      state, width, height, derivatives)
    select p.id, case when n % 2 = 1 then 'photo' else 'xray' end, n, (n + 1) / 2, 'key ' || n, n || '.jpg',
      'jpeg', 1, md5(p.ref || n), md5(p.ref || n), 'ready', 4000, 3000, $2
    from cpdb_pictures p, generate_series(1, case when p.ref = $1 then ${images} else 2 end) n`,
    [refs[0], JSON.stringify(derivatives)],
  );
  await portal.owner.query(
    `update cpdb_pictures p set cover = (select jsonb_object_agg(role, jsonb_build_object('id', id, 'width',
      width, 'height', height)) from cpdb_images i where i.picture_id = p.id and i.place <= 2)`,
  );
  await portal.owner.query(
    `insert into cpdb_hashes (image_id, picture_id, hash) select id, picture_id, 'x0123456789abcdef'::bit(64)
      from cpdb_images where place <= 2`,
  );
});

/** Sizes of the images a page has fetched before anybody scrolls, by their addresses. */
function fetchedAtOnce(html: string): string[] {
  const plain = html.replaceAll(/<(template|noscript)>.*?<\/\1>/gs, '');
  return [...plain.matchAll(/<img\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter(tag => !tag.includes('loading="lazy"'))
    .flatMap(tag => {
      const found = [...tag.matchAll(/\/cpdb\/images\/[0-9a-f-]+\/(\w+)/g)].map(([, size = '']) => size);
      return found
        .toSorted((a, b) => bytesOf[b as keyof typeof bytesOf] - bytesOf[a as keyof typeof bytesOf])
        .slice(0, 1);
    });
}

/** Style, scripts and fonts of a page, as they are sent. */
async function frameBytes(html: string): Promise<number> {
  const scripts = [
    'portal',
    'viewer',
    'viewer-pane',
    'viewer-pixels',
    'viewer-pointers',
    'viewer-source',
    'viewer-view',
    'cpdb-later',
  ].map(name => gzipSync(readFileSync(`public/js/${name}.js`), { level: 1 }).length);
  const [css = ''] = /\/assets\/css\/[^"]+/.exec(html) ?? [];
  const style = gzipSync((await reader.get(css)).text, { level: 1 }).length;
  // Four weights of the Latin letters: the others are fetched by pages that have such letters.
  const fonts = [400, 500, 600, 700].map(
    weight =>
      readFileSync(`node_modules/@fontsource/public-sans/files/public-sans-latin-${weight}-normal.woff2`).length,
  );
  return [...scripts, style, ...fonts].reduce((sum, bytes) => sum + bytes + 700, 0);
}

describe('a picture’s page before anybody zooms', () => {
  test('stays under 300 kB with forty images and twelve others beside it', async () => {
    const { text } = await reader.get(`/cpdb/pictures/${refs[0]}`);
    expect([...text.matchAll(/data-later/g)].length).toBe(images + 12);
    const sizes = fetchedAtOnce(text);
    expect(sizes).toEqual(['card', 'card']);
    const bytes = sizes.reduce(
      (sum, size) => sum + bytesOf[size as keyof typeof bytesOf] + around,
      gzipSync(text, { level: 1 }).length + (await frameBytes(text)),
    );
    // A row of six thumbnails may be in sight at once.
    const inSight = 6 * (bytesOf.thumbnail + around);
    expect(bytes).toBeGreaterThan(150_000);
    expect(bytes + inSight).toBeLessThan(300_000);
  });

  test('shows without script what comes into sight, and nothing twice', async () => {
    const { text } = await reader.get(`/cpdb/pictures/${refs[0]}`);
    const [, first = ''] = /data-later>\s*(<template>.*?<\/noscript>)/s.exec(text.replaceAll(/\s+/g, ' ')) ?? [];
    expect(
      first
        .match(/<template>(.*)<\/template>\s*<noscript>(.*)<\/noscript>/s)
        ?.slice(1)
        .map(one => one.trim()),
    ).toEqual(
      Array(2).fill(
        expect.stringMatching(
          /^<img src="\/cpdb\/images\/[0-9a-f-]{36}\/thumbnail" width="4000" height="3000" alt="" loading="lazy" ?>$/,
        ),
      ),
    );
  });
});

describe('the picture of the day', () => {
  test('begins the gallery, and no page of a search or beyond the first; that it was shown is in the trail', async () => {
    const { text } = await reader.get('/cpdb');
    const [, ref = ''] = /class="cpdb-day-picture" href="\/cpdb\/pictures\/(CP-\d{4}-\d{5})"/.exec(text) ?? [];
    expect(refs).toContain(ref);
    expect([...text.matchAll(/class="cpdb-card"/g)]).toHaveLength(others + 1);
    const { rows } = await portal.owner.query(
      `select detail from audit_events where action = 'picture.listed' and detail->>'day' = $1 order by id`,
      [ref],
    );
    expect(rows).toHaveLength(1);
    for (const query of ['heading=DRUG', 'q=blocks', 'shows=pair'])
      expect((await reader.get(`/cpdb?${query}`)).text).not.toContain('cpdb-day');
  });

  test('is not there where nothing is published', async () => {
    await portal.owner.query(`update cpdb_pictures set state = 'withdrawn'`);
    expect((await reader.get('/cpdb')).text).not.toContain('cpdb-day');
  });
});
