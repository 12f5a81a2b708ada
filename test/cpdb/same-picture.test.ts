import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoPairs } from '../../seeds/demo/pictures/index.ts';
import { openJobs } from '../../src/jobs/jobs.ts';
import { problemsOn } from '../support/entry.ts';
import { picture } from '../support/file-samples.ts';
import { begun, examined, send } from '../support/pictures.ts';
import { testPortal, type Browser, type TestPortal } from '../support/portal.ts';
import { storedFiles } from '../support/stored-files.ts';

let portal: TestPortal;
let officer: Browser;
let photo: Buffer;
let xray: Buffer;
/** Pictures of the gallery: one of a photo, one of an X-ray, one of the photo's scene with other goods in it. */
let refs: readonly string[];

beforeAll(async () => {
  portal = await testPortal();
  officer = await portal.as('ke.officer');
  // One drawing of a car twice: other colours, another hiding place, other goods.
  const pairs = demoPairs(7, '2026-11-27');
  const drawn = await Promise.all(
    ['car-sill-cigarettes', 'car-tank-heroin'].map(name => pairs.find(({ key }) => key === name)?.draw()),
  );
  const [first, second] = drawn;
  if (!first || !second) throw new Error('nothing was drawn');
  photo = await sharp(first.photo).resize(800).jpeg({ quality: 90 }).toBuffer();
  xray = await sharp(first.xray).resize(800).toColourspace('srgb').png().toBuffer();
  refs = [
    await publishedWith('photo.jpg', photo),
    await publishedWith('xray.png', xray),
    await publishedWith('other.jpg', await sharp(second.photo).resize(800).toBuffer()),
  ];
});

async function publishedWith(name: string, content: Buffer): Promise<string> {
  const ref = await begun(officer);
  await send(officer, ref, name, content);
  await examined(portal, ref);
  expect((await officer.post(`/cpdb/pictures/${ref}/submit`)).headers.location).toContain('submitted');
  expect((await (await portal.as('rilo.esa')).post(`/cpdb/pictures/${ref}/publish`)).status).toBe(303);
  return ref;
}

const cut = async (content: Buffer, part: number): Promise<Sharp> => {
  const { width = 0, height = 0 } = await sharp(content).metadata();
  return sharp(content).extract({
    left: Math.round(width * part),
    top: Math.round(height * part),
    width: Math.round(width * (1 - 2 * part)),
    height: Math.round(height * (1 - 2 * part)),
  });
};
const changes: readonly (readonly [name: string, change: (content: Buffer) => Sharp | Promise<Sharp>])[] = [
  ['cut by 15 % a side', content => cut(content, 0.15)],
  ['turned by a quarter', content => sharp(content).rotate(90)],
  ['mirrored', content => sharp(content).flop()],
  ['tilted by 5 degrees', content => sharp(content).rotate(5, { background: '#888' })],
  ['its negative', content => sharp(content).negate()],
  ['brightened and recompressed', content => sharp(content).linear(1.25, 8).resize(900)],
];
const changed = async (content: Buffer, change: (typeof changes)[number][1]): Promise<Buffer> =>
  (await change(content)).jpeg({ quality: 60 }).toBuffer();

