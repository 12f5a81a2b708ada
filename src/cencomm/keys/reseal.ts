import { pipeline, type Transform } from 'node:stream';
import { note, type Actor } from '../../audit/index.ts';
import type { Client, Pool } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { FileStore, StoredFile } from '../../files/store/file-store.ts';
import type { KeyProvider } from './keyring.ts';
import { openingPieces, sealingPieces } from './chunks.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from './seal.ts';
import { sealedTables, type SealedTable } from './sealed-tables.ts';
import { lockUnfinishedEpoch, shredKeysBefore } from './store-keys.ts';
import {
  deleteUploadsBefore,
  lockRowsBefore,
  sealOfRow,
  updateSealedRow,
  type SealedRow as Row,
} from './store-sealed-rows.ts';
import { lockOperation } from '../operations/store.ts';

interface ResealPlace {
  readonly pool: Pool;
  readonly files: FileStore;
  readonly keys: KeyProvider;
}

interface Resealed {
  readonly epoch: number;
  readonly rows: number;
  /** Rows that did not open: they stay as they are, and so does their key. */
  readonly broken: number;
  /** Whether the keys of earlier epochs are destroyed. */
  readonly shredded: boolean;
}

/** Rows sealed again in one transaction; a row with stored files has one of its own. */
const batch = 100;
/** Bytes a stored file may have. */
const maxFileSize = 2 ** 40;

/**
 * Seals everything of an operation again under a key of a new epoch, after a key may have leaked, and destroys the
 * earlier keys. If it is interrupted, the next run goes on in the epoch it began. Under a legal hold the old keys stay.
 */
export async function resealOperation(place: ResealPlace, actor: Actor, operationId: string): Promise<Resealed> {
  const epoch = await inTransaction(place.pool, client => epochToReach(client, place, operationId));
  // Uploads that are not complete begin again: their pieces are sealed under a key that goes.
  for (const id of await deleteUploadsBefore(place.pool, operationId, epoch)) await place.files.remove(id);
  const skipped = new Set<string>();
  let rows = 0;
  // Until a whole round finds nothing: what was being written when the epoch began may arrive after the first.
  for (let found = -1; found !== 0; rows += found) {
    found = 0;
    for (const table of sealedTables) found += await resealTable(place, table, operationId, epoch, skipped);
  }
  const broken = skipped.size;
  return inTransaction(place.pool, async client => {
    const shredded = broken === 0 && (await shredKeysBefore(client, operationId, epoch));
    await note(client, actor, {
      action: 'cencommKey.resealed',
      subject: `operation:${operationId}`,
      detail: { epoch, rows, broken, shredded },
    });
    place.keys.forget();
    return { epoch, rows, broken, shredded };
  });
}

/** Seals what is left of a table again. Returns how many rows; those that do not open are added to `skipped`. */
async function resealTable(
  place: ResealPlace,
  table: SealedTable,
  operationId: string,
  epoch: number,
  skipped: Set<string>,
): Promise<number> {
  for (let rows = 0; ; ) {
    const { done, read, obsolete } = await inTransaction(place.pool, client =>
      resealBatch(client, place, table, operationId, epoch, skipped),
    );
    // Once the rows name the new files. If interrupted before, an old file stays that nobody has a key for.
    for (const id of obsolete) await place.files.remove(id);
    rows += done;
    if (read === 0) return rows;
  }
}

/** The epoch begun for this and not finished, or a new one. */
async function epochToReach(client: Client, { keys }: ResealPlace, operationId: string): Promise<number> {
  const last = await lockUnfinishedEpoch(client, operationId);
  if (last?.reason === 'suspicion') return last.epoch;
  await lockOperation(client, operationId);
  return keys.beginEpoch(client, operationId, 'suspicion');
}

async function resealBatch(
  client: Client,
  place: ResealPlace,
  table: SealedTable,
  operationId: string,
  epoch: number,
  skipped: Set<string>,
): Promise<{ read: number; done: number; obsolete: string[] }> {
  const rows = await lockRowsBefore(client, table, { operationId, epoch, skipped }, table.contents ? 1 : batch);
  const obsolete: string[] = [];
  let done = 0;
  for (const row of rows) {
    try {
      obsolete.push(...(await resealRow(client, place, table, operationId, epoch, row)));
      done += 1;
    } catch (error) {
      if (!(error instanceof BrokenSeal)) throw error;
      skipped.add(row.id);
    }
  }
  return { read: rows.length, done, obsolete };
}

/** Returns the stored files the row named before. */
async function resealRow(
  client: Client,
  place: ResealPlace,
  table: SealedTable,
  operationId: string,
  epoch: number,
  row: Row,
): Promise<string[]> {
  const before = sealOfRow(table, row);
  const after: Sealed = { ...before, epoch, salt: newSalt() };
  const [oldKey, newKey] = [
    await place.keys.keyOf(client, operationId, row.epoch),
    await place.keys.keyOf(client, operationId, epoch),
  ];
  const values: Record<string, unknown> = { [table.epoch]: epoch, salt: after.salt };
  for (const text of table.texts) {
    const sealed = row[`${text}_ct`] as Buffer | null;
    if (sealed !== null) values[`${text}_ct`] = sealText(newKey, after, text, openText(oldKey, before, text, sealed));
  }
  const old: string[] = [];
  for (const column of table.contents ?? []) {
    const id = row[column] as string | null;
    if (id === null) continue;
    const stored = await resealContent(place.files, id, openingPieces(oldKey, before), sealingPieces(newKey, after));
    values[column] = stored.id;
    if (column === 'stored_id' && table.sha256 !== undefined) values[table.sha256] = stored.sha256;
    old.push(id);
  }
  await updateSealedRow(client, table, row.id, values);
  return old;
}

/** Stores content under its new key. */
async function resealContent(
  files: FileStore,
  id: string,
  opening: Transform,
  sealing: Transform,
): Promise<StoredFile> {
  // An error of any stage reaches the stream that is read.
  return files.put(
    pipeline(await files.get(id), opening, sealing, () => undefined),
    maxFileSize,
  );
}
