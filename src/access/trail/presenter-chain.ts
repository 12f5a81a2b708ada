import { isDoubt, type ArchiveRecord, type ChainState, type Check, type Problem } from '../../audit/index.ts';
import { timeOf, type Words } from './words.ts';

/** Problems shown on a page; the rest is counted. */
const shown = 20;

/** A check as a notice and a line of the table. Pure. */
export function presentCheck(check: Check, words: Words) {
  const { t } = words;
  const isWhole = check.problemCount === 0;
  const word = check.problems.every(({ kind }) => isDoubt(kind)) ? 'doubted' : 'tampered';
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
          title: t(`audit:chain.${word}Title`, { count: check.problemCount }),
          text: t(`audit:chain.${word}Text`, values),
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

/** What the page of the chain shows beside its checks. */
interface Reach {
  readonly state: ChainState;
  readonly archives: readonly ArchiveRecord[];
  /** Closed months that stay online. */
  readonly monthsKept: number;
  readonly monthsDue: readonly string[];
}

/** The page of the chain: how far it reaches, what is in files, what the last checks found. Pure. */
export function presentChain(reach: Reach, checks: readonly Check[], isAsked: boolean, words: Words) {
  const { state, archives, monthsKept, monthsDue } = reach;
  const { t } = words;
  const [last] = checks;
  return {
    title: t('audit:chain.title'),
    isAsked,
    late:
      state.lateSince === undefined
        ? undefined
        : {
            tone: 'urgent',
            title: t('audit:chain.lateTitle', { time: timeOf(state.lateSince) }),
            text: t('audit:chain.lateText'),
          },
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
    kept: [
      t('audit:chain.kept', { count: monthsKept }),
      ...(monthsDue.length > 0 ? [t('audit:chain.due', { months: monthsDue.join(', ') })] : []),
    ].join(' '),
    archives: archives.map(({ month, rowCount, firstSeal, lastSeal, file, sha256, by, at }) => ({
      month,
      rows: words.count(rowCount),
      seals: t('audit:chain.span', { first: firstSeal, last: lastSeal }),
      file,
      sha256: sha256.toString('hex'),
      by: t('audit:exports.by', { login: by, time: timeOf(at) }),
    })),
    checks: checks.map(check => presentCheck(check, words)),
  };
}
