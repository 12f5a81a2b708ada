import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, pipeline as pass } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { deriveKey } from '../../crypto/envelope.ts';
import { opened, sealing } from '../../crypto/stream.ts';
import type { Queryable } from '../../db/pool.ts';
import { StartError, causeOf } from '../../start-error.ts';
import { marksOf, type Seal } from '../chain/seal.ts';
import { sealsAfter } from '../chain/store-seals.ts';
import { edgeOf, type ArchiveRecord } from './record.ts';
import { rowTexts } from './store-archives.ts';

/**
 * The file of a month: JSON lines, compressed, then sealed with a key of the master key. The first line says what it
 * is; each seal is an object, and the rows under it that are of the month follow as the arrays they were hashed as.
 */
const kind = 'CEN audit trail, form 1';
const sealsAtOnce = 20;

interface Span {
  readonly month: string;
  readonly firstSeal: number;
  readonly lastSeal: number;
}

/** What a file was found to hold, when every row of it is as it was sealed. */
export type ArchiveContent = Pick<ArchiveRecord, 'month' | 'firstSeal' | 'lastSeal' | 'rowCount' | 'edges' | 'sha256'>;

/** Writes a month; it is on the disk when this resolves. */
export async function writeArchive(on: Queryable, path: string, span: Span, sealKey: Buffer): Promise<void> {
  await pipeline(
    Readable.from(linesOf(on, span)),
    createGzip(),
    sealing(fileKey(sealKey)),
    createWriteStream(path, { mode: 0o600, flush: true }),
  );
}

async function* linesOf(on: Queryable, { month, firstSeal, lastSeal }: Span): AsyncGenerator<string> {
  yield `${JSON.stringify({ kind, month })}\n`;
  let done = firstSeal - 1;
  while (done < lastSeal) {
    const seals = (await sealsAfter(on, done, sealsAtOnce)).filter(({ number }) => number <= lastSeal);
    if (seals.length === 0) return;
    for (const seal of seals) {
      yield `${JSON.stringify({ seal: writtenSeal(seal) })}\n`;
      const rows = await rowTexts(on, seal, month);
      if (rows.length > 0) yield `${rows.join('\n')}\n`;
      done = seal.number;
    }
  }
}

function writtenSeal({ rowsDigest, marks, previous, digest, mac, ...seal }: Seal) {
  const hex = { rowsDigest, previous, digest, mac };
  return {
    ...seal,
    ...Object.fromEntries(Object.entries(hex).map(([name, bytes]) => [name, bytes.toString('hex')])),
    marks: marks.toString('base64'),
  };
}

/**
 * Reads a file of a month and compares each row with the seals that are kept in the database. Throws StartError, with
 * the sentence for the operator, where the file is not whole or a row is not as it was sealed.
 */
export async function readArchive(on: Queryable, path: string, sealKey: Buffer): Promise<ArchiveContent> {
  const content = await compared(on, path, sealKey).catch((error: unknown) => {
    if (error instanceof StartError) throw error;
    throw new StartError(`The file ${path} cannot be read as an archive of this portal: ${causeOf(error)}.`);
  });
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { ...content, sha256: hash.digest() };
}

async function compared(on: Queryable, path: string, sealKey: Buffer): Promise<Omit<ArchiveContent, 'sha256'>> {
  const edges: ArchiveRecord['edges'][number][] = [];
  let [month, firstSeal, lastSeal, rowCount] = ['', 0, 0, 0];
  let under: Seal | undefined;
  let rows = new Map<number, string>();
  const close = () => {
    if (under && !isWhole(under, rows)) edges.push(edgeOf(under.number, rows));
    rowCount += rows.size;
    rows = new Map();
  };
  for await (const line of readLines(path, sealKey)) {
    if (line.startsWith('[')) {
      rows.set((JSON.parse(line) as number[])[0] ?? 0, createHash('sha256').update(line).digest('hex'));
      continue;
    }
    const said = JSON.parse(line) as { kind?: string; month?: string; seal?: { number: number; digest: string } };
    if (said.seal) {
      close();
      under = await keptSeal(on, said.seal, lastSeal);
      lastSeal = under.number;
      firstSeal ||= under.number;
    } else if (said.kind === kind) month = said.month ?? '';
    else throw new StartError(`The file ${path} is no archive of the audit trail.`);
  }
  close();
  return { month, firstSeal, lastSeal, rowCount, edges };
}

async function keptSeal(on: Queryable, said: { number: number; digest: string }, before: number): Promise<Seal> {
  const [kept] = await sealsAfter(on, said.number - 1, 1);
  const isNext = before === 0 || said.number === before + 1;
  if (!kept || !isNext || kept.number !== said.number || kept.digest.toString('hex') !== said.digest)
    throw new StartError(`Seal ${said.number} of the archive is not the one kept in the database.`);
  return kept;
}

/** Whether these are all rows of a seal. Throws StartError where one is not as it was sealed. */
function isWhole(seal: Seal, rows: ReadonlyMap<number, string>): boolean {
  const marks = marksOf(seal.marks);
  for (const [id, hash] of rows)
    if (marks.get(id) !== hash.slice(0, 16))
      throw new StartError(`Row ${id} of the archive is not as it was sealed (seal ${seal.number}).`);
  if (rows.size < seal.rowCount) return false;
  const digest = createHash('sha256')
    .update(Buffer.from([...rows.values()].join(''), 'hex'))
    .digest();
  if (!digest.equals(seal.rowsDigest))
    throw new StartError(`The rows of the archive under seal ${seal.number} are not as they were sealed.`);
  return true;
}

async function* readLines(path: string, sealKey: Buffer): AsyncGenerator<string> {
  // An error of either is told by the stream that is read.
  const plain = pass(opened(createReadStream(path), fileKey(sealKey)), createGunzip(), () => undefined);
  plain.setEncoding('utf8');
  let rest = '';
  for await (const chunk of plain) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') throw new Error('it is cut short');
}

/** One for all months: each file has a nonce of its own. */
function fileKey(sealKey: Buffer): Buffer {
  return deriveKey(sealKey, 'audit', 'audit-archive/v1/file');
}
