import type { FieldProblem } from '../../../errors.ts';
import { idOf } from '../../../forms/index.ts';
import { conditionsOf } from '../acceptance.ts';
import { spoken, standfirst } from '../drawn/text.ts';
import { typedNumbers, writtenNumber } from '../numbers.ts';
import { mayAccept, mayPublish, mayWrite } from '../permissions.ts';
import { sections as listed } from '../sections.ts';
import type { Comparison, CountRow } from '../store-counts.ts';
import type { FileRow } from '../store-files.ts';
import type { DraftRow, NoteRow, SectionRow } from '../store-reports.ts';
import { base, deskHref, reportHref, type Loaded } from './load.ts';
import { differencesShown } from './presenter-differences.ts';
import { figuresShown, studyShown, versionText } from './presenter-report.ts';
import { recallNotice, wholeOf } from './presenter-whole.ts';
import { countShown, fileShown } from './presenter-work.ts';

interface Beside {
  readonly notes: readonly NoteRow[];
  readonly files: readonly FileRow[];
  readonly counts: readonly CountRow[];
  readonly comparison: Comparison | undefined;
  /** Of the records, now. */
  readonly lastChange: string;
  /** An earlier draft that is compared with. */
  readonly older: DraftRow | undefined;
  readonly refused?: DeskRefused | undefined;
}

/** Why an act on the desk was refused, and the note that was typed. */
export interface DeskRefused {
  readonly problems: readonly FieldProblem[];
  readonly note: string;
}

const looks = {
  draft: { tone: '', icon: 'pencil-line' },
  review: { tone: 'warn', icon: 'message-circle-question-mark' },
  accepted: { tone: 'good', icon: 'circle-check' },
} as const;

/** The editors’ desk with one section opened. */
export function presentDesk(loaded: Loaded, section: SectionRow, beside: Beside) {
  const { report, words, viewer } = loaded;
  const { t } = words;
  const name = t(`report:part.${section.key}.name`);
  const number = listed.find(({ key }) => key === section.key)?.number ?? 0;
  const isOpen = mayWrite(viewer, report, section);
  const conditions = conditionsShown(loaded, section);
  return {
    title: t('report:desk.title', { title: loaded.title, number, name }),
    head: {
      title: t('report:desk.title', { title: loaded.title, number, name }),
      crumbs: [
        { label: t('report:section'), href: base },
        { label: report.slug, href: reportHref(report) },
        { label: t('report:desk.name') },
      ],
      tag: { ...looks[section.state], label: t(`report:state.${section.state}`) },
      scope: `${versionText(loaded)} · ${draftText(section, loaded)}`,
    },
    recalled: recallNotice(loaded),
    look: { href: `${reportHref(report)}/${section.key}`, label: t('report:desk.look') },
    sections: sectionsList(loaded, section),
    closed: t(report.state === 'published' ? 'report:desk.published' : 'report:desk.closed'),
    text: textShown(loaded, section, isOpen, beside.older),
    figures: figuresOf(loaded, section),
    studies: studiesOf(loaded, section, isOpen),
    freezing: countShown(loaded, 'freeze', beside.counts),
    differences: differencesShown(loaded, section, beside),
    review: reviewOf(loaded, section, isOpen, beside),
    conditions,
    problems: problemsOf(loaded, conditions, beside.refused),
    moves: movesOf(loaded, section),
    acceptance: mayBeAccepted(loaded, section) ? conditions.left : undefined,
    whole: wholeOf(loaded),
    files: beside.files.map(file => fileShown(file, loaded)),
    filesTitle: t('report:file.title'),
    filesNote: t(report.state === 'published' ? 'report:file.publishedNote' : 'report:file.draftNote'),
  };
}

