import { rights, type Right, type Viewer } from './access/index.ts';
import { helpFor } from './help/index.ts';
import { canDateMove } from './text/clock.ts';

interface Place {
  readonly key: string;
  readonly href: string;
  readonly access: Exclude<Right, 'public'>;
  /** Further addresses that belong to it. */
  readonly also?: string;
  /** Pages about one thing of the application that belong to it, by the last word of their address. */
  readonly about?: string;
  /** Only where the date can be moved. */
  readonly inEvaluation?: true;
}
interface Reminder {
  readonly key: string;
  readonly icon: string;
}
interface Application extends Place {
  readonly section: readonly Place[];
  readonly actions: readonly (Place & { readonly icon: string; readonly primary?: boolean })[];
  /** What the foot of its pages reminds of, where that is not the rule of the database. */
  readonly reminder?: Reminder;
}

/** The menu. An application is in it once it can be entered; those of later work are not shown. */
const applications: readonly Application[] = [
  {
    key: 'seizures',
    href: '/seizures',
    access: 'database:read',
    section: [
      { key: 'search', href: '/seizures', access: 'database:read' },
      { key: 'drafts', href: '/seizures/drafts', access: 'database:write', also: '/seizures/new' },
      { key: 'imports', href: '/seizures/imports', access: 'database:write' },
      { key: 'verification:section', href: '/seizures/verification', access: 'database:verify' },
      { key: 'approval:section', href: '/seizures/approval', access: 'database:approve' },
      { key: 'duplicates:section', href: '/seizures/duplicates', access: 'database:write', about: 'duplicates' },
      { key: 'texts:section', href: '/seizures/texts', access: 'database:write' },
      { key: 'watches:section', href: '/seizures/watches', access: 'database:read' },
      { key: 'requests:section', href: '/seizures/requests', access: 'database:read' },
    ],
    actions: [{ key: 'record', href: '/seizures/new', access: 'database:write', icon: 'plus', primary: true }],
  },
  {
    key: 'cws',
    href: '/cws',
    access: 'member',
    section: [
      { key: 'cws:nav.front', href: '/cws', access: 'member' },
      { key: 'cws:nav.alerts', href: '/cws/alerts', access: 'member' },
      { key: 'cws:nav.sheets', href: '/cws/situation-sheets', access: 'member' },
      { key: 'cws:nav.reference', href: '/cws/reference', access: 'member', also: '/reference' },
      { key: 'cws:nav.rilo', href: '/cws/rilo', access: 'member' },
      { key: 'cwslinks:section', href: '/cws/links', access: 'member' },
      { key: 'cws:nav.releases', href: '/cws/media-releases', access: 'member' },
      { key: 'cwsreferrals:section', href: '/cws/referrals', access: 'member' },
      { key: 'cws:nav.documents', href: '/cws/documents', access: 'cws:write' },
    ],
    actions: [
      { key: 'cwsreferrals:action', href: '/cws/referrals/new', access: 'member', icon: 'send' },
      { key: 'cws:nav.draftAlert', href: '/cws/documents/new/alert', access: 'cws:write', icon: 'plus', primary: true },
    ],
  },
  {
    key: 'cpdb',
    href: '/cpdb',
    access: 'member',
    section: [
      { key: 'cpdb:nav.gallery', href: '/cpdb', access: 'member' },
      { key: 'cpdbfind:title', href: '/cpdb/find', access: 'member' },
      { key: 'cpdbcollections:title', href: '/cpdb/collections', access: 'member' },
      { key: 'cpdbtraining:title', href: '/cpdb/training', access: 'member' },
      { key: 'cpdb:nav.own', href: '/cpdb/contributions', access: 'database:write' },
      { key: 'cpdb:nav.review', href: '/cpdb/review', access: 'cpdb:review' },
    ],
    actions: [{ key: 'cpdb:nav.contribute', href: '/cpdb/new', access: 'database:write', icon: 'plus', primary: true }],
  },
  {
    key: 'cencomm',
    href: '/cencomm',
    access: 'cencomm',
    reminder: { key: 'cencomm:encryption', icon: 'lock' },
    section: [
      { key: 'cencomm:nav.operations', href: '/cencomm', access: 'cencomm' },
      { key: 'cencomm:nav.inbox', href: '/cencomm/inbox', access: 'cencomm' },
      { key: 'cencomm:nav.register', href: '/cencomm/register', access: 'administrator' },
    ],
    actions: [
      {
        key: 'cencomm:request',
        href: '/cencomm/operations/new',
        access: 'cencomm:request',
        icon: 'plus',
        primary: true,
      },
    ],
  },
  {
    key: 'analysis',
    href: '/analysis',
    access: 'database:read',
    section: [
      { key: 'analysis:overview.section', href: '/analysis', access: 'database:read' },
      { key: 'analysis:trends.section', href: '/analysis/trends', access: 'database:read' },
      { key: 'analysis:routes.section', href: '/analysis/routes', access: 'database:read' },
      { key: 'analysis:crossTable.section', href: '/analysis/cross-table', access: 'database:read' },
      { key: 'analysis:concealment.section', href: '/analysis/concealment', access: 'database:read' },
      { key: 'risk:section', href: '/analysis/risk-indicators', access: 'database:read' },
      { key: 'situations:section', href: '/analysis/situations', access: 'database:read' },
      { key: 'report:section', href: '/analysis/report', access: 'database:read' },
      { key: 'obligations:section', href: '/analysis/obligations', access: 'obligations' },
    ],
    actions: [],
  },
  {
    key: 'network',
    href: '/network',
    access: 'member',
    section: [
      { key: 'network:section', href: '/network', access: 'member' },
      { key: 'returns:section', href: '/network/return', access: 'return' },
      { key: 'suggestions:section', href: '/network/suggestions', access: 'member' },
      { key: 'network:coverage.section', href: '/network/contact-points', access: 'administrator' },
    ],
    actions: [{ key: 'suggestions:action', href: '/network/suggestions/new', access: 'ncp', icon: 'plus' }],
  },
  {
    key: 'access',
    href: '/access',
    access: 'accounts:manage',
    section: [
      { key: 'applications', href: '/access/applications', access: 'accounts:manage' },
      { key: 'accounts', href: '/access/accounts', access: 'accounts:manage', also: '/access/moves' },
      { key: 'review', href: '/access/review', access: 'accounts:manage' },
      { key: 'proposals:section', href: '/access/proposals', access: 'accounts:manage' },
      { key: 'audit', href: '/access/audit', access: 'trail' },
      { key: 'alarms', href: '/access/alarms', access: 'administrator' },
      { key: 'status', href: '/access/status', access: 'administrator' },
      { key: 'domains', href: '/access/domains', access: 'administrator' },
      { key: 'codes:section', href: '/access/code-lists', access: 'administrator' },
      { key: 'people:date.section', href: '/access/date', access: 'administrator', inEvaluation: true },
    ],
    actions: [
      { key: 'applyBulk', href: '/access/applications/bulk', access: 'accounts:manage', icon: 'file-up' },
      { key: 'apply', href: '/access/applications/new', access: 'accounts:manage', icon: 'plus', primary: true },
    ],
  },
];

