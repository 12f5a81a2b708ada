import type { Queryable } from '../../../db/pool.ts';

export interface OfficeDomain {
  readonly id: number;
  readonly officeId: number;
  readonly domain: string;
  readonly addedBy: string | null;
  readonly addedAt: Date;
  readonly synthetic: boolean;
}

/** Official domains of every office. */
export async function listDomains(on: Queryable): Promise<OfficeDomain[]> {
  const { rows } = await on.query<OfficeDomain>(
    `select d.id, d.office_id as "officeId", d.domain, a.login_id as "addedBy", d.added_at as "addedAt", d.synthetic
     from office_domains d left join accounts a on a.id = d.added_by where d.removed_at is null order by d.domain`,
  );
  return rows;
}

/** Answers false when the office has the domain already. */
export async function insertDomain(
  on: Queryable,
  { officeId, domain, addedBy }: { officeId: number; domain: string; addedBy: number },
): Promise<boolean> {
  const { rowCount } = await on.query(
    'insert into office_domains (office_id, domain, added_by) values ($1, $2, $3) on conflict do nothing',
    [officeId, domain, addedBy],
  );
  return rowCount === 1;
}

export async function endDomain(
  on: Queryable,
  id: number,
  removedBy: number,
): Promise<{ officeId: number; domain: string } | undefined> {
  const { rows } = await on.query<{ officeId: number; domain: string }>(
    'update office_domains set removed_at = now(), removed_by = $2 where id = $1 and removed_at is null returning office_id as "officeId", domain',
    [id, removedBy],
  );
  return rows[0];
}
