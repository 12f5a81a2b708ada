import type { Pool } from '../../db/pool.ts';
import { execute, queryRow, queryRows, raw, sql, type Sql } from '../../db/sql.ts';
import type { FileKind } from '../../files/kinds/kinds.ts';

/** Where files with texts are. */
export const textTables = ['cencomm_attachments', 'cencomm_library_versions'] as const;
export type TextTable = (typeof textTables)[number];

/** A file whose text was not read yet, with what its seal is bound to. */
export interface Unread {
  readonly id: string;
  readonly operationId: string;
  readonly epoch: number;
  readonly authorId: number;
  readonly createdMs: number;
  readonly salt: Buffer;
  readonly kind: FileKind;
  readonly storedId: string;
}

const selected = (table: TextTable): Sql => sql`
  select f.id, f.operation_id as "operationId", f.epoch, f.author_id as "authorId",
    f.created_ms::float8 as "createdMs", f.salt, f.kind, f.stored_id as "storedId"
  from ${raw(table)} f join cencomm_operations o on o.id = f.operation_id and o.state <> 'disposed'
  where not f.is_text_read`;

/** A file of these tables by its id; undefined where it was read or removed. */
export async function findUnread(pool: Pool, table: TextTable, id: string): Promise<Unread | undefined> {
  return queryRow(pool, sql`${selected(table)} and f.id = ${id}`);
}

/** Files behind an id. */
export function listUnread(pool: Pool, table: TextTable, afterId: string, limit: number): Promise<Unread[]> {
  return queryRows(pool, sql`${selected(table)} and f.id > ${afterId} order by f.id limit ${limit}`);
}

/** Keeps the sealed text of a file, or that it has none; not of one that was sealed anew meanwhile. */
export async function keepText(
  pool: Pool,
  table: TextTable,
  { id, salt }: Pick<Unread, 'id' | 'salt'>,
  textCt: Buffer | null,
): Promise<void> {
  await execute(
    pool,
    sql`update ${raw(table)} set text_ct = ${textCt}, is_text_read = true where id = ${id} and salt = ${salt}`,
  );
}
