import { pipeline } from 'node:stream';
import type { Transform } from 'node:stream';
import { note } from '../../audit/index.ts';
import type { Actor } from '../../audit/index.ts';
import type { Client, Pool } from '../../db/pool.ts';
import { run, sql } from '../../db/sql.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { FileStore, StoredFile } from '../../files/store/file-store.ts';
import type { KeyProvider } from './keyring.ts';
import { openingPieces, sealingPieces } from './chunks.ts';
import { BrokenSeal, newSalt, openText, sealText } from './seal.ts';
import type { Sealed } from './seal.ts';
import { sealedTables } from './sealed-tables.ts';
import { rowsOf, sealOfRow } from './sealed-rows.ts';
import type { SealedRow as Row } from './sealed-rows.ts';
import type { SealedTable } from './sealed-tables.ts';

export interface ResealPlace {
  readonly pool: Pool;
  readonly files: FileStore;
  readonly keys: KeyProvider;
}

export interface Resealed {
  readonly epoch: number;
  readonly rows: number;
  /** Rows that did not open: they stay as they are, and so does their key. */
  readonly broken: number;
  /** Whether the keys of the epochs before are gone. */
  readonly shredded: boolean;
}

/** Rows sealed anew in one transaction; one with stored files is one. */
const batch = 100;
/** Bytes a stored file may have. */
const longest = 2 ** 40;

/**
 * Seals everything of an operation anew under a key of a new epoch, after a key may have leaked, and destroys the keys before. Broken
 * off anywhere, the next run goes on in the epoch it began. Under a legal hold the old keys stay.
 */
export async function resealOperation(place: ResealPlace, actor: Actor, operationId: string): Promise<Resealed> {
  const epoch = await inTransaction(place.pool, client => epochToReach(place, client, operationId));
  await endUploads(place, operationId, epoch);
  const skipped = new Set<string>();
  let rows = 0;
  // Until a whole turn finds nothing: what was being written when the epoch began came in behind the first.
  for (let found = -1; found !== 0; rows += found) {
    found = 0;
    for (const table of sealedTables) found += await resealTable(place, table, operationId, epoch, skipped);
  }
  const broken = skipped.size;
  return inTransaction(place.pool, async client => {
    const shredded = broken === 0 && (await shredBefore(client, operationId, epoch));
    await note(client, actor, {
      action: 'cencommKey.resealed',
      subject: `operation:${operationId}`,
      detail: { epoch, rows, broken, shredded },
    });
    place.keys.forget();
    return { epoch, rows, broken, shredded };
  });
}

/** Seals what is left of a table anew. Answers how many rows; those that do not open are named in `skipped`. */
async function resealTable(
  place: ResealPlace,
  table: SealedTable,
  operationId: string,
  epoch: number,
  skipped: Set<string>,
): Promise<number> {
  for (let rows = 0; ; ) {
    const { done, read, obsolete } = await inTransaction(place.pool, client =>
      resealBatch(place, client, table, operationId, epoch, skipped),
    );
    // Once the rows name the new files. Broken off before, an old one stays that nobody will have a key for.
    for (const id of obsolete) await place.files.remove(id);
    rows += done;
    if (read === 0) return rows;
  }
}

/** Uploads that were not whole yet begin again: their pieces are under the key that goes. */
async function endUploads({ pool, files }: ResealPlace, operationId: string, epoch: number): Promise<void> {
  const { rows } = await pool.query<{ pieces: readonly { id: string }[] }>(
    'delete from cencomm_uploads where operation_id = $1 and epoch < $2 returning pieces',
    [operationId, epoch],
  );
  for (const { id } of rows.flatMap(({ pieces }) => pieces)) await files.remove(id);
}

/** The epoch that was begun for this and not finished, or a new one. */
async function epochToReach({ keys }: ResealPlace, client: Client, operationId: string): Promise<number> {
  const {
    rows: [last],
  } = await client.query<{ epoch: number; reason: string }>(
    `
    select k.epoch, k.reason from cencomm_operations o join cencomm_operation_keys k on k.operation_id = o.id and k.epoch = o.current_epoch
    where o.id = $1 and exists (select from cencomm_operation_keys b where b.operation_id = o.id and b.epoch < k.epoch and b.wrapped_dek is not null) for update of o`,
    [operationId],
  );
  if (last?.reason === 'suspicion') return last.epoch;
  await client.query('select 1 from cencomm_operations where id = $1 for update', [operationId]);
  return keys.beginEpoch(client, operationId, 'suspicion');
}

async function resealBatch(
  place: ResealPlace,
  client: Client,
  table: SealedTable,
  operationId: string,
  epoch: number,
  skipped: Set<string>,
): Promise<{ read: number; done: number; obsolete: string[] }> {
  const rows = await run<Row>(
    client,
    rowsOf(table)
      .where(table.operation, operationId)
      .where(table.epoch, '<', epoch)
      .whereNotIn('id', [...skipped])
      .limit(table.contents ? 1 : batch)
      .forUpdate(),
  );
  const obsolete: string[] = [];
  let done = 0;
  for (const row of rows) {
    try {
      obsolete.push(...(await resealRow(place, client, table, operationId, epoch, row)));
      done += 1;
    } catch (error) {
      if (!(error instanceof BrokenSeal)) throw error;
      skipped.add(row.id);
    }
  }
  return { read: rows.length, done, obsolete };
}

/** Answers the stored files the row named before. */
async function resealRow(
  place: ResealPlace,
  client: Client,
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
  await run(client, sql(table.table).where('id', row.id).update(values));
  return old;
}

/** Stores a content under its new key. */
async function resealContent(
  files: FileStore,
  id: string,
  opening: Transform,
  sealing: Transform,
): Promise<StoredFile> {
  // An error of any is told by the stream that is read.
  return files.put(
    pipeline(await files.get(id), opening, sealing, () => undefined),
    longest,
  );
}

async function shredBefore(client: Client, operationId: string, epoch: number): Promise<boolean> {
  const {
    rows: [operation],
  } = await client.query<{ held: boolean }>(
    'select legal_hold as held from cencomm_operations where id = $1 for update',
    [operationId],
  );
  if (operation?.held) return false;
  await client.query(
    'update cencomm_operation_keys set wrapped_dek = null, shredded_at = now() where operation_id = $1 and epoch < $2 and wrapped_dek is not null',
    [operationId, epoch],
  );
  return true;
}
