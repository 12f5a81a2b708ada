import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Fetched, StampedKind } from '../pictures/picture-types.ts';
import { clean, escaped } from './packet.ts';

/** A font that comes along: a server has none of its own. */
const fontfile = fileURLToPath(
  new URL('../../../node_modules/pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf', import.meta.url),
);

/** Fast rather than small: it is done for every look at a picture, and the picture was packed well before. */
const encoders: Readonly<Record<StampedKind, (picture: Sharp) => Sharp>> = {
  webp: picture => picture.webp({ quality: 74, effort: 0 }),
  avif: picture => picture.avif({ quality: 50, effort: 0 }),
  jpeg: picture => picture.jpeg({ quality: 82 }),
};

/** The picture with a line in its lower right corner: who, of where, when, which picture. */
export async function drawStamp(image: Buffer, kind: StampedKind, fetched: Fetched): Promise<Buffer> {
  const picture = sharp(image, { limitInputPixels: 20_000_000 }).timeout({ seconds: 10 });
  const { width, height } = await picture.metadata();
  return encoders[kind](
    picture.composite([{ ...(await plate(lineOf(fetched), width, height)), gravity: 'southeast' }]),
  ).toBuffer();
}

/** A picture made by us as a JPEG: a PDF holds neither WebP nor AVIF. */
export async function jpegOf(image: Buffer): Promise<Buffer> {
  return encoders.jpeg(sharp(image, { limitInputPixels: 20_000_000 }).timeout({ seconds: 10 })).toBuffer();
}

function lineOf({ login, office, at, ref }: Fetched): string {
  return [login, office, `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`, ref]
    .map(clean)
    .filter(part => part !== '')
    .join(' · ');
}

/** White on a dark plate, as readable over a light picture as over a dark one; never wider than the picture. */
async function plate(
  line: string,
  width: number,
  height: number,
): Promise<{ input: Buffer; raw: { width: number; height: number; channels: 4 } }> {
  const points = Math.max(8, Math.min(13, Math.round(width / 110)));
  const written = sharp({
    text: {
      text: `<span foreground="white">${escaped(line)}</span>`,
      font: `Liberation Sans ${points}`,
      fontfile,
      rgba: true,
      dpi: 96,
    },
  });
  const text = await written.png({ compressionLevel: 0 }).toBuffer();
  const { data, info } = await sharp(text)
    .resize({
      width: Math.max(1, width - 12),
      height: Math.max(1, height - 6),
      fit: 'inside',
      withoutEnlargement: true,
    })
    .extend({ top: 3, bottom: 3, left: 6, right: 6, background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .flatten({ background: '#1b1b1b' })
    .ensureAlpha(0.72)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { input: data, raw: { width: info.width, height: info.height, channels: 4 } };
}
