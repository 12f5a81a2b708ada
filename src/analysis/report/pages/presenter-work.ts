import type { Words } from '../../../reference/index.ts';
import { mayFreeze } from '../permissions.ts';
import type { CountKind, CountRow } from '../store-counts.ts';
import type { FileRow } from '../store-files.ts';
import { base, deskHref, reportHref, type Loaded } from './load.ts';

/** A work of a worker as pages tell of it. */
interface Work {
  readonly isOpen: boolean;
  /** Done so far. */
  readonly percent: number;
  readonly label: string;
  readonly note: string;
  /** Of what it may be asked and cancelled at. */
  readonly href: string;
}

/** Pure. */
export function countWork({ id, kind, state, progress }: CountRow, { t }: Words): Work {
  return {
    isOpen: state === 'waiting' || state === 'running',
    percent: progress,
    label: t(`report:count.${kind}.label`),
    note: t(`report:work.${state === 'waiting' || state === 'running' ? state : 'over'}`),
    href: `${base}/counts/${id}`,
  };
}

/** Pure. */
export function fileWork({ id, lang, state, progress, done, ofPages }: FileRow, words: Words): Work {
  const pages = { count: done, done: words.count(done), pages: words.count(ofPages ?? 0) };
  const isOpen = state === 'waiting' || state === 'making';
  const key = state === 'making' ? (ofPages === null ? 'laying' : 'page') : isOpen ? 'waiting' : 'over';
  return {
    isOpen,
    percent: progress,
    label: words.t('report:file.label', { lang: words.language(lang) }),
    note: words.t(`report:work.${key}`, pages),
    href: `${base}/files/${id}`,
  };
}

/** The JSON of public/js/progress.js. Pure. */
export function progressOf({ isOpen, percent, note }: Work) {
  return {
    done: !isOpen,
    value: percent,
    texts: { done: String(percent), note },
    bars: { done: { x: 0, width: percent * 10 } },
  };
}

/** The bar of a work with its Cancel; undefined where it is over. Pure. */
export function workShown(work: Work, { report }: Pick<Loaded, 'report'>, { t }: Words) {
  if (!work.isOpen) return undefined;
  return {
    stop: { action: `${work.href}/stop`, label: t('report:work.stop'), of: work.label },
    alone: { href: `${deskHref(report)}/work`, label: t('report:work.alone') },
    progress: {
      label: work.label,
      total: 100,
      poll: `${work.href}/progress`,
      note: work.note,
      parts: [{ key: 'done', label: t('report:work.percent'), count: work.percent, tone: 'accent' }],
    },
    text: work.label,
  };
}

/** A kind of count: how far it is, how it ended, and how it is asked for. */
export function countShown(loaded: Loaded, kind: CountKind, counts: readonly CountRow[]) {
  const { report, words, viewer } = loaded;
  const { t } = words;
  const newest = counts.find(count => count.kind === kind);
  const work = newest && workShown(countWork(newest, words), loaded, words);
  const isFirst = report.frozenAt === null;
  const may = kind === 'freeze' ? mayFreeze(viewer, report) : !isFirst;
  const path = kind === 'freeze' ? 'figures' : 'comparison';
  return {
    work,
    notice: newest && noticeOf(newest, words),
    ask:
      may && !work
        ? { action: `${deskHref(report)}/${path}`, label: t(`report:count.${kind}.${isFirst ? 'first' : 'ask'}`) }
        : undefined,
  };
}

function noticeOf({ state, failure }: CountRow, { t }: Words) {
  if (state === 'stopped') return { tone: 'info' as const, text: t('report:count.stopped') };
  if (state === 'failed') return { tone: 'error' as const, text: t(`report:count.failed.${failure}`) };
  return undefined;
}

/** A PDF: how far it is, or that it can be had. */
export function fileShown(file: FileRow, loaded: Loaded) {
  const { words } = loaded;
  const work = workShown(fileWork(file, words), loaded, words);
  return {
    work,
    label: work
      ? ''
      : words.t(`report:file.${file.state}`, {
          lang: words.language(file.lang),
          pages: words.count(file.pages ?? 0),
          time: words.time(file.askedAt),
        }),
    href: file.state === 'made' ? `${base}/files/${file.id}` : undefined,
    kind: words.t(file.isPublished ? 'report:file.isPublished' : 'report:file.isDraft'),
  };
}

/** All that is going on for a report. */
export function presentWorks(loaded: Loaded, counts: readonly CountRow[], files: readonly FileRow[]) {
  const { report, words, title } = loaded;
  const { t } = words;
  const works = [
    ...counts.map(count => workShown(countWork(count, words), loaded, words)),
    ...files.map(file => workShown(fileWork(file, words), loaded, words)),
  ].filter(work => work !== undefined);
  return {
    title: t('report:work.title', { title }),
    head: {
      title: t('report:work.title', { title }),
      crumbs: [
        { label: t('report:section'), href: base },
        { label: report.slug, href: reportHref(report) },
        { label: t('report:desk.name'), href: deskHref(report) },
      ],
    },
    works,
    none: t('report:work.none'),
    back: { href: deskHref(report), label: t('report:desk.open') },
  };
}
