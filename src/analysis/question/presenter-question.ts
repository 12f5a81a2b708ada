import type { FormField, Option } from '../../fields/index.ts';
import type { Sources } from '../cells/sources.ts';
import { filtersOf, headingCodes, shownHeadings, type Names } from '../../seizures/index.ts';
import { addressOf, recordsAddress, type Question } from './question.ts';

/** A field of the page itself, as a list to choose from; without one it is typed. */
export interface OwnField {
  readonly name: string;
  readonly value: string;
  readonly options?: readonly Option[];
}

/** The pages that answer the same search, in the order of the menu. */
export const pages = {
  trends: '/analysis/trends',
  routes: '/analysis/routes',
  crossTable: '/analysis/cross-table',
  concealment: '/analysis/concealment',
  riskIndicators: '/analysis/risk-indicators',
} as const;
export type PageName = keyof typeof pages;

/** The line of fields under the head of a page: the whole question. */
export function questionForm(question: Question, own: readonly OwnField[], page: PageName, sources: Sources) {
  const { names } = sources;
  const { heading, from: _from, to: _to, ...others } = question.plain;
  const isOneHeading = heading.length <= 1;
  const fields: FormField[] = [
    ...(isOneHeading ? [listField('heading', heading[0] ?? '', headingOptions(names), names)] : []),
    ...own.map(field => ownField(field, names)),
    listField('area', question.area, areaOptions(sources), names),
    dateField('from', question.criteria.from, names),
    dateField('to', question.criteria.to, names),
  ];
  const asked = own.map(({ name }) => name).filter(name => Object.hasOwn(question.plain, name));
  const shown = ['date', ...asked, ...(isOneHeading ? ['heading'] : [])].map(name =>
    names.label(`search:filter.${name}`),
  );
  const kept = {
    ...others,
    heading: isOneHeading ? [] : heading,
    ...Object.fromEntries(asked.map(name => [name, []])),
  };
  return {
    action: pages[page],
    fields,
    hidden: [
      ...hiddenOf(kept as Question['plain']),
      // What is asked of the fields of one heading is dropped where another is chosen.
      ...(isOneHeading ? heading.map(value => ({ name: shownHeadings, value })) : []),
    ],
    title: names.label('analysis:question.change'),
    submit: names.label('analysis:question.show'),
    /** Filters of the list that no field shows. */
    others: filtersOf(question.plain, names).filter(({ label }) => !shown.includes(label)),
  };
}

function listField(name: string, value: string, options: readonly Option[], names: Names): FormField {
  return { name, type: 'choice', display: 'select', label: names.label(`analysis:field.${name}`), value, options };
}

function ownField({ name, value, options }: OwnField, names: Names): FormField {
  return options
    ? listField(name, value, options, names)
    : { name, type: 'text', label: names.label(`analysis:field.${name}`), value };
}

function dateField(name: 'from' | 'to', value: string, names: Names): FormField {
  return { name, type: 'date', label: names.label(`analysis:field.${name}`), value };
}

function headingOptions(names: Names): Option[] {
  return [
    { value: '', label: names.label('analysis:field.allHeadings') },
    ...headingCodes.map(code => ({ value: code, label: names.heading(code).label })),
  ];
}

function areaOptions({ names, offices, country }: Sources): Option[] {
  const regions = offices.all.filter(({ kind, activeTo }) => kind === 'rilo' && activeTo === null);
  return [
    { value: '', label: names.label('analysis:field.allMembers') },
    ...(country === null ? [] : [{ value: country, label: names.of('country', country) }]),
    ...regions.map(({ code }) => ({ value: code, label: offices.name(code, names.lang) })),
  ];
}

function hiddenOf(criteria: Question['plain']): { name: string; value: string }[] {
  return [...new URLSearchParams(addressOf('', { plain: criteria, area: '' } as Question).slice(1))].map(
    ([name, value]) => ({ name, value }),
  );
}

/** The same search elsewhere: "the same search as list, trends, routes". */
export function elsewhere(question: Question, page: PageName | undefined, names: Names) {
  return [
    { label: names.label('analysis:elsewhere.list'), href: recordsAddress(question) },
    ...Object.entries(pages)
      .filter(([name]) => name !== page)
      .map(([name, path]) => ({ label: names.label(`analysis:elsewhere.${name}`), href: addressOf(path, question) })),
  ];
}

/** The headings that are asked about, in a sentence. */
export function subjectOf({ criteria }: Question, names: Names): string {
  const [product] = criteria.product;
  if (product !== undefined && criteria.product.length === 1 && criteria.heading.length === 1)
    return inSentence(names.product(criteria.heading[0] ?? '', product));
  if (criteria.heading.length === 0) return names.label('analysis:question.everything');
  return criteria.heading.map(code => inSentence(headingName(code, names))).join(', ');
}

/** Of a heading what its officers say: its name without what stands in brackets, or its abbreviation. */
function headingName(code: string, names: Names): string {
  const { label } = names.heading(code);
  return /^\p{Lu}{2}/u.test(label) ? label : names.label(`headings:${code}.name`).replace(/ ?[(/].*$/u, '');
}

/** A label as it stands in a sentence; an abbreviation stays as it is. */
export function inSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
