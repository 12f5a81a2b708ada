import sharp from 'sharp';
import type { Sharp } from 'sharp';

/** Pictures with something in them, known to the pixel. */

/** Soft shapes over a slope of light, another for each seed: what a hash and an encoder meet in photographs. */
export async function scene(seed: number, width = 1200, height = 900): Promise<Sharp> {
  const random = randomOf(seed);
  const shapes = Array.from({ length: 24 }, () => {
    const [x, y, w, h] = [random() * 100, random() * 100, 4 + random() * 30, 4 + random() * 30];
    return (
      `<ellipse cx="${x}" cy="${y}" rx="${w / 2}" ry="${h / 2}" fill="rgb(${Math.floor(random() * 256)},` +
      `${Math.floor(random() * 256)},${Math.floor(random() * 256)})" opacity=".8"/>`
    );
  });
  const drawing =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100" ` +
    `preserveAspectRatio="none"><rect width="100" height="100" fill="#776"/>${shapes.join('')}</svg>`;
  const { data, info } = await sharp(Buffer.from(drawing)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
}

export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Grey values of a number of bits, from dark to light with a pattern in them. */
export function greys(width: number, height: number, bits = 12): Uint16Array {
  const most = 2 ** bits - 1;
  return Uint16Array.from({ length: width * height }, (_, at) =>
    Math.min(most, Math.floor(((at % width) / width) * most * 0.9) + ((at >> 3) % 64)),
  );
}

export function grey16(width: number, height: number, format: 'png' | 'tiff' = 'png'): Promise<Buffer> {
  const picture = sharp(greys(width, height), { raw: { width, height, channels: 1 } }).toColourspace('grey16');
  return (format === 'png' ? picture.png() : picture.tiff({ compression: 'deflate' })).toBuffer();
}

interface DicomOptions {
  readonly explicit?: boolean;
  readonly syntax?: string;
  readonly bits?: 8 | 12 | 16;
  readonly coding?: string;
  readonly frames?: number;
  readonly signed?: boolean;
  /** Window centre and width. */
  readonly window?: readonly [number, number];
  readonly preamble?: Buffer;
  /** With a sequence of open length before the picture. */
  readonly nested?: boolean;
}

/** A DICOM file of grey values, little-endian and uncompressed unless its options say otherwise. */
export function dicom(values: Uint16Array, width: number, options: DicomOptions = {}): Buffer {
  const {
    explicit = true,
    bits = 12,
    coding = 'MONOCHROME2',
    frames,
    signed = false,
    window,
    preamble = Buffer.alloc(128),
    nested = false,
  } = options;
  const element = (
    group: number,
    number: number,
    kind: string,
    value: Buffer | string | number,
    plain = explicit,
  ): Buffer => {
    const raw = typeof value === 'number' ? Buffer.from(Uint16Array.of(value).buffer) : Buffer.from(value);
    const data = raw.length % 2 === 0 ? raw : Buffer.concat([raw, Buffer.from(kind === 'UI' ? '\0' : ' ')]);
    const head = Buffer.alloc(plain && ['OW', 'OB', 'SQ'].includes(kind) ? 12 : 8);
    head.writeUInt16LE(group, 0);
    head.writeUInt16LE(number, 2);
    if (plain) head.write(kind, 4, 'latin1');
    if (head.length === 12 || !plain) head.writeUInt32LE(data.length, head.length - 4);
    else head.writeUInt16LE(data.length, 6);
    return Buffer.concat([head, data]);
  };
  const open = (group: number, number: number): Buffer => {
    const head =
      explicit && group !== 0xfffe
        ? Buffer.from([0, 0, 0, 0, 0x53, 0x51, 0, 0, 255, 255, 255, 255])
        : Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]);
    head.writeUInt16LE(group, 0);
    head.writeUInt16LE(number, 2);
    return head;
  };
  const end = (number: number): Buffer => element(0xfffe, number, '', '', false);
  const pixels =
    bits === 8
      ? Buffer.from(Uint8Array.from(values))
      : Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([
    preamble,
    Buffer.from('DICM'),
    element(0x0002, 0x0010, 'UI', options.syntax ?? (explicit ? '1.2.840.10008.1.2.1' : '1.2.840.10008.1.2'), true),
    element(0x0008, 0x0020, 'DA', '20261126'),
    element(0x0008, 0x0080, 'LO', 'Mombasa scanner 2'),
    element(0x0010, 0x0010, 'PN', 'DRIVER^NAME'),
    ...(nested
      ? [open(0x0018, 0x9999), open(0xfffe, 0xe000), element(0x0010, 0x0020, 'LO', 'inner'), end(0xe00d), end(0xe0dd)]
      : []),
    element(0x0028, 0x0002, 'US', 1),
    element(0x0028, 0x0004, 'CS', coding),
    ...(frames === undefined ? [] : [element(0x0028, 0x0008, 'IS', String(frames))]),
    element(0x0028, 0x0010, 'US', values.length / width),
    element(0x0028, 0x0011, 'US', width),
    element(0x0028, 0x0100, 'US', bits === 8 ? 8 : 16),
    element(0x0028, 0x0101, 'US', bits),
    element(0x0028, 0x0102, 'US', bits - 1),
    element(0x0028, 0x0103, 'US', signed ? 1 : 0),
    ...(window
      ? [element(0x0028, 0x1050, 'DS', String(window[0])), element(0x0028, 0x1051, 'DS', String(window[1]))]
      : []),
    element(0x7fe0, 0x0010, 'OW', pixels),
  ]);
}
