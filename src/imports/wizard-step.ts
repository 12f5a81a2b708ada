import { workingStates, type ImportState } from './import.ts';
import { missingFields, openStyles } from './open-questions.ts';
import type { Import } from './store.ts';
import type { ImportWord } from './words/store-words.ts';

/** The pages of an import, in order. */
export const pages = ['read', 'columns', 'styles', 'words', 'check', 'result', 'totals'] as const;
export type Page = (typeof pages)[number];

const pageOf: Partial<Record<ImportState, Page>> = {
  reading: 'words',
  checking: 'check',
  ready: 'check',
  committing: 'result',
  committed: 'result',
  undoing: 'result',
  undone: 'result',
  keeping: 'totals',
  kept: 'totals',
};

/** The page where an import waits for a person, or shows what is being done. */
export function waitingPage(file: Import, words: readonly ImportWord[]): Page {
  if (file.state === 'undone' && file.plan.kept === 'statistics') return 'totals';
  if (file.state === 'uploaded') return file.step === 'columns' ? 'columns' : 'read';
  if (file.state === 'failed') return pageOf[file.failure?.values.from as ImportState] ?? 'words';
  if (file.state !== 'asking') return pageOf[file.state] ?? 'read';
  if (missingFields(file, words).length > 0) return 'columns';
  return openStyles(file).length > 0 ? 'styles' : 'words';
}

const shownIn: Readonly<Record<Page, readonly ImportState[]>> = {
  read: ['uploaded', 'asking', 'ready'],
  columns: ['uploaded', 'asking', 'ready'],
  styles: ['uploaded', 'asking', 'ready'],
  words: ['asking', 'ready', 'committed', 'reading', 'failed'],
  check: ['ready', 'committed', 'checking', 'failed'],
  result: ['committing', 'committed', 'undoing', 'undone', 'ready', 'failed'],
  totals: ['keeping', 'kept', 'undone', 'failed'],
};

/** Whether a page has anything to show: what the file means is settled once some of its rows are records. */
export function isShown(page: Page, file: Import): boolean {
  if (!shownIn[page].includes(file.state)) return false;
  if (file.state === 'undone') return waitingPage(file, []) === page;
  const { committed = 0 } = file.counts;
  if (file.state === 'failed') return waitingPage(file, []) === page;
  if (page === 'result') return file.state !== 'ready' || committed > 0;
  if (page === 'read' || page === 'columns' || page === 'styles') return committed === 0 && file.fileId !== null;
  return true;
}

export function isWorking(file: Pick<Import, 'state'>): boolean {
  return workingStates.includes(file.state);
}

export function addressOf(file: Pick<Import, 'id'>, page?: string): string {
  return `/seizures/imports/${file.id}${page === undefined ? '' : `/${page}`}`;
}
