import type { Viewer } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import type { CwsContext } from '../context.ts';
import { presentRows } from '../documents/presenters/presenter-rows.ts';
import { wantedDocuments } from '../subscription/scope.ts';
import { findSubscription } from '../subscription/store.ts';
import { isNarrow } from '../subscription/subscription.ts';
import { readFront } from './store.ts';

const shown = 5;

/** The newest alerts in force of what the viewer follows, for the home page, and how many there are of all. */
export async function alertsAtHome(context: CwsContext, viewer: Viewer, words: Words) {
  const followed = await findSubscription(context.pool, viewer);
  const wanted = isNarrow(followed) ? wantedDocuments(followed) : undefined;
  const front = await readFront(context.pool, viewer, { wanted, before: null });
  return {
    rows: presentRows(front.alerts.slice(0, shown), words, context, '/'),
    inForce: front.inForce,
    isChosen: wanted !== undefined,
  };
}