describe('a copy of a picture', () => {
  test('is told of before it is sent to the RILO, whatever was done to it, and no other of its scene', async () => {
    const ref = await begun(officer);
    for (const [name, change] of changes) await send(officer, ref, `${name}.jpg`, await changed(photo, change));
    const images = await examined(portal, ref);
    expect(images.map(({ state }) => state)).toEqual(changes.map(() => 'ready'));
    const page = await officer.get(`/cpdb/pictures/${ref}/files`);
    expect(page.text.split(`href="/cpdb/pictures/${refs[0]}"`).length - 1).toBe(changes.length);
    for (const other of refs.slice(1)) expect(page.text).not.toContain(other);
    const sent = await officer.post(`/cpdb/pictures/${ref}/submit`);
    expect([sent.status, problemsOn(sent).filter(text => text.includes(`same as ${refs[0]}`)).length]).toEqual([
      422,
      changes.length,
    ]);
  });

  test('is called one on the page of each, and not another of its kind', async () => {
    const ref = await begun(officer);
    await send(officer, ref, 'copy.jpg', await (await cut(photo, 0.1)).toBuffer());
    await examined(portal, ref);
    await portal.owner.query(
      `update cpdb_pictures set state = 'published', shows = 'photo', published_at = now() where ref = $1`,
      [ref],
    );
    for (const [one, other] of [
      [ref, refs[0]],
      [refs[0], ref],
    ]) {
      const { text } = await officer.get(`/cpdb/pictures/${one}`);
      const copies = /aria-labelledby="copies"[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';
      expect([copies.includes(`/${other}"`), text.split(`href="/cpdb/pictures/${other}"`).length]).toEqual([true, 2]);
    }
    await portal.owner.query(`update cpdb_pictures set state = 'withdrawn' where ref = $1`, [ref]);
  });

  test('that came before fingerprints were made is taken up by a job', async () => {
    await portal.owner.query('delete from cpdb_fingerprints');
    const jobs = await openJobs({ pool: portal.pool, log: pino({ level: 'silent' }) });
    await jobs.send('cpdb-know-all', {}, 'test');
    await jobs.stop();
    const known = async (): Promise<number> =>
      (await portal.owner.query<{ n: number }>('select count(*)::int as n from cpdb_fingerprints')).rows[0]?.n ?? 0;
    const { rows } = await portal.owner.query<{ n: number }>(
      `select count(*)::int as n from cpdb_images where state = 'ready'`,
    );
    await expect.poll(known, { timeout: 100_000, interval: 200 }).toBe(rows[0]?.n);
  }, 120_000);
});

describe('find by picture', () => {
  const groupOf = (text: string, id: string): string =>
    new RegExp(`aria-labelledby="${id}"[\\s\\S]*?</section>`).exec(text)?.[0] ?? '';
  const found = (text: string, ref: string, id = 'same'): boolean =>
    groupOf(text, id).includes(`/cpdb/pictures/${ref}"`);

  test('finds a changed copy for every member, and keeps nothing of what was brought', async () => {
    const reader = await portal.as('ke.limited');
    expect((await reader.get('/cpdb/find')).text).toContain('type="file"');
    const rows = async (): Promise<unknown> =>
      (
        await portal.owner.query(`select (select count(*) from cpdb_images) as images,
          (select count(*) from cpdb_fingerprints) as prints, (select count(*) from cpdb_hashes) as hashes`)
      ).rows[0];
    const files = (): string[] => storedFiles(portal.fileStore);
    // Jobs of the tests before may still write.
    let last = '';
    await expect
      .poll(
        async () => {
          const [earlier, now] = [last, JSON.stringify([await rows(), files()])];
          last = now;
          return earlier === now;
        },
        { timeout: 60_000, interval: 1000 },
      )
      .toBe(true);
    const [before, stored] = [await rows(), files()];
    for (const [name, change] of changes) {
      const answer = await reader.upload('/cpdb/find', { name: 'mine.jpg', content: await changed(xray, change) });
      expect([name, answer.status, found(answer.text, refs[1] ?? ''), found(answer.text, refs[0] ?? '')]).toEqual([
        name,
        200,
        true,
        false,
      ]);
    }
    expect([await rows(), files()]).toEqual([before, stored]);
    const { rows: noted } = await portal.owner.query(
      `select detail from audit_events where action = 'picture.soughtByImage' order by id desc limit 1`,
    );
    expect(noted[0]?.detail).toEqual({ same: 1, alike: expect.any(Number), documents: 0 });
  });

  test('is not deceived by a hash that differs as little where other goods lie: it looks alike, and is another', async () => {
    // Four bits of the hash apart, and so one picture to it.
    const packet = await sharp(Buffer.from([0x22, 0xcc, 0xcc, 0x22]), { raw: { width: 2, height: 2, channels: 1 } })
      .resize(72, 72, { kernel: 'nearest' })
      .toColourspace('srgb')
      .png()
      .toBuffer();
    const other = await sharp(photo)
      .composite([{ input: packet, left: 200, top: 200 }])
      .jpeg({ quality: 90 })
      .toBuffer();
    const reader = await portal.as('ke.limited');
    const { text } = await reader.upload('/cpdb/find', { name: 'other.jpg', content: other });
    expect([found(text, refs[0] ?? ''), found(text, refs[0] ?? '', 'alike')]).toEqual([false, true]);
    // Saved anew, with a hash as near, it is one as before.
    const saved = await sharp(photo).jpeg({ quality: 20 }).toBuffer();
    const again = await reader.upload('/cpdb/find', { name: 'saved.jpg', content: saved });
    expect(found(again.text, refs[0] ?? '')).toBe(true);
  });

  test('finds the publications a picture is in, for whoever may read them', async () => {
    const rilo = await portal.as('rilo.esa');
    const begin = await rilo.post('/cws/documents/new/bulletin', {
      clientUuid: randomUUID(),
      edition: '0',
      then: 'files',
      original: 'en',
      'en.title': 'Behind the dashboard',
      'en.summary': 'On the coast.',
      'en.body': 'See the picture.',
      headings: ['TOB'],
      number: '11/2026',
      handling: 'H0',
    });
    const ref = /documents\/([A-Z]+-\d+-\d+)\/files$/.exec(begin.headers.location ?? '')?.[1] ?? '';
    const own = `/cws/documents/${ref}/files`;
    const drawn = await demoPairs(7, '2026-11-27').at(-1)?.draw();
    const content = await sharp(drawn?.photo).resize(800).jpeg().toBuffer();
    await rilo.upload(own, { name: 'dashboard.jpg', content }, {}, own);
    const known = async (): Promise<number> =>
      (await portal.owner.query<{ n: number }>('select count(*)::int as n from cws_fingerprints')).rows[0]?.n ?? 0;
    await expect.poll(known, { timeout: 60_000, interval: 200 }).toBe(1);
    const seek = async (login: string): Promise<readonly [boolean, boolean]> => {
      const copy = await (await cut(content, 0.05)).rotate(90).toBuffer();
      const { text } = await (await portal.as(login)).upload('/cpdb/find', { name: 'mine.jpg', content: copy });
      return [groupOf(text, 'documents').includes(`/${ref}"`), text.includes('Behind the dashboard')];
    };
    expect(await seek('ke.limited')).toEqual([false, false]); // not published yet
    const edition = /name="edition" value="(\d+)"/.exec((await rilo.get(`/cws/documents/${ref}`)).text)?.[1] ?? '';
    const done = await rilo.post(`/cws/documents/${ref}/publish`, { edition, audience: 'region' });
    expect(done.headers.location).toBe(`/cws/documents/${ref}?done=published`);
    expect([await seek('ke.limited'), await seek('vn.reader')]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  test('says that there is none, and what is wrong with a file, at its field', async () => {
    const reader = await portal.as('ke.limited');
    const none = await reader.upload('/cpdb/find', { name: 'a.jpg', content: await picture('jpeg', 640, 480) });
    expect([none.status, none.text.includes('No published picture is the same')]).toEqual([200, true]);
    for (const [name, content] of [
      ['a.txt', 'words'],
      ['a.jpg', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(300)])],
    ] as const) {
      const refused = await reader.upload('/cpdb/find', { name, content });
      expect([name, refused.status, refused.text.includes('id="field-file-error"')]).toEqual([name, 422, true]);
    }
  });
});
