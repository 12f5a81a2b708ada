import type { Viewer } from './viewer.ts';
import { administers, looksAfterOffice } from './accounts/permissions.ts';

/**
 * The rights a route can ask for, each a pure question to the viewer. design.md section 2 is the source;
 * the matrix test drives every route at every level against the same table.
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
  /** Accounts of the own office, for its contact point or RILO officer; all accounts for the administrator. Which ones is a scope of its own. */
  'accounts:manage': (viewer: Viewer) => administers(viewer) || looksAfterOffice(viewer),
  /** WCO administrator. */
  administrator: administers,
} as const satisfies Record<string, (viewer: Viewer) => boolean>;

export type Right = keyof typeof rights;
