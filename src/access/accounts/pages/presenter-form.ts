import type { FieldProblem } from '../../../errors.ts';
import { longestReason } from '../../../fields/index.ts';
import type { Viewer } from '../../viewer.ts';
import { endLimits, untilLimits, type TypedForm } from './forms.ts';
import { identityProofs, type Account } from '../account.ts';
import { administers, dutiesOf, levelsOf, type Action } from '../permissions.ts';
import type { Words } from './words.ts';
import type { Field } from '../../../web/forms/views.ts';

export interface FormSources {
  readonly viewer: Viewer;
  readonly account: Account;
  readonly words: Words;
  readonly today: string;
  readonly typed?: TypedForm;
  readonly problems?: readonly FieldProblem[];
  /** The account changed after the form was opened. */
  readonly stale?: boolean;
  /** The act is not open any more: there is only the notice. */
  readonly closed?: boolean;
}

/** Paths of the acts, under the account. */
export const paths: Readonly<Record<Action, string>> = {
  access: 'access',
  endDate: 'end-date',
  suspension: 'suspension',
  resumption: 'resumption',
  unlocking: 'unlocking',
  reset: 'reset',
  factorReset: 'factor-reset',
  ending: 'ending',
};

/** The page that asks for an act: what it does, its fields, and what was wrong with them. Pure. */
export function presentForm(action: Action, sources: FormSources) {
  const { account, words } = sources;
  const values = {
    access: words.access(account),
    endsOn: account.endsOn ?? words.t('accounts:fact.noEnd'),
    tries: account.tries + account.factorTries,
    email: account.email ?? words.t('common:notStated'),
  };
  return frameOf(sources, {
    title: words.t(`accounts:verb.${action}.title`),
    lead: words.t(`accounts:verb.${action}.lead`, values),
    submit: words.t(`accounts:verb.${action}.submit`),
    action: `/access/accounts/${account.id}/${paths[action]}`,
    isDanger: action === 'ending' || action === 'suspension',
    fields: [
      ...(action === 'factorReset' ? [identityField(sources)] : []),
      ...(action === 'reset' && account.state === 'live' ? [atOnceField(sources)] : []),
      ...fieldsFor(action, sources),
      reasonField(sources, ['unlocking', 'reset', 'resumption'].includes(action)),
    ],
  });
}

/** What every page that asks for an act has; `crumb` and `back` are the list and the account when left out. */
export function frameOf(
  {
    account,
    words,
    problems = [],
    stale = false,
    closed = false,
    crumb = { label: words.t('accounts:list.title'), href: '/access/accounts' },
    back = `/access/accounts/${account.id}`,
  }: FormSources & { readonly crumb?: { readonly label: string; readonly href: string }; readonly back?: string },
  form: { title: string; lead: string; submit: string; action: string; isDanger: boolean; fields: readonly Field[] },
) {
  return {
    ...form,
    crumb,
    back,
    loginId: account.loginId,
    version: account.version,
    closed,
    who: [account.personName, account.unit, words.office(account.officeCode)].filter(Boolean).join(' · '),
    problems: problems.map(({ path, key, values }) => ({ text: words.t(key, values ?? {}), href: `#${path}` })),
    stale: stale ? words.t('accounts:form.stale') : undefined,
  };
}

function fieldsFor(action: Action, { viewer, account, words, today, typed, problems = [] }: FormSources): Field[] {
  const { t } = words;
  const common = (name: string): Omit<Field, 'type'> => ({
    id: name,
    name,
    label: t(`accounts:form.${name}`),
    ...errorOf(name, problems, words),
  });
  if (action === 'access')
    return [
      {
        ...common('level'),
        type: 'choice',
        display: 'boxed',
        value: typed?.level ?? account.level,
        options: levelOptions(viewer, account, words),
        ...(administers(viewer) ? {} : { hint: t('accounts:form.levelHint') }),
      },
      ...(administers(viewer) && dutiesOf(account.officeKind).length > 0
        ? [
            {
              ...common('duties'),
              type: 'choices',
              display: 'radios',
              value: typed?.duties ?? account.duties,
              hint: t('accounts:form.dutiesHint'),
              optional: true,
              options: dutiesOf(account.officeKind).map(duty => ({ value: duty, label: t(`common:duty.${duty}`) })),
            },
          ]
        : []),
    ];
  const limits = endLimits(viewer, today);
  if (action === 'endDate')
    return [
      {
        ...common('endsOn'),
        type: 'date',
        value: typed?.endsOn ?? account.endsOn ?? '',
        min: limits.from,
        max: limits.to,
        hint: t('accounts:form.endsOnHint', limits),
      },
    ];
  const until = untilLimits(today);
  if (action === 'suspension')
    return [
      {
        ...common('until'),
        type: 'date',
        optional: true,
        value: typed?.until ?? '',
        min: until.from,
        max: until.to,
        hint: t('accounts:form.untilHint'),
      },
    ];
  return [];
}

/** An office offers what it may give, and what is there already. */
function levelOptions(viewer: Viewer, account: Account, { t, level: name }: Words) {
  return levelsOf(account.officeKind)
    .filter(level => administers(viewer) || level !== 'unlimited' || account.level === 'unlimited')
    .map(level => ({
      value: level,
      label: name(level),
      ...(level === 'partner' ? {} : { hint: t(`accounts:${level}.hint`) }),
    }));
}

/** Whether the old password ends with the sending of the link, not with its use. */
function atOnceField({ words, typed, problems = [] }: FormSources): Field {
  return {
    type: 'choices',
    id: 'atOnce',
    name: 'atOnce',
    label: words.t('accounts:form.atOnce'),
    optional: true,
    value: typed?.atOnce ? [typed.atOnce] : [],
    hint: words.t('accounts:form.atOnceHint'),
    options: [{ value: 'yes', label: words.t('accounts:form.atOnceYes') }],
    ...errorOf('atOnce', problems, words),
  };
}

/** How the officer showed who he is. */
export function identityField({ words, typed, problems = [] }: FormSources): Field {
  return {
    type: 'choice',
    display: 'radios',
    id: 'identity',
    name: 'identity',
    label: words.t('proposals:identity.label'),
    hint: words.t('proposals:identity.hint'),
    value: typed?.identity ?? '',
    options: identityProofs.map(value => ({ value, label: words.t(`proposals:identity.${value}`) })),
    ...errorOf('identity', problems, words),
  };
}

export function reasonField({ words, typed, problems = [] }: FormSources, isQuiet: boolean): Field {
  return {
    type: 'longtext',
    id: 'reason',
    name: 'reason',
    rows: 3,
    max: longestReason,
    label: words.t('accounts:form.reason'),
    value: typed?.reason ?? '',
    hint: words.t(isQuiet ? 'accounts:form.reasonHintQuiet' : 'accounts:form.reasonHint'),
    ...errorOf('reason', problems, words),
  };
}

function errorOf(name: string, problems: readonly FieldProblem[], { t }: Words): { error?: string } {
  const problem = problems.find(({ path }) => path === name);
  return problem ? { error: t(problem.key, problem.values ?? {}) } : {};
}
