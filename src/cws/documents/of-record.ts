import { addressOfRef } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import { titleOf } from './presenters/presenter.ts';
import { listNaming } from './store-naming.ts';

/** From now on a record's page names the documents that name it: to each viewer those that he may read. */
export function showDocumentsAtRecords({ pool, seizures }: CwsContext): void {
  seizures.context.takeDocumentsFrom(async (viewer, ref, lang) =>
    (await listNaming(pool, viewer, ref)).map(one => ({
      ref: one.ref,
      href: addressOfRef(one.ref) ?? '',
      title: titleOf(one, lang).title,
    })),
  );
}
