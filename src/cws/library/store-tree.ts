import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { CwsDocument } from '../documents/document.ts';
import { readableDocuments } from '../documents/scope.ts';
import type { Language } from '../../i18n/index.ts';

/** A page as the tree shows it. */
export interface Leaf extends Pick<CwsDocument, 'ref' | 'titles'> {
  readonly branch: string;
  readonly parent: string;
}

/** Pages shown at once under one page, or at the top of a branch; the branch's own list has the rest. */
const maxSiblings = 40;

const leafColumns = sql`d.ref, d.titles, d.facts->>'branch' as branch, coalesce(d.facts->>'parent', '') as parent`;

/** The published pages of the tree by title: up to 40 beside each other. */
export async function listLeaves(on: Queryable, viewer: Viewer, lang: Language): Promise<Leaf[]> {
  const scope = readableDocuments(viewer);
  return queryRows<Leaf>(
    on,
    sql`
      select ref, titles, branch, parent from (
        select ${leafColumns}, row_number() over (partition by d.facts->>'branch', d.facts->>'parent'
            order by coalesce(d.titles->${lang}->>'title', d.titles->'en'->>'title', d.titles->'fr'->>'title'),
          d.id) as place,
          coalesce(d.titles->${lang}->>'title', d.titles->'en'->>'title', d.titles->'fr'->>'title') as title
        from cws_documents d where d.kind = 'page' and d.state = 'published' and ${scope}) shown
      where place <= ${maxSiblings} order by title, ref limit 2000`,
  );
}

/** How many published pages each branch has for this viewer. */
export async function countLeaves(on: Queryable, viewer: Viewer): Promise<ReadonlyMap<string, number>> {
  const scope = readableDocuments(viewer);
  const rows = await queryRows<{ branch: string; n: number }>(
    on,
    sql`
      select d.facts->>'branch' as branch, count(*)::int as n from cws_documents d
      where d.kind = 'page' and d.state = 'published' and ${scope} group by 1`,
  );
  return new Map(rows.map(({ branch, n }) => [branch, n]));
}

/** Published pages under a page; under none, those at the top of its branch. */
export async function listBeside(
  on: Queryable,
  viewer: Viewer,
  { branch, parent }: Pick<Leaf, 'branch' | 'parent'>,
): Promise<Leaf[]> {
  const scope = readableDocuments(viewer);
  return queryRows<Leaf>(
    on,
    sql`
      select ${leafColumns} from cws_documents d
      where d.kind = 'page' and d.state = 'published' and d.facts->>'parent' = ${parent}
        and d.facts->>'branch' = ${branch} and ${scope} order by d.ref limit ${maxSiblings}`,
  );
}
