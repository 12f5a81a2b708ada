import { note } from '../../audit/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Language } from '../../i18n/index.ts';
import { wordsIn } from '../../reference/index.ts';
import type { CencommContext } from '../context.ts';
import { BrokenSeal, openerOf } from '../keys/seal.ts';
import { KeysAway } from '../keys/keyring.ts';
import { sealOf } from '../mail/reading/decrypt-message.ts';
import { kindTag, placeOf, shortTime } from '../mail/reading/message-style.ts';
import { startOf } from '../mail/reading/open-lines.ts';
import { findPushed } from '../mail/reading/store-list.ts';
import { messagePath } from '../mail/writing/addresses.ts';
import { senderText } from '../words.ts';
import type { Pushed, PushedLine } from './pushed.ts';

type Context = Pick<CencommContext, 'pool' | 'keys' | 'lists' | 'texts' | 'offices'>;

/**
 * Opens a message for the open pages of those its sealed list names, and notes that it was shown to them. Undefined
 * where it cannot be opened: pages then ask themselves.
 */
export async function pushedLine(context: Context, messageId: string, pages: number): Promise<Pushed | undefined> {
  const row = await findPushed(context.pool, messageId);
  if (!row || row.recipientsCt === null) return undefined;
  try {
    const key = await context.keys.keyOf(context.pool, row.operationId, row.epoch);
    const read = openerOf(key, sealOf(row));
    const { ids } = JSON.parse(read('recipients', row.recipientsCt)) as { ids: readonly number[] };
    const [subject, start] = [read('subject', row.subjectCt), startOf(read('body', row.bodyCt))];
    const line = (lang: Language): PushedLine => {
      const words = wordsIn(lang, context);
      return {
        id: row.id,
        thread: row.threadId,
        kind: row.kind,
        href: messagePath(row.operationId, row.id),
        tag: kindTag(row.kind, words),
        who: `${senderText(row)} · ${placeOf(row.senderOfficeId, context.offices, words)}`,
        operation: row.operationTitle,
        time: shortTime(row.createdMs, words),
        iso: new Date(row.createdMs).toISOString(),
        subject,
        start,
        urgent: row.priority === 'high',
        files: row.hasFiles,
        answerBy: row.answerBy === null ? '' : words.t('cencommmail:answerBy', { time: words.time(row.answerBy) }),
      };
    };
    await noted(context.pool, row.operationId, messageId, pages);
    return { lines: { en: line('en'), fr: line('fr') }, accountIds: new Set(ids) };
  } catch (error) {
    if (error instanceof BrokenSeal || error instanceof KeysAway) return undefined;
    throw error;
  }
}

/** One row for all pages: who they are is who the message is for. */
async function noted(on: Queryable, operation: string, id: string, pages: number): Promise<void> {
  await note(on, {}, { action: 'message.announced', subject: `message:${id}`, detail: { operation, pages } });
}
