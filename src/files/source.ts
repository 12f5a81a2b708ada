import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** A file to read here and there: on disk, or small and already in memory (pasted cells). */
export interface Source {
  readonly size: number;
  /** Where it lies, for what is read by another process. */
  readonly path?: string;
  /** Bytes [start, start + length), fewer at the end of the file. */
  readonly read: (start: number, length: number) => Promise<Buffer>;
  readonly stream: (start: number, end: number) => AsyncIterable<Buffer>;
}

/** Opens a path or wraps a buffer. Throws only for trouble of the machine (no such file). */
export async function openSource(file: string | Buffer): Promise<Source> {
  return typeof file === 'string' ? pathSource(file) : bufferSource(file);
}

function bufferSource(buffer: Buffer): Source {
  const piece = 256 * 1024;
  return {
    size: buffer.length,
    read: async (start, length) => buffer.subarray(start, start + length),
    stream: async function* stream(start, end) {
      for (let at = start; at < end; at += piece) yield buffer.subarray(at, Math.min(end, at + piece));
    },
  };
}

async function pathSource(path: string): Promise<Source> {
  const { size } = await stat(path);
  return {
    size,
    path,
    read: async (start, length) => {
      const handle = await open(path, 'r');
      try {
        const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - start)));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
        return buffer.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
    stream: (start, end) =>
      end <= start ? nothing() : createReadStream(path, { start, end: end - 1, highWaterMark: 256 * 1024 }),
  };
}

async function* nothing(): AsyncGenerator<Buffer> {
  /* an empty range has no bytes */
}

/** Three pieces of a file: what is true of the head only is not true of the file. Short files come in one piece. */
export async function samplePieces(source: Source, bytes: number): Promise<Buffer[]> {
  if (source.size <= bytes * 3) return [await source.read(0, source.size)];
  const even = (position: number): number => position - (position % 4);
  return [
    await source.read(0, bytes),
    await source.read(even(Math.floor(source.size / 2)), bytes),
    await source.read(even(source.size - bytes), bytes + 4),
  ];
}
