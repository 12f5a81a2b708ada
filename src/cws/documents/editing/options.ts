import { findDutyLogins, type Viewer } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { Language } from '../../../i18n/index.ts';
import type { Kind } from '../../kinds/index.ts';
import { listPublishedPages } from '../store-list.ts';

type Options = Readonly<Record<string, { readonly value: string; readonly label: string }[]>>;

/** What the fields of a kind may be chosen from, where only the database knows. */
export async function optionsFor(on: Queryable, viewer: Viewer, kind: Kind, lang: Language): Promise<Options> {
  if (kind.code !== 'page') return {};
  const pages = await listPublishedPages(on, viewer);
  const keepers = await findDutyLogins(on, ['administrator', 'cenmat']);
  return {
    parent: pages.map(({ ref, titles }) => ({
      value: ref,
      label: `${ref} ${(titles[lang] ?? titles.en ?? titles.fr)?.title ?? ''}`,
    })),
    keeper: keepers.map(loginId => ({ value: loginId, label: loginId })),
  };
}
