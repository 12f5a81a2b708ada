import type { RecordWords as Words } from '../seizures/index.ts';
import { sizeText } from './check/presenter-problems.ts';
import { addressOf, isShown, pages, type Page } from './wizard-step.ts';
import type { Import } from './store.ts';

/** What every page of an import shows around its own: which file, how far it is, what can be done. */
export function frameOf(words: Words, file: Import, page: Page, more = '') {
  return {
    file: {
      id: file.id,
      name: file.fileName,
      version: file.version,
      base: addressOf(file),
      scope: [scopeOf(words, file), more].filter(Boolean).join(' · '),
    },
    steps: stepsOf(words, file, page),
    page,
    over: words.t((file.counts.committed ?? 0) > 0 ? 'imports:overSaved' : 'imports:over'),
    canDiscard: ['uploaded', 'asking', 'ready', 'failed'].includes(file.state),
    isPart: (file.counts.committed ?? 0) > 0,
  };
}

function scopeOf(words: Words, file: Import): string {
  const { t } = words;
  const { dialect } = file.sniffed;
  const rows = file.plan.survey ? file.plan.survey.rows + file.plan.survey.aside : file.rowsEstimated;
  return [
    dialect.sheets ? t('imports:scope.sheet', { count: dialect.sheets.length, sheet: dialect.sheets.join(', ') }) : '',
    t(file.plan.survey ? 'imports:scope.rows' : 'imports:scope.rowsAbout', { count: rows, n: words.number(rows) }),
    t('imports:scope.columns', { count: dialect.header.length }),
    sizeText(words, file.fileSize),
    t('imports:scope.uploaded', { when: words.time(file.createdAt), who: file.loginId }),
  ]
    .filter(Boolean)
    .join(' · ');
}

function stepsOf(words: Words, file: Import, page: Page) {
  const shown = pages.filter(one => isOnWay(one, page));
  const at = shown.indexOf(page);
  return [
    { label: words.t('imports:steps.upload'), state: 'done' },
    ...shown.map((one, index) => ({
      label: words.t(`imports:steps.${one}`),
      state: one === page ? 'current' : index < at || isPast(file, one) ? 'done' : 'todo',
      ...(one !== page && isShown(one, file) && (index < at || isPast(file, one))
        ? { href: addressOf(file, one) }
        : {}),
    })),
  ];
}

/** Totals go from their columns straight to where they are kept; dates and numbers are a page only when asked about. */
function isOnWay(one: Page, page: Page): boolean {
  if (page === 'totals') return one === 'read' || one === 'columns' || one === 'totals';
  return one !== 'totals' && (one !== 'styles' || page === 'styles');
}

/** Steps behind where the import stands, though an earlier page is looked at again. */
function isPast(file: Import, page: Page): boolean {
  const order: Partial<Record<Import['state'], number>> = { asking: 2, ready: 4, committed: 5, undone: 5 };
  return pages.indexOf(page) < (order[file.state] ?? 0);
}
