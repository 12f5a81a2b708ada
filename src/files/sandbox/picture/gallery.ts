import type { PictureKind } from '../../kinds/kinds.ts';
import { cutTiles } from './cut-tiles.ts';
import { decodeWhole, refusedBy, sharpOf, type Decoded } from './decode.ts';
import type { Plain } from '../../pictures/picture-types.ts';
import { fingerprintOf } from './fingerprint.ts';
import { split, withinSide } from './grey.ts';
import { hashOf } from './hash.ts';
import { inPairs } from './pairs.ts';
import { bytesOf, sizes } from '../tasks.ts';
import type { Gallery, KnownBy, Made } from '../answers.ts';

/** Tried from the best down until the picture fits its bytes. */
const qualities = { avif: [55, 45, 35, 25, 15, 5], webp: [80, 72, 64, 55, 45, 30, 15] } as const;
/**
 * AVIF at effort 0 is as small as at 4 on photographs of 1600 pixels and takes a thirtieth of the time; a thumbnail
 * gains a tenth by effort 2.
 */
const efforts = { thumbnail: 2, card: 0, screen: 0 } as const;
const depthSide = 2048;

/** All that a gallery shows of a picture. Throws Refused. */
export async function makeGallery(path: string, kind: PictureKind): Promise<Gallery> {
  const whole = await decodeWhole(path, kind);
  try {
    const screen = await shrunk(whole, sizes.screen);
    const card = await shrunk(screen, sizes.card);
    const thumbnail = await shrunk(card, sizes.thumbnail);
    const wanted = [
      ['screen', 'avif', screen],
      ['screen', 'webp', screen],
      ['card', 'avif', card],
      ['card', 'webp', card],
      ['thumbnail', 'avif', thumbnail],
    ] as const;
    const made = await inPairs(wanted, ([size, format, picture]) => encode(picture, size, format));
    const tiles = await cutTiles(whole);
    const { width, height, removed, grey } = whole;
    return {
      width,
      height,
      removed: [...removed],
      ...(await knownBy(card)),
      made: made.reverse(),
      ...(tiles ? { tiles } : {}),
      ...(grey ? { depth: await depthOf(grey) } : {}),
    };
  } catch (error) {
    throw refusedBy(error);
  }
}

/** What a picture is known again by. Throws Refused. */
export async function makeKnown(path: string, kind: PictureKind): Promise<KnownBy> {
  const whole = await decodeWhole(path, kind);
  try {
    return await knownBy(await shrunk(await shrunk(whole, sizes.screen), sizes.card));
  } catch (error) {
    throw refusedBy(error);
  }
}

async function knownBy(card: Plain): Promise<KnownBy> {
  return { hash: await hashOf(card), fingerprint: await fingerprintOf(card) };
}

async function shrunk(picture: Plain, side: number): Promise<Plain> {
  if (Math.max(picture.width, picture.height) <= side) return picture;
  const { data, info } = await sharpOf(picture)
    .resize({ width: side, height: side, fit: 'inside' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as Plain['channels'] };
}

/** At the best quality that fits; what fits at none is made smaller. What is far too large skips some of them. */
async function encode(picture: Plain, size: Made['size'], kind: Made['kind']): Promise<Made> {
  const most = bytesOf[size];
  for (let at = 0; at < qualities[kind].length; ) {
    const quality = qualities[kind][at] ?? 1;
    const content = await (kind === 'avif'
      ? sharpOf(picture).avif({ quality, effort: efforts[size] })
      : sharpOf(picture).webp({ quality, effort: 2 })
    ).toBuffer();
    if (content.length <= most) return { size, kind, width: picture.width, height: picture.height, content };
    at += Math.min(3, Math.ceil(content.length / most - 0.4));
  }
  return encode(await shrunk(picture, Math.round(Math.max(picture.width, picture.height) * 0.7)), size, kind);
}

async function depthOf(grey: NonNullable<Decoded['grey']>): Promise<NonNullable<Gallery['depth']>> {
  const within = await withinSide(grey, depthSide);
  const { width, height } = within;
  const content = await sharpOf({ data: split(within), width, height, channels: 3 })
    .webp({ lossless: true, effort: 1 })
    .toBuffer();
  return { width, height, ...grey.window, content };
}
