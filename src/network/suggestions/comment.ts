import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { Refused } from '../../forms/index.ts';
import type { NetworkContext } from '../context.ts';
import { can } from './permissions.ts';
import { insertStep, lockSuggestion, setEndorsed } from './store.ts';

/** The RILO's word on a suggestion of one of its Members: an endorsement, once, or a comment. */
export async function speak(
  { pool }: NetworkContext,
  viewer: Viewer,
  ref: string,
  { kind, text }: { kind: 'endorsed' | 'commented'; text: string },
): Promise<void> {
  await inTransaction(pool, async client => {
    const suggestion = await lockSuggestion(client, viewer, ref);
    if (!can(viewer, 'comment', suggestion)) throw new Forbidden('a suggestion of another region');
    if (kind === 'endorsed') {
      if (!can(viewer, 'endorse', suggestion))
        throw new Refused({
          path: 'word',
          key: suggestion.endorsedAt === null ? 'suggestions:problem.settled' : 'suggestions:problem.endorsed',
        });
      await setEndorsed(client, suggestion.id);
    }
    await insertStep(client, viewer, suggestion, { kind, ...(text === '' ? {} : { text }) });
    await note(client, viewer, { action: `suggestion.${kind}`, subject: ref, detail: { text } });
  });
}
