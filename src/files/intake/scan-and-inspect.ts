import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { scanAnew, type Scanner } from './clamd.ts';
import type { Examination, Findings, Inspection } from './types.ts';
import { storeDerivatives, keepGallery, refuseOther } from '../store-derivatives.ts';
import { Refused, isOffice, isPicture, type FileKind, type PictureKind } from '../kinds/kinds.ts';
import type { Recipe } from '../pictures/picture-types.ts';
import type { FileStore } from '../store/file-store.ts';
import { readPlainText } from '../kinds/text-kind.ts';
import { limits } from '../sandbox/tasks.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { KnownBy } from '../sandbox/answers.ts';

interface Examiner {
  readonly store: FileStore;
  readonly sandbox: Sandbox;
  readonly scanner?: Scanner | undefined;
}

/** A stored file, decrypted for the time it is worked on. */
interface Plain {
  readonly storedId: string;
  readonly path: string;
  readonly kind: FileKind;
}

/** Scans a plain file, and only then has it read. What it makes of a picture is stored, all of it or nothing. */
export async function scanAndInspect(
  { store, sandbox, scanner }: Examiner,
  plain: Plain,
  recipe: Recipe,
): Promise<Examination> {
  return scannedThen(scanner, plain, () => findingsOf({ store, sandbox }, plain, recipe));
}

/** The same with nothing stored: what is made of a picture is handed back. */
export async function inspectPlain(
  { sandbox, scanner }: Omit<Examiner, 'store'>,
  { path, kind }: Omit<Plain, 'storedId'>,
): Promise<Inspection> {
  return scannedThen(scanner, { path, kind }, async () => {
    if (!isPicture(kind)) return readingOf(sandbox, { path, kind });
    const { made, width, height } = await sandbox.makePictures(path, kind);
    for (const one of made) refuseOther(one.kind, one.content);
    return { made, width, height };
  });
}

/** What a plain picture is known again by. Throws Refused. */
export async function knowPlain(
  { sandbox, scanner }: Omit<Examiner, 'store'>,
  { path, kind }: { readonly path: string; readonly kind: PictureKind },
): Promise<KnownBy> {
  const found = await scannedThen(scanner, { path, kind }, async () => ({
    known: await sandbox.makeKnown(path, kind),
  }));
  if (found.verdict === 'clean') return found.known;
  throw found.verdict === 'later'
    ? new Refused('unscannable')
    : new Refused(found.refusal.reason, found.refusal.values);
}

async function scannedThen<T>(
  scanner: Scanner | undefined,
  { path, kind }: Omit<Plain, 'storedId'>,
  read: () => Promise<T>,
): Promise<Exclude<Examination, { verdict: 'clean' }> | ({ verdict: 'clean'; scanned: boolean } & T)> {
  if (scanner && kind === 'png' && (await isPngBomb(path)))
    return { verdict: 'refused', refusal: { reason: 'pixels', values: { limit: limits.pixels / 1_000_000 } } };
  const scanned = scanner && (await scanAnew(scanner, () => createReadStream(path)));
  if (scanned?.state === 'unavailable') return { verdict: 'later', problem: scanned.problem };
  if (scanned?.state === 'tooLarge') return { verdict: 'refused', refusal: { reason: 'unscannable' } };
  if (scanned?.state === 'infected')
    return { verdict: 'infected', refusal: { reason: 'infected', values: { threat: scanned.threat } } };
  try {
    return { verdict: 'clean', scanned: scanned !== undefined, ...(await read()) };
  } catch (error) {
    if (error instanceof Refused) return { verdict: 'refused', refusal: error.refusal };
    throw error;
  }
}

/**
 * Whether a PNG says it is larger than is taken: its size stands in its first 24 bytes. A scanner unpacks pictures,
 * too, and takes half a minute for such a one.
 */
async function isPngBomb(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(24), 0, 24, 0);
    return bytesRead === 24 && buffer.readUInt32BE(16) * buffer.readUInt32BE(20) > limits.pixels;
  } finally {
    await file.close();
  }
}

async function findingsOf(
  by: Omit<Examiner, 'scanner'>,
  { storedId, path, kind }: Plain,
  recipe: Recipe,
): Promise<Findings> {
  return isPicture(kind) ? picturesOf(by, { storedId, path, kind }, recipe) : readingOf(by.sandbox, { path, kind });
}

/** What is read of a document. */
async function readingOf(
  sandbox: Sandbox,
  { path, kind }: Omit<Plain, 'storedId'>,
): Promise<Pick<Findings, 'pages' | 'title' | 'texts' | 'textCut'>> {
  if (kind === 'pdf') {
    const { title, ...facts } = await sandbox.pdfFacts(path);
    return title === undefined ? facts : { ...facts, title };
  }
  if (kind !== 'txt' && kind !== 'csv') return {};
  const { text, cut } = await readPlainText(path, limits.textCharacters);
  return { texts: [text], textCut: cut };
}

/** The text of a document that was examined before; '' where there is none or it cannot be read. */
export async function plainTextOf(sandbox: Sandbox, file: Omit<Plain, 'storedId'>): Promise<string> {
  try {
    if (isOffice(file.kind)) return (await sandbox.officeText(file.path, file.kind)).text;
    return isPicture(file.kind) ? '' : ((await readingOf(sandbox, file)).texts ?? []).join('\n');
  } catch (error) {
    if (error instanceof Refused) return '';
    throw error;
  }
}

async function picturesOf(
  { store, sandbox }: Omit<Examiner, 'scanner'>,
  { storedId, path, kind }: Plain & { readonly kind: PictureKind },
  recipe: Recipe,
): Promise<Findings> {
  if (recipe === 'gallery') return keepGallery(store, storedId, await sandbox.makeGallery(path, kind));
  const { made, ...facts } = await sandbox.makePictures(path, kind);
  return { ...facts, derivatives: await storeDerivatives(store, storedId, made) };
}
