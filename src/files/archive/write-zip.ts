import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file of an archive: its path and its content, piece by piece. */
export interface ZipPart {
  readonly path: string;
  readonly content: AsyncIterable<string | Buffer> | Iterable<string | Buffer>;
}

interface Tally {
  readonly path: Buffer;
  readonly offset: number;
  size: number;
  packed: number;
  crc: number;
}

const deflateMethod = 8;
/** Sizes follow the data (bit 3), since they are not known before; paths are UTF-8 (bit 11). */
const flags = 0x0808;
const version = 20;
/** 1 January 1980: an archive made twice from the same rows is the same. */
const stamp = 0x0021_0000;

/**
 * A ZIP archive written as its parts come, in that order; nothing is kept but their names and sizes (APPNOTE 6.3.10,
 * without ZIP64: a part and the whole stay below 4 GiB). Reading slowly slows the parts; ending early ends them.
 */
export async function* writeZip(parts: AsyncIterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Tally[] = [];
  let offset = 0;
  for await (const { path, content } of parts) {
    const tally: Tally = { path: Buffer.from(path), offset, size: 0, packed: 0, crc: 0 };
    const head = localHeader(tally);
    yield head;
    yield* deflated(content, tally);
    const tail = sizes(tally);
    yield tail;
    offset += head.length + tally.packed + tail.length;
    written.push(tally);
  }
  yield directory(written, offset);
}

async function* deflated(content: ZipPart['content'], tally: Tally): AsyncGenerator<Buffer> {
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      tally.size += bytes.length;
      tally.crc = crc32(bytes, tally.crc);
      yield bytes;
    }
  }
  const deflate = createDeflateRaw({ level: 1 });
  const flow = pipeline(Readable.from(counted(), { highWaterMark: 1 }), deflate);
  flow.catch(() => undefined); // the loop below throws the same
  for await (const piece of deflate as AsyncIterable<Buffer>) {
    tally.packed += piece.length;
    yield piece;
  }
  await flow;
}

function localHeader({ path }: Tally): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x0403_4b50, 0);
  head.writeUInt16LE(version, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt16LE(deflateMethod, 8);
  head.writeUInt32LE(stamp, 10);
  head.writeUInt16LE(path.length, 26);
  return Buffer.concat([head, path]);
}

function sizes({ crc, packed, size }: Tally): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x0807_4b50, 0);
  for (const [at, value] of [crc, packed, size].entries()) tail.writeUInt32LE(value, 4 + at * 4);
  return tail;
}

function directory(written: readonly Tally[], offset: number): Buffer {
  const entries = written.map(entryOf);
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(written.length, 8);
  end.writeUInt16LE(written.length, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...entries, end]);
}

function entryOf({ path, offset, crc, packed, size }: Tally): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x0201_4b50, 0);
  entry.writeUInt16LE(version, 4);
  entry.writeUInt16LE(version, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(deflateMethod, 10);
  entry.writeUInt32LE(stamp, 12);
  for (const [at, value] of [crc, packed, size].entries()) entry.writeUInt32LE(value, 16 + at * 4);
  entry.writeUInt16LE(path.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, path]);
}
