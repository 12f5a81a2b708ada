import type { Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';

export interface OfficeNetwork {
  readonly id: number;
  readonly officeId: number;
  readonly block: string;
  readonly note: string;
  readonly addedAt: string;
}

export async function listNetworks(on: Queryable): Promise<OfficeNetwork[]> {
  return queryRows<OfficeNetwork>(
    on,
    sql`
      select n.id, n.office_id as "officeId", n.block::text, n.note,
        to_char(n.added_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "addedAt"
      from office_networks n join offices o on o.id = n.office_id
      where n.ended_at is null order by o.code, n.block`,
  );
}

/** Blocks in use, by the account whose office they are. */
export async function readBlocks(on: Queryable, accounts: readonly (number | null)[]): Promise<Map<number, string[]>> {
  const rows = await queryRows<{ account: number; blocks: string[] }>(
    on,
    sql`
      select a.id as account, array_agg(n.block::text) as blocks
      from accounts a join office_networks n on n.office_id = a.office_id and n.ended_at is null
      where a.id = any(${[...new Set(accounts)]}::int[]) group by 1`,
  );
  return new Map(rows.map(({ account, blocks }) => [account, blocks]));
}

export interface NewNetwork {
  readonly officeId: number;
  /** A block without bits beyond its mask, such as 196.200.0.0/16. */
  readonly block: string;
  readonly note: string;
}

/** Returns false where the office is known by the block already. */
export async function insertNetwork(
  on: Queryable,
  { officeId, block, note }: NewNetwork,
  addedBy: number,
): Promise<boolean> {
  const count = await execute(
    on,
    sql`
      insert into office_networks (office_id, block, note, added_by)
      values (${officeId}, ${block}::cidr, ${note}, ${addedBy}) on conflict do nothing`,
  );
  return count > 0;
}

/** Takes a block out of use; undefined where none of the id is in use. */
export async function setNetworkEnded(
  on: Queryable,
  id: number,
  endedBy: number,
): Promise<{ readonly block: string; readonly officeId: number } | undefined> {
  return queryRow<{ block: string; officeId: number }>(
    on,
    sql`
      update office_networks set ended_at = now(), ended_by = ${endedBy} where id = ${id} and ended_at is null
      returning block::text, office_id as "officeId"`,
  );
}
