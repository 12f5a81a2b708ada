import { choice, readForm, uuid, type FormField } from '../../fields/index.ts';
import type { FormPage } from '../../forms/index.ts';
import type { Words } from '../../reference/index.ts';
import { takesPictures } from '../../seizures/index.ts';
import type { CpdbContext } from '../context.ts';
import { branchesOf, trees, valuesOf, type TreeName } from '../gallery/tree.ts';
import { galleryOf, path, type Followed } from './watch.ts';

type Known = Pick<CpdbContext, 'lists'>;
type Typed = Readonly<Record<string, string>>;

const headingsOf = ({ lists }: Known): string[] =>
  lists
    .all('heading')
    .map(({ code }) => code)
    .filter(takesPictures);

/** Fields of what is followed, for the form and its address. */
export const followedFields = (context: Known) => ({
  place: choice(valuesOf(context.lists, 'place')),
  transport: choice(valuesOf(context.lists, 'transport'), { optional: true }),
  heading: choice(headingsOf(context), { optional: true }),
});

export function readFollowed(body: unknown, context: Known) {
  return readForm(body, { clientUuid: uuid, ...followedFields(context) });
}

/** The form by which a hiding place is followed, filled in from where one came. */
export function followForm(words: Words, typed: Typed, context: Known): FormPage {
  const { t } = words;
  const field = (name: keyof Followed, more: Pick<FormField, 'options'> & Partial<FormField>): FormField => ({
    name,
    type: 'choice',
    display: 'select',
    label: t(`cpdbwatches:field.${name}`),
    hint: t(`cpdbwatches:hint.${name}`),
    value: typed[name] ?? '',
    ...more,
  });
  const tree = (name: TreeName) => treeOptions(name, words, context);
  return {
    title: t('cpdbwatches:new'),
    lead: t('cpdbwatches:lead'),
    crumbs: [
      { label: t('cpdb:title'), href: '/cpdb' },
      { label: t('cwsfeeds:title'), href: '/cws/subscription' },
      { label: t('cpdbwatches:new') },
    ],
    action: `${path}/new`,
    cancelHref: galleryOf({ place: '', transport: '', heading: '', ...typed }),
    hidden: { clientUuid: typed.clientUuid ?? '' },
    submit: { label: t('cpdbwatches:follow'), icon: 'bell' },
    groups: [
      {
        fields: [
          field('place', { options: tree('place') }),
          field('transport', { options: tree('transport'), optional: true }),
          field('heading', {
            options: headingsOf(context).map(value => ({
              value,
              label: context.lists.name('heading', value, words.lang),
            })),
            optional: true,
          }),
        ],
      },
    ],
  };
}

/** Branches, each followed by what is in it. */
function treeOptions(name: TreeName, { lang, t }: Words, { lists }: Known) {
  return branchesOf(lists, name, lang).flatMap(({ value, label, codes }) => [
    { value, label: codes.length > 1 ? t('cpdbwatches:all', { name: label }) : label },
    ...codes
      .filter(code => code !== value)
      .map(code => ({ value: code, label: t('cpdbwatches:within', { name: lists.name(trees[name], code, lang) }) })),
  ]);
}

/** What is followed, as an officer says it. */
export function followedText({ place, transport, heading }: Followed, lang: Words['lang'], { lists }: Known): string {
  const named = (name: TreeName, value: string): string =>
    branchesOf(lists, name, lang).find(branch => branch.value === value)?.label ?? lists.name(trees[name], value, lang);
  return [
    named('place', place),
    ...(transport === '' ? [] : [named('transport', transport)]),
    ...(heading === '' ? [] : [lists.name('heading', heading, lang)]),
  ].join(', ');
}
