import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { note, type Actor } from '../../audit/index.ts';
import type { Pool } from '../../db/pool.ts';
import type { FileStore } from '../../files/store/file-store.ts';
import { NotFound } from '../../errors.ts';
import { KeysAway, type KeyProvider } from './keyring.ts';
import { openingPieces } from './chunks.ts';
import { BrokenSeal, openText } from './seal.ts';
import { sealedTables, type SealedTable } from './sealed-tables.ts';
import { listMissingMessages, listSealedRows, sealOfRow, type SealedRow as Row } from './store-sealed-rows.ts';

/**
 * `broken`: changed, moved or cut. `gap`: messages that were sent are not there. `away`: its key or its stored file
 * is not there.
 */
interface SealProblem {
  readonly kind: 'broken' | 'gap' | 'away';
  readonly operationId: string;
  /** "cencomm_messages 1f0c…", or the numbers that are missing. */
  readonly what: string;
}

interface SealCheck {
  readonly rows: number;
  readonly problems: readonly SealProblem[];
}

/** Rows read at once; of tables whose rows hold the text of a file, fewer. */
const batch = { usual: 500, withTexts: 25 } as const;

/**
 * Checks that everything sealed opens, with `contents` stored files too, and that no message is missing. Notes the
 * result in the trail.
 */
export async function verifySeals(
  { pool, keys, files }: { pool: Pool; keys: KeyProvider; files: FileStore },
  actor: Actor,
  { contents }: { contents: boolean },
): Promise<SealCheck> {
  const problems: SealProblem[] = [...(await gapsOf(pool))];
  let rows = 0;
  for (const table of sealedTables) {
    for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after !== undefined; ) {
      const page: readonly Row[] = await listSealedRows(
        pool,
        table,
        after,
        table.contents ? batch.withTexts : batch.usual,
      );
      for (const row of page) {
        const kind = await problemOf({ pool, keys, files }, table, row, contents);
        if (kind) problems.push({ kind, operationId: row.operationId, what: `${table.table} ${row.id}` });
      }
      rows += page.length;
      after = page.at(-1)?.id;
    }
  }
  await note(pool, actor, {
    action: 'cencommKey.verified',
    ...(problems.length > 0 ? { outcome: 'failed' as const } : {}),
    detail: { rows, problems: problems.length },
  });
  return { rows, problems };
}

/** A deleted row cannot fail to open, but its number is missing. */
async function gapsOf(pool: Pool): Promise<SealProblem[]> {
  const rows = await listMissingMessages(pool);
  return rows.map(({ operationId, first, last }) => ({
    kind: 'gap',
    operationId,
    what: first === last ? `message ${first}` : `messages ${first} to ${last}`,
  }));
}

async function problemOf(
  { pool, keys, files }: { pool: Pool; keys: KeyProvider; files: FileStore },
  table: SealedTable,
  row: Row,
  contents: boolean,
): Promise<SealProblem['kind'] | undefined> {
  const thing = sealOfRow(table, row);
  try {
    const key = await keys.keyOf(pool, row.operationId, row.epoch);
    for (const text of table.texts) {
      const sealed = row[`${text}_ct`] as Buffer | null;
      if (sealed !== null) openText(key, thing, text, sealed);
    }
    for (const column of contents ? (table.contents ?? []) : []) {
      const id = row[column] as string | null;
      if (id !== null)
        await pipeline(
          await files.get(id),
          openingPieces(key, thing),
          new Writable({ write: (_chunk, _encoding, done) => done() }),
        );
    }
    return undefined;
  } catch (error) {
    if (error instanceof BrokenSeal) return 'broken';
    if (error instanceof KeysAway || error instanceof NotFound) return 'away';
    throw error;
  }
}
