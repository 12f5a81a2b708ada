import type { FieldProblem } from '../../../errors.ts';
import type { FormPage } from '../../../forms/index.ts';
import { listedToday, type Lists, type Words } from '../../../reference/index.ts';
import { headingCodes, headingMark } from '../../../seizures/index.ts';
import type { CencommContext } from '../../context.ts';
import { shortFields } from './form-fields.ts';
import type { OperationRequest } from '../lifecycle/create.ts';
import { formKinds } from '../operation.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import {
  asking,
  choice,
  choices,
  codes,
  date,
  longtext,
  parsed,
  readForm,
  text,
  uuid,
  type Ask,
  type FormField,
  type Option,
} from '../../../fields/index.ts';
import { read, refuse } from '../../../text/readable-text.ts';

/** Working languages of operations (domain.md section 1.3). */
export const operationLangs = ['en', 'fr', 'es', 'pt', 'ru', 'ar'] as const;
export const joinings = ['from_now', 'history'] as const;
const lengths = ['standard', 'short'] as const;
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
  countries: codes(listedToday(lists, 'country'), { most: 300 }),
  langs: choices(operationLangs),
  joining: choice(joinings),
  length: choice(lengths),
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
  const ask = asking(fieldsOf(context.lists), typed, words, 'cencommops:field');
  const hint = (name: FieldName): string => t(`cencommops:hint.${name}`);
  return {
    title: t('cencommops:new.title'),
    lead: t('cencommops:new.lead'),
    crumbs: [{ label: t('cencomm:tabs.operations'), href: '/cencomm' }, { label: t('cencommops:new.crumb') }],
    action: '/cencomm/operations/new',
    cancelHref: '/cencomm',
    hidden: { clientUuid: typed.clientUuid ?? '' },
    submit: { label: t('cencommops:new.submit'), icon: 'send' },
    groups: [
      {
        title: t('cencommops:new.what'),
        fields: [
          ask('title', { span: 12, hint: hint('title') }),
          ask('aim', { rows: 7, span: 12, hint: hint('aim') }),
          ask('headings', {
            span: 12,
            options: headingCodes.map(value => ({
              value,
              label: value,
              heading: headingMark(value, words.lang, context),
            })),
          }),
        ],
      },
      {
        title: t('cencommops:new.when'),
        fields: [...askDates(ask), ask('countries', { span: 12, hint: hint('countries') })],
      },
      {
        title: t('cencommops:new.how'),
        fields: [
          ...askHow(ask, words),
          ask('length', { display: 'radios', span: 6, options: explained(t, 'length', lengths) }),
          ask('retentionDays', { type: 'integer', span: 12, hint: hint('retentionDays') }),
        ],
      },
    ],
  };
}

export function askDates(ask: Ask<'startsOn' | 'endsOn'>): FormField[] {
  return [ask('startsOn', { span: 6 }), ask('endsOn', { span: 6 })];
}

/** Working languages, and from when on a new member reads. */
export function askHow(ask: Ask<'langs' | 'joining'>, words: Words): FormField[] {
  return [
    ask('langs', { span: 12, options: operationLangs.map(value => ({ value, label: words.language(value) })) }),
    ask('joining', { display: 'radios', span: 6, options: explained(words.t, 'joining', joinings) }),
  ];
}

/** Options with a sentence each, as texts have them: `joining.history`, `joiningHint.history`. */
export function explained(t: Words['t'], name: string, values: readonly string[]): Option[] {
  return values.map(value => ({
    value,
    label: t(`cencommops:${name}.${value}`),
    hint: t(`cencommops:${name}Hint.${value}`),
  }));
}
