/** An advisory in OSV's form (https://ossf.github.io/osv-schema), as far as it is read here. */
export interface Advisory {
  readonly id: string;
  readonly summary?: string;
  readonly withdrawn?: string;
  readonly affected?: readonly Affected[];
}

interface Affected {
  readonly package?: { readonly ecosystem: string; readonly name: string };
  readonly versions?: readonly string[];
  readonly ranges?: readonly { readonly type: string; readonly events: readonly Event[] }[];
}

type Event = Readonly<Partial<Record<'introduced' | 'fixed' | 'last_affected', string>>>;

export interface Installed {
  readonly name: string;
  readonly version: string;
  readonly isDev: boolean;
}

/** The installed packages an advisory concerns. Pure. */
export function affecting({ withdrawn, affected = [] }: Advisory, installed: readonly Installed[]): Installed[] {
  if (withdrawn !== undefined) return [];
  return installed.filter(({ name, version }) =>
    affected.some(
      one =>
        one.package?.ecosystem === 'npm' &&
        one.package.name === name &&
        (one.versions?.includes(version) || one.ranges?.some(({ events }) => isWithin(version, events))),
    ),
  );
}

/** Events are read in the order of their versions: each switches between affected and not. */
function isWithin(version: string, events: readonly Event[]): boolean {
  const switches = events
    .flatMap(({ introduced, fixed, last_affected: last }) => [
      ...(introduced === undefined ? [] : [{ at: introduced, to: true, after: false }]),
      ...(fixed === undefined ? [] : [{ at: fixed, to: false, after: false }]),
      ...(last === undefined ? [] : [{ at: last, to: false, after: true }]),
    ])
    .sort((a, b) => compareVersions(a.at, b.at));
  return switches.reduce((isAffected, { at, to, after }) => {
    const order = compareVersions(version, at);
    return order > 0 || (order === 0 && !after) ? to : isAffected;
  }, false);
}

/** Order of two versions (semver.org, 11): what comes before a release is older than it. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  const order = compareLists(a.release, b.release);
  if (order !== 0) return order;
  if (a.before.length === 0 || b.before.length === 0) return b.before.length - a.before.length;
  return compareLists(a.before, b.before);
}

function compareLists(one: readonly string[], other: readonly string[]): number {
  const longest = Math.max(one.length, other.length);
  for (let at = 0; at < longest; at += 1) {
    const order = compareParts(one[at], other[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(version: string): { release: string[]; before: string[] } {
  const [release = '', before = ''] = version.replace(/\+.*$/, '').split(/-(.*)/s);
  return { release: [...release.split('.'), '0', '0'].slice(0, 3), before: before === '' ? [] : before.split('.') };
}

/** Numbers before words, and what has less before what has more. */
function compareParts(one = '', other = ''): number {
  if (one === other) return 0;
  if (one === '' || other === '') return one === '' ? -1 : 1;
  const [isNumber, otherIs] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && otherIs) return Number(one) - Number(other);
  if (isNumber !== otherIs) return isNumber ? -1 : 1;
  return one < other ? -1 : 1;
}
