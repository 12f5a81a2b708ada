import type { Right } from '../../access/index.ts';
import type { Route } from '../../web/route.ts';
import type { CwsContext } from '../context.ts';
import { productPages } from './pages-products.ts';
import { treePages } from './pages-tree.ts';

/** The reference system. Its pages themselves are documents, read under their own address. */
export function libraryRoutes(context: CwsContext): Route<Right>[] {
  const [tree, products] = [treePages(context), productPages(context)];
  const access = 'member';
  return [
    { method: 'get', path: '/cws/reference', access, handler: tree.tree },
    { method: 'get', path: '/cws/reference/branches/:branch', access, handler: tree.branch },
    { method: 'get', path: '/cws/reference/products/:list', access, handler: products.list },
    { method: 'get', path: '/cws/reference/products/:list/:code', access, handler: products.sheet },
    // The keeper of a page may be of the Management Team, who has no other part in the desk.
    { method: 'post', path: '/cws/reference/pages/:ref/checked', access, handler: tree.checked },
  ];
}
