import { BadRequest } from '../../../errors.ts';
import { choice, choices, malformed, parsed, text, uuid, version, type FormField } from '../../../fields/index.ts';
import type { FormPage } from '../../../forms/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';
import { queryString, type Criteria } from '../../search/criteria.ts';
import type { Words } from '../../record/pages/presenter-words.ts';
import { savedOf } from '../saved-search.ts';
import { longestName, rhythms, type Chosen, type SavedQuery, type Watch } from '../watch.ts';

/** What can be ticked about a list, in its order. */
export const options = ['letter', 'amended', 'own', 'office', 'mailbox'] as const;
type OptionName = (typeof options)[number];

export const chosenFields = {
  name: text({ max: longestName }),
  rhythm: choice(rhythms),
  options: choices(options, { optional: true }),
};
export const newFields = { ...chosenFields, clientUuid: uuid, query: parsed(typedQuery, { optional: true }) };
export const editFields = { ...chosenFields, version };

interface Typed {
  readonly name: string;
  readonly rhythm: Chosen['rhythm'];
  readonly options: readonly OptionName[];
}

export function chosenOf({ name, rhythm, options: ticked }: Typed): Chosen {
  return {
    name,
    rhythm,
    byLetter: ticked.includes('letter'),
    amended: ticked.includes('amended'),
    own: ticked.includes('own'),
    shared: ticked.includes('office'),
    mailbox: ticked.includes('mailbox'),
  };
}

/** A list's decisions as the form has them. */
export function typedOf({ name, rhythm, byLetter, amended, own, shared, mailbox, version: at }: Watch) {
  const on: Readonly<Record<OptionName, boolean>> = { letter: byLetter, amended, own, office: shared, mailbox };
  return { name, rhythm, options: options.filter(one => on[one]).join(','), version: String(at) };
}

/** The search of a form as it would stand in an address. */
export function queryText(criteria: Criteria): string {
  return queryString(criteria, { sort: undefined, view: undefined, rows: undefined });
}

function typedQuery(typed: string) {
  return typed.length > 8000 ? refuse('search:malformed') : read(typed);
}

/** The parameters of a posted search. */
export function parametersOf(typed: string): SavedQuery {
  const given = new URLSearchParams(typed);
  return Object.fromEntries(
    [...new Set(given.keys())].map(name => {
      const values = given.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? '')];
    }),
  );
}

/** A posted search, read. Throws BadRequest for one that is none, which only a hidden field can be. */
export function readPosted(typed: string | undefined, readQuery: (query: SavedQuery) => Criteria): SavedQuery {
  const query = savedOf(readQuery(parametersOf(typed ?? '')));
  if (Object.keys(query).length === 0) throw new BadRequest([malformed('query', typed)]);
  return query;
}

/** The fields of a list, filled in with what was typed; the mailbox only for who decides about it. */
export function fieldsOf(
  typed: Readonly<Record<string, string>>,
  words: Words,
  mailbox: { readonly may: boolean; readonly email: string | undefined },
): FormField[] {
  const { t } = words;
  const field = (name: string, more: Omit<FormField, 'name' | 'label' | 'value'>): FormField => ({
    name,
    label: t(`watches:field.${name}`),
    value: typed[name] ?? '',
    ...more,
  });
  const ticked = (typed.options ?? '').split(',');
  return [
    field('name', { type: 'text', max: longestName }),
    field('rhythm', {
      type: 'choice',
      options: rhythms.map(value => ({ value, label: t(`watches:rhythm.${value}`) })),
    }),
    {
      ...field('options', {
        type: 'choices',
        optional: true,
        options: options
          .filter(one => one !== 'mailbox' || mailbox.may)
          .map(value => ({
            value,
            label: t(`watches:option.${value}`),
            ...(value === 'mailbox' ? { hint: mailbox.email ?? t('watches:option.noMailbox') } : {}),
          })),
      }),
      value: ticked,
    },
  ];
}

/** The page of a list's form. */
export function formPage(
  words: Words,
  {
    id,
    hidden,
    fields,
    search,
  }: {
    readonly id?: number;
    readonly hidden: Readonly<Record<string, string>>;
    readonly fields: FormField[];
    readonly search: string;
  },
): FormPage {
  const { t } = words;
  const home = { label: t('watches:title'), href: '/seizures/watches' };
  const isNew = id === undefined;
  return {
    title: t(isNew ? 'watches:form.new' : 'watches:form.edit'),
    lead: search,
    crumbs: [home, { label: t(isNew ? 'watches:form.new' : 'watches:form.edit') }],
    action: isNew ? '/seizures/watches' : `/seizures/watches/${id}/edit`,
    hidden,
    groups: [{ fields }],
    submit: { label: t('watches:save'), icon: 'save' },
    cancelHref: isNew ? `/seizures?${hidden.query ?? ''}` : `/seizures/watches/${id}`,
  };
}
