import type { Viewer } from '../access/index.ts';
import type { Pool } from '../db/pool.ts';
import { atWorkOn } from '../metrics/doing.ts';
import type { WaitingChanges, WaitingPart, WaitingRow } from '../web/waiting.ts';
import { readParts } from './store.ts';

/** What a room says waits for a viewer; one that must ask first answers later. */
export type WaitingSource = (viewer: Viewer) => readonly WaitingPart[] | Promise<readonly WaitingPart[]>;

/** A thing that waits, with what its room says of its kind. */
export interface WaitingThing extends Omit<WaitingPart, 'rows' | 'href'>, Omit<WaitingRow, 'kind'> {
  readonly href: string;
}

export interface WaitingDesk {
  /** All that waits for a viewer; `fresh` reads anew. Undefined where it could not be read, or not soon. */
  of(viewer: Viewer, fresh?: boolean): Promise<readonly WaitingThing[] | undefined>;
  readonly changes: WaitingChanges;
}

interface Parts {
  readonly pool: Pool;
  readonly sources: readonly WaitingSource[];
  readonly changes: WaitingChanges;
  readonly log: { warn(what: object, text: string): void };
}

/** Milliseconds an answer is kept, a page waits for one, and no page asks again after one failed. */
const times = { kept: 8000, patience: 2000, rest: 10_000 } as const;
const most = 5000;

interface Kept {
  readonly at: number;
  readonly stamp: string;
  readonly answer: Promise<readonly WaitingThing[]>;
}

export function openWaitingDesk({ pool, sources, changes, log }: Parts): WaitingDesk {
  const kept = new Map<number, Kept>();
  let restsUntil = 0;

  const read = (viewer: Viewer): Promise<readonly WaitingThing[]> => {
    const { accountId } = viewer;
    const answer = readThings(pool, sources, viewer);
    kept.delete(accountId);
    kept.set(accountId, { at: Date.now(), stamp: changes.stamp(accountId), answer });
    answer.catch(() => kept.delete(accountId));
    if (kept.size > most) kept.delete(kept.keys().next().value ?? accountId);
    return answer;
  };

  return {
    changes,
    async of(viewer, fresh = false) {
      const known = kept.get(viewer.accountId);
      const isCurrent = known && known.stamp === changes.stamp(viewer.accountId) && Date.now() - known.at < times.kept;
      if (!fresh && isCurrent) return inTime(known.answer).catch(() => undefined);
      if (Date.now() < restsUntil) return undefined;
      return inTime(read(viewer)).catch((error: unknown) => {
        restsUntil = Date.now() + times.rest;
        kept.delete(viewer.accountId);
        log.warn({ err: error }, 'what waits could not be read');
        return undefined;
      });
    },
  };
}

async function readThings(
  pool: Pool,
  sources: readonly WaitingSource[],
  viewer: Viewer,
): Promise<readonly WaitingThing[]> {
  const parts = (await Promise.all(sources.map(source => source(viewer)))).flat();
  const byKind = new Map(parts.map(part => [part.kind, part]));
  const rows = await readParts(pool, parts);
  return rows.flatMap(row => {
    const part = byKind.get(row.kind);
    if (!part) return [];
    const { rows: _rows, href, ...about } = part;
    return [{ ...about, ...row, href: href(row) }];
  });
}

/** Rejects if the answer is late. A page that waited for it waits so much less for a lock. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  const waited = atWorkOn()?.waited;
  waited?.begin();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), times.patience);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    waited?.end();
    clearTimeout(timer);
  }
}
