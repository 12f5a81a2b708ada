import { rights } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import type { SeizuresContext } from '../context.ts';
import { scopeKey } from '../scope.ts';
import { readWordGroups } from './words.ts';

/** Milliseconds a count is kept while records change, and words said in one record alone may be a slip. */
const [keepFor, fewest] = [10 * 60_000, 2];

interface Kept {
  readonly at: number;
  readonly lists: number;
  readonly count: Promise<number>;
}

/**
 * Words typed under "other" in several records, which may become codes: for who keeps the code lists. Every record that
 * says "other" is read for it, so a count stands for ten minutes, or until a code list changes.
 */
export function waitingWords(
  context: Pick<SeizuresContext, 'pool' | 'lists'>,
  now: () => number = Date.now,
): (viewer: Viewer) => Promise<readonly WaitingPart[]> {
  const kept = new Map<string, Kept>();

  function countOf(viewer: Viewer): Promise<number> {
    const known = kept.get(scopeKey(viewer));
    if (known && known.lists === context.lists.version && now() - known.at < keepFor) return known.count;
    const count = readWordGroups(context, viewer).then(
      groups => groups.filter(({ records }) => records >= fewest).length,
    );
    kept.set(scopeKey(viewer), { at: now(), lists: context.lists.version, count });
    count.catch(() => kept.delete(scopeKey(viewer)));
    return count;
  }

  return async viewer => {
    if (!rights.administrator(viewer)) return [];
    const count = await countOf(viewer);
    if (count === 0) return [];
    return [
      {
        kind: 'codeWords',
        room: 'access',
        place: 'codes:section',
        band: 'later',
        icon: 'tag',
        href: () => '/access/code-lists/words',
        rows: sql`
          select ${count}::int as n, null::text as ref, null::date as due, null::timestamptz as at,
            null::jsonb as more`,
      },
    ];
  };
}
