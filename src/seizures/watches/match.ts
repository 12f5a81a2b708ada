import { setImmediate } from 'node:timers/promises';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { Seizures } from '../context.ts';
import { openListening, type Listening } from './listening.ts';
import type { Changed } from './predicate.ts';
import {
  dropHits,
  listUnwatched,
  lockNumbers,
  markUnasked,
  markWatched,
  readChanged,
  upsertHits,
  type Change,
  type Hit,
} from './store-hits.ts';

/** Changes held against the lists in one transaction, and those marked in one where nobody watches. */
const [batch, idleBatch] = [200, 20_000];

/**
 * Holds changed records against every list. Records go on the lists in the transaction that marks the change as seen:
 * both happen or neither, whenever the process dies.
 */
export function openMatcher(seizures: Seizures) {
  const listening = openListening(seizures);
  return {
    /** Holds every waiting change against the lists. Returns how many there were. */
    async match(signal?: AbortSignal): Promise<number> {
      let matched = 0;
      for (let done = 1; done > 0 && signal?.aborted !== true; matched += done) {
        done = await inTransaction(seizures.context.jobPool, client => matchBatch(client, listening));
        await setImmediate();
      }
      return matched;
    },
  };
}

async function matchBatch(client: Client, listening: ReturnType<typeof openListening>): Promise<number> {
  await lockNumbers(client);
  await listening.follow(client);
  if (listening.count() === 0) return markUnasked(client, idleBatch);
  const changes = await listUnwatched(client, batch);
  if (changes.length === 0) return 0;
  const changesOf = Map.groupBy(changes, ({ seizureId }) => seizureId);
  const ids = [...changesOf.keys()];
  const found = (await readChanged(client, ids)).flatMap(record =>
    matchesOf(record, listening.candidates(record), newsOf(changesOf.get(record.id) ?? [])),
  );
  const kept = found.map(({ hit }) => `${hit.watchId} ${hit.seizureId}`);
  const hits = found.flatMap(({ hit, isNews }) => (isNews ? [hit] : []));
  await dropHits(client, ids, kept);
  await upsertHits(client, hits);
  const seqs = changes.map(({ seq }) => seq);
  await markWatched(client, seqs);
  return changes.length;
}

/** The lists a record matches, and whether what happened to it is news on them. */
function matchesOf(
  record: Changed,
  candidates: Iterable<Listening>,
  news: News | undefined,
): { readonly hit: Hit; readonly isNews: boolean }[] {
  const matching = [...candidates].filter(one => one.test(record));
  return matching.map(one => ({
    hit: { watchId: one.id, seizureId: record.id, kind: news?.kind ?? 'new', seq: news?.seq ?? 0 },
    isNews: news !== undefined && wants(one, news, record),
  }));
}

interface News {
  readonly kind: 'new' | 'amended';
  readonly seq: number;
  /** Whether what the record says changed, or its status alone. */
  readonly isContent: boolean;
  /** Whether it was there before, and an embargo kept it to its office and the RILO. */
  readonly isOpened: boolean;
  readonly byAccount: number | null;
  readonly byOffice: number | null;
}

/** An embargo that ended makes a record new for those who may read it now. */
const opened = 'embargoEnded';
const newSteps: readonly (string | null)[] = ['submitted', 'restored', 'unmerged', opened];
const contentSteps: readonly (string | null)[] = [...newSteps, 'amended', 'corrected'];

/** What the changes of one record come to: new before amended before a mere status. */
function newsOf(changes: readonly Change[]): News | undefined {
  // What a code is called is no news of the record.
  const told = changes.filter(({ step }) => step !== null && step !== 'recoded');
  const [most] = [...told].sort((a, b) => weightOf(b) - weightOf(a) || b.seq - a.seq);
  if (!most) return undefined;
  return {
    kind: newSteps.includes(most.step) ? 'new' : 'amended',
    seq: Math.max(...told.map(({ seq }) => seq)),
    isContent: contentSteps.includes(most.step),
    isOpened: most.step === opened,
    byAccount: most.byAccount,
    byOffice: most.byOffice,
  };
}

function weightOf({ step }: Change): number {
  return Number(newSteps.includes(step)) + Number(contentSteps.includes(step));
}

function wants(
  { accountId, officeId, amended, own, asksStatus }: Listening,
  news: News,
  record: Pick<Changed, 'officeId' | 'regionId'>,
): boolean {
  if (news.isOpened && (officeId === record.officeId || officeId === record.regionId)) return false;
  if (!own && (news.byAccount === accountId || news.byOffice === officeId)) return false;
  if (!news.isContent) return asksStatus;
  return amended || news.kind === 'new';
}
