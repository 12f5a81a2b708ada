import type { FieldProblem } from '../../errors.ts';
import { anyText, choice, longestReason, version, type FormField } from '../../fields/index.ts';
import type { FormPage } from '../../forms/index.ts';
import type { Account } from '../accounts/account.ts';
import { longest } from '../applications/pages/form.ts';
import type { Words } from '../applications/pages/presenter-words.ts';
import { readName, readText } from '../applications/pages/text.ts';
import { reason } from '../form-fields.ts';
import type { OpenAddress } from './store.ts';

/** Characters of a whole name. */
const longestName = longest.name * 2;

export const correctionFields = { personName: anyText, unit: anyText, email: anyText, version, reason };
export const addressActs = ['resend', 'withdraw'] as const;
export const addressFields = {
  act: choice(addressActs, { problems: { required: 'errors:fields.required', notAChoice: 'errors:fields.notInList' } }),
  version,
  reason,
};

interface Checked {
  readonly personName: string | null;
  readonly unit: string | null;
  readonly email: string | null;
}

type Typed = Readonly<Partial<Record<'personName' | 'unit' | 'email', string>>>;

/** What was typed, as an account keeps it. What nobody ever stated may stay unstated. */
export function checkedOf({ personName = '', unit = '', email = '' }: Typed): Checked {
  return {
    personName: personName.trim() === '' ? null : readName(personName, longestName).text,
    unit: readText(unit, longest.unit).text || null,
    email: email.trim().toLowerCase() || null,
  };
}

/** What is wrong with it; whether the address is one of the office is asked when it is stored. */
export function correctionProblems(typed: Typed, account: Account): FieldProblem[] {
  const { personName, unit, email } = checkedOf(typed);
  const name = personName === null ? undefined : readName(typed.personName ?? '', longestName).problem;
  const unitProblem = readText(typed.unit ?? '', longest.unit).problem;
  return [
    ...(personName === null && account.personName !== null
      ? [{ path: 'personName', key: 'applications:problems.nameMissing' }]
      : []),
    ...(name ? [{ path: 'personName', ...name }] : []),
    ...(unitProblem ? [{ path: 'unit', ...unitProblem }] : []),
    ...(unit === null && account.unit !== null ? [{ path: 'unit', key: 'applications:problems.unitMissing' }] : []),
    ...(email === null && account.email !== null ? [{ path: 'email', key: 'applications:problems.emailMissing' }] : []),
  ];
}

interface Sources {
  readonly account: Account;
  readonly words: Words;
  readonly typed?: Readonly<Partial<Record<string, string>>>;
  readonly domains: readonly string[];
  /** Somebody was faster: how things stand now. */
  readonly stale?: boolean;
}

export function correctionForm({ account, words, typed, domains, stale = false }: Sources): FormPage {
  const { t } = words;
  const field = (name: 'personName' | 'unit' | 'email', now: string | null, more: Partial<FormField>): FormField => ({
    name,
    type: 'text',
    label: t(`people:correction.${name}`),
    value: typed?.[name] ?? now ?? '',
    ...more,
  });
  return {
    ...frame(account, words, 'correction', 'corrections'),
    lead: t(account.state === 'pending' ? 'people:correction.leadPending' : 'people:correction.lead'),
    submit: { label: t('people:correction.submit'), icon: 'save' },
    ...(stale ? { meanwhile: { text: t('accounts:form.stale'), items: nowOf(account, words) } } : {}),
    groups: [
      {
        fields: [
          field('personName', account.personName, { max: longestName, span: 6 }),
          field('unit', account.unit, { max: longest.unit, span: 6 }),
          field('email', account.email, {
            max: 254,
            span: 12,
            hint: t('people:correction.emailHint', { domains: domains.join(', ') || '–' }),
          }),
          { ...reasonField(words, typed), span: 12 },
        ],
      },
    ],
  };
}

/** What can be done about an address that waits: its letter sent again, or the address given up. */
export function addressForm({
  account,
  words,
  typed,
  open,
  stale = false,
}: Omit<Sources, 'domains'> & { open: OpenAddress }): FormPage {
  const { t } = words;
  return {
    ...frame(account, words, 'address', 'address'),
    lead: t(open.lapsed ? 'people:address.leadLapsed' : 'people:address.lead', {
      becomes: open.becomes,
      by: open.by,
      until: words.time(open.expiresAt),
    }),
    submit: { label: t('people:address.submit'), icon: 'mail' },
    ...(stale ? { meanwhile: { text: t('accounts:form.stale'), items: nowOf(account, words) } } : {}),
    groups: [
      {
        fields: [
          {
            name: 'act',
            type: 'choice',
            display: 'radios',
            label: t('people:address.act'),
            value: typed?.act ?? 'resend',
            options: addressActs.map(value => ({ value, label: t(`people:address.${value}`) })),
          },
          reasonField(words, typed),
        ],
      },
    ],
  };
}

function frame(account: Account, { t }: Words, key: string, path: string) {
  const back = `/access/accounts/${account.id}`;
  const title = t(`people:${key}.title`);
  return {
    title: t('people:correction.of', { title, login: account.loginId }),
    crumbs: [
      { label: t('accounts:list.title'), href: '/access/accounts' },
      { label: account.loginId, href: back },
      { label: title },
    ],
    action: `${back}/${path}`,
    cancelHref: back,
    hidden: { version: String(account.version) },
  };
}

function reasonField({ t }: Words, typed: Sources['typed']): FormField {
  return {
    name: 'reason',
    type: 'longtext',
    rows: 3,
    max: longestReason,
    label: t('accounts:form.reason'),
    hint: t('accounts:form.reasonHint'),
    value: typed?.reason ?? '',
  };
}

function nowOf({ personName, unit, email }: Account, { t }: Words) {
  return [
    { label: t('people:correction.personName'), value: personName ?? '' },
    { label: t('people:correction.unit'), value: unit ?? '' },
    { label: t('people:correction.email'), value: email ?? '' },
  ];
}
