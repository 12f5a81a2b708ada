import type { Right } from '../access/index.ts';

/** A help page: the area of the portal it is about. Its text is `locales/<language>/help/<name>.md`. */
export interface Topic {
  readonly name: string;
  /** What a viewer needs to use the area at all; the sections of a page may ask for more. */
  readonly access: Right;
  readonly icon: string;
  /** Where the pages of the area are; the longest that fits a page decides. */
  readonly at: readonly string[];
}

/** In the order of the overview. */
export const topics: readonly Topic[] = [
  { name: 'sign-in', access: 'public', icon: 'key-round', at: ['/sign-in', '/access/links', '/access/addresses'] },
  { name: 'account', access: 'account', icon: 'user', at: ['/account'] },
  { name: 'search', access: 'database:read', icon: 'search', at: ['/seizures', '/seizures/watches', '/search'] },
  { name: 'record', access: 'database:read', icon: 'file-text', at: [] },
  { name: 'entry', access: 'database:write', icon: 'square-pen', at: ['/seizures/new', '/seizures/drafts'] },
  { name: 'import', access: 'database:write', icon: 'file-up', at: ['/seizures/imports'] },
  {
    name: 'approval',
    access: 'database:write',
    icon: 'clipboard-list',
    at: ['/seizures/approval', '/seizures/duplicates', '/seizures/texts'],
  },
  { name: 'verification', access: 'database:verify', icon: 'shield-check', at: ['/seizures/verification'] },
  { name: 'cws', access: 'member', icon: 'siren', at: ['/cws', '/reference'] },
  { name: 'cpdb', access: 'member', icon: 'image', at: ['/cpdb'] },
  { name: 'cencomm', access: 'cencomm', icon: 'mail', at: ['/cencomm'] },
  { name: 'analysis', access: 'database:read', icon: 'chart-column', at: ['/analysis'] },
  { name: 'report', access: 'database:read', icon: 'book-open', at: ['/analysis/report'] },
  { name: 'network', access: 'member', icon: 'globe', at: ['/network'] },
  { name: 'access', access: 'accounts:manage', icon: 'users', at: ['/access'] },
  { name: 'audit', access: 'trail', icon: 'history', at: ['/access/audit', '/access/alarms', '/access/status'] },
];

const byPlace = topics
  .flatMap(topic => topic.at.map(place => ({ place, topic })))
  .toSorted((a, b) => b.place.length - a.place.length);

/** What a reference of a record looks like, with whatever page of the record follows it. */
const recordPage = /^\/seizures\/[A-Z]{2,3}-\d{4}-\d+(\/[a-z-]+)?(?:\/|$)/;

/** Address of the help page for a page of the portal; the overview where no area is its own. */
export function helpFor(path: string, isSignedIn: boolean): string {
  if (!isSignedIn) return '/help/sign-in';
  const topic = topicAt(path);
  return topic === undefined ? '/help' : `/help/${topic.name}`;
}

function topicAt(path: string): Topic | undefined {
  const [isRecord, page] = recordPage.exec(path) ?? [];
  if (isRecord !== undefined)
    return topicNamed(page === '/duplicates' ? 'approval' : page === '/edit' ? 'entry' : 'record');
  return byPlace.find(({ place }) => path === place || path.startsWith(`${place}/`))?.topic;
}

export function topicNamed(name: string): Topic | undefined {
  return topics.find(one => one.name === name);
}
