import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Fragment } from '../../db/sql.ts';

/**
 * Which referrals a viewer may see: the one place where it is decided. Alias of the table: `r`.
 *
 * The account that sent it. The contact points and RILO officers of every office it is or was with. The administrator of the
 * Secretariat, to see that none is forgotten. Nobody else of the sender's office: who goes past the own contact point to the
 * RILO may have a reason.
 */
export function visibleReferrals(viewer: Viewer): Fragment {
  return {
    text: '(r.made_by = ?::int or ?::boolean and r.office_ids @> array[?::int] or ?::boolean)',
    bindings: [viewer.accountId, rights['referral:handle'](viewer), viewer.office.id, rights.administrator(viewer)],
  };
}

/** The lists a viewer may look at: what was sent by the account, the queue of the office, everything. */
export const boxes = ['own', 'office', 'all'] as const;
export type Box = (typeof boxes)[number];

export function boxesOf(viewer: Viewer): readonly Box[] {
  if (rights['referral:handle'](viewer)) return ['office', 'own'];
  return rights.administrator(viewer) ? ['all', 'own'] : ['own'];
}

/** What of the visible is in a list. */
export function inBox(viewer: Viewer, box: Box): Fragment {
  if (box === 'own') return { text: 'r.made_by = ?::int', bindings: [viewer.accountId] };
  return box === 'office'
    ? { text: 'r.office_ids @> array[?::int]', bindings: [viewer.office.id] }
    : { text: 'true', bindings: [] };
}
