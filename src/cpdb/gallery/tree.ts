import type { Lists, ReferenceEntry } from '../../reference/index.ts';
import type { Language } from '../../i18n/index.ts';

/** A list as a tree of two levels: the place of concealment in its groups, the conveyance under its kinds. */
interface Branch {
  /** As the address carries it: the group's English name, or the code of the kind itself. */
  readonly value: string;
  readonly label: string;
  /** Every code in it, the kind's own among them. */
  readonly codes: readonly string[];
}

export const trees = { place: 'concealment', transport: 'transport' } as const;
export type TreeName = keyof typeof trees;

/** The branches of a tree, in the order of the list. Retired codes are in it, as pictures may have them. */
export function branchesOf(lists: Lists, name: TreeName, lang: Language): Branch[] {
  const grouped = Map.groupBy(lists.all(trees[name]), branchOf);
  return [...grouped].map(([value, entries]) => ({
    value,
    label: labelOf(lists, name, value, entries, lang),
    codes: entries.map(({ code }) => code),
  }));
}

function branchOf(entry: ReferenceEntry): string {
  return entry.details.group ?? entry.parent ?? entry.code;
}

function labelOf(
  lists: Lists,
  name: TreeName,
  value: string,
  entries: readonly ReferenceEntry[],
  lang: Language,
): string {
  const group = entries[0]?.details[lang === 'fr' ? 'group_fr' : 'group'];
  return group ?? lists.name(trees[name], value, lang);
}

/** Values an address may carry for a tree. */
export function valuesOf(lists: Lists, name: TreeName): string[] {
  return [...new Set(branchesOf(lists, name, 'en').flatMap(({ value, codes }) => [value, ...codes]))];
}

/** Whether a value stands for a whole branch. */
export function isBranch(branches: readonly Branch[], value: string): boolean {
  return branches.some(branch => branch.value === value);
}

/** The codes that are asked for: a branch means all in it, unless some of its codes are asked for as well. */
export function codesOf(branches: readonly Branch[], values: readonly string[]): string[] {
  return branches.flatMap(({ value, codes }) => {
    const own = codes.filter(code => code !== value && values.includes(code));
    return own.length > 0 ? own : values.includes(value) ? codes : [];
  });
}
