import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alikeWithin, bitsBetween, sameWithin } from '../../src/files/pictures/perceptual-hash.ts';
import { openIntake, type OpenIntake } from '../../src/files/intake/upload-pipeline.ts';
import type { Derivative } from '../../src/files/pictures/picture-types.ts';
import { storedIdsOf } from '../../src/files/store-derivatives.ts';
import { galleryKinds, type FileKind } from '../../src/files/kinds/kinds.ts';
import type { GalleryPicture, Region } from '../../src/files/pictures/picture-types.ts';
import { openWatermarker } from '../../src/files/watermark/watermarker.ts';
import { openFileStore, type FileStore } from '../../src/files/store/file-store.ts';
import { levelSize, tileId, tileIds } from '../../src/files/pictures/tiles.ts';
import { animatedWebp, noise, picture, pngBomb } from '../support/file-samples.ts';
import { dicom, grey16, greys, randomOf, scene } from '../support/picture-samples.ts';

let root: string;
let store: FileStore;
let intake: OpenIntake;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'cen-gallery-'));
  store = openFileStore(join(root, 'files'), randomBytes(32));
  intake = await openIntake({ store, directory: join(root, 'work') });
});
afterAll(async () => {
  await intake.close();
  await rm(root, { recursive: true, force: true });
});

const limit = 60 * 1024 * 1024;
const stored = (): string[] =>
  readdirSync(join(root, 'files'), { recursive: true, withFileTypes: true })
    .filter(one => one.isFile())
    .map(({ name }) => name)
    .sort();
const content = async (id = ''): Promise<Buffer> => buffer(await store.get(id));

async function received(
  file: Buffer | string,
  name = 'picture.jpg',
): Promise<{ storedId: string; kind: FileKind } | string> {
  const receipt = await intake.receive(Readable.from([Buffer.from(file)]), { name, limit, kinds: galleryKinds });
  return 'refusal' in receipt ? receipt.refusal.reason : receipt.file;
}
async function shown(file: Buffer, by = intake): Promise<GalleryPicture & { original: string; kind: FileKind }> {
  const taken = await received(file);
  if (typeof taken === 'string') throw new Error(taken);
  const found = await by.examine(taken.storedId, taken.kind, 'gallery');
  if (found.verdict !== 'clean') throw new Error('refusal' in found ? found.refusal.reason : found.verdict);
  return { ...(found as unknown as GalleryPicture), original: taken.storedId, kind: taken.kind };
}
async function outcome(file: Buffer | string, name?: string): Promise<string> {
  const taken = await received(file, name);
  if (typeof taken === 'string') return taken;
  const found = await intake.examine(taken.storedId, taken.kind, 'gallery');
  await intake.remove(
    taken.storedId,
    ...(found.verdict === 'clean' ? storedIdsOf(found as unknown as GalleryPicture) : []),
  );
  return 'refusal' in found ? found.refusal.reason : found.verdict === 'clean' ? taken.kind : found.verdict;
}

