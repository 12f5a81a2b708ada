import type { StampedKind } from '../pictures/picture-types.ts';

/**
 * Puts an XMP packet into a file of our own making without touching the picture in it. Throws for what is no such file.
 */
export const withPacket: Readonly<Record<StampedKind, (image: Buffer, packet: Buffer) => Buffer>> = {
  webp: intoWebp,
  avif: intoAvif,
  jpeg: intoJpeg,
};

/** A chunk at the end, announced in the extended header (RFC 9649, 2.7). */
function intoWebp(image: Buffer, packet: Buffer): Buffer {
  if (image.length < 30 || image.toString('latin1', 0, 4) !== 'RIFF' || image.toString('latin1', 8, 12) !== 'WEBP')
    throw new Error('no WebP');
  const rest = image.subarray(12);
  const chunks =
    rest.toString('latin1', 0, 4) === 'VP8X' ? [extended(rest), rest.subarray(18)] : [headerFor(rest), rest];
  const body = Buffer.concat([...chunks, chunk('XMP ', packet)]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

const hasXmp = 0x04;
const hasAlpha = 0x10;

function extended(rest: Buffer): Buffer {
  const header = Buffer.from(rest.subarray(0, 18));
  header[8] = (header[8] ?? 0) | hasXmp;
  return header;
}

/** The size and whether it is see-through stand in the picture's own first bytes (RFC 6386, 9.1; RFC 9649, 3.4). */
function headerFor(rest: Buffer): Buffer {
  const isLossless = rest.toString('latin1', 0, 4) === 'VP8L';
  if (!isLossless && rest.toString('latin1', 0, 4) !== 'VP8 ') throw new Error('no WebP');
  const bits = isLossless ? rest.readUInt32LE(9) : 0;
  const width = isLossless ? bits & 0x3fff : (rest.readUInt16LE(14) & 0x3fff) - 1;
  const height = isLossless ? (bits >> 14) & 0x3fff : (rest.readUInt16LE(16) & 0x3fff) - 1;
  const data = Buffer.alloc(10);
  data[0] = hasXmp | (isLossless && ((bits >>> 28) & 1) === 1 ? hasAlpha : 0);
  data.writeUIntLE(width, 4, 3);
  data.writeUIntLE(height, 7, 3);
  return chunk('VP8X', data);
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** The identity of XMP in files of ISO base media (ISO 16684-3). */
const xmpBox = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');

/** A box at the end moves no other (ISO 14496-12, 4.2). */
function intoAvif(image: Buffer, packet: Buffer): Buffer {
  if (!/^[\s\S]{4}ftypavif/.test(image.toString('latin1', 0, 12))) throw new Error('no AVIF');
  let at = 0;
  while (at < image.length) {
    const length = at + 8 <= image.length ? image.readUInt32BE(at) : 0;
    // A last box of open length would take ours for its own.
    if (length < 8) throw new Error('an AVIF of open length');
    at += length;
  }
  if (at !== image.length) throw new Error('an AVIF cut short');
  const head = Buffer.from('\0\0\0\0uuid', 'latin1');
  head.writeUInt32BE(8 + xmpBox.length + packet.length);
  return Buffer.concat([image, head, xmpBox, packet]);
}

const xmpSegment = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');

/** A segment behind the first, which must stay first (ISO 10918-5). */
function intoJpeg(image: Buffer, packet: Buffer): Buffer {
  if (image.length < 20 || image.readUInt16BE(0) !== 0xffd8) throw new Error('no JPEG');
  const at = image.readUInt16BE(2) === 0xffe0 ? 4 + image.readUInt16BE(4) : 2;
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + xmpSegment.length + packet.length, 2);
  return Buffer.concat([image.subarray(0, at), head, xmpSegment, packet, image.subarray(at)]);
}
