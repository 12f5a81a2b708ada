import type { FieldProblem } from '../../../errors.ts';
import type { FormPage } from '../../../forms/index.ts';
import type { Lists, Words } from '../../../reference/index.ts';
import { headingCodes, headingMark } from '../../../seizures/index.ts';
import type { CencommContext } from '../../context.ts';
import { shortFields } from './form-fields.ts';
import type { OperationRequest } from '../lifecycle/create.ts';
import { formKinds } from '../operation.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import { choice, choices, date, longtext, parsed, readForm, text, uuid } from '../../../fields/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';

/** Working languages of operations (domain.md section 1.3). */
export const operationLangs = ['en', 'fr', 'es', 'pt', 'ru', 'ar'] as const;
export const joinings = ['from_now', 'history'] as const;
const longestAim = 4000;
const days = { least: 30, most: 7300, usual: 1825 } as const;

const retention = parsed(typed =>
  /^\d{1,5}$/.test(typed) && Number(typed) >= days.least && Number(typed) <= days.most
    ? read(Number(typed))
    : refuse('cencommops:problem.days', { least: days.least, most: days.most }),
);

const fieldsOf = (lists: Lists) => ({
  clientUuid: uuid,
  title: text({ max: 120 }),
  aim: longtext({ max: longestAim, screened: false }),
  headings: choices(headingCodes),
  startsOn: date({ from: addDays(today(), -366), to: addDays(today(), 1096) }),
  endsOn: date({ from: today(), to: addDays(today(), 3653) }),
  countries: choices(lists.all('country', { lang: 'en', on: today() }).map(({ code }) => code)),
  langs: choices(operationLangs),
  joining: choice(joinings),
  length: choice(['standard', 'short']),
  retentionDays: retention,
});
type FieldName = keyof ReturnType<typeof fieldsOf>;

/** Reads the posted request, every problem at its field. Throws BadRequest for a field the form has not. */
export function readRequest(body: unknown, lists: Lists) {
  const { typed, values, problems } = readForm(body, fieldsOf(lists), datesReversed);
  if (!values) return { typed, problems };
  const { aim, length, ...facts } = values;
  const wish: OperationRequest = {
    ...facts,
    details: { aim },
    ...(length === 'short'
      ? { forms: Object.fromEntries(formKinds.map(kind => [kind, shortFields(facts, kind)])) }
      : {}),
  };
  return { typed, problems, wish };
}

/** The end before the start, where both are dates. */
export function datesReversed({ startsOn, endsOn }: { startsOn?: string; endsOn?: string }): FieldProblem[] {
  return startsOn !== undefined && endsOn !== undefined && endsOn < startsOn
    ? [{ path: 'endsOn', key: 'cencommops:problem.reversed' }]
    : [];
}

export function blankRequest(clientUuid: string, lang: string): Partial<Record<FieldName, string>> {
  return {
    clientUuid,
    startsOn: today(),
    endsOn: addDays(today(), 28),
    langs: lang,
    joining: 'from_now',
    length: 'standard',
    retentionDays: String(days.usual),
  };
}

/** The form that asks for an operation, filled in with what was typed. */
export function requestPage(
  context: CencommContext,
  words: Words,
  typed: Partial<Readonly<Record<FieldName, string>>>,
): FormPage {
  const { t } = words;
  const many = (name: FieldName): string[] => (typed[name] ?? '').split(',').filter(Boolean);
  const value = (name: FieldName): string => typed[name] ?? '';
  return {
    title: t('cencommops:new.title'),
    lead: t('cencommops:new.lead'),
    crumbs: [{ label: t('cencomm:tabs.operations'), href: '/cencomm' }, { label: t('cencommops:new.crumb') }],
    action: '/cencomm/operations/new',
    cancelHref: '/cencomm',
    hidden: { clientUuid: value('clientUuid') },
    submit: { label: t('cencommops:new.submit'), icon: 'send' },
    groups: [
      { title: t('cencommops:new.what'), fields: whatFields(context, words, typed) },
      { title: t('cencommops:new.when'), fields: [...dateFields(words, typed), ...whereFields(context, words, typed)] },
      {
        title: t('cencommops:new.how'),
        fields: [
          langsField(words, many('langs')),
          joiningField(words, value('joining')),
          {
            name: 'length',
            type: 'choice',
            display: 'radios',
            span: 6,
            label: t('cencommops:field.length'),
            value: value('length'),
            options: (['standard', 'short'] as const).map(one => ({
              value: one,
              label: t(`cencommops:length.${one}`),
              hint: t(`cencommops:lengthHint.${one}`),
            })),
          },
          {
            name: 'retentionDays',
            type: 'integer',
            span: 12,
            label: t('cencommops:field.retentionDays'),
            hint: t('cencommops:hint.retentionDays'),
            value: value('retentionDays'),
          },
        ],
      },
    ],
  };
}

type Fields = FormPage['groups'][number]['fields'];
type Dates = Partial<Readonly<Record<'startsOn' | 'endsOn' | 'countries', string>>>;

export function dateFields({ t }: Words, typed: Dates): Fields {
  return [
    { name: 'startsOn', type: 'date', span: 6, label: t('cencommops:field.startsOn'), value: typed.startsOn ?? '' },
    { name: 'endsOn', type: 'date', span: 6, label: t('cencommops:field.endsOn'), value: typed.endsOn ?? '' },
  ];
}

/** Title, aim and headings. */
function whatFields(
  context: CencommContext,
  words: Words,
  typed: Partial<Readonly<Record<FieldName, string>>>,
): Fields {
  const { t } = words;
  return [
    {
      name: 'title',
      type: 'text',
      max: 120,
      span: 12,
      label: t('cencommops:field.title'),
      hint: t('cencommops:hint.title'),
      value: typed.title ?? '',
    },
    {
      name: 'aim',
      type: 'longtext',
      rows: 7,
      max: longestAim,
      span: 12,
      label: t('cencommops:field.aim'),
      hint: t('cencommops:hint.aim'),
      value: typed.aim ?? '',
    },
    {
      name: 'headings',
      type: 'choices',
      display: 'columns',
      span: 12,
      label: t('cencommops:field.headings'),
      value: (typed.headings ?? '').split(',').filter(Boolean),
      options: headingCodes.map(code => ({
        value: code,
        label: code,
        heading: headingMark(code, words.lang, context),
      })),
    },
  ];
}

function whereFields({ lists }: CencommContext, words: Words, typed: Dates): Fields {
  return [
    {
      name: 'countries',
      type: 'codes',
      span: 12,
      label: words.t('cencommops:field.countries'),
      hint: words.t('cencommops:hint.countries'),
      value: (typed.countries ?? '').split(',').filter(Boolean),
      options: lists
        .all('country', { lang: words.lang, on: today() })
        .map(entry => ({ value: entry.code, label: words.country(entry.code) })),
    },
  ];
}

export function langsField(words: Words, value: readonly string[]): Fields[number] {
  return {
    name: 'langs',
    type: 'choices',
    display: 'columns',
    span: 12,
    label: words.t('cencommops:field.langs'),
    value,
    options: operationLangs.map(code => ({ value: code, label: words.language(code) })),
  };
}

export function joiningField({ t }: Words, value: string): Fields[number] {
  return {
    name: 'joining',
    type: 'choice',
    display: 'radios',
    span: 6,
    label: t('cencommops:field.joining'),
    value,
    options: joinings.map(one => ({
      value: one,
      label: t(`cencommops:joining.${one}`),
      hint: t(`cencommops:joiningHint.${one}`),
    })),
  };
}
