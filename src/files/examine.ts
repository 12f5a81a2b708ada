import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Scanner } from './clamd.ts';
import type { Derivative, Examination, Findings } from './intake-types.ts';
import { Refused, isPicture } from './kinds.ts';
import type { FileKind } from './kinds.ts';
import type { FileStore } from './store.ts';
import { readPlainText } from './text-kind.ts';
import type { Pictures } from './workshop/tasks.ts';
import { limits } from './workshop/tasks.ts';
import type { Workshop } from './workshop/workshop.ts';

export interface Examiner {
  readonly store: FileStore;
  readonly workshop: Workshop;
  readonly scanner?: Scanner | undefined;
}

/** Scans a plain file, and only then has it read. What it makes of a picture is stored, all of it or nothing. */
export async function examinePlain({ store, workshop, scanner }: Examiner, path: string, kind: FileKind): Promise<Examination> {
  if (scanner && kind === 'png' && await isPngBomb(path)) return { verdict: 'refused', refusal: { reason: 'pixels', values: { limit: limits.pixels / 1_000_000 } } };
  const scanned = await scanner?.scan(createReadStream(path));
  if (scanned?.state === 'unavailable') return { verdict: 'later', problem: scanned.problem };
  if (scanned?.state === 'tooLarge') return { verdict: 'refused', refusal: { reason: 'unscannable' } };
  if (scanned?.state === 'infected') return { verdict: 'infected', refusal: { reason: 'infected', values: { threat: scanned.threat } } };
  try {
    return { verdict: 'clean', scanned: scanned !== undefined, ...await findingsOf(store, workshop, path, kind) };
  } catch (error) {
    if (error instanceof Refused) return { verdict: 'refused', refusal: error.refusal };
    throw error;
  }
}

/** Whether a PNG says it is larger than is taken: its size stands in its first 24 bytes. A scanner unpacks pictures, too, and takes half a minute for such a one. */
async function isPngBomb(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(24), 0, 24, 0);
    return bytesRead === 24 && buffer.readUInt32BE(16) * buffer.readUInt32BE(20) > limits.pixels;
  } finally {
    await file.close();
  }
}

async function findingsOf(store: FileStore, workshop: Workshop, path: string, kind: FileKind): Promise<Findings> {
  if (kind === 'pdf') {
    const { title, ...facts } = await workshop.pdfFacts(path);
    return title === undefined ? facts : { ...facts, title };
  }
  if (isPicture(kind)) {
    const { made, ...facts } = await workshop.makePictures(path);
    return { ...facts, derivatives: await keep(store, made) };
  }
  if (kind !== 'txt' && kind !== 'csv') return {};
  const { text, cut } = await readPlainText(path, limits.textCharacters);
  return { texts: [text], textCut: cut };
}

async function keep(store: FileStore, made: Pictures['made']): Promise<Derivative[]> {
  for (const { kind, content } of made) refuseOther(kind, content);
  const kept: Derivative[] = [];
  try {
    for (const { size, kind, width, height, content } of made) {
      const { id } = await store.put(Readable.from([Buffer.from(content)]), content.length);
      kept.push({ size, kind, storedId: id, width, height, bytes: content.length });
    }
    return kept;
  } catch (error) {
    for (const { storedId } of kept) await store.remove(storedId);
    throw error;
  }
}

/** What the workshop hands back is shown in pages: it is what it is called, whatever became of the process that made it. */
function refuseOther(kind: Derivative['kind'], content: Uint8Array): void {
  const start = Buffer.from(content.subarray(0, 12)).toString('latin1');
  if (!(kind === 'webp' ? /^RIFF[\s\S]{4}WEBP/ : /^[\s\S]{4}ftypavif/).test(start)) throw new Refused('tooHard');
}
