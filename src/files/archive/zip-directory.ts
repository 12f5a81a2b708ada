import type { FileHandle } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { Refused } from '../kinds/kinds.ts';

/** One part of a packed file, as its directory has it. Sizes in bytes. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly offset: number;
  readonly packed: number;
  readonly inflated: number;
}

/** What a document of an office program may be made of: beyond it, it was made to hurt. */
const most = { entries: 5000, directory: 4 * 1024 * 1024, inflated: 512 * 1024 * 1024, part: 1024 * 1024 };
const endLength = 22;
const endMark = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** The end record of a packed file at the end of any file, as programs that unpack look for it. */
export async function findZipEnd(
  file: FileHandle,
  size: number,
): Promise<{ count: number; start: number; length: number } | undefined> {
  const tail = await bytesAt(file, Math.max(0, size - endLength - 0xffff), size);
  for (let at = tail.lastIndexOf(endMark); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(endMark, at - 1)) {
    if (at + endLength <= tail.length && at + endLength + tail.readUInt16LE(at + 20) <= tail.length) {
      return {
        count: tail.readUInt16LE(at + 10),
        length: tail.readUInt32LE(at + 12),
        start: tail.readUInt32LE(at + 16),
      };
    }
  }
  return undefined;
}

/** Reads the directory alone: nothing is unpacked. Throws Refused: `damaged`, `locked`, or `bomb` for sizes no document has. */
export async function readZipDirectory(file: FileHandle, size: number): Promise<readonly ZipEntry[]> {
  const end = await findZipEnd(file, size);
  if (!end || end.start + end.length > size) throw new Refused('damaged');
  if (end.count > most.entries || end.length > most.directory) throw new Refused('bomb');
  const directory = await bytesAt(file, end.start, end.start + end.length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < end.count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw new Refused('damaged');
    if ((directory.readUInt16LE(at + 8) & 1) === 1) throw new Refused('locked');
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      inflated: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  refuseBomb(entries, size);
  return entries;
}

/** Parts that overlap share their packed bytes, and then claim together more than there are. */
function refuseBomb(entries: readonly ZipEntry[], size: number): void {
  const sum = (what: 'packed' | 'inflated'): number => entries.reduce((total, entry) => total + entry[what], 0);
  if (sum('inflated') > most.inflated || sum('packed') > size) throw new Refused('bomb');
}

/** One small part unpacked; what it says of its size is not believed. Throws Refused. */
export async function readZipPart(file: FileHandle, { offset, method, packed }: ZipEntry): Promise<Buffer> {
  if (packed > most.part) throw new Refused('bomb');
  const header = await bytesAt(file, offset, offset + 30);
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50 || (method !== 0 && method !== 8))
    throw new Refused('damaged');
  const from = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const content = await bytesAt(file, from, from + packed);
  if (content.length !== packed) throw new Refused('damaged');
  try {
    return method === 0 ? content : inflateRawSync(content, { maxOutputLength: most.part });
  } catch (error) {
    throw new Refused((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'damaged');
  }
}

/** The bytes from one place up to another, fewer where the file ends before. */
export async function bytesAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, to - from));
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, from + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
