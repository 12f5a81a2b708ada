import { quotedLexeme } from '../../db/lexeme.ts';
import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { literal, queryRow, sql } from '../../db/sql.ts';
import { keepReads } from '../../web/kept-reads.ts';
import { scopeKey, visibleSeizures } from '../scope.ts';
import type { Shared } from './store-related.ts';

export interface MarkedCounts {
  readonly container: number;
  readonly mark: number;
}

export type AlikeByMarks = (on: Queryable, viewer: Viewer, of: Shared) => Promise<MarkedCounts>;

/** Other records counted at most by container or mark. */
const mostMarked = 1000;

/**
 * Other records in force that share the first letters of a container or the words of a mark with one. A carrier's
 * letters and a brand stand on many records, so an office goes by one count of each for ten minutes.
 */
export function alikeByMarks(): AlikeByMarks {
  const counts = keepReads(
    { seconds: 600, most: 1000 },
    (_on: Queryable, viewer: Viewer, terms: string) => `${scopeKey(viewer)} ${terms}`,
    countInForce,
  );
  return async (on, viewer, { prefix, mark, isInForce }) => {
    const othersWith = async (terms: string): Promise<number> =>
      Math.min(mostMarked, Math.max(0, (await counts.of(on, viewer, terms)) - (isInForce ? 1 : 0)));
    const [container, marked] = await Promise.all([
      prefix === '' ? 0 : othersWith(`${quotedLexeme(`box=${prefix.toLowerCase()}`)}:*`),
      mark.length === 0 ? 0 : othersWith(mark.map(quotedLexeme).join(' & ')),
    ]);
    return { container, mark: marked };
  };
}

/** Without a name: how many there are hangs on the words, and a plan for any words is a bad one. */
async function countInForce(on: Queryable, viewer: Viewer, terms: string): Promise<number> {
  const row = await queryRow<{ n: number }>(
    on,
    sql`
      select count(*)::int as n from (
        select from seizures s
        where s.document @@ ${terms}::tsquery and s.status in ('submitted', 'queried', 'verified')
          and ${visibleSeizures(viewer)}
        limit ${literal(mostMarked + 1)}) x`,
  );
  return row?.n ?? 0;
}
