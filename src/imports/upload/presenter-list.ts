import type { RecordWords as Words } from '../../seizures/index.ts';
import { addressOf, isWorking } from '../wizard-step.ts';
import type { Import } from '../store.ts';

const looks: Readonly<Record<Import['state'], readonly [tone: string, icon: string]>> = {
  uploaded: ['info', 'pencil-line'],
  reading: ['info', 'loader-circle'],
  asking: ['warn', 'message-circle-question-mark'],
  checking: ['info', 'loader-circle'],
  ready: ['warn', 'hourglass'],
  committing: ['info', 'loader-circle'],
  committed: ['good', 'circle-check'],
  undoing: ['info', 'loader-circle'],
  keeping: ['info', 'loader-circle'],
  kept: ['good', 'sigma'],
  undone: ['', 'undo-2'],
  failed: ['bad', 'circle-x'],
  discarded: ['', 'x'],
};

/** One line of the list of imports. */
export function listRow(words: Words, file: Import) {
  const { t } = words;
  const { ready = 0, error = 0, committed = 0 } = file.counts;
  const counts = [
    committed > 0 ? t('imports:list.records', { count: committed, n: words.number(committed) }) : '',
    ready > 0 && file.state !== 'committing' ? t('imports:list.ready', { count: ready, n: words.number(ready) }) : '',
    error > 0 ? t('imports:list.repair', { count: error, n: words.number(error) }) : '',
  ].filter(Boolean);
  const waits = error > 0 || ['uploaded', 'asking', 'ready', 'failed'].includes(file.state) || isWorking(file);
  const [tone, icon] = looks[file.state];
  return {
    name: file.fileName,
    href: addressOf(file),
    who: file.loginId,
    when: words.time(file.createdAt),
    datetime: file.createdAt,
    tag: { tone, icon, label: t(`imports:states.${file.state}`) },
    counts:
      counts.length > 0
        ? counts.join(' · ')
        : t('imports:list.rows', { count: file.rowsEstimated, n: words.number(file.rowsEstimated) }),
    action: t(waits ? 'imports:list.continue' : 'imports:list.open'),
    history: addressOf(file, 'history'),
  };
}