function reviewOf(loaded: Loaded, section: SectionRow, isOpen: boolean, { notes, refused }: Beside) {
  const { report, viewer, words } = loaded;
  const { t } = words;
  const href = `${deskHref(report, section.key)}/notes`;
  const problem = refused?.problems.find(({ path }) => path === 'text');
  const isCorrected = mayPublish(viewer, report) && report.frozenAt !== null;
  return {
    title: t('report:review.title'),
    open: t('report:review.open', { count: section.openNotes, number: words.count(section.openNotes) }),
    none: t('report:review.none'),
    notes: notes.map(one => ({
      ...one,
      when: words.time(one.writtenAt),
      settled: one.closedBy === null ? undefined : t('report:review.settled', { login: one.closedBy }),
      action: isOpen && one.closedBy === null ? `${href}/${one.id}` : undefined,
    })),
    ...{ action: href, section: section.key, version: report.version },
    isTyped: (refused?.note ?? '') !== '',
    write:
      isOpen || isCorrected
        ? {
            submit: isOpen ? t('report:review.send') : undefined,
            field: {
              ...{ type: 'longtext' as const, name: 'text', id: idOf('text') },
              label: t(isOpen ? 'report:review.write' : 'report:review.why'),
              ...{ max: 1000, rows: 3, value: refused?.note ?? '' },
              ...(isCorrected ? { hint: t('report:review.whyHint') } : {}),
              ...(problem ? { error: words.problem(problem) } : {}),
            },
          }
        : undefined,
    settle: t('report:review.settle'),
  };
}

/** What must be true before the section is accepted; each that is not says what to do. */
function conditionsShown(loaded: Loaded, section: SectionRow) {
  const { viewer, report, words } = loaded;
  const { t } = words;
  const items = conditionsOf(viewer, {
    report,
    section,
    cases: loaded.cases.filter(({ key }) => key === section.key),
    numbers: loaded.numbers(section.key),
  }).map(({ key, isMet }) => ({
    ...{ id: `condition-${key}`, isMet },
    text: t(`report:condition.${key}`, { draft: section.draft }),
    state: t(isMet ? 'report:condition.met' : 'report:condition.open'),
    todo: isMet ? undefined : t(`report:condition.todo.${key}`),
  }));
  const left = items.filter(({ isMet }) => !isMet).length;
  return {
    title: t('report:condition.title'),
    items,
    left: t('report:condition.left', { count: left, number: words.count(left) }),
    isMet: left === 0,
  };
}

/** Problems for the summary, each with a link to its place: of an acceptance, every condition that is open. */
function problemsOf(
  { words }: Loaded,
  { items }: ReturnType<typeof conditionsShown>,
  refused: DeskRefused | undefined,
): { readonly text: string; readonly href: string }[] {
  return (refused?.problems ?? []).flatMap(problem => {
    if (problem.path !== 'section')
      return { text: words.problem(problem), href: problem.path === 'report' ? '#whole' : `#${idOf(problem.path)}` };
    return items.flatMap(({ todo, id }) => (todo ? [{ text: todo, href: `#${id}` }] : []));
  });
}

function draftText({ draft, writtenAt }: SectionRow, { words }: Loaded): string {
  if (draft === 0 || writtenAt === null) return words.t('report:desk.noDraft');
  return words.t('report:desk.draft', { draft, time: words.time(writtenAt) });
}

function sectionsList({ report, sections, words }: Loaded, current: SectionRow) {
  return sections.map(one => ({
    number: listed.find(({ key }) => key === one.key)?.number ?? 0,
    name: words.t(`report:part.${one.key}.name`),
    href: deskHref(report, one.key),
    who: one.writerNames.join(', ') || words.t('report:desk.nobody'),
    tag: { ...looks[one.state], label: words.t(`report:state.${one.state}`) },
    isCurrent: one.key === current.key,
  }));
}

