import type { Offices } from '../../reference/index.ts';

/** What decides who may open a record: the columns its scope reads. */
export interface Released {
  readonly officeId: number;
  readonly regionId: number | null;
  readonly release: string;
  readonly releaseOffices: readonly number[];
  readonly embargoUntil: string | null;
}

/** A group of people who may open a record. */
export type Group =
  | { readonly of: 'office' | 'rilo' | 'region' | 'named'; readonly officeId: number }
  | { readonly of: 'all' }
  | { readonly of: 'rilos' }
  | { readonly of: 'secretariat' };

interface Audience {
  readonly now: readonly Group[];
  /** Under embargo: who else from the day it ends. */
  readonly later?: { readonly from: string; readonly groups: readonly Group[] };
}

/**
 * Who can open a record, in groups: the same rules as `visibleSeizures`, told instead of queried (a test holds them
 * together). Pure.
 */
export function audienceOf(record: Released, today: string): Audience {
  const own: Group[] = [{ of: 'office', officeId: record.officeId }];
  if (record.regionId !== null) own.push({ of: 'rilo', officeId: record.regionId });
  const wider = releasedTo(record);
  const embargo = record.embargoUntil;
  if (embargo !== null && embargo > today) return { now: own, later: { from: embargo, groups: wider } };
  return { now: wider.some(({ of }) => of === 'all') ? wider : [...own, ...wider] };
}

function releasedTo({ release, releaseOffices, regionId }: Released): Group[] {
  if (release === 'all') return [{ of: 'all' }];
  if (release === 'region')
    return [...(regionId === null ? [] : [{ of: 'region' as const, officeId: regionId }]), { of: 'secretariat' }];
  if (release === 'named')
    return [...releaseOffices.map(officeId => ({ of: 'named' as const, officeId })), { of: 'secretariat' }];
  if (release === 'through_rilo') return [{ of: 'secretariat' }];
  return [{ of: 'rilos' }, { of: 'secretariat' }];
}

/** The region as whose a record is counted for those who cannot open it: released through its RILO. Pure. */
export function countedAsOf({ release, regionId }: Pick<Released, 'release' | 'regionId'>): number | undefined {
  return release === 'through_rilo' && regionId !== null ? regionId : undefined;
}

/** An office as the scope knows it. */
interface Asking {
  readonly id: number;
  readonly kind: string;
  readonly riloId: number | null;
}

/** Whether an office is in one of the groups. */
export function includes(groups: readonly Group[], office: Asking): boolean {
  return groups.some(group => {
    if (group.of === 'all') return true;
    if (group.of === 'rilos') return office.kind === 'rilo';
    if (group.of === 'secretariat') return office.kind === 'secretariat';
    return group.of === 'region' ? office.riloId === group.officeId : office.id === group.officeId;
  });
}

/** Whether two states of a record are open to the same people. Where not, those who lost it must be told. */
export function hasSameAudience(a: Released, b: Released): boolean {
  const offices = ({ releaseOffices }: Released) => releaseOffices.toSorted((one, other) => one - other).join();
  return (
    a.officeId === b.officeId &&
    a.regionId === b.regionId &&
    a.release === b.release &&
    a.embargoUntil === b.embargoUntil &&
    offices(a) === offices(b)
  );
}

const openness = ['all', 'region', 'rilos', 'through_rilo', 'named'];

/** The releases an office may give its records: its ceiling and everything narrower. */
export function releasesUnder(ceiling: string): readonly string[] {
  return openness.slice(Math.max(0, openness.indexOf(ceiling)));
}

/** Name of the office of a group, where it has one. */
export function officeOf(group: Group, offices: Offices): string {
  return 'officeId' in group ? (offices.byId(group.officeId)?.code ?? '') : '';
}
