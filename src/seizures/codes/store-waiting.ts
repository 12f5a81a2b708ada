import { rights, type Viewer } from '../../access/index.ts';
import { sql } from '../../db/sql.ts';
import { keepReads } from '../../web/kept-reads.ts';
import type { WaitingPart } from '../../web/waiting.ts';
import type { SeizuresContext } from '../context.ts';
import { scopeKey } from '../scope.ts';
import { readWordGroups } from './words.ts';

/** Words said in one record alone may be a slip. */
const fewest = 2;

/**
 * Words typed under "other" in several records, which may become codes: for who keeps the code lists. Every record that
 * says "other" is read for it, so a count stands for ten minutes, or until a code list changes.
 */
export function waitingWords(
  context: Pick<SeizuresContext, 'pool' | 'lists'>,
): (viewer: Viewer) => Promise<readonly WaitingPart[]> {
  const counts = keepReads(
    { seconds: 600, most: 400 },
    (viewer: Viewer) => `${scopeKey(viewer)} ${context.lists.version}`,
    async viewer => (await readWordGroups(context, viewer)).filter(({ records }) => records >= fewest).length,
  );

  return async viewer => {
    if (!rights.administrator(viewer)) return [];
    const count = await counts.of(viewer);
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
