import type { FieldProblem } from '../../../errors.ts';
import { summaryOf } from '../../../forms/index.ts';
import { openSheet } from '../../entry/form-sheet.ts';
import { longestReason } from '../../entry/form-check.ts';
import { flagsOfSheet } from '../../entry/one-page/hints.ts';
import { alike } from '../../entry/pages/rail.ts';
import { goodsOf, sectionsOf } from '../../entry/pages/review.ts';
import type { Shown } from '../../entry/pages/page.ts';
import { personHead } from '../../entry/pages/persons.ts';
import { flagText } from '../../flags/presenter-flags.ts';
import type { SentDraft } from '../store.ts';
import { aboutDraft } from './presenter-own.ts';

/** One draft as its contact point looks at it: flags first, then everything that was entered. */
export async function presentSent(
  shown: Shown,
  sent: SentDraft,
  { problems, typed }: { readonly problems: readonly FieldProblem[]; readonly typed: string },
) {
  const { words, context, viewer } = shown;
  const sheet = openSheet(sent.typed);
  const about = aboutDraft(sheet, words);
  const reason = problems.find(({ path }) => path === 'reason');
  const label = words.t('approval:one.reason');
  return {
    id: sent.id,
    value: `${sent.id}@${sent.sentAt.toISOString()}`,
    head: {
      title: about.title,
      crumbs: [{ label: words.t('approval:section'), href: '/seizures/approval' }, { label: about.title }],
      scope: [
        words.t('approval:one.by', { login: sent.login, time: words.time(sent.sentAt.toISOString()) }),
        ...(sent.ref === null ? [] : [words.t('entry:drafts.amends', { ref: sent.ref })]),
      ].join(' · '),
    },
    amends: sent.ref,
    isOwn: sent.accountId === viewer.accountId,
    flags: (await flagsOfSheet(shown, sheet)).map(flag => flagText(flag, words)),
    alike: await alike(context, viewer, sheet, sent.ref, words),
    sections: sectionsOf({ id: sent.id, sheet }, words),
    goods: goodsOf(shown, sheet),
    persons: sheet.persons.map(({ values }) => personHead(values, words)),
    marks: sent.marks.map(({ text, reason: why }) => ({ text, reason: why })),
    amendReason: sent.ref === null ? '' : sheet.reason,
    problems: summaryOf(words, problems, [{ name: 'reason', label }]),
    reason: {
      id: 'field-reason',
      name: 'reason',
      type: 'longtext' as const,
      rows: 3,
      label,
      hint: words.t('approval:one.reasonHint'),
      max: longestReason,
      value: typed,
      ...(reason ? { error: words.problem(reason) } : {}),
    },
  };
}
