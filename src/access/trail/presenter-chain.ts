import type { ChainState, Check, Problem } from '../../audit/index.ts';
import { timeOf } from './words.ts';
import type { Words } from './words.ts';

/** Problems shown on a page; the rest is counted. */
const shown = 20;

/** A check as a notice and a line of the table. Pure. */
export function presentCheck(check: Check, words: Words) {
  const { t } = words;
  const isWhole = check.problemCount === 0;
  const values = { rows: words.count(check.rows), seals: words.count(check.seals), time: timeOf(check.endedAt) };
  return {
    time: timeOf(check.endedAt),
    cause: t(`audit:chain.cause.${check.cause}`),
    by: check.loginId ?? '',
    rows: words.count(check.rows),
    seals: words.count(check.seals),
    seconds: ((Date.parse(check.endedAt) - Date.parse(check.startedAt)) / 1000).toFixed(1),
    tag: isWhole
      ? { tone: 'good', icon: 'circle-check', label: t('audit:chain.whole') }
      : { tone: 'bad', icon: 'circle-x', label: t('audit:chain.tampered', { count: check.problemCount }) },
    notice: isWhole
      ? { tone: 'success', title: t('audit:chain.wholeTitle'), text: t('audit:chain.wholeText', values) }
      : {
          tone: 'urgent',
          title: t('audit:chain.tamperedTitle', { count: check.problemCount }),
          text: t('audit:chain.tamperedText', values),
        },
    problems: check.problems.slice(0, shown).map(problem => presentProblem(problem, words)),
    more: Math.max(0, check.problemCount - shown),
  };
}

function presentProblem({ kind, seal, row }: Problem, words: Words) {
  return {
    text: words.t(`audit:problems.${kind}`, { seal, row: row ?? '' }),
    // What was removed cannot be opened.
    href: row === undefined || kind === 'row_removed' ? undefined : `/access/audit/rows/${row}`,
    link: row === undefined ? '' : words.t('audit:problems.open', { row }),
  };
}

/** The page of the chain: how far it reaches, what the last checks found. Pure. */
export function presentChain(state: ChainState, checks: readonly Check[], isAsked: boolean, words: Words) {
  const { t } = words;
  const [last] = checks;
  return {
    title: t('audit:chain.title'),
    isAsked,
    last: last && presentCheck(last, words),
    facts: [
      { label: t('audit:chain.rows'), value: words.count(state.rows) },
      { label: t('audit:chain.seals'), value: words.count(state.seals) },
      {
        label: t('audit:chain.lastSeal'),
        value: state.at === undefined ? t('audit:chain.noSeal') : timeOf(state.at),
        rest: state.at === undefined ? '' : 'UTC',
      },
    ],
    digest: state.digest ?? '',
    checks: checks.map(check => presentCheck(check, words)),
  };
}
