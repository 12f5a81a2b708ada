import type { Viewer } from '../../../access/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRows, sql, type Sql } from '../../../db/sql.ts';

/** What was made of an indicator. */
export interface IndicatorUse {
  readonly kind: 'alert' | 'watch';
  readonly target: string;
  readonly loginId: string;
  readonly officeId: number;
  readonly accountId: number;
  readonly madeAt: string;
  /** Whether its maker noted that the indicator was given up. */
  readonly isNoted: boolean;
}

/** What a viewer answers for: what he made himself, and the alerts of his office. Alias of the table: `u`. */
function answeredBy({ accountId, office }: Viewer): Sql {
  return sql`(u.account_id = ${accountId}::int or u.kind = 'alert' and u.office_id = ${office.id}::int)`;
}

/** Uses that wait until their maker notes that the indicator was given up; not for whoever gave it up. */
export function unnotedUses(viewer: Viewer): Sql {
  return sql`
    select from risk_indicator_uses u where u.indicator_id = i.id and u.noted_at is null and ${answeredBy(viewer)}
      and i.given_up_at is not null and i.given_up_by is distinct from ${viewer.accountId}::int`;
}

export async function insertUse(
  client: Client,
  viewer: Viewer,
  use: { readonly indicatorId: number; readonly kind: IndicatorUse['kind']; readonly target: string },
): Promise<boolean> {
  const rows = await execute(
    client,
    sql`
      insert into risk_indicator_uses (indicator_id, kind, target, account_id, office_id)
      values (${use.indicatorId}, ${use.kind}, ${use.target}, ${viewer.accountId}, ${viewer.office.id})
      on conflict do nothing`,
  );
  return rows > 0;
}

/** The newest first. */
export function listUses(on: Queryable, indicatorId: number): Promise<IndicatorUse[]> {
  return queryRows<IndicatorUse>(
    on,
    sql`
      select u.kind, u.target, u.office_id as "officeId", u.account_id as "accountId",
        (select a.login_id from accounts a where a.id = u.account_id) as "loginId",
        to_char(u.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "madeAt",
        u.noted_at is not null as "isNoted"
      from risk_indicator_uses u where u.indicator_id = ${indicatorId} order by u.made_at desc, u.id desc`,
  );
}

/** What the viewer answers for of these. */
export function ownUses(uses: readonly IndicatorUse[], { accountId, office }: Viewer): IndicatorUse[] {
  return uses.filter(use => use.accountId === accountId || (use.kind === 'alert' && use.officeId === office.id));
}

/** Notes what the viewer answers for. Answers whether any was not noted before. */
export async function noteUses(client: Client, viewer: Viewer, indicatorId: number): Promise<boolean> {
  const rows = await execute(
    client,
    sql`
      update risk_indicator_uses u set noted_at = now()
      where u.indicator_id = ${indicatorId} and u.noted_at is null and ${answeredBy(viewer)}`,
  );
  return rows > 0;
}
