import { rights, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import type { NetworkContext } from '../context.ts';
import { insertStep, insertSuggestion } from './store.ts';
import type { SuggestionText } from './suggestion.ts';

/** Enters a suggestion of a contact point. The same form sent twice is one suggestion. Returns its reference. */
export async function suggest(
  { pool }: NetworkContext,
  viewer: Viewer,
  clientUuid: string,
  suggestion: SuggestionText,
): Promise<string> {
  if (!rights.ncp(viewer)) throw new Forbidden('only a contact point suggests');
  return inTransaction(pool, async client => {
    const { id, ref, isNew } = await insertSuggestion(client, viewer, clientUuid, suggestion);
    if (!isNew) return ref;
    await insertStep(client, viewer, { id, version: 1 }, { kind: 'suggested' });
    await note(client, viewer, {
      action: 'suggestion.made',
      subject: ref,
      detail: { part: suggestion.part, title: suggestion.title },
    });
    return ref;
  });
}
