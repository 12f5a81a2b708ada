import type { Viewer } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import type { Client, Queryable } from '../../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../../db/sql.ts';
import { NotVisible } from '../../../errors.ts';
import { cleanName } from '../../../files/file-name.ts';
import type { FileKind } from '../../../files/kinds/kinds.ts';
import type { KeyProvider } from '../../keys/keyring.ts';
import { BrokenSeal, newSalt, openText, sealText, type Sealed } from '../../keys/seal.ts';

/** An attachment as its row holds it. `size` in bytes, of the content; `sha256` of the sealed content. */
export interface AttachmentRow {
  readonly id: string;
  readonly operationId: string;
  readonly messageId: string | null;
  readonly draftId: string | null;
  readonly epoch: number;
  readonly authorId: number;
  readonly createdMs: number;
  readonly salt: Buffer;
  readonly nameCt: Buffer;
  readonly kind: FileKind;
  readonly size: number;
  readonly sha256: string;
  readonly storedId: string;
  readonly previewId: string | null;
  /** Null for one from before this was noted. */
  readonly isScanned: boolean | null;
}

/** An attachment as it is shown. Its name is undefined where it could not be verified. */
export type Attachment = Omit<AttachmentRow, 'nameCt'> & { readonly name?: string };

const columns = sql`
  f.id, f.operation_id as "operationId", f.message_id as "messageId", f.draft_id as "draftId", f.epoch,
  f.author_id as "authorId", f.created_ms::float8 as "createdMs",
  f.salt, f.name_ct as "nameCt", f.kind, f.size::float8 as size, f.sha256, f.stored_id as "storedId",
  f.preview_id as "previewId", f.is_scanned as "isScanned"`;

type Seal = Pick<AttachmentRow, 'id' | 'operationId' | 'epoch' | 'authorId' | 'createdMs' | 'salt'>;

/** What the seal of an attachment's content and name is bound to. */
export function sealOfAttachment({ id, operationId, epoch, authorId, createdMs, salt }: Seal): Sealed {
  return { kind: 'attachment', operationId, epoch, id, authorId, createdMs, salt };
}

/** The same for its thumbnail, under another name, so that neither opens in the other's place. */
export function sealOfPreview(row: Seal): Sealed {
  return { ...sealOfAttachment(row), id: `${row.id}/preview` };
}

export function newAttachment(viewer: Viewer, operation: { id: string; currentEpoch: number }, id: string): Seal {
  return {
    id,
    operationId: operation.id,
    epoch: operation.currentEpoch,
    authorId: viewer.accountId,
    createdMs: Date.now(),
    salt: newSalt(),
  };
}

/** Attachments of messages in the reader's mailbox, by message and place. Throws KeysAway. */
export async function listAttachments(
  on: Queryable,
  keys: KeyProvider,
  messageIds: readonly string[],
): Promise<Attachment[]> {
  const rows = await queryRows<AttachmentRow>(
    on,
    sql`
      select ${columns} from cencomm_attachments f where f.message_id = any(${messageIds}::uuid[])
      order by f.message_id, f.place`,
    'cencomm_attachments_of',
  );
  return openNames(on, keys, rows);
}

/** Attachments of the viewer's own draft. Throws KeysAway. */
export async function listDraftAttachments(
  on: Queryable,
  viewer: Viewer,
  keys: KeyProvider,
  draftId: string,
): Promise<Attachment[]> {
  const rows = await queryRows<AttachmentRow>(
    on,
    sql`
      select ${columns} from cencomm_attachments f where f.draft_id = ${draftId} and f.author_id = ${viewer.accountId}
      order by f.place`,
  );
  return openNames(on, keys, rows);
}

async function openNames(on: Queryable, keys: KeyProvider, rows: readonly AttachmentRow[]): Promise<Attachment[]> {
  const found: Attachment[] = [];
  for (const { nameCt, ...row } of rows) {
    try {
      found.push({
        ...row,
        name: cleanName(
          openText(await keys.keyOf(on, row.operationId, row.epoch), sealOfAttachment(row), 'name', nameCt),
        ),
      });
    } catch (error) {
      if (!(error instanceof BrokenSeal)) throw error;
      found.push(row);
    }
  }
  return found;
}

/**
 * Inserts sealed content as an attachment of the viewer's own draft. Throws NotVisible where the draft was sent or
 * discarded in the meantime.
 */
export async function insertAttachment(
  client: Client,
  viewer: Viewer,
  keys: KeyProvider,
  draftId: string,
  row: Seal &
    Pick<AttachmentRow, 'kind' | 'size' | 'sha256' | 'storedId' | 'previewId' | 'isScanned'> & {
      readonly name: string;
    },
): Promise<void> {
  const name = sealText(await keys.keyOf(client, row.operationId, row.epoch), sealOfAttachment(row), 'name', row.name);
  const rowCount = await execute(
    client,
    sql`
      insert into cencomm_attachments
        (id, operation_id, draft_id, place, epoch, author_id, created_ms, salt, name_ct, kind, size, sha256, stored_id,
        preview_id, is_scanned)
      select ${row.id}, ${row.operationId}, d.id,
        (select coalesce(max(place), 0) + 1 from cencomm_attachments where draft_id = ${draftId}), ${row.epoch},
        ${row.authorId}, ${row.createdMs}, ${row.salt}, ${name}, ${row.kind}, ${row.size}, ${row.sha256},
        ${row.storedId}, ${row.previewId}, ${row.isScanned}
      from cencomm_drafts d where d.id = ${draftId} and d.account_id = ${row.authorId} for key share`,
  );
  if (rowCount !== 1) throw new NotVisible('no such draft');
  await note(client, viewer, {
    action: 'message.fileAdded',
    subject: `message:${draftId}`,
    detail: { operation: row.operationId, file: row.id, size: row.size },
  });
}

/** Deletes an attachment of the viewer's draft. Returns the stored files to remove after the transaction. */
export async function removeAttachment(client: Client, viewer: Viewer, draftId: string, id: string): Promise<string[]> {
  const row = await queryRow<{ storedId: string; previewId: string | null }>(
    client,
    sql`
      delete from cencomm_attachments where id = ${id} and draft_id = ${draftId} and author_id = ${viewer.accountId}
      returning stored_id as "storedId", preview_id as "previewId"`,
  );
  if (!row) return [];
  await note(client, viewer, { action: 'message.fileRemoved', subject: `message:${draftId}`, detail: { file: id } });
  return row.previewId === null ? [row.storedId] : [row.storedId, row.previewId];
}

/** Deletes all attachments of the viewer's draft. Returns the stored files to remove after the transaction. */
export async function removeDraftAttachments(client: Client, viewer: Viewer, draftId: string): Promise<string[]> {
  const rows = await queryRows<{ storedId: string; previewId: string | null }>(
    client,
    sql`
      delete from cencomm_attachments where draft_id = ${draftId} and author_id = ${viewer.accountId}
      returning stored_id as "storedId", preview_id as "previewId"`,
  );
  return rows.flatMap(({ storedId, previewId }) => (previewId === null ? [storedId] : [storedId, previewId]));
}

/** Moves the attachments of a draft to the message it became. */
export async function moveAttachments(
  client: Client,
  viewer: Viewer,
  draftId: string,
  messageId: string,
): Promise<void> {
  await execute(
    client,
    sql`
      update cencomm_attachments set message_id = ${messageId}, draft_id = null
      where draft_id = ${draftId} and author_id = ${viewer.accountId}`,
  );
}
