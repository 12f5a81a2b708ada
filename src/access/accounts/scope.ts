import { hasDuty, type Viewer } from '../viewer.ts';
import { isLive } from '../store.ts';
import { administers, looksAfterOffice } from './permissions.ts';
import { sql, type Sql } from '../../db/sql.ts';

/** The accounts a viewer looks after, as one condition on `a` (accounts): all, those of the own office, or none. */
export function visibleAccounts(viewer: Viewer): Sql {
  if (administers(viewer)) return sql`true`;
  if (looksAfterOffice(viewer)) return sql`a.office_id = ${viewer.office.id}`;
  return sql`false`;
}

const isOfAdministrator = sql`exists (select from account_duties d
  where d.account_id = p.account_id and d.duty = 'administrator' and a.level = 'unlimited')`;

/** No administrator is left who did not propose it and whom it does not concern. */
const hasNoThirdAdministrator = sql`not exists (
  select from accounts third join account_duties d on d.account_id = third.id and d.duty = 'administrator'
  where third.id not in (p.made_by, p.account_id) and third.level = 'unlimited'
    and third.id in (select a.id from accounts a where ${isLive}))`;

/**
 * The proposals a viewer may be the second person of, as one condition on `p` (account_proposals), `a` (its account)
 * and `o` (its office). Nobody for himself, and not who proposed it. What concerns an administrator is for another
 * administrator, and where there is none for a RILO officer; access for an administrator; lost factors of others for
 * anybody Unlimited of the same office, for the RILO of its region, and for an administrator.
 */
export function decidableProposals(viewer: Viewer): Sql {
  if (viewer.level !== 'unlimited') return sql`false`;
  const others = sql`p.made_by <> ${viewer.accountId} and p.account_id <> ${viewer.accountId}`;
  if (administers(viewer)) return others;
  const isRilo = hasDuty(viewer, 'rilo') && viewer.office.kind === 'rilo';
  const ofAdministrators = isRilo
    ? sql`(p.what <> 'access' or not (p.duties @> array['administrator'])) and ${hasNoThirdAdministrator}`
    : sql`false`;
  const inRegion = isRilo ? sql`o.country = any(${[...viewer.office.memberCountries]}::text[])` : sql`false`;
  return sql`(${others} and case when ${isOfAdministrator} then ${ofAdministrators}
    else p.what = 'factor_reset' and (a.office_id = ${viewer.office.id} or ${inRegion}) end)`;
}
