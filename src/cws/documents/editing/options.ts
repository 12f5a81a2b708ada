import type { Viewer } from '../../../access/index.ts';
import { findDutyLogins } from '../../../access/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import { queryRows, sql } from '../../../db/sql.ts';
import type { Language } from '../../../i18n/index.ts';
import type { Kind } from '../../kinds/index.ts';
import { documentsOf, toDocument } from '../store.ts';
import type { DocumentRow } from '../store.ts';

type Options = Readonly<Record<string, { readonly value: string; readonly label: string }[]>>;

/** What the fields of a kind may be chosen from, where only the database knows. */
export async function optionsFor(viewer: Viewer, on: Queryable, kind: Kind, lang: Language): Promise<Options> {
  if (kind.code !== 'page') return {};
  const rows = await queryRows<DocumentRow>(
    on,
    sql`${documentsOf(viewer, sql`d.kind = 'page' and d.state = 'published'`)} order by d.ref limit 2000`,
  );
  const keepers = await findDutyLogins(on, ['administrator', 'cenmat']);
  return {
    parent: rows
      .map(toDocument)
      .map(({ ref, titles }) => ({
        value: ref,
        label: `${ref} ${(titles[lang] ?? titles.en ?? titles.fr)?.title ?? ''}`,
      })),
    keeper: keepers.map(loginId => ({ value: loginId, label: loginId })),
  };
}
