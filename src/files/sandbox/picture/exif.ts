import type { Metadata as Found } from 'sharp';
import type { Metadata } from '../../pictures/picture-types.ts';

/** Tags by what they tell (EXIF 2.32). */
const tags: readonly (readonly [tag: number, tells: Metadata])[] = [
  [0x8825, 'place'],
  [0x010f, 'camera'],
  [0x0110, 'camera'],
  [0xa431, 'camera'],
  [0x0132, 'time'],
  [0x9003, 'time'],
  [0x013b, 'person'],
  [0x8298, 'person'],
  [0xa430, 'person'],
  [0x010e, 'comment'],
  [0x9286, 'comment'],
];
const exifBlock = 0x8769;

/** What a picture says beside what it shows. */
export function namedIn({
  exif,
  xmp,
  iptc,
  comments,
}: Pick<Found, 'exif' | 'xmp' | 'iptc' | 'comments'>): ReadonlySet<Metadata> {
  const found = new Set<Metadata>(exif ? named(exif) : []);
  if (xmp) found.add('xmp');
  if (iptc) found.add('iptc');
  if (comments && comments.length > 0) found.add('comment');
  return found;
}

/** Reads which tags stand in the first block and in the one it points to; values stay unread. */
function named(exif: Buffer): Metadata[] {
  const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const long = (at: number): number =>
    at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const entries = (at: number): (readonly [tag: number, value: number])[] =>
    at === 0
      ? []
      : Array.from(
          { length: Math.min(short(at), 200) },
          (_, entry) => [short(at + 2 + entry * 12), long(at + 10 + entry * 12)] as const,
        );
  const first = entries(long(4));
  const second = entries(first.find(([tag]) => tag === exifBlock)?.[1] ?? 0);
  return [...first, ...second].flatMap(([tag]) => tags.filter(([known]) => known === tag).map(([, tells]) => tells));
}
