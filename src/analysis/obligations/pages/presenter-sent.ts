import type { Words } from '../../../reference/index.ts';
import type { Change } from '../changes.ts';
import { openedHref } from './owner.ts';
import { cellText, counted } from './presenter-words.ts';
import { linesOf } from './presenter-report.ts';
import { sheets } from '../sheets/make.ts';
import type { ReportStanding } from '../standing.ts';
import type { Sent } from '../store-sendings.ts';

/** What was sent, and what became of it. Pure. */
export function presentSent(sent: Sent, standing: ReportStanding, mayCorrect: boolean, words: Words) {
  const { t } = words;
  const { file } = sent;
  const title = `${t(`obligations:report.${file.report}.title`)} ${file.year}`;
  const changes = sent.takenBackAt === null ? (standing.changes.get(sent.id) ?? []) : [];
  const base = `/analysis/obligations/sent/${sent.id}`;
  const acts = [
    { label: t('obligations:act.correct'), href: `${base}/edit`, icon: 'pencil-line' },
    { label: t('obligations:act.takeBack'), href: `${base}/take-back`, icon: 'undo-2' },
  ];
  return {
    title,
    head: {
      title,
      scope: t('obligations:one.scope', { date: words.date(sent.sentOn), to: sent.sentTo }),
      crumbs: [
        { label: t('obligations:section'), href: openedHref(file.report, file.year) },
        { label: t('obligations:one.crumb') },
      ],
      actions: mayCorrect && sent.takenBackAt === null ? acts : [],
    },
    facts: factsOf(sent, words),
    factsTitle: t('obligations:one.facts'),
    takenBack:
      sent.takenBackAt === null
        ? undefined
        : {
            tone: 'warning',
            title: t('obligations:one.takenBack', {
              login: sent.takenBackBy ?? '',
              time: words.time(sent.takenBackAt),
            }),
            text: sent.reason ?? '',
          },
    section: {
      title: changes.length === 0 ? t('obligations:one.unchanged') : counted('one.changed', changes.length, words),
      note: t('obligations:one.note'),
      id: 'changed',
    },
    heads: ['record', 'what', 'was', 'is'].map(key => t(`obligations:one.${key}`)),
    changes: changes.flatMap(change => rowsOf(change, standing, words)),
    none: t(sent.takenBackAt === null ? 'obligations:one.none' : 'obligations:one.noneTakenBack'),
  };
}

function factsOf(sent: Sent, words: Words) {
  const { t } = words;
  const { file } = sent;
  return [
    { label: t('obligations:one.sentOn'), value: words.date(sent.sentOn) },
    { label: t('obligations:one.sentTo'), value: sent.sentTo },
    { label: t('obligations:one.content'), value: linesOf(file.lines, file.records, words) },
    {
      label: t('obligations:one.file'),
      value: file.name,
      href: `/analysis/obligations/files/${file.id}`,
      note: t('obligations:one.taken', { time: words.time(file.takenAt), login: file.takenBy }),
    },
    { label: t('obligations:one.noted'), value: `${sent.notedBy}, ${words.time(sent.notedAt)}` },
    ...(sent.correctedAt === null
      ? []
      : [{ label: t('obligations:one.corrected'), value: `${sent.correctedBy}, ${words.time(sent.correctedAt)}` }]),
    ...(sent.note === '' ? [] : [{ label: t('obligations:one.remark'), value: sent.note }]),
  ];
}

function rowsOf({ ref, kind, into, cells }: Change, { wanted }: ReportStanding, words: Words) {
  const { t } = words;
  const link = { ref, href: `/seizures/${ref}` };
  if (cells.length === 0)
    return [{ ...link, what: t(`obligations:became.${kind}`, { into: into ?? '' }), was: '', is: '', isWhole: true }];
  return cells.map(({ column, was, is }) => ({
    ...link,
    what: sheets[wanted.report].columns.find(({ key }) => key === column)?.header ?? column,
    was: cellText(was, words),
    is: cellText(is, words),
    isWhole: false,
  }));
}
