import type { FieldProblem } from '../../errors.ts';
import { longestReason } from '../../fields/index.ts';
import { addDays, today } from '../../text/plain-date.ts';
import type { Field } from '../../web/forms/views.ts';
import type { Account } from '../accounts/account.ts';
import { listHref, type AccountCriteria } from '../accounts/pages/criteria.ts';
import { endLimits } from '../accounts/pages/forms.ts';
import { stateTag, type Words } from '../accounts/pages/words.ts';
import { endingDays } from '../accounts/store-list.ts';
import type { Viewer } from '../viewer.ts';
import { bulkActs, mostSelected, planFor, writeSeen, type Result, type Wish } from './selection.ts';
import type { Selection } from './store.ts';

const icons: Readonly<Record<Result, readonly [tone: string, icon: string]>> = {
  done: ['good', 'circle-check'],
  proposed: ['warn', 'users'],
  stale: ['warn', 'circle-alert'],
  notYours: ['', 'circle-x'],
  state: ['', 'circle-x'],
  same: ['', 'circle-x'],
  noAddress: ['bad', 'circle-x'],
  refused: ['bad', 'circle-x'],
};

interface Row {
  readonly id: number;
  readonly href: string;
  readonly loginId: string;
  readonly name: string;
  readonly office: string;
  readonly endsOn: string;
  readonly checked: boolean;
  readonly tag: { readonly tone: string; readonly icon: string; readonly label: string };
}