/** Processes of this one that are about a gallery's picture. */
function drawing(): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        return (
          Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) === process.pid &&
          readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('picture-worker')
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe('a photograph in a gallery', () => {
  let photo: Awaited<ReturnType<typeof shown>>;
  beforeAll(async () => {
    const exif = {
      IFD0: { Make: 'Camera', Artist: 'An officer' },
      IFD3: { GPSLatitude: '4/1 3/1 0/1', GPSLatitudeRef: 'S' },
    };
    photo = await shown(
      await (await scene(1, 2600, 1800))
        .withExif(exif)
        .withMetadata({ orientation: 6 })
        .jpeg({ quality: 90 })
        .toBuffer(),
    );
  });

  test('gives every size within its bytes, upright and without its metadata, which is told', async () => {
    expect(photo).toMatchObject({ width: 1800, height: 2600, hash: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect([...photo.removed].sort()).toEqual(['camera', 'person', 'place']);
    expect(photo.derivatives.map(({ size, kind, width, height }) => [size, kind, width, height].join(' '))).toEqual([
      'thumbnail avif 222 320',
      'card webp 443 640',
      'card avif 443 640',
      'screen webp 1108 1600',
      'screen avif 1108 1600',
    ]);
    for (const { storedId, kind, width, bytes, size } of photo.derivatives) {
      const file = await content(storedId);
      const { exif, xmp, iptc, format, width: wide } = await sharp(file).metadata();
      expect({ exif, xmp, iptc, format, wide, bytes: file.length }).toEqual({
        format: kind === 'avif' ? 'heif' : 'webp',
        wide: width,
        bytes,
      });
      expect(bytes).toBeLessThan({ thumbnail: 11_201, card: 45_001, screen: 200_001 }[size]);
    }
  });

  test('in HEIC, as phones take them, is read like any other, for a gallery and for pages', async () => {
    const heic = readFileSync('test/fixtures/pictures/photo.heic');
    const seen = await shown(heic);
    expect([seen.width, seen.height, [...seen.removed].sort()]).toEqual([400, 300, ['camera', 'person', 'place']]);
    const drawn = await (await scene(77, 400, 300)).toBuffer({ resolveWithObject: true });
    const same = await shown(await sharp(drawn.data, { raw: drawn.info }).png().toBuffer());
    expect(bitsBetween(seen.hash, same.hash)).toBeLessThanOrEqual(sameWithin);
    const receipt = await intake.receive(Readable.from([heic]), { name: 'IMG_1.HEIC', limit });
    if (!('file' in receipt)) throw new Error(receipt.refusal.reason);
    expect(receipt.file).toMatchObject({ kind: 'heic', mime: 'image/heic', name: 'IMG_1.HEIC' });
    const found = await intake.examine(receipt.file.storedId, 'heic');
    expect(found).toMatchObject({ verdict: 'clean', width: 400 });
    for (const one of [seen, same]) await intake.remove(one.original, ...storedIdsOf(one));
    const made = found.verdict === 'clean' ? (found.derivatives ?? []).map(({ storedId }) => storedId) : [];
    await intake.remove(receipt.file.storedId, ...made);
  });

  test('that no encoder packs well still has a thumbnail below 12 kB, with who was handed it put in', async () => {
    const grain = await noise(800, 600)
      .composite([{ input: await (await scene(2, 800, 600)).ensureAlpha(0.5).png().toBuffer() }])
      .jpeg({ quality: 100 })
      .toBuffer();
    const hard = await shown(grain);
    const stamper = openWatermarker(randomBytes(32));
    for (const { storedId, kind, size } of hard.derivatives.filter(one => one.size !== 'screen')) {
      const sent = await stamper.stamp(await content(storedId), kind, {
        login: 'a.very.long.login.of.an.officer',
        office: 'RILO-WE-OF-MANY',
        at: new Date(),
        ref: 'CP-2026-100000',
      });
      expect(sent.length).toBeLessThan({ thumbnail: 12_000, card: 46_000 }[size as 'thumbnail' | 'card']);
      expect(sent.length).toBeGreaterThan(3000);
    }
    await intake.remove(hard.original, ...storedIdsOf(hard));
  });

  test('can be zoomed into: every tile is a file of its own, and together they are the picture', async () => {
    const { tiles, original } = photo;
    if (!tiles) throw new Error('no tiles');
    expect(tiles).toEqual({ of: original, size: 512, width: 1800, height: 2600, first: 9, last: 12 });
    expect(levelSize(tiles, 9)).toEqual({ width: 225, height: 325 });
    expect(tileIds(tiles)).toHaveLength(4 * 6 + 2 * 3 + 1 * 2 + 1);
    for (const id of tileIds(tiles)) expect((await content(id)).toString('latin1', 8, 12)).toBe('WEBP');
    const whole = await sharp(await content(original))
      .autoOrient()
      .raw()
      .toBuffer();
    const tile = await sharp(await content(tileId(tiles, 12, 1, 2)))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([tile.info.width, tile.info.height]).toEqual([512, 512]);
    let apart = 0;
    for (let y = 0; y < 512; y += 1)
      for (let x = 0; x < 512; x += 1)
        apart += Math.abs((tile.data[(y * 512 + x) * 3] ?? 0) - (whole[((y + 1024) * 1800 + x + 512) * 3] ?? 0));
    expect(apart / (512 * 512)).toBeLessThan(6);
    const edge = await sharp(await content(tileId(tiles, 12, 3, 5))).metadata();
    expect([edge.width, edge.height]).toEqual([1800 - 3 * 512, 2600 - 5 * 512]);
    expect([
      tileId(tiles, 12, 4, 0),
      tileId(tiles, 8, 0, 0),
      tileId(tiles, 13, 0, 0),
      tileId(tiles, 12, -1, 0),
      tileId(tiles, 12, 0.5, 0),
    ]).toEqual(Array(5).fill(undefined));
  });

  test('done again, as after a killed job, is stored once; removed, nothing of it is left', async () => {
    const before = stored();
    const again = await intake.examine(photo.original, photo.kind, 'gallery');
    expect(again).toMatchObject({
      verdict: 'clean',
      hash: photo.hash,
      derivatives: photo.derivatives.map(({ storedId }) => expect.objectContaining({ storedId })),
    });
    expect(stored()).toEqual(before);
    await intake.remove(photo.original, ...storedIdsOf(photo));
    expect(stored()).toEqual([]);
  });

  test(
    'whose process is killed in the middle is done all the same; one whose portal was killed leaves nothing ' +
      'its next run does not replace',
    async () => {
      const taken = await received(await (await scene(4, 2300, 500)).jpeg().toBuffer());
      if (typeof taken === 'string') throw new Error(taken);
      // The first tries of a portal that goes: some files are stored, nothing is cleared away.
      let left = 9;
      const dying: FileStore = {
        ...store,
        put: (...given) => ((left -= 1) < 0 ? Promise.reject(new Error('killed')) : store.put(...given)),
        remove: () => Promise.reject(new Error('killed')),
      };
      const first = await openIntake({ store: dying, directory: join(root, 'work') });
      await expect(first.examine(taken.storedId, taken.kind, 'gallery')).rejects.toThrow('killed');
      await first.close();
      expect(stored()).toHaveLength(1 + 9);
      const examined = intake.examine(taken.storedId, taken.kind, 'gallery');
      let killed = 0;
      for (let tries = 0; tries < 200 && killed === 0; tries += 1) {
        await sleep(10);
        for (const pid of drawing()) {
          process.kill(pid, 'SIGKILL');
          killed += 1;
        }
      }
      const found = await examined;
      expect([killed > 0, found.verdict]).toEqual([true, 'clean']);
      const all = storedIdsOf(found as unknown as GalleryPicture);
      expect(stored()).toEqual([taken.storedId, ...all].sort());
      await intake.remove(taken.storedId, ...all);
    },
  );

  test('small, it has no tiles; of noise, its thumbnail still weighs little', async () => {
    const small = await shown(await noise(750, 500).png().toBuffer());
    expect([small.tiles, small.depth]).toEqual([undefined, undefined]);
    const [thumbnail] = small.derivatives as [Derivative];
    expect([thumbnail.size, thumbnail.bytes < 12_000]).toEqual(['thumbnail', true]);
    await intake.remove(small.original, ...storedIdsOf(small));
  });
});

describe('an X-ray picture', () => {
  const [width, height] = [700, 400];
  const values = greys(width, height);
  const depthOf = async ({ depth }: GalleryPicture): Promise<number[]> => {
    const { data, info } = await sharp(await content(depth?.storedId))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([depth?.width, depth?.height, 3]);
    return Array.from(
      { length: info.width * info.height },
      (_, at) => (data[at * 3] ?? 0) * 256 + (data[at * 3 + 1] ?? 0),
    );
  };
  const darkToLight = async ({ derivatives }: GalleryPicture): Promise<[number, number]> => {
    const { data, info } = await sharp(
      await content(derivatives.find(({ size, kind }) => size === 'screen' && kind === 'webp')?.storedId),
    )
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [data[5 * info.channels] ?? 0, data[(info.width - 5) * info.channels] ?? 0];
  };

  test.each(['png', 'tiff'] as const)(
    'of 16 bits as %s keeps every value, and is shown in the window of its values',
    async format => {
      const xray = await shown(await grey16(width, height, format));
      expect(await depthOf(xray)).toEqual([...values]);
      expect(xray.depth).toMatchObject({ width, height, low: expect.any(Number), high: expect.any(Number) });
      expect((xray.depth?.low ?? 0) < 80 && (xray.depth?.high ?? 0) > 3600 && (xray.depth?.high ?? 9e9) < 3760).toBe(
        true,
      );
      const [dark, light] = await darkToLight(xray);
      expect(dark).toBeLessThan(12);
      expect(light).toBeGreaterThan(243);
    },
  );

  test('that is long keeps its depth in 2048 pixels, and has tiles', async () => {
    const xray = await shown(await grey16(3000, 500));
    expect(xray).toMatchObject({ depth: { width: 2048, height: 341 }, tiles: { last: 12 } });
    const kept = await depthOf(xray);
    expect(Math.max(...kept.slice(0, 2048))).toBeGreaterThan(3500);
  });

  test.each([
    ['explicit', {}],
    ['implicit', { explicit: false }],
    ['with a sequence of open length', { nested: true }],
    ['implicit with one', { explicit: false, nested: true }],
  ])('in plain DICOM, %s, is read, and told who was named in it', async (_what, options) => {
    const xray = await shown(dicom(values, width, options));
    expect(xray).toMatchObject({ kind: 'dicom', width, height });
    expect([...xray.removed].sort()).toEqual(['person', 'place', 'time']);
    expect(await depthOf(xray)).toEqual([...values]);
  });

  test('in DICOM of 8 bits, inverse, signed, or with a window of its own is shown as meant', async () => {
    expect(await depthOf(await shown(dicom(greys(300, 20, 8), 300, { bits: 8 })))).toEqual([...greys(300, 20, 8)]);
    const inverse = await shown(dicom(values, width, { coding: 'MONOCHROME1' }));
    expect(await depthOf(inverse)).toEqual([...values].map(value => 4095 - value));
    expect((await darkToLight(inverse))[0]).toBeGreaterThan(243);
    const signed = Uint16Array.from([-2048, -1, 0, 2047, 5, 6], value => value & 0xffff);
    expect(await depthOf(await shown(dicom(signed, 3, { signed: true })))).toEqual([0, 2047, 2048, 4095, 2053, 2054]);
    expect((await shown(dicom(values, width, { window: [1000, 400] }))).depth).toMatchObject({ low: 800, high: 1200 });
  });

  test.each<readonly [what: string, file: Buffer, reason: string]>([
    ['compressed', dicom(values, width, { syntax: '1.2.840.10008.1.2.4.90' }), 'plainDicom'],
    ['coloured', dicom(values, width, { coding: 'RGB' }), 'plainDicom'],
    ['moving', dicom(values, width, { frames: 20 }), 'plainDicom'],
    ['cut short', dicom(values, width).subarray(0, 90_000), 'damaged'],
    ['with a program before it', dicom(values, width, { preamble: Buffer.from('MZ'.padEnd(128, '\0')) }), 'hidden'],
    ['of nothing', Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]), 'plainDicom'],
    [
      'of random bytes',
      Buffer.concat([dicom(values, width).subarray(0, 300), randomBytes(3000)]),
      'damaged|plainDicom|hidden',
    ],
  ])('in DICOM that is %s is refused', async (_what, file, reason) =>
    expect(await outcome(file)).toMatch(new RegExp(`^(?:${reason})$`)),
  );
});

