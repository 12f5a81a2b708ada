import { findLogin } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import { queryRows, sql } from '../../db/sql.ts';
import type { CwsDocument } from './document.ts';
import type { Complete } from './editing/facts.ts';

/** How deep the tree of the reference system may be. */
const deepest = 6;

/** A page stands under another page of the reference system, and never under itself. */
export const checkParent: Complete = async (_room, _viewer, on, { ref }, content) => {
  const parent = content.fields.parent;
  if (typeof parent !== 'string' || parent === '') return { content, problems: [] };
  const above = await linesAbove(on, parent);
  if (above.length === 0) return { content, problems: [{ path: 'parent', key: 'cws:problem.noParent' }] };
  if (above.some(one => one.ref === ref))
    return { content, problems: [{ path: 'parent', key: 'cws:problem.ownParent' }] };
  if (above[0]?.branch !== content.fields.branch)
    return { content, problems: [{ path: 'parent', key: 'cws:problem.otherBranch' }] };
  return {
    content,
    problems: above.length >= deepest ? [{ path: 'parent', key: 'cws:problem.tooDeep', values: { max: deepest } }] : [],
  };
};

export interface PlaceAbove extends Pick<CwsDocument, 'ref' | 'titles'> {
  readonly branch: string;
}

/** The page and those it stands under, nearest first; nothing when it is not published. */
export async function linesAbove(on: Queryable, ref: string): Promise<PlaceAbove[]> {
  return queryRows<PlaceAbove>(
    on,
    sql`
      with recursive above as (
        select ref, titles, facts->>'branch' as branch, facts->>'parent' as parent, 1 as depth from cws_documents
        where ref = ${ref} and kind = 'page' and state = 'published'
        union all select d.ref, d.titles, d.facts->>'branch', d.facts->>'parent', above.depth + 1
        from above join cws_documents d on d.ref = above.parent and d.state = 'published' where above.depth < 20)
      select ref, titles, branch from above order by depth`,
  );
}

/** The keeper of a page is told when it is to be checked again: a login that lives. */
export const checkKeeper: Complete = async (_room, _viewer, on, _document, content) => {
  const keeper = content.fields.keeper;
  const known = typeof keeper === 'string' && (await findLogin(on, keeper));
  return { content, problems: known ? [] : [{ path: 'keeper', key: 'cws:problem.noKeeper' }] };
};
