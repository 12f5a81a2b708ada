import type { Lists } from '../../reference/index.ts';
import type { Field } from '../goods/heading.ts';
import { isHeadingCode } from '../headings/index.ts';
import type { Names } from '../search/pages/presenter-names.ts';
import type { OwnFilter } from './criteria.ts';
import { ownFields } from './declared.ts';
import { ownLabel, ownValueLabel } from './presenter.ts';
import { countedKeys } from './search-counts.ts';
import { fieldKey } from './values.ts';

// Own fields that figures are split by: those whose values are few and coded. Each is called by its heading and its
// name, "DRUG.form": two headings may offer different choices under one name.

/** Code lists of thousands: a figure of them is a list. */
const tooLong = new Set(['hs']);
/** Between the values of a line that states several. */
const divider = '+';

const splits: ReadonlyMap<string, Field> = new Map(
  [...ownFields.values()].flatMap(({ name, byHeading }) =>
    [...byHeading]
      .map(([heading, field]): [string, Field] => [fieldKey(heading, name), field])
      .filter(([key, field]) => countedKeys().includes(key.toLowerCase()) && !isTooLong(field)),
  ),
);

function isTooLong(field: Field): boolean {
  return field.type === 'code' && tooLong.has(field.list);
}

export const ownSplits: readonly string[] = [...splits.keys()];

/** Those of the headings given, in the order of their forms. */
export function ownSplitsOf(headings: readonly string[]): string[] {
  return ownSplits.filter(key => headings.includes(halves(key)[0]));
}

function halves(key: string): readonly [string, string] {
  const at = key.indexOf('.');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** What a line states, "powder" or "hand+parcel", in the codes of its field: lines are found in lower case. */
export function ownSplitValue(key: string, found: string, lists: Lists): string {
  const field = splits.get(key);
  return found
    .split(divider)
    .map(one => codeOf(field, one, lists))
    .join(divider);
}

function codeOf(field: Field | undefined, found: string, lists: Lists): string {
  const isIt = (code: string): boolean => code.toLowerCase() === found;
  if (field?.type === 'choice') return field.options.find(isIt) ?? found;
  if (field?.type !== 'code') return found;
  if (lists.lookUp(field.list, found.toUpperCase())) return found.toUpperCase();
  return lists.all(field.list).find(({ code }) => isIt(code))?.code ?? found;
}

/** "Form (Drugs)": as the heading's form calls it. */
export function ownSplitLabel(names: Names, key: string): string {
  const [heading, name] = halves(key);
  if (!isHeadingCode(heading)) return key;
  return names.text('search:own.split', {
    field: ownLabel(names, heading, name),
    heading: names.heading(heading).label,
  });
}

export function ownSplitValueLabel(names: Names, key: string, value: string): string {
  const [heading, name] = halves(key);
  const field = ownFields.get(name);
  if (field === undefined) return value;
  return value
    .split(divider)
    .map(one => ownValueLabel(names, field, [heading], one))
    .join(' + ');
}

/** The filters that find the lines of a value; undefined of several at once, which no filter asks for together. */
export function ownSplitFilter(
  key: string,
  values: readonly string[],
): { readonly heading: readonly string[]; readonly own: readonly OwnFilter[] } | undefined {
  if (values.some(value => value.includes(divider))) return undefined;
  const [heading, name] = halves(key);
  return { heading: [heading], own: [{ kind: 'values', name, values }] };
}
