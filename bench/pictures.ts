import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { openIntake } from '../src/files/intake/upload-pipeline.ts';
import { galleryKinds } from '../src/files/kinds/kinds.ts';
import { openWatermarker } from '../src/files/watermark/watermarker.ts';
import { openFileStore } from '../src/files/store/file-store.ts';
import { tileId } from '../src/files/pictures/tiles.ts';
import { spread } from './measure.ts';

const count = 20;
const [width, height] = [4000, 3000];

/** Pictures through the whole way in beside sharp alone, and stamps as they are handed out. */
export async function measurePictures(report: (line: string) => void): Promise<void> {
  const photos = await drawPhotos();
  const directory = await mkdtemp(join(tmpdir(), 'cen-bench-pictures-'));
  const key = randomBytes(32);
  const store = openFileStore(join(directory, 'files'), key);
  const intake = await openIntake({ store, directory: join(directory, 'work') });
  const take = async (photo: Buffer): Promise<Awaited<ReturnType<typeof intake.examine>>> => {
    const receipt = await intake.receive(Readable.from([photo]), {
      name: 'photo.jpg',
      limit: 60 * 1024 * 1024,
      kinds: galleryKinds,
    });
    if ('refusal' in receipt) throw new Error(receipt.refusal.reason);
    return intake.examine(receipt.file.storedId, receipt.file.kind, 'gallery');
  };
  try {
    // One of each first: the process begins, and code is warm.
    const [first = Buffer.alloc(0)] = photos;
    await take(first);
    await alone(first);
    let [ours, theirs] = [0, 0];
    const thumbnails: number[] = [];
    for (const photo of photos) {
      const began = performance.now();
      const found = await take(photo);
      const between = performance.now();
      await alone(photo);
      theirs += performance.now() - between;
      ours += between - began;
      if (found.verdict === 'clean')
        thumbnails.push(found.derivatives?.find(({ size }) => size === 'thumbnail')?.bytes ?? 0);
    }
    report(
      `${count} photos of 12 MP: received, scanned for kind, made, encrypted in ${(ours / 1000).toFixed(1)} ` +
        `s; sharp alone ${(theirs / 1000).toFixed(1)} s; ratio ${(ours / theirs).toFixed(2)} (target 1.3)`,
    );
    report(`thumbnails: largest ${Math.max(...thumbnails)} bytes, and 800 at most for who fetched it (target 12,000)`);
    await measureStamps(await take(first), store, key, report);
  } finally {
    await intake.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * The same derivatives by sharp alone: decoded once, each size of the next larger one, two encoders at a time; nothing
 * is kept, checked or hashed.
 */
async function alone(photo: Buffer): Promise<void> {
  const { data, info } = await sharp(photo).autoOrient().raw().toBuffer({ resolveWithObject: true });
  const whole = (): Sharp => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const screen = await whole().resize(1600, 1600, { fit: 'inside' }).png({ compressionLevel: 0 }).toBuffer();
  const card = await sharp(screen).resize(640, 640, { fit: 'inside' }).png({ compressionLevel: 0 }).toBuffer();
  const sizes = [
    () => sharp(screen).avif({ quality: 55, effort: 0 }).toBuffer(),
    () => sharp(screen).webp({ quality: 80, effort: 2 }).toBuffer(),
    () => sharp(card).avif({ quality: 55, effort: 0 }).toBuffer(),
    () => sharp(card).webp({ quality: 80, effort: 2 }).toBuffer(),
    () => sharp(card).resize(320, 320, { fit: 'inside' }).avif({ quality: 55, effort: 2 }).toBuffer(),
    () =>
      whole()
        .webp({ quality: 76, effort: 1 })
        .tile({ size: 512, layout: 'dz', container: 'zip', overlap: 0 })
        .toBuffer(),
  ];
  const next = sizes.values();
  const hand = async (): Promise<void> => {
    for (const make of next) await make();
  };
  await Promise.all([hand(), hand()]);
}

async function measureStamps(
  found: Awaited<ReturnType<Awaited<ReturnType<typeof openIntake>>['examine']>>,
  store: ReturnType<typeof openFileStore>,
  key: Buffer,
  report: (line: string) => void,
): Promise<void> {
  if (found.verdict !== 'clean' || !found.tiles) throw new Error('no tiles');
  const stamper = openWatermarker(key);
  const fetched = { login: 'ke.ncp', office: 'Kenya', at: new Date(), ref: 'CP-2026-00001' };
  const idOf = (size: string, kind: string): string =>
    found.derivatives?.find(one => one.size === size && one.kind === kind)?.storedId ?? '';
  const tile = tileId(found.tiles, found.tiles.last, 1, 1) ?? '';
  const cases = [
    ['thumbnail, in the file', idOf('thumbnail', 'avif'), 'avif', false],
    ['screen WebP, visible', idOf('screen', 'webp'), 'webp', true],
    ['screen AVIF, visible', idOf('screen', 'avif'), 'avif', true],
    ['tile, in the file', tile, 'webp', false],
    ['tile, visible', tile, 'webp', true],
  ] as const;
  for (const [what, id, kind, visible] of cases) {
    const times: number[] = [];
    let bytes = 0;
    for (let turn = 0; turn < 15; turn += 1) {
      const began = performance.now();
      bytes = (await stamper.stamp(await buffer(await store.get(id)), kind, fetched, visible)).length;
      times.push(performance.now() - began);
    }
    report(`stamped ${what}: p50 ${spread(times).p50.toFixed(1)} ms with its decryption, ${bytes} bytes`);
  }
}

/**
 * Five scenes of noise at every scale, as light on matter is, each in four ways up: twenty pictures no encoder has
 * seen.
 */
async function drawPhotos(): Promise<Buffer[]> {
  const photos: Buffer[] = [];
  for (let scene = 0; scene < count / 4; scene += 1) {
    const drawn = await drawScene();
    const raw = { raw: { width, height, channels: 3 as const } };
    for (const turn of [
      (one: Sharp) => one,
      (one: Sharp) => one.flip(),
      (one: Sharp) => one.flop(),
      (one: Sharp) => one.negate(),
    ])
      photos.push(await turn(sharp(drawn, raw)).jpeg({ quality: 90 }).toBuffer());
  }
  return photos;
}

async function drawScene(): Promise<Buffer> {
  const sum = new Float32Array(width * height * 3);
  for (const [across, weight] of [
    [8, 0.5],
    [24, 0.25],
    [96, 0.12],
    [384, 0.07],
    [1536, 0.03],
  ] as const) {
    const down = (across * 3) / 4;
    const noise = sharp(randomBytes(Math.round(across * down * 3)), {
      raw: { width: across, height: Math.round(down), channels: 3 },
    });
    const layer = await noise.resize(width, height, { fit: 'fill', kernel: 'cubic' }).raw().toBuffer();
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + weight * ((layer[at] ?? 0) - 128);
  }
  return Buffer.from(Uint8ClampedArray.from(sum, value => 128 + value * 1.6));
}