describe('what a gallery does not take', () => {
  const page = '<!doctype html><html><script>alert(1)</script></html>';
  const brand = (name: string): Buffer =>
    Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${name}\0\0\0\0mif1${name}`), randomBytes(500)]);

  /** A HEIC whose picture says that it is so large. */
  const saying = (width: number, height: number): Buffer => {
    const heic = Buffer.from(readFileSync('test/fixtures/pictures/photo.heic'));
    const at = heic.indexOf('ispe');
    heic.writeUInt32BE(width, at + 8);
    heic.writeUInt32BE(height, at + 12);
    return heic;
  };

  test.each<readonly [what: string, file: () => Buffer | string | Promise<Buffer>, reason: string]>([
    ['a PNG of 256 million pixels in 31 kB', () => pngBomb(), 'pixels'],
    [
      'a JPEG cut short',
      async () => {
        const jpeg = await picture('jpeg');
        return jpeg.subarray(0, jpeg.length / 2);
      },
      'damaged',
    ],
    ['an SVG', () => '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'markup'],
    ['HTML', () => page, 'markup'],
    ['a JPEG with a script behind it', async () => Buffer.concat([await picture('jpeg'), Buffer.from(page)]), 'hidden'],
    ['a WebP of 10,000 frames', () => animatedWebp(10_000), 'animated'],
    ['an AVIF that moves', () => brand('avis'), 'animated'],
    ['a HEIC with nothing in it', () => brand('heic'), 'damaged'],
    ['a HEIC that moves', () => brand('hevc'), 'animated'],
    ['a HEIC of a hundred million pixels', () => saying(10_000, 10_000), 'pixels'],
    [
      'a TIFF of floating numbers',
      async () =>
        sharp(
          Float32Array.from({ length: 64 }, (_, at) => at),
          { raw: { width: 8, height: 8, channels: 1 } },
        )
          .toColourspace('b-w')
          .tiff()
          .toBuffer()
          .then(tiff => tiff.subarray(0, 40)),
      'damaged',
    ],
    [
      'random bytes called a picture',
      () => Buffer.concat([Buffer.from([255, 216, 255, 224]), randomBytes(5000)]),
      'damaged|hidden',
    ],
    ['a PDF', () => Buffer.from('%PDF-1.7\n%%EOF'), 'kindNotHere'],
  ])('%s, though it is called .jpg', async (_what, file, reason) => {
    const before = stored();
    expect(await outcome(await file())).toMatch(new RegExp(`^(?:${reason})$`));
    expect(stored()).toEqual(before);
    expect(
      readdirSync(join(root, 'work'), { recursive: true, withFileTypes: true }).filter(one => one.isFile()),
    ).toEqual([]);
  });

  test('is not what is only called wrongly: it is what its content says', async () => {
    expect(await outcome(await picture('png'), 'x.jpg')).toBe('png');
    expect(await outcome(await noise(300, 200).avif({ effort: 0 }).toBuffer(), 'x.heic')).toBe('avif');
  });

  test('is taken nowhere else: pages take no AVIF and no DICOM', async () => {
    for (const file of [await noise(300, 200).avif({ effort: 0 }).toBuffer(), dicom(greys(30, 20), 30)]) {
      expect(await intake.receive(Readable.from([file]), { name: 'x', limit })).toMatchObject({
        refusal: { reason: 'kindNotHere' },
      });
    }
  });
});

describe('alike pictures', () => {
  const hashOf = async (file: Buffer): Promise<string> => {
    const seen = await shown(file);
    await intake.remove(seen.original, ...storedIdsOf(seen));
    return seen.hash;
  };

  test('have hashes of few different bits, the same picture the same hash, others far apart', async () => {
    const one = await scene(7, 600, 450);
    const png = await one.clone().png().toBuffer();
    const hash = await hashOf(png);
    expect(await hashOf(png)).toBe(hash);
    const apart = async (file: Promise<Buffer>): Promise<number> => bitsBetween(hash, await hashOf(await file));
    expect(await apart(one.clone().jpeg({ quality: 40 }).toBuffer())).toBeLessThanOrEqual(sameWithin);
    expect(await apart(one.clone().resize(250).webp().toBuffer())).toBeLessThanOrEqual(sameWithin);
    expect(await apart(one.clone().modulate({ brightness: 1.2 }).jpeg().toBuffer())).toBeLessThanOrEqual(alikeWithin);
    expect(await apart(one.clone().greyscale().png().toBuffer())).toBeLessThanOrEqual(alikeWithin);
    expect(
      await apart(one.clone().extract({ left: 15, top: 11, width: 570, height: 427 }).jpeg().toBuffer()),
    ).toBeLessThanOrEqual(alikeWithin);
    for (const seed of [8, 9, 10])
      expect(await apart((await scene(seed, 600, 450)).jpeg().toBuffer())).toBeGreaterThan(alikeWithin);
  });
});

describe('regions to be made out of recognition', () => {
  const regions: readonly Region[] = [
    { x: 0.1, y: 0.2, w: 0.3, h: 0.2 },
    { x: 0.9, y: 0.9, w: 0.1, h: 0.1 },
  ];
  const random = randomOf(3);
  const noisy = Buffer.from(Uint8Array.from({ length: 400 * 300 * 3 }, () => Math.floor(random() * 256)));
  const raw = { width: 400, height: 300, channels: 3 } as const;
  const coloursIn = async (file: Buffer, left: number, top: number, width: number, height: number): Promise<number> => {
    const { data, info } = await sharp(file)
      .extract({ left, top, width, height })
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true });
    const values = new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.length));
    return new Set(
      Array.from({ length: width * height }, (_, at) =>
        values.subarray(at * info.channels, (at + 1) * info.channels).join(),
      ),
    ).size;
  };

  test('are a few patches in a new original without metadata; all else is as it was', async () => {
    const taken = await received(
      await sharp(noisy, { raw })
        .withExif({ IFD0: { Artist: 'An officer' } })
        .png()
        .toBuffer(),
    );
    if (typeof taken === 'string') throw new Error(taken);
    const blurred = await intake.blur(taken.storedId, taken.kind, regions);
    expect(blurred).toMatchObject({ kind: 'png', mime: 'image/png', size: expect.any(Number) });
    expect(blurred.storedId).not.toBe(taken.storedId);
    const file = await content(blurred.storedId);
    expect((await sharp(file).metadata()).exif).toBeUndefined();
    expect(await coloursIn(file, 40, 60, 120, 60)).toBeLessThanOrEqual(15);
    expect(await coloursIn(file, 360, 270, 40, 30)).toBeLessThanOrEqual(25);
    const after = await sharp(file).raw().toBuffer();
    expect(after.subarray(0, 59 * 400 * 3).equals(noisy.subarray(0, 59 * 400 * 3))).toBe(true);
    expect(await intake.examine(blurred.storedId, blurred.kind, 'gallery')).toMatchObject({
      verdict: 'clean',
      width: 400,
      removed: [],
    });
  });

  test('are found in a photograph that lies on its side, which stays a JPEG', async () => {
    const taken = await received(await sharp(noisy, { raw }).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    if (typeof taken === 'string') throw new Error(taken);
    const blurred = await intake.blur(taken.storedId, taken.kind, [{ x: 0, y: 0, w: 0.5, h: 0.25 }]);
    expect(blurred.kind).toBe('jpeg');
    const { data, info } = await sharp(await content(blurred.storedId))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([300, 400]);
    const spread = (left: number, top: number): number => {
      const seen = Array.from(
        { length: 400 },
        (_, at) => data[((top + Math.floor(at / 20)) * 300 + left + (at % 20)) * info.channels] ?? 0,
      );
      return Math.max(...seen) - Math.min(...seen);
    };
    expect(spread(4, 4)).toBeLessThan(40);
    expect(spread(200, 300)).toBeGreaterThan(80);
  });

  test('of 16 bits keep none of them', async () => {
    const taken = await received(await grey16(400, 300));
    if (typeof taken === 'string') throw new Error(taken);
    const blurred = await intake.blur(taken.storedId, taken.kind, regions);
    const file = await content(blurred.storedId);
    expect(await coloursIn(file, 40, 60, 120, 60)).toBe(1);
    expect((await sharp(file).metadata()).depth).toBe('ushort');
  });

  test('that are none are refused, and nothing is stored', async () => {
    const taken = await received(await picture('jpeg'));
    if (typeof taken === 'string') throw new Error(taken);
    const before = stored();
    for (const wrong of [
      [],
      [{ x: -0.1, y: 0, w: 1, h: 1 }],
      [{ x: 0.5, y: 0, w: 0.6, h: 1 }],
      [{ x: 0, y: 0, w: 0, h: 1 }],
      [{ x: Number.NaN, y: 0, w: 1, h: 1 }],
      Array<Region>(51).fill({ x: 0, y: 0, w: 1, h: 1 }),
    ]) {
      await expect(intake.blur(taken.storedId, taken.kind, wrong)).rejects.toMatchObject({ status: 400 });
    }
    expect(stored()).toEqual(before);
  });
});
