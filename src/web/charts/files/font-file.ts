import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import type { Font } from 'fontkit';

const require = createRequire(import.meta.url);

/** A font of a file. The reader is large, and loaded with the first: whoever measures a text cannot wait for it. */
export function openFont(path: string): Font {
  const { create } = require('fontkit') as typeof import('fontkit');
  return create(fontData(path)) as Font;
}

const unpacked = new Map<string, Buffer>();

/**
 * A WOFF file as the plain font that is packed in it. The reader of fonts would unpack the table of outlines anew, and
 * in JavaScript, for each sign that it draws.
 */
export function fontData(path: string): Buffer {
  const known = unpacked.get(path) ?? unpack(readFileSync(path));
  unpacked.set(path, known);
  return known;
}

/** Bytes of the header and of an entry of the directory of tables, packed (WOFF 1.0) and plain (OpenType). */
const packedSizes = { header: 44, entry: 20 };
const plainSizes = { header: 12, entry: 16 };

function unpack(packed: Buffer): Buffer {
  const tables = Array.from({ length: packed.readUInt16BE(12) }, (_, at) =>
    readTable(packed, packedSizes.header + at * packedSizes.entry),
  );
  let at = plainSizes.header + tables.length * plainSizes.entry;
  const places = tables.map(({ data }) => {
    const place = at;
    at += Math.ceil(data.length / 4) * 4;
    return place;
  });
  const plain = Buffer.alloc(at);
  writeHeader(plain, packed.readUInt32BE(4), tables.length);
  for (const [index, { tag, checksum, data }] of tables.entries()) {
    const [entry, place] = [plainSizes.header + index * plainSizes.entry, places[index] ?? 0];
    plain.writeUInt32BE(tag, entry);
    plain.writeUInt32BE(checksum, entry + 4);
    plain.writeUInt32BE(place, entry + 8);
    plain.writeUInt32BE(data.length, entry + 12);
    data.copy(plain, place);
  }
  return plain;
}

interface Table {
  readonly tag: number;
  readonly checksum: number;
  readonly data: Buffer;
}

/** A table that packing would not make smaller is kept as it is. */
function readTable(packed: Buffer, entry: number): Table {
  const [offset, kept, length] = [4, 8, 12].map(at => packed.readUInt32BE(entry + at)) as [number, number, number];
  const stored = packed.subarray(offset, offset + kept);
  return {
    tag: packed.readUInt32BE(entry),
    checksum: packed.readUInt32BE(entry + 16),
    data: kept < length ? inflateSync(stored) : stored,
  };
}

/** With the figures that a search by halves begins from. */
function writeHeader(plain: Buffer, flavour: number, tables: number): void {
  const halvings = Math.floor(Math.log2(tables));
  const range = 2 ** halvings * plainSizes.entry;
  plain.writeUInt32BE(flavour, 0);
  plain.writeUInt16BE(tables, 4);
  plain.writeUInt16BE(range, 6);
  plain.writeUInt16BE(halvings, 8);
  plain.writeUInt16BE(tables * plainSizes.entry - range, 10);
}
