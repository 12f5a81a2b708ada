import { tellLogin, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { ChangedMeanwhile, Refused } from '../../forms/index.ts';
import type { NetworkContext } from '../context.ts';
import { can } from './permissions.ts';
import { insertStep, lockSuggestion, setState } from './store.ts';
import { decisionsFrom, stateAfter, type Decision } from './suggestion.ts';

interface Deciding {
  /** Version the deciding officer saw. */
  readonly version: number;
  readonly decision: Decision;
  readonly reason: string;
  /** Plain date; with `planned` only. */
  readonly plannedFor: string | null;
}

/**
 * CENMaT's decision, with its reason, reported to the office that suggested. Of two at once the second is told
 * (ChangedMeanwhile); a step that does not lead on from the state is Refused.
 */
export async function decide(
  { pool, outbox }: NetworkContext,
  viewer: Viewer,
  ref: string,
  { version, decision, reason, plannedFor }: Deciding,
): Promise<void> {
  await inTransaction(pool, async client => {
    const suggestion = await lockSuggestion(client, viewer, ref);
    if (!can(viewer, 'decide', suggestion)) throw new Forbidden('only CENMaT decides');
    if (suggestion.version !== version) throw new ChangedMeanwhile(`${ref} was decided meanwhile`);
    if (!decisionsFrom(suggestion.state).includes(decision))
      throw new Refused({ path: 'decision', key: 'suggestions:problem.noWay' });
    await setState(client, suggestion.id, stateAfter(decision), decision === 'planned' ? plannedFor : null);
    await insertStep(
      client,
      viewer,
      { id: suggestion.id, version: version + 1 },
      { kind: decision, text: reason, plannedFor },
    );
    await note(client, viewer, {
      action: `suggestion.${decision}`,
      subject: ref,
      detail: { from: suggestion.state, reason, plannedFor },
    });
    await tellLogin(client, outbox, suggestion.madeBy, {
      about: 'suggestion',
      kind: `suggestion_${decision}`,
      values: { ref, title: suggestion.title, reason, date: plannedFor ?? '' },
      path: `/network/suggestions/${ref}`,
    });
  });
}
