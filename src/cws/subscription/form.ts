import type { FormPage } from '../../forms/index.ts';
import { localTime } from '../../network/index.ts';
import { isActiveOn, type Office, type Words } from '../../reference/index.ts';
import { headingMark } from '../../seizures/index.ts';
import { rhythms } from '../digests/frequency.ts';
import { kindCodes } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import type { Subscription } from './subscription.ts';
import { today } from '../../text/plain-date.ts';
import { choice, choices, readForm, version, type FormField, type ValuesOf } from '../../fields/index.ts';

const hours = Array.from({ length: 24 }, (_, hour) => String(hour));

type Known = Pick<CwsContext, 'lists' | 'offices' | 'texts'>;

const rilosOf = ({ offices }: Pick<CwsContext, 'offices'>): Office[] =>
  offices.all.filter(office => office.kind === 'rilo' && isActiveOn(office, today()));
const split = (text: string): string[] => text.split(',').filter(one => one !== '');

const fieldsOf = ({ lists, offices }: Known) => ({
  version,
  headings: choices(
    lists.all('heading').map(({ code }) => code),
    { optional: true },
  ),
  kinds: choices(kindCodes, { optional: true }),
  regions: choices(
    rilosOf({ offices }).map(({ code }) => code),
    { optional: true },
  ),
  countries: choices(
    lists.all('country').map(({ code }) => code),
    { optional: true },
  ),
  urgent: choice(['yes', 'no']),
  rhythm: choice(rhythms),
  hour: choice(hours),
});
type SubscriptionFields = ReturnType<typeof fieldsOf>;
type FieldName = keyof SubscriptionFields;
export type Typed = Readonly<Record<FieldName, string>>;

/** Reads the posted form. */
export function readSubscription(body: unknown, context: Known) {
  return readForm(body, fieldsOf(context));
}

/** What a form without problems chose. */
export function chosenOf(
  { regions, urgent, hour, ...values }: ValuesOf<SubscriptionFields>,
  { offices }: Pick<CwsContext, 'offices'>,
): Subscription {
  return {
    ...values,
    regions: regions.flatMap(code => offices.byCode(code)?.id ?? []),
    urgent: urgent === 'yes',
    hour: Number(hour),
  };
}

/** A subscription as typed. Who never chose is proposed letters, which nothing sends before they are saved. */
export function typedOf(
  { kinds, headings, regions, countries, urgent, rhythm, hour, version }: Subscription,
  { offices }: Pick<CwsContext, 'offices'>,
): Typed {
  return {
    version: String(version),
    headings: headings.join(','),
    kinds: kinds.join(','),
    countries: countries.join(','),
    regions: regions.flatMap(id => offices.byId(id)?.code ?? []).join(','),
    urgent: urgent || version === 0 ? 'yes' : 'no',
    rhythm: version === 0 ? 'daily' : rhythm,
    hour: String(hour),
  };
}

/** The form, with what was typed. `timeZone` is that of the viewer's office, where it is known. */
export function subscriptionForm(
  typed: Typed,
  timeZone: string | undefined,
  words: Words,
  context: Known,
): Pick<FormPage, 'action' | 'hidden' | 'groups' | 'submit' | 'cancelHref'> {
  const { t, lang } = words;
  const field = (name: FieldName, more: Omit<FormField, 'name' | 'label' | 'hint'>): FormField => ({
    name,
    label: t(`cwsfeeds:field.${name}`),
    hint: t(`cwsfeeds:hint.${name}`),
    ...more,
  });
  const many = (name: FieldName): string[] => split(typed[name]);
  return {
    action: '/cws/subscription',
    hidden: { version: typed.version },
    submit: { label: t('cwsfeeds:save'), icon: 'save' },
    cancelHref: '/cws',
    groups: [
      {
        title: t('cwsfeeds:group.subjects'),
        note: t('cwsfeeds:group.subjectsNote'),
        fields: [
          field('headings', {
            type: 'choices',
            display: 'columns',
            value: many('headings'),
            options: context.lists
              .all('heading')
              .map(({ code }) => ({ value: code, label: code, heading: headingMark(code, lang, context) })),
          }),
          field('kinds', {
            type: 'choices',
            display: 'columns',
            value: many('kinds'),
            options: kindCodes.map(value => ({ value, label: t(`cws:kind.${value}.many`) })),
          }),
          field('regions', {
            type: 'choices',
            display: 'columns',
            value: many('regions'),
            options: rilosOf(context).map(office => ({ value: office.code, label: words.office(office) })),
          }),
          field('countries', {
            type: 'codes',
            value: many('countries'),
            options: context.lists
              .all('country', { lang })
              .map(({ code }) => ({ value: code, label: words.country(code) })),
          }),
        ],
      },
      {
        title: t('cwsfeeds:group.letters'),
        note: t('cwsfeeds:group.lettersNote'),
        fields: [
          field('urgent', {
            type: 'choice',
            value: typed.urgent,
            options: ['yes', 'no'].map(value => ({ value, label: t(`common:${value}`) })),
          }),
          field('rhythm', {
            type: 'choice',
            value: typed.rhythm,
            options: rhythms.map(value => ({ value, label: t(`cwsfeeds:rhythm.${value}`) })),
          }),
          field('hour', {
            type: 'choice',
            display: 'select',
            value: typed.hour,
            options: hours.map(value => ({ value, label: hourText(Number(value), timeZone, words) })),
          }),
        ],
      },
    ],
  };
}

/** "06:00 UTC", with the time it is then at the office. */
export function hourText(hour: number, timeZone: string | undefined, { t }: Words): string {
  const utc = `${String(hour).padStart(2, '0')}:00`;
  if (timeZone === undefined) return t('cwsfeeds:hour.utc', { utc });
  const { time, offset } = localTime(timeZone, new Date(`${today()}T${utc}:00Z`));
  return t('cwsfeeds:hour.local', { utc, time, offset });
}
