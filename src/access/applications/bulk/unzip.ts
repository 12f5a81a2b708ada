import { inflateRawSync } from 'node:zlib';
import { Unreadable, limits } from './limits.ts';

/**
 * The named parts of a zip file, inflated. What a part says of its own size is not believed: all together may become
 * `limits.inflated` bytes and no more. Throws Unreadable.
 */
export function unzip(file: Buffer, wanted: (name: string) => boolean): Map<string, string> {
  const parts = new Map<string, string>();
  let left: number = limits.inflated;
  for (const { name, method, offset, size } of directoryOf(file)) {
    if (!wanted(name)) continue;
    const content = contentOf(file, { method, offset, size, most: left });
    left -= content.length;
    parts.set(name, content.toString('utf8'));
  }
  return parts;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly offset: number;
  readonly size: number;
}

/** The central directory: it alone says what is in the file. */
function directoryOf(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > file.length) throw new Unreadable('damaged');
  const [count, start] = [file.readUInt16LE(end + 10), file.readUInt32LE(end + 16)];
  if (count > limits.parts) throw new Unreadable('bomb');
  const entries: Entry[] = [];
  for (let at = start, number = 0; number < count; number += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw new Unreadable('damaged');
    const [nameLength, extra, comment] = [
      file.readUInt16LE(at + 28),
      file.readUInt16LE(at + 30),
      file.readUInt16LE(at + 32),
    ];
    if ((file.readUInt16LE(at + 8) & 1) === 1) throw new Unreadable('locked');
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      size: file.readUInt32LE(at + 20),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function contentOf(
  file: Buffer,
  { method, offset, size, most }: { method: number; offset: number; size: number; most: number },
): Buffer {
  if (offset + 30 > file.length || file.readUInt32LE(offset) !== 0x04034b50) throw new Unreadable('damaged');
  const from = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const packed = file.subarray(from, from + size);
  if (packed.length !== size || (method !== 0 && method !== 8)) throw new Unreadable('damaged');
  if (method === 0 && size > most) throw new Unreadable('bomb');
  try {
    return method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    throw new Unreadable((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'damaged');
  }
}
