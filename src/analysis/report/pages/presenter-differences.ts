import { differenceRow } from '../drawn/differences.ts';
import type { Comparison, CountRow } from '../store-counts.ts';
import type { SectionRow } from '../store-reports.ts';
import type { Loaded } from './load.ts';
import { countShown } from './presenter-work.ts';

interface Compared {
  readonly comparison: Comparison | undefined;
  readonly counts: readonly CountRow[];
  /** Of the records, now. */
  readonly lastChange: string;
}

/** What later corrections would change in a section, as it was counted, and how it is counted again. */
export function differencesShown(loaded: Loaded, section: SectionRow, { comparison, counts, lastChange }: Compared) {
  const { words, drawing, report } = loaded;
  const { t } = words;
  const own = comparison?.differences.filter(one => one.section === section.key) ?? [];
  const isCurrent = lastChange === (comparison?.lastChange ?? report.lastChange);
  return {
    title: comparison
      ? t('report:difference.title', { count: own.length, number: words.count(own.length) })
      : t('report:difference.untold'),
    note: comparison ? t('report:difference.note', { time: words.time(comparison.doneAt) }) : '',
    state:
      report.frozenAt === null
        ? t('report:notFrozen')
        : t(`report:difference.${comparison ? 'compared' : 'frozenState'}.${isCurrent ? 'current' : 'behind'}`),
    head: ['figure', 'frozen', 'today', 'change'].map(key => t(`report:difference.${key}`)),
    rows: own.map(one => differenceRow(one, { words, drawing })),
    count: { ...countShown(loaded, 'compare', counts), ...(isCurrent ? { ask: undefined } : {}) },
  };
}