/** What waits at a place of the menu, by its key. Counted up to 100, which the menu shows as 99+. */
export type MenuCounts = Readonly<Record<string, number>>;

export interface Navigation {
  readonly applications: readonly { key: string; href: string; current: boolean; count?: number }[];
  readonly section: readonly { key: string; href: string; current: boolean; count?: number }[];
  readonly actions: readonly { key: string; href: string; icon: string; primary?: boolean }[];
  readonly reminder?: Reminder;
  /** Address of the help page about this part of the portal. */
  readonly help: string;
  /** What the bar says of the place itself; closed groups give it. */
  readonly note?: { readonly icon: string; readonly text: string; readonly title: string };
}

/** What this viewer may enter, with the place of `path` marked. */
export function navigationFor(viewer: Viewer | undefined, path: string, counts: MenuCounts = {}): Navigation {
  const help = helpFor(path, viewer !== undefined);
  if (!viewer) return { applications: [], section: [], actions: [], help };
  const allowed = <P extends Place>(places: readonly P[]): P[] =>
    places.filter(place => rights[place.access](viewer) && (!place.inEvaluation || canDateMove()));
  const mine = allowed(applications);
  // A page of an application may stand at an address of its own, as the code lists do.
  const current = mine.find(one => isAt(path, one) || one.section.some(page => isAt(path, page)));
  const counted = (keys: readonly string[]): { count?: number } => {
    const count = keys.reduce((sum, key) => sum + (counts[key] ?? 0), 0);
    return count > 0 ? { count } : {};
  };
  const section = current ? allowed(current.section) : [];
  // The most exact of all places, so that a page that is refused marks no other one.
  const here = [...(current?.section ?? [])]
    .sort((a, b) => b.href.length - a.href.length)
    .find(one => isAt(path, one) || (one.about !== undefined && path.endsWith(`/${one.about}`)));
  return {
    applications: mine.map(({ key, href, section: pages }) => ({
      key,
      href,
      current: href === current?.href,
      ...counted(pages.map(page => page.key)),
    })),
    section: section.map(({ key, href }) => ({ key, href, current: href === here?.href, ...counted([key]) })),
    actions: current
      ? allowed(current.actions).map(({ key, href, icon, primary }) => ({
          key,
          href,
          icon,
          ...(primary ? { primary } : {}),
        }))
      : [],
    ...(current?.reminder ? { reminder: current.reminder } : {}),
    help,
  };
}

function isAt(path: string, { href, also }: Place): boolean {
  return isWithin(path, href) || (also !== undefined && isWithin(path, also));
}

function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
