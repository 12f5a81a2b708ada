import type { Viewer } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import { listAncestors } from '../documents/store-list.ts';
import { titleOf } from '../documents/presenters/presenter-names.ts';
import { page } from '../kinds/page.ts';
import type { CwsContext } from '../context.ts';
import { mayCheck } from './check.ts';
import { getCheck } from './store-checks.ts';
import { listBeside, type Leaf } from './store-tree.ts';
import { today } from '../../text/plain-date.ts';

/** Where a page stands in the tree: the way to it, what is under it and beside it, and when it was last checked. */
export async function placeOf({ pool }: Pick<CwsContext, 'pool'>, viewer: Viewer, document: CwsDocument, words: Words) {
  const { t, lang, date } = words;
  const [branch, parent] = ['branch', 'parent'].map(name => String(document.facts[name] ?? '')) as [string, string];
  const [above, inside, beside, check] = await Promise.all([
    parent === '' ? [] : listAncestors(pool, parent),
    listBeside(pool, viewer, { branch, parent: document.ref }),
    listBeside(pool, viewer, { branch, parent }),
    getCheck(pool, document),
  ]);
  const link = (leaf: Pick<Leaf, 'ref' | 'titles'>) => ({
    label: titleOf(leaf, lang).title,
    href: `${page.base}/${leaf.ref}`,
    current: leaf.ref === document.ref,
  });
  const isDue = check !== undefined && check.dueOn <= today();
  return {
    crumbs: [
      { label: t('cws:title'), href: '/cws' },
      { label: t('cwsreference:title'), href: '/cws/reference' },
      { label: t(`cws:choice.branch.${branch}`), href: `/cws/reference/branches/${branch}` },
      ...above
        .filter(one => one.branch === branch)
        .toReversed()
        .map(one => ({ label: titleOf(one, lang).title, href: `${page.base}/${one.ref}` })),
      { label: document.ref },
    ],
    inside: inside.map(link),
    beside: beside.length > 1 ? beside.map(link) : [],
    check: check && {
      isDue,
      items: [
        {
          label: t('cwsreference:check.last'),
          value: date(check.checkedOn),
          note:
            check.checkedBy === null
              ? t('cwsreference:check.atPublication')
              : t('cwsreference:check.by', { login: check.checkedBy }),
        },
        { label: t('cwsreference:check.next'), value: date(check.dueOn) },
        { label: t('cws:field.keeper'), value: check.keeper === '' ? t('cwsreference:check.noKeeper') : check.keeper },
      ],
      action: mayCheck(viewer, document) ? `${page.base}/${document.ref}/checked` : undefined,
      notice: isDue && mayCheck(viewer, document) ? t('cwsreference:check.due', { date: date(check.dueOn) }) : '',
    },
  };
}
export type Place = Awaited<ReturnType<typeof placeOf>>;
