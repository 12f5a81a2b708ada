import type { FieldProblem } from '../../errors.ts';
import { longestReason } from '../../fields/index.ts';
import { summaryOf } from '../../forms/index.ts';
import type { Office } from '../../reference/index.ts';
import type { Field } from '../../web/forms/views.ts';
import type { Words } from '../applications/pages/presenter-words.ts';
import { canFollow } from './change-domain.ts';
import type { DomainChange, Follower } from './store.ts';

interface Sources {
  readonly office: Office;
  readonly domains: readonly { readonly domain: string }[];
  readonly followers: readonly Follower[];
  readonly changes: readonly DomainChange[];
  readonly typed: Readonly<Partial<Record<string, string>>>;
  readonly problems: readonly FieldProblem[];
  readonly isChecked: boolean;
  readonly words: Words;
  readonly done: string;
}

/** A change of domain before and after it was looked at, and what was changed before. Pure. */
export function presentDomainChange(sources: Sources) {
  const { office, followers, changes, typed, problems, isChecked, words, done } = sources;
  const { t } = words;
  const able = followers.filter(canFollow).length;
  return {
    title: t('people:domain.title'),
    scope: words.office(office.id),
    action: `/access/domains/changes/${office.code}`,
    done: done === '' ? undefined : t(`people:domain.done.${done}`),
    isChecked,
    hidden: isChecked
      ? {
          step: 'send',
          seen: String(able),
          was: typed.was ?? '',
          becomes: typed.becomes ?? '',
          reason: typed.reason ?? '',
        }
      : { step: 'check', seen: '0' },
    lead: isChecked
      ? t('people:domain.checked', {
          was: typed.was ?? '',
          becomes: typed.becomes ?? '',
          count: able,
          rest: followers.length - able,
        })
      : t('people:domain.lead'),
    fields: isChecked ? [] : fieldsOf(sources),
    problems: summaryOf(words, problems, fieldsOf(sources), path => `#${path}`),
    submit: t(isChecked ? 'people:domain.submit' : 'people:domain.check'),
    rows: followers.map(one => ({
      loginId: one.loginId,
      href: `/access/accounts/${one.id}`,
      was: one.email,
      becomes: canFollow(one) ? one.becomes : one.email,
      tag: canFollow(one)
        ? { tone: 'good', icon: 'circle-check', label: t('people:domain.follows') }
        : {
            tone: 'bad',
            icon: 'circle-x',
            label: one.clash === null ? t('people:domain.noAddress') : t('people:domain.clash', { who: one.clash }),
          },
    })),
    changes: changes.map(change => ({
      id: change.id,
      text: t('people:domain.change', {
        was: change.was,
        becomes: change.becomes,
        count: change.accounts,
        by: change.by,
        day: words.day(change.madeAt),
      }),
      reason: change.reason,
      undone:
        change.undoneAt === null
          ? undefined
          : t('people:domain.undone', { by: change.undoneBy ?? '', day: words.day(change.undoneAt) }),
    })),
    longest: longestReason,
  };
}

function fieldsOf({ domains, typed, problems, words }: Sources): Field[] {
  const { t } = words;
  const common = (name: string) => {
    const problem = problems.find(({ path }) => path === name);
    return {
      id: name,
      name,
      label: t(`people:domain.${name}`),
      value: typed[name] ?? '',
      ...(problem ? { error: words.problem(problem) } : {}),
    };
  };
  return [
    {
      ...common('was'),
      type: 'choice',
      display: 'select',
      options: domains.map(({ domain }) => ({ value: domain, label: domain })),
    },
    { ...common('becomes'), type: 'text', max: 253, hint: t('people:domain.becomesHint') },
    {
      ...common('reason'),
      type: 'longtext',
      rows: 3,
      max: longestReason,
      label: t('accounts:form.reason'),
      hint: t('people:domain.reasonHint'),
    },
  ];
}
