import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { Source } from '../source.ts';
import { UnreadableFile } from '../unreadable.ts';

/** One part of a packed file, as its directory has it. Sizes in bytes; what it says of `size` is not believed. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly offset: number;
  readonly packed: number;
  readonly size: number;
}

/** What may still be unpacked of one file; shared by all its entries. */
export interface Budget {
  bytes: number;
}

/** Bounds of a directory: beyond them, it was made to hurt. */
const most = { entries: 65_535, directory: 64 * 1024 * 1024 };
/** Above this many bytes nothing is packed as tightly as this: small sheets of repeated words pack very well. */
const tightest = { fromBytes: 100 * 1024 * 1024, ratio: 300 };
const endLength = 22;

interface Directory {
  readonly count: number;
  readonly length: number;
  readonly start: number;
}

/** Where the directory of a packed file at the end of any file lies, as programs that unpack look for it. */
export async function findZipEnd(source: Source): Promise<Directory | undefined> {
  const tailAt = Math.max(0, source.size - endLength - 0xffff - 20);
  const tail = await source.read(tailAt, source.size - tailAt);
  const mark = 'PK\x05\x06';
  for (let at = tail.lastIndexOf(mark, undefined, 'latin1'); at >= 0; ) {
    if (at + endLength <= tail.length && at + endLength + tail.readUInt16LE(at + 20) <= tail.length) {
      const found = {
        count: tail.readUInt16LE(at + 10),
        length: tail.readUInt32LE(at + 12),
        start: tail.readUInt32LE(at + 16),
      };
      return found.start === 0xffffffff || found.count === 0xffff ? wideEnd(source, tail, at) : found;
    }
    at = at === 0 ? -1 : tail.lastIndexOf(mark, at - 1, 'latin1');
  }
  return undefined;
}

/** The record of ZIP64, where a count or a place is too great for the first one. */
async function wideEnd(source: Source, tail: Buffer, end: number): Promise<Directory | undefined> {
  if (end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) return undefined;
  const record = await source.read(Number(tail.readBigUInt64LE(end - 12)), 56);
  if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) return undefined;
  return {
    count: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    start: Number(record.readBigUInt64LE(48)),
  };
}

/** Reads the directory alone: nothing is unpacked. Throws UnreadableFile: `damaged`, or `tooBig` beyond the bounds. */
export async function readZipDirectory(
  source: Source,
  bounds: Partial<typeof most> = {},
): Promise<readonly ZipEntry[]> {
  const { entries: mostEntries, directory: mostBytes } = { ...most, ...bounds };
  const end = await findZipEnd(source);
  if (!end || !(end.start + end.length <= source.size)) throw new UnreadableFile('damaged');
  if (end.count > mostEntries || end.length > mostBytes)
    throw new UnreadableFile('tooBig', { size: end.length, limit: mostBytes });
  const directory = await source.read(end.start, end.length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < end.count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw new UnreadableFile('damaged');
    const names = at + 46 + directory.readUInt16LE(at + 28);
    const extras = names + directory.readUInt16LE(at + 30);
    entries.push({
      name: directory.toString('utf8', at + 46, names),
      method: directory.readUInt16LE(at + 10),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      ...sizesOf(directory, at, directory.subarray(names, extras)),
    });
    at = extras + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** Sizes and offset, from the field of ZIP64 where those of 32 bits are full. */
function sizesOf(directory: Buffer, at: number, extra: Buffer): Pick<ZipEntry, 'size' | 'packed' | 'offset'> {
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

/**
 * Refuses what claims to unpack to more than `limit` bytes or packs tighter than anything does. Parts that overlap
 * share their packed bytes, and then claim together more than there are. Throws UnreadableFile `tooBig`.
 */
export function refuseBomb(entries: readonly ZipEntry[], { size: there }: Source, limit: number): void {
  const sum = (what: 'packed' | 'size'): number => entries.reduce((total, entry) => total + entry[what], 0);
  const [size, packed] = [sum('size'), sum('packed')];
  const isTight = size > tightest.fromBytes && size > packed * tightest.ratio;
  if (size > limit || packed > there || isTight) throw new UnreadableFile('tooBig', { size, limit });
}

/** The unpacked bytes of an entry, never more than the budget whatever it claims. Throws UnreadableFile. */
export async function* unzip(source: Source, entry: ZipEntry, budget: Budget): AsyncGenerator<Buffer> {
  const { method, offset, packed } = entry;
  if (entry.isEncrypted) throw new UnreadableFile('locked');
  const header = await source.read(offset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50 || (method !== 0 && method !== 8))
    throw new UnreadableFile('damaged');
  const start = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + packed > source.size) throw new UnreadableFile('damaged');
  const limit = budget.bytes;
  const content = source.stream(start, start + packed);
  let read = 0;
  for await (const piece of method === 8 ? inflated(content) : content) {
    budget.bytes -= piece.length;
    read += piece.length;
    if (budget.bytes < 0 || (read > tightest.fromBytes && read > packed * tightest.ratio))
      throw new UnreadableFile('tooBig', { size: read, limit });
    yield piece;
  }
}

async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflater = createInflateRaw({ chunkSize: 128 * 1024 });
  const from = Readable.from(packed, { objectMode: true });
  from.on('error', error => inflater.destroy(error));
  from.pipe(inflater);
  try {
    for await (const piece of inflater) yield piece as Buffer;
  } catch (error) {
    throw String((error as { code?: unknown }).code).startsWith('Z_') ? new UnreadableFile('damaged') : error;
  } finally {
    from.destroy();
    inflater.destroy();
  }
}

/** A whole entry, of no more than `limit` bytes. Throws UnreadableFile. */
export async function unzipWhole(source: Source, entry: ZipEntry, budget: Budget, limit: number): Promise<Buffer> {
  const own = { bytes: Math.min(limit, budget.bytes) };
  const pieces: Buffer[] = [];
  for await (const piece of unzip(source, entry, own)) pieces.push(piece);
  const content = Buffer.concat(pieces);
  budget.bytes -= content.length;
  return content;
}
