import { commonFields, headingList, type HeadingCode, type RecordWords as Words } from '../../seizures/index.ts';
import { importFields } from '../engine/columns/import-fields.ts';

interface FieldOption {
  readonly value: string;
  readonly label: string;
}
interface FieldGroup {
  readonly label: string;
  readonly options: readonly FieldOption[];
}

/** Name of a field of the import in the viewer's language. */
export function fieldLabel(words: Words, name: string): string {
  const own = `imports:fields.${name}`;
  if (ownNames.has(name)) return words.t(own);
  if (!name.startsWith('details.')) return words.label(name);
  const detail = name.slice(8);
  const heading = headingList.find(({ fields }) => fields.some(field => field.name === detail));
  return heading ? words.label(detail, heading.code) : detail;
}

/** Fields that only the import knows. */
const ownNames: ReadonlySet<string> = new Set([
  'goods',
  'border',
  'route',
  'seizureYear',
  'seizureMonth',
  'seizureDay',
  'nominal',
  'rowNumber',
  'persons',
]);

const goodsFields = [
  'heading',
  'product',
  'productText',
  'goods',
  'quantity',
  'unit',
  'quantity2',
  'unit2',
  'packages',
  'hsCode',
  'value',
  'currency',
];
/** What only a file has, in the group of the record it belongs to. */
const beside: Readonly<Record<string, readonly string[]>> = {
  circumstances: ['seizureYear', 'seizureMonth', 'seizureDay'],
  route: ['border', 'route'],
  persons: ['persons'],
};

/**
 * What a column may be, in the groups of the record form. A heading's own fields are offered where the file is of that
 * heading, or where one is chosen already: all of them together would be a list nobody reads.
 */
export function fieldGroups(words: Words, heading: HeadingCode | undefined, chosen: ReadonlySet<string>): FieldGroup[] {
  const known = (names: readonly string[]): FieldOption[] =>
    names.filter(name => importFields.has(name)).map(value => ({ value, label: fieldLabel(words, value) }));
  const own = heading
    ? (headingList.find(({ code }) => code === heading)?.fields.map(({ name }) => `details.${name}`) ?? [])
    : [];
  const others = [...chosen].filter(name => name.startsWith('details.') && !own.includes(name));
  const common = Object.entries(commonFields).map(([step, fields]) => ({
    step,
    names: fields.map(({ name }) => name),
  }));
  return [
    { label: words.t('imports:groups.goods'), options: known(goodsFields) },
    ...common.map(({ step, names }) => ({
      label: words.t(`imports:groups.${step}`),
      options: known([...names, ...(beside[step] ?? [])]),
    })),
    { label: words.t('imports:groups.details'), options: known([...own, ...others]) },
  ].filter(({ options }) => options.length > 0);
}
