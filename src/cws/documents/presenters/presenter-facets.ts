import { isActiveOn, nameOf, type Words } from '../../../reference/index.ts';
import { headingMark } from '../../../seizures/index.ts';
import { alertKinds } from '../../kinds/alert.ts';
import type { CwsContext } from '../../context.ts';
import { readings } from '../store-list.ts';
import {
  filtersOf,
  standingsOf,
  usualStanding,
  yearsOf,
  type FilterName,
  type Given,
  type ListedKind,
} from '../listing.ts';
import { today } from '../../../text/plain-date.ts';

type Context = Pick<CwsContext, 'lists' | 'offices' | 'texts'>;

interface Option {
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
  readonly heading?: { readonly code: string; readonly icon: string };
}

/** A facet as `/shared/_facet` wants it, or a list to choose one of as `/shared/_facet-select` does. */
export type ShownFacet =
  | {
      readonly legend: string;
      readonly name: string;
      readonly options: readonly Option[];
      readonly single?: true;
      readonly on?: number;
    }
  | {
      readonly select: {
        readonly id: string;
        readonly name: string;
        readonly label: string;
        readonly value: string;
        readonly options: readonly { readonly value: string; readonly label: string }[];
      };
    };

/** The filter panel of a list; its words stand apart. */
export function presentFacets(kind: ListedKind, given: Given, words: Words, context: Context): ShownFacet[] {
  const { t, lang } = words;
  const one = (name: FilterName, values: readonly string[], usual: string, isAny: boolean): ShownFacet => ({
    legend: t(`cwslists:filter.${name}`),
    name,
    single: true,
    on: given[name] === '' || given[name] === usual ? 0 : 1,
    options: [...(isAny ? [''] : []), ...values].map(value => ({
      value,
      label: valueOf(name, value, words, context),
      checked: value === (given[name] === '' ? usual : given[name]),
    })),
  });
  const select = (name: FilterName, options: readonly { value: string; label: string }[]): ShownFacet => ({
    select: { id: name, name, label: t(`cwslists:filter.${name}`), value: given[name], options },
  });
  const countries = (): { value: string; label: string }[] =>
    context.lists
      .all('country', { on: today(), lang })
      .map(entry => ({ value: entry.code, label: nameOf(entry, lang) }));
  return filtersOf[kind].flatMap((name): ShownFacet[] => {
    switch (name) {
      case 'q':
        return [];
      case 'standing':
        return [one(name, standingsOf(kind), usualStanding(kind), false)];
      case 'reading':
        return [one(name, kind === 'alert' ? readings : ['unread'], '', true)];
      case 'alertKind':
        return [one(name, alertKinds, '', true)];
      case 'heading':
        return [
          {
            legend: t('cwslists:filter.heading'),
            name,
            options: context.lists.all('heading', { lang }).map(({ code }) => {
              const { icon, label } = headingMark(code, lang, context);
              return { value: code, label, checked: given.heading.split(',').includes(code), heading: { code, icon } };
            }),
          },
        ];
      case 'country':
      case 'member':
        return [select(name, countries())];
      case 'year':
        return [
          select(
            name,
            yearsOf().map(year => ({ value: year, label: year })),
          ),
        ];
      case 'office':
        return [select(name, issuers(words, context))];
    }
  });
}

/** Who may have issued something: the Secretariat and the RILOs first, then the administrations that drafted. */
function issuers(words: Words, { offices }: Context): { value: string; label: string }[] {
  const named = offices.all
    .filter(office => office.kind !== 'partner' && isActiveOn(office, today()))
    .map(office => ({ value: office.code, label: words.office(office), first: office.kind !== 'administration' }));
  const { compare } = new Intl.Collator(words.lang);
  return named
    .toSorted((a, b) => Number(b.first) - Number(a.first) || compare(a.label, b.label))
    .map(({ value, label }) => ({ value, label }));
}

/** What is chosen, each with the address without it. */
export function presentChips(
  active: readonly FilterName[],
  given: Given,
  words: Words,
  context: Context,
  hrefOf: (changed: Readonly<Record<string, string>>) => string,
) {
  return active.flatMap(name =>
    given[name].split(name === 'heading' ? ',' : '\n').map(value => ({
      label: words.t(`cwslists:filter.${name}`),
      value: valueOf(name, value, words, context),
      href: hrefOf({
        [name]:
          name === 'heading'
            ? given.heading
                .split(',')
                .filter(code => code !== value)
                .join(',')
            : '',
      }),
    })),
  );
}

function valueOf(name: FilterName, value: string, words: Words, context: Context): string {
  const { t, lang } = words;
  if (value === '') return t('common:any');
  switch (name) {
    case 'standing':
      return t(`cwslists:standing.${value}`);
    case 'reading':
      return t(`cwslists:reading.${value}`);
    case 'alertKind':
      return t(`cws:choice.alertKind.${value}`);
    case 'heading':
      return headingMark(value, lang, context).label;
    case 'country':
    case 'member':
      return words.country(value);
    case 'office':
      return context.offices.name(value, lang);
    default:
      return value;
  }
}
