import type { Lists, ReferenceEntry } from '../../reference/index.ts';

/** Hiding places that belong together: in a vehicle, in baggage. */
export interface HidingGroup {
  /** Its English name, which stands in addresses. */
  readonly code: string;
  readonly entries: readonly ReferenceEntry[];
}

export function hidingGroups(lists: Lists): HidingGroup[] {
  const grouped = Map.groupBy(lists.all('concealment'), ({ details }) => details.group ?? '');
  return [...grouped].flatMap(([code, entries]) => (code === '' ? [] : [{ code, entries }]));
}

/** Codes of a group of hiding places; none where it is no group. */
export function placesHeldBy(lists: Lists, group: string): string[] {
  return lists.all('concealment').flatMap(({ code, details }) => (details.group === group ? [code] : []));
}

/** What is asked for as codes: each group with all it holds. */
export function hidingCodes(lists: Lists, asked: readonly string[]): string[] {
  return [...new Set(asked.flatMap(one => [one, ...placesHeldBy(lists, one)]))];
}
