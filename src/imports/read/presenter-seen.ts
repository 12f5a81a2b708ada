import type { RecordWords as Words } from '../../seizures/index.ts';
import { addressOf } from '../wizard-step.ts';
import type { Import } from '../store.ts';

/** What became of an earlier upload of the very same file. */
export function seenPage(words: Words, same: Import | undefined) {
  if (!same)
    return { text: words.t('imports:seen.gone'), href: '/seizures/imports', link: words.t('imports:seen.list') };
  const { committed = 0 } = same.counts;
  const values = { who: same.loginId, when: words.time(same.createdAt), count: committed, n: words.number(committed) };
  return {
    text: words.t(committed > 0 ? 'imports:seen.gave' : 'imports:seen.open', values),
    href: addressOf(same),
    link: words.t(committed > 0 ? 'imports:seen.openRecords' : 'imports:seen.goOn'),
    ...(committed > 0 ? { records: `/seizures?import=${same.id}` } : {}),
  };
}
