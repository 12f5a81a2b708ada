import { administers, looksAfterOffice } from './accounts/permissions.ts';
import { hasDuty, type Viewer } from './viewer.ts';

/**
 * The rights a route can ask for, each a pure question to the viewer. design.md section 2 is the source; the matrix
 * test drives every route at every level against the same table.
 */
export const rights = {
  /** No sign-in needed. The public paths are one literal list in the route test. */
  public: () => true,
  /** Any signed-in account, of any level. */
  account: () => true,
  /** Any level of the CEN itself: reference lists, CWS, CPDb. Not a partner account. */
  member: (viewer: Viewer) => viewer.level !== 'partner',
  /** CEN database: search, read, export. */
  'database:read': (viewer: Viewer) => viewer.level === 'read_only' || viewer.level === 'unlimited',
  /** CEN database: record, import, amend. */
  'database:write': (viewer: Viewer) => viewer.level === 'unlimited',
  /** What officers of an administration enter, seen by its contact point before it counts. */
  'database:approve': (viewer: Viewer): boolean => rights.ncp(viewer),
  /** The desk of a RILO: verifying the records of its Members; all for the administrator. */
  'database:verify': (viewer: Viewer): boolean => rights.rilo(viewer) || rights.administrator(viewer),
  /**
   * Applications and accounts of the own office, for its contact point or RILO officer; all for the administrator.
   * Which ones is a scope of its own.
   */
  'accounts:manage': (viewer: Viewer) => administers(viewer) || looksAfterOffice(viewer),
  /** The audit trail: the administrator's of all, a contact point's and a RILO officer's of the own office. */
  trail: (viewer: Viewer) =>
    viewer.level === 'unlimited' &&
    (hasDuty(viewer, 'administrator') || hasDuty(viewer, 'ncp') || hasDuty(viewer, 'rilo')),
  /** Second person of what two must agree on, for somebody else. Which ones is a scope of its own. */
  'proposal:decide': (viewer: Viewer) => viewer.level === 'unlimited',
  /** WCO administrator. */
  administrator: administers,
  /** National Contact Point of an administration. */
  ncp: (viewer: Viewer) =>
    viewer.level === 'unlimited' && hasDuty(viewer, 'ncp') && viewer.office.kind === 'administration',
  /** RILO officer, for the Members of the region. */
  rilo: (viewer: Viewer) => viewer.level === 'unlimited' && hasDuty(viewer, 'rilo') && viewer.office.kind === 'rilo',
  /** What an office's records did, and how good they were. Of which office is asked where it is shown. */
  return: (viewer: Viewer): boolean =>
    (viewer.level === 'unlimited' && viewer.office.kind === 'administration') ||
    rights.rilo(viewer) ||
    rights.administrator(viewer),
  /** What a Member owes other organizations from its records. Of which Member is asked where it is shown. */
  obligations: (viewer: Viewer): boolean => rights.return(viewer),
  /** The desk of yearly reports and bulletins: RILO officers and the administrator. */
  'report:edit': (viewer: Viewer): boolean => rights.rilo(viewer) || rights.administrator(viewer),
  /** CEN Management Team. */
  cenmat: (viewer: Viewer) => viewer.level === 'unlimited' && hasDuty(viewer, 'cenmat'),
  /** Contact data of an office: the administrator of any, a RILO officer of the own RILO. */
  'office:edit': (viewer: Viewer): boolean => rights.administrator(viewer) || rights.rilo(viewer),
  /**
   * Working copies of the CEN website: contact points, RILO officers, the administrator. Which ones is a scope of its
   * own.
   */
  'cws:write': (viewer: Viewer): boolean => rights.ncp(viewer) || rights.rilo(viewer) || rights.administrator(viewer),
  /** Review of pictures of the CPDb: the RILO of their region, the administrator. Which ones is a scope of its own. */
  'cpdb:review': (viewer: Viewer): boolean => rights.rilo(viewer) || rights.administrator(viewer),
  /** Support of a suggestion: contact points and RILOs. */
  'suggestion:support': (viewer: Viewer): boolean => rights.ncp(viewer) || rights.rilo(viewer),
  /** Referrals sent to the office: its contact points and RILO officers. Which ones is a scope of its own. */
  'referral:handle': (viewer: Viewer): boolean => rights.ncp(viewer) || rights.rilo(viewer),
  /** CENcomm: in the operations that invited the account, which is a scope of its own; Limited has none. */
  cencomm: (viewer: Viewer) => viewer.level !== 'limited',
  /** Asking for an operation: contact points and RILOs. */
  'cencomm:request': (viewer: Viewer): boolean => rights.ncp(viewer) || rights.rilo(viewer),
} as const satisfies Record<string, (viewer: Viewer) => boolean>;

export type Right = keyof typeof rights;
