import { empty, sql, type Sql } from '../../db/sql.ts';
import { whereOf, type Searching } from '../search/search-where.ts';
import type { Watch } from './watch.ts';

/** A list as somebody looks at it: whose scope, which search, and the number up to which it was seen. */
export interface Looking {
  readonly watch: Pick<Watch, 'id' | 'amended'>;
  readonly searching: Searching;
  /** Only hits after this number; every one where absent. */
  readonly after?: number;
  /** Only these records. */
  readonly among?: readonly number[];
  /** Only what no letter told of. */
  readonly untold?: boolean;
}

/** Hits of one list that are looked at, the newest of them. */
const most = 1000;

/**
 * `from … where …` of the hits of a list that its reader would find by the same search at this moment: the one place
 * where it is decided what a list shows and tells. An import is told when it is whole. Aliases: `h` and `s`.
 */
export function visibleHits({ watch, searching, after, among, untold }: Looking): Sql {
  return sql`
    from (select seizure_id, no, kind, told_at from seizure_watch_hits
        where watch_id = ${watch.id}::bigint
        ${after === undefined ? empty : sql`and no > ${after}::bigint`}
        ${among === undefined ? empty : sql`and seizure_id = any(${[...among]}::bigint[])`}
        ${untold ? sql`and told_at is null` : empty}
        ${watch.amended ? empty : sql`and kind = 'new'`}
        order by no desc limit ${most}::int offset 0) h
      join seizures s on s.id = h.seizure_id
    where not exists (select from imports i where i.id = s.import_id and i.state = 'committing')
      and ${whereOf(searching)}`;
}

/** Whether a hit is one of an import's, which is one line however many there are. Aliases: `h` and `s`. */
export const isOfImport = sql`(s.import_id is not null and h.kind = 'new')`;
