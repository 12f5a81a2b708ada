import type { Words } from '../../../reference/index.ts';
import type { Kind } from '../../kinds/index.ts';
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

/** The fields of a version in words; what is not stated is left out. */
export function factsOf(
  kind: Kind,
  { fields }: Pick<Content, 'fields'>,
  words: Words,
  lists: CwsContext['lists'],
): Fact[] {
  return kind.fields
    .filter(({ name }) => !elsewhere.includes(name))
    .flatMap((field): Fact[] => {
      const value = fields[field.name] ?? '';
      if (value.length === 0) return [];
      const label = words.t(`cws:field.${field.name}`);
      const names = (list: string, joint: string): string =>
        [value]
          .flat()
          .map(code => lists.name(list, code, words.lang))
          .join(joint);
      switch (field.type) {
        case 'choice':
          return [{ label, value: words.t(`cws:choice.${field.name}.${String(value)}`) }];
        case 'code':
        case 'codes':
          return [{ label, value: names(field.list ?? '', ', ') }];
        case 'countries':
          return [{ label, value: names('country', ', ') }];
        case 'route':
          return [{ label, value: names('country', ' → ') }];
        case 'date':
          return [{ label, value: words.date(String(value)) }];
        case 'address':
          return [{ label, value: new URL(String(value)).hostname, href: String(value) }];
        default:
          return [{ label, value: [value].flat().join(', ') }];
      }
    });
}
