import { addressOfRef } from '../kinds/index.ts';
import type { CwsContext } from '../context.ts';
import { titleOf } from './presenters/presenter-names.ts';
import { listNaming } from './store-naming.ts';

/** From now on a record's page names the documents that name it: to each viewer those that he may read. */
export function showDocumentsAtRecords({ seizures }: Pick<CwsContext, 'seizures'>): void {
  seizures.context.takeDocumentsFrom(async (on, viewer, ref, lang) =>
    (await listNaming(on, viewer, ref)).map(one => ({
      ref: one.ref,
      href: addressOfRef(one.ref) ?? '',
      title: titleOf(one, lang).title,
    })),
  );
}
