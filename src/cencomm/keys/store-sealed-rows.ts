import type { Client, Pool } from '../../db/pool.ts';
import { execute, join, queryRows, raw, sql, type Sql } from '../../db/sql.ts';
import type { Sealed } from './seal.ts';
import type { SealedTable } from './sealed-tables.ts';

/**
 * A row of a sealed table, under names that are the same for all; the sealed texts and stored files by their columns.
 */
export type SealedRow = Readonly<Record<string, unknown>> &
  Pick<Sealed, 'operationId' | 'epoch' | 'id' | 'createdMs' | 'salt'> & {
    readonly author: number;
    readonly bound: string | null;
  };

/**
 * What the seal of a message `m` is bound to besides author and time, as `boundOf` in mail/message.ts writes it; null
 * for one of version 1.
 */
export const boundOfMessage = sql`
  case when m.seal_version >= 2 then concat_ws('|', m.kind, m.thread_id, coalesce(m.parent_id::text, ''),
    coalesce(m.forwarded_of::text, ''), m.audience, array_to_string(m.countries, ','), m.priority,
    coalesce(floor(extract(epoch from m.answer_by))::bigint::text, '')) end`;

export function sealOfRow(
  { kind }: SealedTable,
  { operationId, epoch, id, author, createdMs, salt, bound }: SealedRow,
): Sealed {
  const seal = { kind, operationId, epoch, id, authorId: author, createdMs, salt };
  return bound === null ? seal : { ...seal, bound };
}

/** Selects rows of a sealed table, in the order of their ids. */
function selectRows(sealed: SealedTable, where: Sql, limit: number): Sql {
  const { table, author, epoch, operation, texts, contents = [], isBound } = sealed;
  const columns = [...texts.map(text => `${text}_ct`), ...contents].map(column => raw(column));
  return sql`
    select id, salt, ${raw(operation)} as "operationId", ${raw(author)} as author, ${raw(epoch)} as epoch,
      created_ms::float8 as "createdMs", ${isBound ? boundOfMessage : sql`null`} as bound, ${join(columns)}
    from ${raw(table)} m where ${where} order by id limit ${limit}`;
}

/** Rows of a sealed table behind an id, those of disposed operations left out. */
export function listSealedRows(pool: Pool, table: SealedTable, afterId: string, limit: number): Promise<SealedRow[]> {
  const where = table.kind === 'operation' ? sql`id > ${afterId} and state <> 'disposed'` : sql`id > ${afterId}`;
  return queryRows(pool, selectRows(table, where, limit));
}

/** Rows of an operation sealed before this epoch, locked; rows named in `skipped` are left out. */
export function lockRowsBefore(
  client: Client,
  table: SealedTable,
  { operationId, epoch, skipped }: { operationId: string; epoch: number; skipped: ReadonlySet<string> },
  limit: number,
): Promise<SealedRow[]> {
  const { operation, epoch: epochColumn } = table;
  const where = sql`
    ${raw(operation)} = ${operationId} and ${raw(epochColumn)} < ${epoch} and id <> all(${[...skipped]}::uuid[])`;
  return queryRows(client, sql`${selectRows(table, where, limit)} for update`);
}

/** Sets columns of a row; their names come from `sealedTables`. */
export async function updateSealedRow(
  client: Client,
  { table }: SealedTable,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const changes = Object.entries(values).map(([column, value]) => sql`${raw(column)} = ${value}`);
  await execute(client, sql`update ${raw(table)} set ${join(changes)} where id = ${id}`);
}

/** Deletes uploads begun before this epoch. Returns the ids of their stored pieces. */
export async function deleteUploadsBefore(pool: Pool, operationId: string, epoch: number): Promise<string[]> {
  const rows = await queryRows<{ pieces: readonly { id: string }[] }>(
    pool,
    sql`delete from cencomm_uploads where operation_id = ${operationId} and epoch < ${epoch} returning pieces`,
  );
  return rows.flatMap(({ pieces }) => pieces.map(({ id }) => id));
}

/** Numbers of messages that were sent but are not there, by operation. */
export function listMissingMessages(pool: Pool): Promise<{ operationId: string; first: number; last: number }[]> {
  return queryRows(
    pool,
    sql`
      select operation_id as "operationId", seq - missing as first, seq - 1 as last from (
        select operation_id, seq,
          seq - 1 - lag(seq, 1, 0::bigint) over (partition by operation_id order by seq) as missing
        from cencomm_messages
        union all select o.id, o.message_seq + 1, o.message_seq - coalesce(max(m.seq), 0)
        from cencomm_operations o left join cencomm_messages m on m.operation_id = o.id
          where o.state <> 'disposed' group by o.id) found where missing > 0 order by 1, 2`,
  );
}
