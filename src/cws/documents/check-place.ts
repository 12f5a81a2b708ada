import { findLogin } from '../../access/index.ts';
import type { Complete } from './editing/completion.ts';
import { listAncestors } from './store-list.ts';

/** How deep the tree of the reference system may be. */
const maxDepth = 6;

/** A page stands under another page of the reference system, and never under itself. */
export const checkParent: Complete = async (on, _viewer, _context, { ref }, content) => {
  const parent = content.fields.parent;
  if (typeof parent !== 'string' || parent === '') return { content, problems: [] };
  const above = await listAncestors(on, parent);
  if (above.length === 0) return { content, problems: [{ path: 'parent', key: 'cws:problem.noParent' }] };
  if (above.some(one => one.ref === ref))
    return { content, problems: [{ path: 'parent', key: 'cws:problem.ownParent' }] };
  if (above[0]?.branch !== content.fields.branch)
    return { content, problems: [{ path: 'parent', key: 'cws:problem.otherBranch' }] };
  return {
    content,
    problems:
      above.length >= maxDepth ? [{ path: 'parent', key: 'cws:problem.tooDeep', values: { max: maxDepth } }] : [],
  };
};

/** The keeper of a page is told when it is to be checked again: a login that lives. */
export const checkKeeper: Complete = async (on, _viewer, _context, _document, content) => {
  const keeper = content.fields.keeper;
  const known = typeof keeper === 'string' && (await findLogin(on, keeper));
  return { content, problems: known ? [] : [{ path: 'keeper', key: 'cws:problem.noKeeper' }] };
};
