import type { Sealed } from './seal.ts';
import type { SealedTable } from './sealed-tables.ts';
import { join, raw, sql } from '../../db/sql.ts';
import type { Sql } from '../../db/sql.ts';

/** A row of a sealed table, under names that are the same for all; the sealed texts and stored files by their columns. */
export type SealedRow = Readonly<Record<string, unknown>> &
  Pick<Sealed, 'operationId' | 'epoch' | 'id' | 'createdMs' | 'salt'> & { readonly author: number };

/** Selects rows of a sealed table, in the order of their ids. The names are those of `sealedTables`. */
export function rowsOf(sealed: SealedTable, where: Sql, most: number): Sql {
  const { table, author, epoch, operation, texts, contents = [] } = sealed;
  const columns = [...texts.map(text => `${text}_ct`), ...contents].map(column => raw(column));
  return sql`
    select id, salt, ${raw(operation)} as "operationId", ${raw(author)} as author, ${raw(epoch)} as epoch,
      created_ms::float8 as "createdMs", ${join(columns)}
    from ${raw(table)} where ${where} order by id limit ${most}`;
}

export function sealOfRow(
  { kind }: SealedTable,
  { operationId, epoch, id, author, createdMs, salt }: SealedRow,
): Sealed {
  return { kind, operationId, epoch, id, authorId: author, createdMs, salt };
}
