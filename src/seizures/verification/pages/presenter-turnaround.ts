import type { Words } from '../../record/pages/presenter-words.ts';
import type { MemberTurnaround } from '../store-turnaround.ts';

/** Turnaround for each Member: what waits, and how long the steps take. No ranking: Members stand by name. Pure. */
export function presentTurnaround(rows: readonly MemberTurnaround[], today: string, words: Words) {
  const days = (value: number | null): string => (value === null ? '–' : words.number(Math.round(value * 10) / 10));
  return {
    title: words.t('verification:turnaround.title'),
    head: {
      title: words.t('verification:turnaround.title'),
      scope: `${words.t('verification:turnaround.scope')} ${words.date(today)}`,
      crumbs: [{ label: words.t('verification:section'), href: '/seizures/verification' }],
    },
    rows: rows
      .map(one => ({
        member: words.code('country', one.country),
        href: `/seizures/verification?member=${one.country}`,
        waiting: words.number(one.waiting),
        oldest: days(one.oldest),
        delay: days(one.delay),
        thisYear: days(one.thisYear),
        lastYear: days(one.lastYear),
        month: words.number(one.month),
      }))
      .toSorted((a, b) => a.member.localeCompare(b.member, words.lang)),
  };
}
