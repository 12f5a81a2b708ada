import { setImmediate } from 'node:timers/promises';
import type { Viewer } from '../../access/index.ts';
import { createSemaphore } from '../../jobs/semaphore.ts';
import type { CencommContext } from '../context.ts';
import type { Place } from '../mail/reading/mailbox.ts';
import { keysOnce, matchOf, type Hit } from './match.ts';
import { newestFirst } from './newest-first.ts';
import type { Wanted } from './query.ts';
import { countLeft } from './store-search.ts';

export interface Found {
  readonly hits: readonly Hit[];
  readonly looked: { readonly messages: number; readonly files: number };
  /** The time of the last one that was looked at. */
  readonly backToMs: number | undefined;
  /** Where the search goes on, and how many are left there, where it ended before the last. */
  readonly next: Place | undefined;
  readonly left: number;
}

/** What ends one page of a search: what was looked at, milliseconds, hits. It goes on behind the last one looked at. */
const bounds = { candidates: 20_000, milliseconds: 2000, hits: 50 } as const;
/** Milliseconds after which other people's pages get their turn. */
const turn = 20;

/** Searches by opening what the viewer may read, two searches at a time in a process. */
export function openSearch(context: CencommContext) {
  const taking = createSemaphore(2, 8);
  return {
    /** Searches operations the viewer is a member of. Throws Unavailable where many are waiting, KeysAway. */
    search: (viewer: Viewer, operationIds: readonly string[], wanted: Wanted): Promise<Found> =>
      taking(() => look(context, viewer, operationIds, wanted)),
  };
}

async function look(context: CencommContext, viewer: Viewer, ids: readonly string[], wanted: Wanted): Promise<Found> {
  const until = performance.now() + bounds.milliseconds;
  const keyOf = keysOnce(context);
  const hits: Hit[] = [];
  const looked = { messages: 0, files: 0 };
  let last: Place | undefined;
  let isOver = false;
  let turned = performance.now();
  for await (const candidate of newestFirst(context.pool, viewer, ids, wanted)) {
    const hit = await matchOf(context, viewer, keyOf, candidate, wanted);
    if (hit) hits.push(hit);
    looked[candidate.what === 'message' ? 'messages' : 'files'] += 1;
    last = { createdMs: candidate.row.createdMs, id: candidate.row.id };
    const now = performance.now();
    isOver = hits.length >= bounds.hits || now > until || looked.messages + looked.files >= bounds.candidates;
    if (isOver) break;
    if (now - turned > turn) {
      await setImmediate();
      turned = performance.now();
    }
  }
  const left = isOver && last ? await countLeft(context.pool, viewer, ids, wanted, last) : 0;
  return { hits, looked, backToMs: last?.createdMs, next: left > 0 ? last : undefined, left };
}
