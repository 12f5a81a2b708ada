import type { RecordWords as Words } from '../../seizures/index.ts';
import { frameOf } from '../presenter-frame.ts';
import { addressOf, type Page } from '../wizard-step.ts';
import type { Import } from '../store.ts';

/** How far the work on a file has come, in rows. */
export function workDone(file: Import): { done: number; total: number } {
  if (file.state === 'undoing') return { done: file.rowsCommitted, total: file.counts.committed ?? 0 };
  if (file.state !== 'committing') return { done: file.rowsRead, total: Math.max(file.rowsEstimated, file.rowsRead) };
  const { ready = 0, committed = 0 } = file.counts;
  return { done: file.rowsCommitted, total: ready + committed };
}

export function percentOf({ done, total }: { done: number; total: number }): number {
  return total === 0 ? 0 : Math.min(100, Math.round((done / total) * 100));
}

/** "12,000 of 27,580 rows". */
export function doneText(words: Words, { done, total }: { done: number; total: number }): string {
  return words.t('imports:work.of', { done: words.number(done), total: words.number(total) });
}

/** Where a file stands that waits for its turn; '' once it is being worked on. */
export function placeText(words: Words, before: number | undefined): string {
  if (before === undefined) return '';
  return before === 0
    ? words.t('imports:work.next')
    : words.t('imports:work.before', { count: before, n: words.number(before) });
}

/** The page while a job works on the file, or once it failed. It loads itself again, with script or without. */
export function workView(words: Words, file: Import, page: Page, before?: number) {
  const at = workDone(file);
  const failure = file.failure;
  return {
    ...frameOf(words, file, page),
    state: file.state,
    title: words.t(`imports:work.${failure ? 'failed' : file.state}.title`),
    text: words.t(`imports:work.${failure ? `errors.${failure.code}` : `${file.state}.text`}`),
    place: placeText(words, before),
    failed: failure !== null,
    action: addressOf(file, failure ? page : 'stop'),
    again: failure !== null && failure.code !== 'file_gone',
    work: {
      label: words.t(`imports:work.${failure ? 'failed' : file.state}.title`),
      total: at.total,
      poll: addressOf(file, 'progress'),
      note: doneText(words, at),
      parts: [{ key: 'done', label: words.t('imports:work.rows'), count: at.done, tone: 'accent' }],
    },
  };
}
