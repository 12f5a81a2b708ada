import { pipeline, type Readable } from 'node:stream';
import { openScanner, type Scanner, type ScannerAddress } from './clamd.ts';
import { blurPlain } from '../pictures/blur-plain.ts';
import { inspectPlain, knowPlain, plainTextOf, scanAndInspect } from './scan-and-inspect.ts';
import { refuseLarge } from './refuse-large.ts';
import { nameFor } from '../file-name.ts';
import type { Intake, PlainFile, ReceiveOptions, Receipt, ReceivedFile } from './types.ts';
import { kindOf } from '../kinds/kind-of.ts';
import {
  BrokenOff,
  Refused,
  isStoredOnly,
  kinds,
  usualKinds,
  type FileKind,
  type FileRefusal,
} from '../kinds/kinds.ts';
import { storedKindOf } from '../kinds/stored-kind.ts';
import { withDecryptedFile, withPlainStream } from '../decrypted-temp-file.ts';
import { limitAndHash } from '../store/file-encryption.ts';
import { TooLarge, type FileStore, type StoredFile } from '../store/file-store.ts';
import { openWorkDirectory } from '../store/work-directory.ts';
import { openSandbox, type SandboxOptions } from '../sandbox/sandbox.ts';
import { limits } from '../sandbox/tasks.ts';

interface IntakeOptions {
  readonly store: FileStore;
  /** Parent of the private directory where plain copies lie while they are worked on. */
  readonly directory: string;
  /** Where a virus scanner listens, if one is there. */
  readonly scanner?: ScannerAddress | undefined;
  readonly sandbox?: Omit<SandboxOptions, 'directory'>;
}

/** The intake of a running portal. `scanner` is there when one is configured, for the check of readiness. */
export interface OpenIntake extends Intake {
  readonly scanner?: Scanner | undefined;
}

/** Opens the one way by which files come into the portal. */
export async function openIntake({
  store,
  directory,
  scanner: address,
  sandbox: own = {},
}: IntakeOptions): Promise<OpenIntake> {
  const desk = await openWorkDirectory(directory);
  const sandbox = openSandbox({ ...own, directory: desk.path });
  const scanner = address && openScanner(address);
  return {
    scanner,
    scans: scanner !== undefined,
    receive: (source, options) => receive(store, desk.path, source, options),
    examine: (storedId, kind, recipe = 'website') =>
      withDecryptedFile(
        store,
        storedId,
        path => scanAndInspect({ store, sandbox, scanner }, { storedId, path, kind }, recipe),
        desk.path,
      ),
    withPlain: (source, options, work) => withPlain(desk.path, source, options, work),
    inspect: plain => inspectPlain({ sandbox, scanner }, plain),
    textOf: plain => plainTextOf(sandbox, plain),
    knownBy: plain => knowPlain({ sandbox, scanner }, plain),
    knownByStored: (storedId, kind) =>
      withDecryptedFile(store, storedId, path => sandbox.makeKnown(path, kind), desk.path),
    blur: (storedId, kind, regions) =>
      withDecryptedFile(store, storedId, path => blurPlain({ store, sandbox }, { path, kind }, regions), desk.path),
    async remove(...storedIds) {
      for (const id of storedIds) await store.remove(id);
    },
    async close() {
      await sandbox.close();
      await desk.remove();
    },
  };
}

async function receive(
  store: FileStore,
  desk: string,
  source: Readable,
  { name, limit, kinds: taken = usualKinds, pixels = limits.pixels }: ReceiveOptions,
): Promise<Receipt> {
  let stored: StoredFile | undefined;
  try {
    stored = await store.put(
      pipeline(source, refuseLarge(pixels), () => undefined),
      limit,
    );
    const { id } = stored;
    const file = await withDecryptedFile(store, id, path => recognise(path, name, taken), desk);
    return { file: { ...file, storedId: id, size: stored.size, sha256: stored.sha256 } };
  } catch (error) {
    if (stored) await store.remove(stored.id);
    return { refusal: refusalOf(error, limit) };
  }
}

async function withPlain<T>(
  desk: string,
  source: Readable,
  { name, limit, kinds: taken = usualKinds, pixels = limits.pixels }: ReceiveOptions,
  work: (file: PlainFile) => Promise<T>,
): Promise<{ done: T } | { refusal: FileRefusal }> {
  const { through, told } = limitAndHash(limit);
  // An error of the source is told by the stream that is read.
  const content = pipeline(source, refuseLarge(pixels), through, () => undefined);
  let found: PlainFile | undefined;
  try {
    return await withPlainStream(
      content,
      async path => {
        found = { ...(await recognise(path, name, taken)), path, size: told().size };
        return { done: await work(found) };
      },
      desk,
    );
  } catch (error) {
    // What the work itself throws is no fault of the file.
    if (found) throw error;
    return { refusal: refusalOf(error, limit) };
  }
}

async function recognise(
  path: string,
  name: string,
  taken: readonly FileKind[],
): Promise<Pick<ReceivedFile, 'kind' | 'mime' | 'name'>> {
  const kind = await kindOf(path, name).catch((error: unknown) => {
    if (error instanceof Refused && taken.some(isStoredOnly)) return storedKindOf(path, error);
    throw error;
  });
  if (!taken.includes(kind)) throw new Refused('kindNotHere', { what: kinds[kind].endings[0] });
  return { kind, mime: kinds[kind].mime, name: nameFor(name, kind) };
}

/** What is the sender's doing is answered; a full disk is ours and rejects. */
function refusalOf(error: unknown, limit: number): FileRefusal {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof TooLarge) return { reason: 'tooLarge', values: { limit: Math.floor(limit / 1024 / 1024) } };
  const { code } = error as { code?: unknown };
  if (error instanceof BrokenOff || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET')
    return { reason: 'brokenOff' };
  throw error;
}
