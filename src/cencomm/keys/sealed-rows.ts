import type { Knex } from 'knex';
import { sql } from '../../db/sql.ts';
import type { Sealed } from './seal.ts';
import type { SealedTable } from './sealed-tables.ts';

/** A row of a sealed table, under names that are the same for all; the sealed texts and stored files by their columns. */
export type SealedRow = Readonly<Record<string, unknown>> &
  Pick<Sealed, 'operationId' | 'epoch' | 'id' | 'createdMs' | 'salt'> & { readonly author: number };

/** Reads the rows of a sealed table in the order of their ids. */
export function rowsOf({ table, author, epoch, operation, texts, contents = [] }: SealedTable): Knex.QueryBuilder {
  const columns = { id: 'id', salt: 'salt', operationId: operation, author, epoch };
  return sql(table)
    .select({ ...columns, createdMs: sql.raw('created_ms::float8') }, ...texts.map(text => `${text}_ct`), ...contents)
    .orderBy('id');
}

export function sealOfRow(
  { kind }: SealedTable,
  { operationId, epoch, id, author, createdMs, salt }: SealedRow,
): Sealed {
  return { kind, operationId, epoch, id, authorId: author, createdMs, salt };
}
