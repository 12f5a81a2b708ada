import { exportHours, type ExportState, type TrailExport } from '../../audit/index.ts';
import type { FieldProblem } from '../../errors.ts';
import type { Offices } from '../../reference/index.ts';
import { criteriaOf, filterNames, type Criteria } from './criteria.ts';
import { chipsOf } from './presenter.ts';
import { timeOf, type Words } from './words.ts';

const tones: Readonly<Record<ExportState, readonly [string, string]>> = {
  asked: ['info', 'clock-3'],
  approved: ['good', 'circle-check'],
  refused: ['bad', 'circle-x'],
  lapsed: ['', 'hourglass'],
};

function tagOf(state: ExportState, words: Words) {
  const [tone, icon] = tones[state];
  return { tone, icon, label: words.t(`audit:exports.state.${state}`) };
}

function filterText(criteria: Criteria, words: Words, offices: Offices): string {
  const parts = chipsOf(criteria, words, offices).map(chip => words.t('audit:pair', chip));
  return parts.length === 0 ? words.t('audit:exports.everything') : parts.join(' · ');
}

/** Every export that was asked for, newest first. Pure. */
export function presentExports(all: readonly TrailExport[], words: Words, offices: Offices) {
  return {
    title: words.t('audit:exports.title'),
    rows: all.map(one => ({
      href: `/access/audit/exports/${one.number}`,
      number: one.number,
      filter: filterText(criteriaOf(one.filter, offices), words, offices),
      reason: one.reason,
      asked: one.askedLogin,
      time: timeOf(one.askedAt),
      decided: one.decidedLogin ?? '',
      tag: tagOf(one.state, words),
    })),
  };
}

/** The form that asks for one. Pure. */
export function presentAsking(
  criteria: Criteria,
  reason: string,
  problems: readonly FieldProblem[],
  words: Words,
  offices: Offices,
) {
  return {
    title: words.t('audit:exports.ask'),
    filter: filterText(criteria, words, offices),
    reason,
    hours: exportHours,
    hidden: filterNames.flatMap(name => (criteria[name] === undefined ? [] : [{ name, value: criteria[name] }])),
    ...spokenProblems(problems, words),
  };
}

export function spokenProblems(problems: readonly FieldProblem[], words: Words) {
  const errors: Record<string, string> = Object.fromEntries(
    problems.map(({ path, key, values }) => [path, words.t(key, values)]),
  );
  return { errors, problems: Object.entries(errors).map(([path, text]) => ({ text, href: `#${path}` })) };
}

/** One export: what was asked, what was decided, and what the viewer may do. Pure. */
export function presentExport(
  one: TrailExport,
  accountId: number,
  words: Words,
  offices: Offices,
  form: { readonly reason: string; readonly problems: readonly FieldProblem[] },
) {
  const { t } = words;
  const isOwn = one.askedBy === accountId;
  const mayFetch = one.state === 'approved' && (isOwn || one.decidedBy === accountId);
  return {
    title: t('audit:exports.one', { number: one.number }),
    number: one.number,
    tag: tagOf(one.state, words),
    facts: [
      { label: t('audit:exports.filter'), value: filterText(criteriaOf(one.filter, offices), words, offices) },
      { label: t('audit:exports.reason'), value: one.reason },
      {
        label: t('audit:exports.asked'),
        value: t('audit:exports.by', { login: one.askedLogin, time: timeOf(one.askedAt) }),
      },
      ...(one.decidedLogin === null
        ? []
        : [
            {
              label: t(`audit:exports.state.${one.state === 'refused' ? 'refused' : 'approved'}`),
              value: t('audit:exports.by', { login: one.decidedLogin, time: timeOf(one.decidedAt ?? '') }),
            },
            { label: t('audit:exports.decisionReason'), value: one.decisionReason ?? '' },
          ]),
      ...(one.upto
        ? [{ label: t('audit:exports.upto'), value: t('audit:exports.uptoSeal', { number: one.upto.seal }) }]
        : []),
    ],
    waits: one.state === 'asked' && isOwn ? t('audit:exports.waits', { hours: exportHours }) : undefined,
    mayDecide: one.state === 'asked' && !isOwn,
    mayFetch,
    notMine: one.state === 'approved' && !mayFetch ? t('audit:exports.notMine') : undefined,
    lead: t('audit:exports.decideLead', { login: one.askedLogin, hours: exportHours }),
    reason: form.reason,
    ...spokenProblems(form.problems, words),
  };
}
