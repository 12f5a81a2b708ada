import type { Viewer } from '../../../access/index.ts';
import type { FormPage } from '../../../forms/index.ts';
import { nameOf, type Words } from '../../../reference/index.ts';
import { namesIn, unitsOf } from '../../../seizures/index.ts';
import type { CwsContext } from '../../context.ts';
import { addresseeOf, homeOf, roadsOf } from '../addressee.ts';
import { deskName, path } from './styles.ts';
import { goodsOf, sources, stages, subjects, type Subject } from '../referral.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import type { FormField } from '../../../fields/index.ts';

type Options = NonNullable<FormField['options']>;

/** The first question: what it is about. Each answer opens the form of that subject. */
export function choosePage(words: Words) {
  const { t } = words;
  return {
    title: t('cwsreferrals:new.title'),
    head: { title: t('cwsreferrals:new.title'), crumbs: crumbs(words), scope: t('cwsreferrals:new.scope') },
    rows: subjects.map(subject => ({
      title: t(`cwsreferrals:choose.${subject}`),
      text: t(`cwsreferrals:choose.${subject}Text`),
      href: `${path}/new?subject=${subject}`,
      heading: {
        code: goodsOf[subject].heading,
        icon: goodsOf[subject].icon,
        label: t(`cwsreferrals:subject.${subject}`),
      },
    })),
  };
}

/** The form of one subject, filled in with what was typed. */
export function formPage(
  context: CwsContext,
  viewer: Viewer,
  words: Words,
  subject: Subject,
  typed: Readonly<Record<string, string>>,
): FormPage {
  const { t } = words;
  const asked: Asking = { context, viewer, words, typed, subject };
  return {
    title: t(`cwsreferrals:new.title_${subject}`),
    lead: t('cwsreferrals:new.lead'),
    crumbs: crumbs(words),
    action: path,
    cancelHref: path,
    hidden: { clientUuid: typed.clientUuid ?? '', subject },
    submit: { label: t('cwsreferrals:new.submit'), icon: 'send' },
    groups: [
      { title: t('cwsreferrals:group.to'), fields: [toField(asked)] },
      { title: t('cwsreferrals:group.happened'), fields: happenedFields(asked) },
      { title: t('cwsreferrals:group.goods'), fields: goodsFields(asked) },
      { title: t('cwsreferrals:group.route'), note: t('cwsreferrals:group.routeNote'), fields: routeFields(asked) },
    ],
  };
}

interface Asking {
  readonly context: CwsContext;
  readonly viewer: Viewer;
  readonly words: Words;
  readonly typed: Readonly<Record<string, string>>;
  readonly subject: Subject;
}

function crumbs({ t }: Words) {
  return [{ label: t('cwsreferrals:title'), href: path }, { label: t('cwsreferrals:new.crumb') }];
}

function toField({ context, viewer, words, typed }: Asking): FormField {
  const { t } = words;
  const options = roadsOf(viewer).map(road => {
    const home = homeOf(viewer);
    const office = home === null ? undefined : addresseeOf(viewer, context.offices, road, home);
    return {
      value: road,
      label: office ? deskName(office, words) : t(`cwsreferrals:to.${road}Of`),
      hint: t(`cwsreferrals:to.${road}Hint`),
    };
  });
  return {
    name: 'to',
    type: 'choice',
    display: 'boxed',
    label: t('cwsreferrals:field.to'),
    value: typed.to ?? (options.length === 1 ? (options[0]?.value ?? '') : ''),
    options,
  };
}

