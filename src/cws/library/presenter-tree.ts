import type { Viewer } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import { titleOf } from '../documents/presenters/presenter-names.ts';
import { branches, page } from '../kinds/page.ts';
import type { CwsContext } from '../context.ts';
import { sheetLists } from './products/catalogue.ts';
import type { Branch } from './products/sheet-list.ts';
import type { PageCheck } from './store-checks.ts';
import type { Leaf } from './store-tree.ts';

export interface Node {
  readonly title: string;
  readonly href: string;
  readonly inside: readonly Node[];
}

interface TreeSources {
  readonly viewer: Viewer;
  readonly leaves: readonly Leaf[];
  readonly counts: ReadonlyMap<string, number>;
  readonly due: readonly PageCheck[];
  readonly words: Words;
  readonly lists: CwsContext['lists'];
}

/** The whole reference system: its branches with their pages and the lists of product sheets. Pure. */
export function presentTree({ viewer, leaves, counts, due, words, lists }: TreeSources) {
  const { t } = words;
  const sheets = sheetLists.reduce((sum, { list }) => sum + lists.all(list).length, 0);
  const pages = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    title: t('cwsreference:title'),
    head: {
      title: t('cwsreference:title'),
      scope: t('cwsreference:scope', { pages: words.count(pages), sheets: words.count(sheets) }),
      crumbs: [{ label: t('cws:title'), href: '/cws' }, { label: t('cwsreference:title') }],
      actions: page.writers(viewer)
        ? [{ label: t('cws:kind.page.new'), href: '/cws/documents/new/page', icon: 'plus' }]
        : [],
    },
    branches: branches.map(code => {
      const own = leaves.filter(({ branch }) => branch === code);
      const shelves = sheetLists.filter(({ branch }) => branch === code);
      const count = counts.get(code) ?? 0;
      return {
        code,
        title: t(`cws:choice.branch.${code}`),
        use: t(`cwsreference:branch.${code}`),
        count: words.count(count + shelves.length),
        nodes: nodesOf(own, words.lang),
        more:
          count > own.length
            ? { label: t('cwsreference:wholeBranch', { count }), href: `/cws/reference/branches/${code}` }
            : undefined,
        shelves: [
          ...shelves.map(({ list }) => ({
            title: t(`cwsreference:list.${list}.name`),
            text: t(`cwsreference:list.${list}.use`),
            href: `/cws/reference/products/${list}`,
            end: t('cwsreference:sheets', {
              count: lists.all(list).length,
              shown: words.count(lists.all(list).length),
            }),
          })),
          ...(code === 'nomenclature'
            ? [
                {
                  title: t('cwsreference:codeLists'),
                  text: t('cwsreference:codeListsUse'),
                  href: '/reference',
                  end: '',
                },
              ]
            : []),
        ],
      };
    }),
    due: dueRows(due, words),
  };
}

/** Pages under each other. One whose place above is of no branch of this tree stands at the top: none is lost. */
function nodesOf(leaves: readonly Leaf[], lang: 'en' | 'fr'): Node[] {
  const known = new Set(leaves.map(({ ref }) => ref));
  const under = Map.groupBy(leaves, ({ parent }) => (known.has(parent) ? parent : ''));
  const placed = new Set<string>();
  const node = (leaf: Leaf): Node => {
    placed.add(leaf.ref);
    const inside = (under.get(leaf.ref) ?? []).filter(({ ref }) => !placed.has(ref)).map(node);
    return { title: titleOf(leaf, lang).title, href: `${page.base}/${leaf.ref}`, inside };
  };
  const nodes = (under.get('') ?? []).map(node);
  // Two pages that stand under each other have no way from the top.
  for (const leaf of leaves) if (!placed.has(leaf.ref)) nodes.push(node(leaf));
  return nodes;
}

/** Pages to be checked, as rows. */
export function dueRows(due: readonly PageCheck[], { lang, t, date }: Words) {
  return due.map(one => ({
    title: titleOf(one, lang).title,
    text: one.keeper === '' ? t('cwsreference:check.noKeeper') : one.keeper,
    href: `${page.base}/${one.ref}`,
    end: date(one.dueOn),
    endTone: 'warn',
  }));
}

export function isBranch(code: string): code is Branch {
  return branches.includes(code as Branch);
}
