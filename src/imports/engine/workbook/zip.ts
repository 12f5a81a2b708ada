import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { limits } from '../limits.ts';
import { FileFault } from '../problems.ts';
import type { Source } from '../source.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  /** Bytes in the archive and, as the archive claims, when unzipped. */
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** What may still be unzipped from one file; shared by all its entries. */
export interface Budget {
  bytes: number;
}

/** The archive's own list of entries by name, or undefined when it has none: no zip, or cut off. */
export async function zipDirectory(source: Source): Promise<ReadonlyMap<string, ZipEntry> | undefined> {
  const tailAt = Math.max(0, source.size - 65_557);
  const tail = await source.read(tailAt, 65_557);
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end === -1 || end + 22 > tail.length) return undefined;
  const place = {
    count: tail.readUInt16LE(end + 10),
    size: tail.readUInt32LE(end + 12),
    at: tail.readUInt32LE(end + 16),
  };
  const wide = place.at === 0xffffffff || place.count === 0xffff ? await zip64Place(source, tail, end) : place;
  if (!wide || wide.size > 64 * 1024 * 1024 || wide.at + wide.size > source.size) return undefined;
  return readEntries(await source.read(wide.at, wide.size), wide.count);
}

async function zip64Place(
  source: Source,
  tail: Buffer,
  end: number,
): Promise<{ count: number; size: number; at: number } | undefined> {
  if (end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) return undefined;
  const record = await source.read(Number(tail.readBigUInt64LE(end - 12)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) return undefined;
  return {
    count: Number(record.readBigUInt64LE(32)),
    size: Number(record.readBigUInt64LE(40)),
    at: Number(record.readBigUInt64LE(48)),
  };
}

function readEntries(directory: Buffer, count: number): ReadonlyMap<string, ZipEntry> | undefined {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) return undefined;
    const lengths = [
      directory.readUInt16LE(at + 28),
      directory.readUInt16LE(at + 30),
      directory.readUInt16LE(at + 32),
    ] as const;
    const name = directory.toString('utf8', at + 46, at + 46 + lengths[0]);
    const extra = directory.subarray(at + 46 + lengths[0], at + 46 + lengths[0] + lengths[1]);
    const sizes = wideSizes(directory, at, extra);
    entries.set(name.replaceAll('\\', '/'), {
      name,
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      ...sizes,
    });
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

/** Sizes and offset, from the zip64 extra field where the 32-bit ones are full. */
function wideSizes(directory: Buffer, at: number, extra: Buffer): { packed: number; size: number; offset: number } {
  const sizes = {
    size: directory.readUInt32LE(at + 24),
    packed: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  };
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue;
    let value = field + 4;
    for (const key of ['size', 'packed', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || value + 8 > extra.length) continue;
      sizes[key] = Number(extra.readBigUInt64LE(value));
      value += 8;
    }
  }
  return sizes;
}

/** Refuses an archive that claims to hold more than we read, or squeezes more than a workbook can. */
export function refuseBomb(entries: ReadonlyMap<string, ZipEntry>): void {
  let size = 0;
  let packed = 0;
  for (const entry of entries.values()) {
    size += entry.size;
    packed += entry.packed;
  }
  const squeezed = size > limits.ratioFromBytes && size > packed * limits.ratio;
  if (size > limits.unzippedBytes || squeezed) throw tooBig(size);
}

function tooBig(size: number): FileFault {
  return new FileFault('file_too_big', { size, limit: limits.unzippedBytes });
}

/** The unzipped bytes of an entry, piece by piece, never more than the budget whatever the archive claims. */
export async function* unzip(source: Source, entry: ZipEntry, budget: Budget): AsyncGenerator<Buffer> {
  const header = await source.read(entry.offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw new FileFault('file_damaged', { n: 0 });
  if (entry.encrypted) throw new FileFault('file_locked');
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = source.stream(start, Math.min(source.size, start + entry.packed));
  const plain = entry.method === 8 ? inflate(packed) : packed;
  let read = 0;
  for await (const piece of plain) {
    budget.bytes -= piece.length;
    read += piece.length;
    if (budget.bytes < 0 || (read > limits.ratioFromBytes && read > entry.packed * limits.ratio)) throw tooBig(read);
    yield piece;
  }
}

async function* inflate(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw({ chunkSize: 128 * 1024 });
  const from = Readable.from(packed, { objectMode: true });
  from.on('error', error => inflater.destroy(error));
  from.pipe(inflater);
  try {
    for await (const piece of inflater) yield piece as Buffer;
  } finally {
    from.destroy();
    inflater.destroy();
  }
}

/** Parts of a workbook beside its sheets and texts are small. */
const partBytes = 32 * 1024 * 1024;

/** A whole small entry as text (the workbook's parts, not its sheets). */
export async function unzipText(source: Source, entry: ZipEntry | undefined, budget: Budget): Promise<string> {
  if (!entry) return '';
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of unzip(source, entry, budget)) {
    size += piece.length;
    if (size > partBytes) throw tooBig(size);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
