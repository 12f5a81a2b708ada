import type { Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import type { ReceivedFile } from '../../files/intake/types.ts';
import { isPicture } from '../../files/kinds/kinds.ts';
import { impersonalFileName } from '../../personal-data/index.ts';
import { Refused } from '../../forms/index.ts';
import { can } from '../documents/permissions.ts';
import { lockDocument } from '../documents/store.ts';
import { getDraft, saveDraft } from '../documents/editing/store-drafts.ts';
import type { CwsContext } from '../context.ts';
import { mostFiles } from './file.ts';
import { queueExamination } from './jobs.ts';
import { idsOf } from './typed.ts';
import { insertFile } from './store.ts';

/**
 * Adds files that were taken in to the working copy of a document, and has them examined. Throws Refused when there are
 * too many.
 */
export async function attach(
  context: CwsContext,
  viewer: Viewer,
  ref: string,
  files: readonly ReceivedFile[],
): Promise<void> {
  const added = await inTransaction(context.pool, async client => {
    const document = await lockDocument(client, viewer, ref);
    if (!can(viewer, 'edit', document) || !document.isOpen) throw new Forbidden('does not work on this document');
    const draft = await getDraft(client, document);
    if (idsOf(draft.typed).length + files.length > mostFiles)
      throw new Refused({ path: 'file', key: 'cwsfiles:problem.tooMany', values: { max: mostFiles } });
    const ids: string[] = [];
    for (const file of files) {
      ids.push(await insertFile(client, viewer, { documentId: document.id }, file));
      await note(client, viewer, {
        action: 'document.fileAdded',
        subject: ref,
        detail: { file: impersonalFileName(file.name), size: file.size, sha256: file.sha256 },
      });
    }
    const roles = Object.fromEntries(
      files.map((file, at) => [`role.${ids[at]}`, isPicture(file.kind) ? 'picture' : 'attachment']),
    );
    await saveDraft(client, viewer, document.id, draft.edition, {
      ...draft.typed,
      ...roles,
      file: [...idsOf(draft.typed), ...ids].join(','),
    });
    return ids;
  });
  for (const id of added) await queueExamination(context, id);
}
