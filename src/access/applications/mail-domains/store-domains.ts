import type { Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';

interface OfficeDomain {
  readonly id: number;
  readonly officeId: number;
  readonly domain: string;
  readonly addedBy: string | null;
  readonly addedAt: Date;
  readonly synthetic: boolean;
}

/** Official domains of every office. */
export async function listDomains(on: Queryable): Promise<OfficeDomain[]> {
  return queryRows<OfficeDomain>(
    on,
    sql`select d.id, d.office_id as "officeId", d.domain, a.login_id as "addedBy", d.added_at as "addedAt", d.synthetic
     from office_domains d left join accounts a on a.id = d.added_by where d.removed_at is null order by d.domain`,
  );
}

/** Returns false when the office has the domain already. */
export async function insertDomain(
  on: Queryable,
  { officeId, domain, addedBy }: { officeId: number; domain: string; addedBy: number },
): Promise<boolean> {
  const rowCount = await execute(
    on,
    sql`
      insert into office_domains (office_id, domain, added_by) values (${officeId}, ${domain}, ${addedBy})
      on conflict do nothing`,
  );
  return rowCount === 1;
}

export async function endDomain(
  on: Queryable,
  id: number,
  removedBy: number,
): Promise<{ officeId: number; domain: string } | undefined> {
  return queryRow<{ officeId: number; domain: string }>(
    on,
    sql`
      update office_domains set removed_at = now(), removed_by = ${removedBy} where id = ${id} and removed_at is null
      returning office_id as "officeId", domain`,
  );
}