function happenedFields({ context, viewer, words, typed }: Asking): FormField[] {
  const { t } = words;
  return [
    {
      name: 'stage',
      type: 'choice',
      display: 'radios',
      span: 12,
      label: t('cwsreferrals:field.stage'),
      value: typed.stage ?? '',
      options: stages.map(value => ({
        value,
        label: t(`cwsreferrals:stage.${value}`),
        hint: t(`cwsreferrals:stageHint.${value}`),
      })),
    },
    {
      name: 'happened',
      type: 'longtext',
      rows: 7,
      span: 12,
      max: 4000,
      label: t('cwsreferrals:field.happened'),
      hint: t('cwsreferrals:hint.happened'),
      value: typed.happened ?? '',
    },
    {
      name: 'country',
      type: 'code',
      span: 6,
      label: t('cwsreferrals:field.country'),
      hint: t('cwsreferrals:hint.country'),
      value: typed.country ?? homeOf(viewer) ?? '',
      options: codes(context, words, 'country'),
    },
    {
      name: 'place',
      type: 'text',
      span: 6,
      max: 120,
      optional: true,
      label: t('cwsreferrals:field.place'),
      hint: t('cwsreferrals:hint.place'),
      value: typed.place ?? '',
    },
    {
      name: 'happenedOn',
      type: 'date',
      span: 6,
      max: addDays(today(), 366),
      optional: true,
      label: t('cwsreferrals:field.happenedOn'),
      hint: t('cwsreferrals:hint.happenedOn'),
      value: typed.happenedOn ?? '',
    },
    {
      name: 'knownBy',
      type: 'choice',
      display: 'select',
      span: 6,
      label: t('cwsreferrals:field.knownBy'),
      hint: t('cwsreferrals:hint.knownBy'),
      value: typed.knownBy ?? '',
      options: sources.map(value => ({ value, label: t(`cwsreferrals:knownBy.${value}`) })),
    },
  ];
}

function goodsFields({ context, words, typed, subject }: Asking): FormField[] {
  const { t } = words;
  const { heading, list } = goodsOf[subject];
  const names = namesIn(words.lang, context);
  const units = unitsOf(context.lists, heading).map(code => ({
    value: code,
    label: names.isSymbol(code) ? names.unit(code) : names.of('unit', code),
  }));
  return [
    {
      name: 'product',
      type: 'code',
      optional: true,
      span: 12,
      label: t(`cwsreferrals:product.${subject}`),
      hint: t(`cwsreferrals:productHint.${subject}`),
      value: typed.product ?? '',
      options: codes(context, words, list),
    },
    {
      name: 'goods',
      type: 'text',
      max: 200,
      span: 12,
      label: t('cwsreferrals:field.goods'),
      hint: t(`cwsreferrals:goodsHint.${subject}`),
      value: typed.goods ?? '',
    },
    {
      name: 'quantity',
      type: 'decimal',
      span: 6,
      optional: true,
      label: t('cwsreferrals:field.quantity'),
      hint: t('cwsreferrals:hint.quantity'),
      value: typed.quantity ?? '',
      unit: {
        id: 'field-unit',
        name: 'unit',
        label: t('common:unit'),
        value: typed.unit ?? '',
        blank: true,
        options: units,
      },
    },
  ];
}

function routeFields({ context, words, typed }: Asking): FormField[] {
  const { t } = words;
  const country = codes(context, words, 'country');
  return [
    {
      name: 'fromCountry',
      type: 'code',
      span: 4,
      optional: true,
      label: t('cwsreferrals:field.fromCountry'),
      value: typed.fromCountry ?? '',
      options: country,
    },
    {
      name: 'toCountry',
      type: 'code',
      span: 4,
      optional: true,
      label: t('cwsreferrals:field.toCountry'),
      value: typed.toCountry ?? '',
      options: country,
    },
    {
      name: 'transport',
      type: 'code',
      span: 4,
      optional: true,
      label: t('cwsreferrals:field.transport'),
      value: typed.transport ?? '',
      options: codes(context, words, 'transport').filter(
        ({ value }) => context.lists.lookUp('transport', value)?.parent === null,
      ),
    },
  ];
}

/**
 * The codes of a list that may be used today; waste codes and species with their own sign first, in groups where the
 * list has them.
 */
function codes({ lists }: CwsContext, { lang }: Words, list: string): Options {
  const options = lists.all(list, { lang, on: today() }).map(entry => {
    const group =
      list === 'ods' ? undefined : ((lang === 'fr' ? entry.details.group_fr : undefined) ?? entry.details.group);
    const name = nameOf(entry, lang);
    return {
      value: entry.code,
      label: list === 'basel' ? `${entry.code} ${name}` : name,
      ...(group === undefined ? {} : { group }),
    };
  });
  return [...Map.groupBy(options, ({ group }) => group ?? '').values()].flat();
}
