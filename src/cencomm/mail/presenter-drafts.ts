import type { Words } from '../../reference/index.ts';
import { draftPath } from './addresses.ts';
import { shortTime } from './looks.ts';
import { startOf } from './open-lines.ts';
import type { Draft } from './store-drafts.ts';

/** Messages that are being written. Pure but for the clock. */
export function presentDrafts(operationId: string, drafts: readonly Draft[], words: Words) {
  const { t } = words;
  return {
    rows: drafts.map(({ id, typed, savedAt }) => ({
      title: typed === undefined ? t('cencommmail:brokenName') : (typed['subject'] ?? '').trim() || t('cencommmail:noSubject'), text: startOf(typed?.['body'] ?? ''), href: draftPath(operationId, id), icon: 'pencil-line',
      end: shortTime(Date.parse(savedAt), words),
    })),
    empty: { text: t('cencommmail:none.drafts') },
  };
}