interface Page {
  readonly step: 'choose' | 'check' | 'done';
  readonly title: string;
  readonly scope: string;
  readonly back: string;
  readonly action: string;
  readonly rows: readonly Row[];
  readonly hidden: Readonly<Record<string, string>>;
  readonly fields: readonly Field[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly submit: string | undefined;
  readonly danger: boolean;
  readonly problems: readonly { readonly text: string; readonly href: string }[];
  readonly note: string | undefined;
  readonly notice: string | undefined;
}

interface Choosing {
  readonly viewer: Viewer;
  readonly criteria: AccountCriteria;
  readonly accounts: readonly Account[];
  readonly words: Words;
  readonly typed?: Readonly<Record<string, string>>;
  readonly problems?: readonly FieldProblem[];
}

/** The accounts of a list with a box each, and what can be done to those that are ticked. Pure. */
export function presentChoosing({ viewer, criteria, accounts, words, typed, problems = [] }: Choosing): Page {
  const { t } = words;
  const back = listHref(criteria);
  const query = back.slice('/access/accounts'.length);
  // A list that somebody narrowed is what he means; nothing happens before the next page.
  const chosen = typed ? (typed.accounts ?? '').split(',') : query === '' ? [] : accounts.map(({ id }) => String(id));
  return {
    ...blank(words),
    step: 'choose',
    scope: t('people:selection.scope', { count: accounts.length }),
    back,
    action: `/access/accounts/selection${query}`,
    rows: accounts.map(account => ({
      ...rowOf(account, words),
      checked: chosen.includes(String(account.id)),
      tag: stateTag(account, words, addDays(today(), endingDays)),
    })),
    fields: fieldsOf(viewer, words, { ...typed }, problems),
    submit: t('people:selection.check'),
    problems: problems.map(({ path, key, values }) => ({ text: t(key, values ?? {}), href: `#${path}` })),
    note: accounts.length === mostSelected ? t('people:selection.most', { count: mostSelected }) : undefined,
  };
}

interface Planning {
  readonly viewer: Viewer;
  readonly accounts: readonly Account[];
  readonly words: Words;
  readonly wish: Wish & { readonly reason: string };
  readonly formId: string;
}

/** What will happen to each, and why nothing to some. Pure. */
export function presentPlan({ viewer, accounts, words, wish, formId }: Planning): Page {
  const { t } = words;
  const planned = accounts.map(account => ({ account, plan: planFor(viewer, account, wish) }));
  const able = planned.filter(({ plan }) => plan === 'done').map(({ account }) => account);
  return {
    ...blank(words),
    step: 'check',
    scope: t('people:selection.planned', { count: able.length, rest: accounts.length - able.length }),
    action: '/access/accounts/selections',
    rows: planned.map(({ account, plan }) => ({
      ...rowOf(account, words),
      tag: tagOf(plan, plan === 'done' ? t(`people:selection.will.${wish.act}`, { endsOn: wish.endsOn }) : '', words),
    })),
    hidden: { formId, act: wish.act, endsOn: wish.endsOn, reason: wish.reason, accounts: writeSeen(able) },
    facts: [
      { label: t('people:selection.act'), value: t(`people:selection.${wish.act}`) },
      { label: t('accounts:form.reason'), value: wish.reason },
    ],
    submit: able.length > 0 ? t('people:selection.send', { count: able.length }) : undefined,
    danger: wish.act === 'end',
  };
}

/** What became of each. Pure. */
export function presentDone({ selection, words }: { selection: Selection; words: Words }): Page {
  const { t } = words;
  const results = selection.results ?? [];
  const count = results.filter(({ outcome }) => outcome === 'done').length;
  return {
    ...blank(words),
    step: 'done',
    scope: t('people:selection.doneScope', {
      act: t(`people:selection.${selection.act}`),
      at: words.time(selection.madeAt),
    }),
    rows: results.map(({ id, loginId, outcome }) => ({
      id,
      href: `/access/accounts/${id}`,
      loginId,
      name: '',
      office: '',
      endsOn: '',
      checked: false,
      tag: tagOf(outcome, outcome === 'done' ? t('people:selection.did') : '', words),
    })),
    facts: [{ label: t('accounts:form.reason'), value: selection.reason }],
    notice:
      selection.results === null
        ? t('people:selection.running')
        : t('people:selection.result', { count, rest: results.length - count }),
  };
}

function blank({ t }: Words): Page {
  return {
    step: 'choose',
    title: t('people:selection.title'),
    scope: '',
    back: '/access/accounts',
    action: '',
    rows: [],
    hidden: {},
    fields: [],
    facts: [],
    submit: undefined,
    danger: false,
    problems: [],
    note: undefined,
    notice: undefined,
  };
}

function rowOf(account: Account, words: Words): Omit<Row, 'tag'> {
  return {
    id: account.id,
    href: `/access/accounts/${account.id}`,
    loginId: account.loginId,
    name: [account.personName, account.unit].filter(Boolean).join(', '),
    office: words.office(account.officeCode),
    endsOn: account.endsOn ?? '',
    checked: false,
  };
}

function tagOf(result: Result, label: string, { t }: Words) {
  const [tone, icon] = icons[result];
  return { tone, icon, label: label || t(`people:selection.cannot.${result}`) };
}

function fieldsOf(
  viewer: Viewer,
  { t }: Words,
  typed: Readonly<Partial<Record<string, string>>>,
  problems: readonly FieldProblem[],
): Field[] {
  const limits = endLimits(viewer, today());
  const error = (name: string) => {
    const problem = problems.find(({ path }) => path === name);
    return problem ? { error: t(problem.key, problem.values ?? {}) } : {};
  };
  return [
    {
      type: 'choice',
      display: 'radios',
      id: 'act',
      name: 'act',
      label: t('people:selection.act'),
      value: typed.act ?? '',
      options: bulkActs.map(value => ({ value, label: t(`people:selection.${value}`) })),
      ...error('act'),
    },
    {
      type: 'date',
      id: 'endsOn',
      name: 'endsOn',
      label: t('people:selection.endsOn'),
      hint: t('accounts:form.endsOnHint', limits),
      optional: true,
      value: typed.endsOn ?? '',
      min: limits.from,
      max: limits.to,
      ...error('endsOn'),
    },
    {
      type: 'longtext',
      id: 'reason',
      name: 'reason',
      rows: 3,
      max: longestReason,
      label: t('accounts:form.reason'),
      hint: t('people:selection.reasonHint'),
      value: typed.reason ?? '',
      ...error('reason'),
    },
  ];
}