function textShown(loaded: Loaded, section: SectionRow, isOpen: boolean, older: DraftRow | undefined) {
  const { words, drawing, report } = loaded;
  const { names } = drawing;
  const numbers = loaded.numbers(section.key);
  const isFrench = names.lang === 'fr';
  const [title, text] = isFrench ? [section.titleFr, section.textFr] : [section.titleEn, section.textEn];
  const typed = typedNumbers(`${title}\n\n${text}`);
  const printed = report.printed?.sections.find(({ code }) => code === section.key);
  const count = text.split(/\s+/).filter(Boolean).length;
  return {
    note: words.t('report:desk.words', {
      count,
      number: words.count(count),
      french: words.t(frenchKey(section), { count: section.draft - section.frenchFollows }),
    }),
    title: spoken(title, numbers, names).flat(),
    standfirst: printed ? standfirst(printed, drawing) : '',
    paragraphs: spoken(text, numbers, names),
    none: text === '' ? words.t('report:desk.noText') : undefined,
    typed: words.t('report:desk.typed', {
      count: typed.length,
      number: words.count(typed.length),
      list: typed.join(', '),
    }),
    edit: isOpen ? { href: `${deskHref(report, section.key)}/text`, label: words.t('report:desk.edit') } : undefined,
    compare:
      section.draft > 1
        ? {
            href: `${deskHref(report, section.key)}?draft=${section.draft - 1}`,
            label: words.t('report:desk.compare', { draft: section.draft - 1 }),
          }
        : undefined,
    older: older && {
      title: words.t('report:desk.older', {
        draft: older.draft,
        login: older.writtenBy,
        time: words.time(older.writtenAt),
      }),
      heading: spoken(isFrench ? older.titleFr : older.titleEn, numbers, names).flat(),
      paragraphs: spoken(isFrench ? older.textFr : older.textEn, numbers, names),
    },
    numbers: {
      title: words.t('report:desk.numbers'),
      note: words.t('report:desk.numbersNote'),
      rows: numbers.map(one => ({
        key: `{${one.key}}`,
        label: one.label,
        value: writtenNumber(one, names.lang, names),
      })),
    },
  };
}

function frenchKey({ draft, frenchFollows }: SectionRow): string {
  if (draft === 0) return 'report:desk.frenchNone';
  return frenchFollows === draft ? 'report:desk.frenchDone' : 'report:desk.frenchBehind';
}

function figuresOf(loaded: Loaded, section: SectionRow) {
  const { words } = loaded;
  return {
    none: words.t('report:tooFew'),
    items: figuresShown(loaded, section.key).map(figure => ({
      label: words.t('report:desk.figure', { number: figure.title.split(' ')[0] }),
      note: words.t('report:desk.frozen'),
      figure,
    })),
  };
}

function studiesOf(loaded: Loaded, section: SectionRow, isOpen: boolean) {
  const { report, words, cases } = loaded;
  const href = `${deskHref(report, section.key)}/cases`;
  return {
    title: words.t('report:studies'),
    none: words.t('report:study.none'),
    add: isOpen ? { href: `${href}/new`, label: words.t('report:study.add') } : undefined,
    remove: words.t('report:study.remove'),
    items: cases
      .filter(({ key }) => key === section.key)
      .map(one => ({
        ...studyShown(one, loaded),
        problem: one.isReleased ? undefined : words.t('report:study.withheld'),
        removal: isOpen ? `${href}/${one.id}/removal` : undefined,
      })),
  };
}

/** Whether its acceptance is next, by this person or another. */
function mayBeAccepted({ viewer, report }: Loaded, section: SectionRow): boolean {
  return mayWrite(viewer, report, section) && section.state === 'review';
}

function movesOf(loaded: Loaded, section: SectionRow) {
  const { report, words, viewer } = loaded;
  const action = `${deskHref(report, section.key)}/state`;
  const isOpen = mayWrite(viewer, report, section);
  const move = (to: string, icon: string, isPrimary = false) => ({
    to,
    icon,
    isPrimary,
    action,
    label: words.t(`report:move.${to}`),
  });
  return [
    ...(isOpen && section.state === 'draft' && section.draft > 0 ? [move('review', 'send', true)] : []),
    ...(isOpen && section.state === 'review' ? [move('draft', 'undo-2')] : []),
    ...(mayBeAccepted(loaded, section) ? [move('accepted', 'check', mayAccept(viewer, report, section))] : []),
    ...(section.state === 'accepted' && mayPublish(viewer, report) ? [move('reopened', 'undo-2')] : []),
  ];
}
