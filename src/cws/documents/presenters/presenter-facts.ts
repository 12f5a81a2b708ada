import type { Words } from '../../../reference/index.ts';
import type { Field, Kind } from '../../kinds/index.ts';
import type { CwsContext } from '../../context.ts';
import type { Content } from '../document.ts';

interface Fact {
  readonly label: string;
  readonly value?: string;
  readonly href?: string;
}

/** Shown elsewhere on the page: as icons, tags, in the rail, as figures. */
const elsewhere: readonly string[] = [
  'headings',
  'route',
  'urgent',
  'handling',
  'validUntil',
  'embargoUntil',
  'query',
  'parent',
  'keeper',
  'checkEvery',
  'branch',
  'cases',
  'alertKind',
];

/** What a version says in a field, in words; '' for what is not stated. */
export function valueOf(field: Field, fields: Content['fields'], words: Words, lists: CwsContext['lists']): string {
  const value = fields[field.name] ?? '';
  if (value.length === 0) return '';
  const names = (list: string, joint: string): string =>
    [value]
      .flat()
      .map(code => lists.name(list, code, words.lang))
      .join(joint);
  switch (field.type) {
    case 'choice':
      return words.t(`cws:choice.${field.name}.${String(value)}`);
    case 'code':
    case 'codes':
      return names(field.list ?? '', ', ');
    case 'countries':
      return names('country', ', ');
    case 'route':
      return names('country', ' → ');
    case 'date':
      return words.date(String(value));
    case 'address':
      return new URL(String(value)).hostname;
    default:
      return [value].flat().join(', ');
  }
}

/** The fields of a version in words; what is not stated is left out. */
export function factsOf(
  kind: Kind,
  { fields }: Pick<Content, 'fields'>,
  words: Words,
  lists: CwsContext['lists'],
): Fact[] {
  return kind.fields
    .filter(({ name }) => !elsewhere.includes(name))
    .map(field => ({
      label: words.t(`cws:field.${field.name}`),
      value: valueOf(field, fields, words, lists),
      ...(field.type === 'address' ? { href: String(fields[field.name]) } : {}),
    }))
    .filter(({ value }) => value !== '');
}
