import type { Viewer } from '../../access/index.ts';
import type { FormPage } from '../../forms/index.ts';
import { nameOf, type Words } from '../../reference/index.ts';
import { headingMark, productList, takesPictures } from '../../seizures/index.ts';
import type { CpdbContext } from '../context.ts';
import { countriesOf, longestCaption, type FieldName } from './form.ts';
import { path } from './picture.ts';
import { today } from '../../text/plain-date.ts';
import type { FormField } from '../../fields/index.ts';

type Options = NonNullable<FormField['options']>;
export type Typed = Readonly<Partial<Record<FieldName, string>>>;
type Context = Pick<CpdbContext, 'lists' | 'texts'>;

/** The first question: what kind of goods was hidden. Each answer opens the form with its products. */
export function choosePage({ lists, texts }: Context, words: Words, more: { readonly error?: string } = {}) {
  const { t, lang } = words;
  return {
    title: t('cpdb:new.title'),
    head: { title: t('cpdb:new.title'), crumbs: crumbs(words, t('cpdb:new.crumb')), scope: t('cpdb:new.scope') },
    error: more.error,
    problems: more.error === undefined ? [] : [{ text: more.error, href: '#field-heading' }],
    rows: lists
      .all('heading', { on: today() })
      .filter(({ code }) => takesPictures(code))
      .map(entry => ({
        href: `/cpdb/new?heading=${entry.code}`,
        heading: headingMark(entry.code, lang, { lists, texts }),
        name: nameOf(entry, lang),
      })),
  };
}

export interface FormSources {
  readonly context: Context;
  readonly viewer: Viewer;
  readonly words: Words;
  readonly typed: Typed;
  /** Reference of the picture that is amended; a new one when left out. */
  readonly ref?: string;
  /** The record it belongs to is not released to all. */
  readonly isHeldBack?: boolean;
}

/** The form of one heading, filled in with what was typed. */
export function formPage({ context, viewer, words, typed, ref, isHeldBack = false }: FormSources): FormPage {
  const { t, lang } = words;
  const heading = typed.heading ?? '';
  const value = (name: FieldName): string => typed[name] ?? '';
  const code = (name: FieldName, options: Options, more: Partial<FormField> = {}): FormField => ({
    name,
    type: 'code',
    span: 6,
    label: t(`cpdb:field.${name}`),
    value: value(name),
    options,
    ...more,
  });
  const lead = [
    t('cpdb:new.lead', { heading: headingMark(heading, lang, context).label }),
    value('seizure') === '' ? '' : t('cpdb:new.ofSeizure', { ref: value('seizure') }),
    isHeldBack ? t('cpdb:new.heldBack') : '',
  ];
  return {
    ...(ref === undefined ? newFrame(words) : editFrame(words, ref)),
    lead: lead.filter(Boolean).join(' '),
    hidden: { clientUuid: value('clientUuid'), version: typed.version ?? '0', heading, seizure: value('seizure') },
    groups: [
      {
        title: t('cpdb:group.captions'),
        note: t('cpdb:group.captionsNote'),
        fields: (['captionEn', 'captionFr'] as const).map(name => ({
          name,
          type: 'text',
          span: 6,
          max: longestCaption,
          label: t(`cpdb:field.${name}`),
          hint: t(`cpdb:hint.${name}`),
          value: value(name),
          optional: true,
        })),
      },
      {
        title: t('cpdb:group.place'),
        fields: [
          code('concealment', codes(context, words, 'concealment'), { hint: t('cpdb:hint.concealment') }),
          code('transport', codes(context, words, 'transport'), { hint: t('cpdb:hint.transport') }),
          code('product', codes(context, words, productList(heading)), { optional: true }),
          code('detection', codes(context, words, 'detection'), { optional: true }),
        ],
      },
      {
        title: t('cpdb:group.seized'),
        fields: [
          code(
            'country',
            countriesOf(viewer, context.lists).map(one => ({ value: one, label: words.country(one) })),
            viewer.office.kind === 'secretariat' ? { hint: t('cpdb:hint.country') } : {},
          ),
          {
            name: 'seizedOn',
            type: 'text',
            span: 6,
            max: 10,
            label: t('cpdb:field.seizedOn'),
            hint: t('cpdb:hint.seizedOn'),
            value: value('seizedOn'),
          },
        ],
      },
    ],
  };
}

function newFrame(words: Words) {
  const { t } = words;
  return {
    title: t('cpdb:new.title'),
    crumbs: crumbs(words, t('cpdb:new.crumb')),
    action: '/cpdb/new',
    cancelHref: '/cpdb',
    submit: { label: t('cpdb:new.submit'), icon: 'arrow-right' },
  };
}

function editFrame({ t }: Words, ref: string) {
  const own = `${path}/${ref}`;
  return {
    title: t('cpdb:edit.title', { ref }),
    crumbs: [{ label: t('cpdb:title'), href: '/cpdb' }, { label: ref, href: own }, { label: t('cpdb:edit.crumb') }],
    action: `${own}/edit`,
    cancelHref: own,
    submit: { label: t('common:action.save'), icon: 'save' },
  };
}

function crumbs({ t }: Words, here: string) {
  return [{ label: t('cpdb:title'), href: '/cpdb' }, { label: here }];
}

/** The codes of a list that may be used today, in its groups or under their parents. */
function codes({ lists }: Context, { lang }: Words, list: string): Options {
  const entries = lists.all(list, { lang, on: today() });
  const parents = new Set(entries.flatMap(({ parent }) => parent ?? []));
  const options = entries.map(entry => {
    const above = entry.parent ?? (parents.has(entry.code) ? entry.code : null);
    const group =
      (lang === 'fr' ? entry.details.group_fr : undefined) ??
      entry.details.group ??
      (above === null ? undefined : lists.name(list, above, lang));
    return { value: entry.code, label: nameOf(entry, lang), ...(group === undefined ? {} : { group }) };
  });
  return [...Map.groupBy(options, ({ group }) => group ?? '').values()].flat();
}
