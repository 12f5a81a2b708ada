import type { Words } from '../../../reference/index.ts';
import { openedHref } from './owner.ts';
import { counted, daysBetween } from './presenter-words.ts';
import type { Owner } from '../wanted.ts';
import { reportOf, reports, type ReportKey } from '../reports.ts';
import { changedCount, stateOf, type ReportStanding, type State } from '../standing.ts';

/** What the page was asked for. */
export interface Question {
  readonly owner: Owner;
  readonly year: number | undefined;
  readonly report: ReportKey;
}

interface Shown {
  readonly question: Question;
  /** To choose from, the newest first. */
  readonly years: readonly number[];
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly words: Words;
}

const looks: Readonly<Record<State, { readonly tone: string; readonly icon: string }>> = {
  empty: { tone: '', icon: 'circle-dashed' },
  notSent: { tone: 'warn', icon: 'hourglass' },
  lacking: { tone: 'info', icon: 'pencil-line' },
  ready: { tone: 'info', icon: 'circle-check' },
  sent: { tone: 'good', icon: 'send' },
  more: { tone: 'warn', icon: 'clock-3' },
};

/** The four reports of a Member, each with where it stands. Pure. */
export function presentOverview(standings: readonly ReportStanding[], shown: Shown) {
  const { question, today, words } = shown;
  const { t } = words;
  const title = t('obligations:of', { member: words.country(question.owner.country) });
  const over = standings.filter(one => stateOf(one, today) === 'notSent').length;
  const waiting = standings.filter(one => stateOf(one, today) === 'more').length;
  const scope = [
    t('obligations:scope'),
    over > 0 && counted('over', over, words),
    waiting > 0 && counted('waiting', waiting, words),
  ];
  return {
    title,
    head: { title, scope: scope.filter(Boolean).join(' · ') },
    question: fieldsOf(shown),
    columns: {
      report: t('obligations:column.report'),
      due: t('obligations:column.due'),
      ready: t('obligations:column.ready'),
      state: t('obligations:column.state'),
      act: t('obligations:column.act'),
    },
    rows: standings.map((one, at) => rowOf(one, shown, hasBefore(standings, at))),
    demo: standings.some(({ hasSynthetic }) => hasSynthetic)
      ? { tone: 'warning', title: t('obligations:demo.title'), text: t('obligations:demo.text') }
      : undefined,
  };
}

/** A question is a list to choose from. */
const listed = { type: 'choice', display: 'select' } as const;

function fieldsOf({ question, years, today, words: { t } }: Shown) {
  const open = t('obligations:field.open', { year: Number(today.slice(0, 4)) - 1 });
  return {
    action: '/analysis/obligations',
    title: t('obligations:field.change'),
    submit: t('obligations:field.show'),
    fields: [
      {
        name: 'year',
        ...listed,
        label: t('obligations:field.year'),
        value: question.year === undefined ? '' : String(question.year),
        options: [{ value: '', label: open }, ...years.map(year => ({ value: String(year), label: String(year) }))],
      },
      {
        name: 'report',
        ...listed,
        label: t('obligations:field.report'),
        value: question.report as string,
        options: reports.map(({ key }) => ({ value: key as string, label: t(`obligations:report.${key}.title`) })),
      },
    ],
  };
}

/** Whether the same report of a later year stands before. */
function hasBefore(standings: readonly ReportStanding[], at: number): boolean {
  return standings.slice(0, at).some(({ wanted }) => wanted.report === standings[at]?.wanted.report);
}

function rowOf(standing: ReportStanding, { question, today, words }: Shown, isOlder: boolean) {
  const { t } = words;
  const { wanted, all, ready } = standing;
  const { report, year } = wanted;
  const state = stateOf(standing, today);
  const changed = changedCount(standing);
  return {
    title: [t(`obligations:report.${report}.title`), isOlder && year].filter(Boolean).join(' '),
    href: openedHref(report, year),
    to: `${t(`obligations:report.${report}.to`)} · ${year}`,
    isOpened: report === question.report && !isOlder,
    ...dueText(standing, today, words),
    bar: all === 0 ? undefined : { ready: (ready / all) * 100, lacking: ((all - ready) / all) * 100 },
    ready: readyText(standing, words),
    tag: { ...looks[state], label: t(`obligations:state.${state}`) },
    state: stateText(standing, state, words),
    changed: changed > 0 ? counted('changed.records', changed, words) : '',
    act: t(changed > 0 ? 'obligations:act.changes' : 'obligations:act.open'),
  };
}

function dueText({ all, due, sent, wanted }: ReportStanding, today: string, words: Words) {
  const { t } = words;
  const { eachCase } = reportOf(wanted.report);
  if (due === undefined) return { due: t(`obligations:report.${wanted.report}.due`), dueNote: '' };
  const last = sent[0]?.sentOn;
  if (last === undefined && all === 0) return { due: words.date(due), dueNote: '' };
  const note =
    last !== undefined && !eachCase
      ? t(last <= due ? 'obligations:due.inTime' : 'obligations:due.late')
      : due < today
        ? counted('due.over', daysBetween(due, today), words)
        : eachCase
          ? t(`obligations:report.${wanted.report}.due`)
          : counted('due.ahead', daysBetween(today, due), words);
  return { due: words.date(due), dueNote: note };
}

function readyText({ all, ready, wanted }: ReportStanding, words: Words): string {
  if (all === 0) return words.t('obligations:ready.none');
  const values = { count: all, ready: words.count(ready), number: words.count(all) };
  const text = words.t(`obligations:ready.${wanted.report}`, values);
  return ready < all ? `${text}, ${counted('ready.lack', all - ready, words)}` : text;
}

function stateText({ sent, unsent, all, ready }: ReportStanding, state: State, words: Words): string {
  const [last] = sent;
  if (last) {
    const when = words.t('obligations:sentBy', { date: words.date(last.sentOn), login: last.notedBy });
    return state === 'more' ? `${when}, ${counted('unsent', unsent, words)}` : when;
  }
  if (all === 0) return words.t('obligations:state.nothing');
  return ready < all ? counted('waitingFor', all - ready, words) : words.t('obligations:state.toSend');
}
