import { rights, type Viewer } from '../../access/index.ts';
import { sql, type Sql } from '../../db/sql.ts';

/**
 * Which referrals a viewer may see: the one place where it is decided. Alias of the table: `r`. The account that sent
 * it. The contact points and RILO officers of every office it is or was with. The administrator of the Secretariat, to
 * see that none is forgotten. Nobody else of the sender's office: who goes past the own contact point to the RILO may
 * have a reason.
 */
export function visibleReferrals(viewer: Viewer): Sql {
  return sql`
    (r.made_by = ${viewer.accountId}::int
      or ${rights['referral:handle'](viewer)}::boolean and r.office_ids @> array[${viewer.office.id}::int]
      or ${rights.administrator(viewer)}::boolean)`;
}

/** The lists a viewer may look at: what was sent by the account, the queue of the office, everything. */
export const boxes = ['own', 'office', 'all'] as const;
export type Box = (typeof boxes)[number];

export function boxesOf(viewer: Viewer): readonly Box[] {
  if (rights['referral:handle'](viewer)) return ['office', 'own'];
  return rights.administrator(viewer) ? ['all', 'own'] : ['own'];
}

/** What of the visible is in a list. */
export function inBox(viewer: Viewer, box: Box): Sql {
  if (box === 'own') return sql`r.made_by = ${viewer.accountId}::int`;
  return box === 'office' ? sql`r.office_ids @> array[${viewer.office.id}::int]` : sql`true`;
}
