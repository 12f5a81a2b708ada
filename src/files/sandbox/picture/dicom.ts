import { Refused } from '../../kinds/kinds.ts';
import type { Metadata } from '../../pictures/picture-types.ts';
import type { Grey } from './grey.ts';
import { limits } from '../tasks.ts';

/**
 * One plain picture of a DICOM or DICOS file (PS3.5, PS3.10): little-endian, uncompressed, one frame, grey. Everything
 * else is refused: the standard has more codings than anyone should read in a hundred lines.
 */
export function readDicom(file: Buffer): { grey: Grey; removed: Metadata[] } {
  if (file.toString('latin1', 128, 132) !== 'DICM') throw new Refused('damaged');
  const meta = readElements(file, { at: 132, explicit: true, only: 0x0002 });
  const explicit = syntaxes.get(textOf(meta.found.get(0x0002_0010)));
  if (explicit === undefined) throw new Refused('plainDicom');
  const { found } = readElements(file, { at: meta.end, explicit });
  return { grey: greyOf(found), removed: told(found) };
}

const syntaxes = new Map([
  ['1.2.840.10008.1.2', false],
  ['1.2.840.10008.1.2.1', true],
]);
/** Kinds of value whose length has four bytes, behind two that are empty. */
const long = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const endless = 0xffff_ffff;
const itemEnd = 0xfffe_e00d;
const sequenceEnd = 0xfffe_e0dd;

type Elements = ReadonlyMap<number, Buffer>;
interface Reading {
  readonly at: number;
  readonly explicit: boolean;
  readonly only?: number;
}

/** The elements of the outermost level by their tag (group and element in one number); sequences are passed over. */
function readElements(file: Buffer, { at, explicit, only }: Reading): { found: Elements; end: number } {
  const found = new Map<number, Buffer>();
  while (at + 8 <= file.length && (only === undefined || file.readUInt16LE(at) === only)) {
    const { tag, start, length } = headAt(file, at, explicit);
    if (length === endless) {
      if (tag === pixelData) throw new Refused('plainDicom');
      at = skipped(file, start, explicit, 0);
      continue;
    }
    if (start + length > file.length) throw new Refused('damaged');
    found.set(tag, file.subarray(start, start + length));
    at = start + length;
  }
  return { found, end: at };
}

function headAt(file: Buffer, at: number, explicit: boolean): { tag: number; start: number; length: number } {
  if (at + 12 > file.length && at + 8 !== file.length) throw new Refused('damaged');
  const tag = file.readUInt16LE(at) * 0x1_0000 + file.readUInt16LE(at + 2);
  if (!explicit || Math.floor(tag / 0x1_0000) === 0xfffe)
    return { tag, start: at + 8, length: file.readUInt32LE(at + 4) };
  if (!long.has(file.toString('latin1', at + 4, at + 6)))
    return { tag, start: at + 8, length: file.readUInt16LE(at + 6) };
  return { tag, start: at + 12, length: file.readUInt32LE(at + 8) };
}

/** Where a sequence, or an item, without a length ends. */
function skipped(file: Buffer, at: number, explicit: boolean, depth: number): number {
  if (depth > 16) throw new Refused('tooHard');
  while (at + 8 <= file.length) {
    const { tag, start, length } = headAt(file, at, explicit);
    if (tag === sequenceEnd || tag === itemEnd) return start;
    at = length === endless ? skipped(file, start, explicit, depth + 1) : start + length;
  }
  throw new Refused('damaged');
}

const pixelData = 0x7fe0_0010;

function greyOf(found: Elements): Grey {
  const layout = layoutOf(found);
  return { values: valuesOf(found, layout), width: layout.width, height: layout.height, ...windowOf(found, layout) };
}

interface Layout {
  readonly width: number;
  readonly height: number;
  /** Bytes of a value in the file. */
  readonly bytes: number;
  /** The largest value. */
  readonly most: number;
  /** Added to a signed value. */
  readonly middle: number;
  /** The smallest value is white. */
  readonly isInverse: boolean;
}

function layoutOf(found: Elements): Layout {
  const [height, width, allocated] = [0x0028_0010, 0x0028_0011, 0x0028_0100].map(tag => numberAt(found, tag, 0)) as [
    number,
    number,
    number,
  ];
  const stored = numberAt(found, 0x0028_0101, allocated);
  const coding = textOf(found.get(0x0028_0004));
  const isPlain =
    /^MONOCHROME[12]$/.test(coding) &&
    numberAt(found, 0x0028_0002, 1) === 1 &&
    !(decimalAt(found, 0x0028_0008) > 1) &&
    (allocated === 8 || allocated === 16) &&
    stored >= 1 &&
    stored <= allocated &&
    numberAt(found, 0x0028_0102, stored - 1) === stored - 1;
  if (!isPlain) throw new Refused('plainDicom');
  if (width * height > limits.galleryPixels) throw new Refused('pixels', { limit: limits.galleryPixels / 1_000_000 });
  return {
    width,
    height,
    bytes: allocated / 8,
    most: 2 ** stored - 1,
    middle: numberAt(found, 0x0028_0103, 0) === 1 ? 2 ** (stored - 1) : 0,
    isInverse: coding === 'MONOCHROME1',
  };
}

function numberAt(found: Elements, tag: number, usual: number): number {
  const value = found.get(tag);
  return value && value.length >= 2 ? value.readUInt16LE(0) : usual;
}

function decimalAt(found: Elements, tag: number): number {
  return Number.parseFloat(textOf(found.get(tag)));
}

function valuesOf(found: Elements, { width, height, bytes, most, middle, isInverse }: Layout): Uint16Array {
  const content = found.get(pixelData);
  if (!content || width === 0 || height === 0 || content.length < width * height * bytes) throw new Refused('damaged');
  const values = new Uint16Array(width * height);
  for (let at = 0; at < values.length; at += 1) {
    const raw = bytes === 1 ? (content[at] ?? 0) : content.readUInt16LE(at * 2);
    const plain = (raw + middle) & most;
    values[at] = isInverse ? most - plain : plain;
  }
  return values;
}

/** What the file's own window makes visible, unless it is empty. */
function windowOf(found: Elements, { most, middle, isInverse }: Layout): Pick<Grey, 'window'> {
  const [centre, wide] = [decimalAt(found, 0x0028_1050), decimalAt(found, 0x0028_1051)];
  const [slope, intercept] = [decimalAt(found, 0x0028_1053) || 1, decimalAt(found, 0x0028_1052) || 0];
  const [one, other] = [centre - wide / 2, centre + wide / 2].map(value => {
    const plain = Math.min(most, Math.max(0, Math.round((value - intercept) / slope + middle)));
    return isInverse ? most - plain : plain;
  }) as [number, number];
  return wide > 1 && one !== other ? { window: { low: Math.min(one, other), high: Math.max(one, other) } } : {};
}

const tells: readonly (readonly [tag: number, tells: Metadata])[] = [
  [0x0008_0080, 'place'],
  [0x0008_0081, 'place'],
  [0x0008_0070, 'camera'],
  [0x0008_1090, 'camera'],
  [0x0018_1000, 'camera'],
  [0x0008_0020, 'time'],
  [0x0008_0023, 'time'],
  [0x0008_0030, 'time'],
  [0x0008_0090, 'person'],
  [0x0008_1070, 'person'],
  [0x0010_0010, 'person'],
  [0x0010_0020, 'person'],
  [0x0010_0030, 'person'],
  [0x0008_1030, 'comment'],
  [0x0020_4000, 'comment'],
];

function told(found: Elements): Metadata[] {
  return [...new Set(tells.filter(([tag]) => textOf(found.get(tag)) !== '').map(([, what]) => what))];
}

function textOf(value: Buffer | undefined): string {
  return (
    value
      ?.toString('latin1')
      .replace(/[\0\s]+$/, '')
      .trim() ?? ''
  );
}
