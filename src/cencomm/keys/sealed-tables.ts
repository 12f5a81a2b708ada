import type { Sealed } from './seal.ts';

/** Where sealed texts are: what is needed to seal a row again, or to check that it opens. */
export interface SealedTable {
  readonly table: string;
  readonly kind: Sealed['kind'];
  /** Column of the account the seal names. */
  readonly author: string;
  /** Column of the epoch. */
  readonly epoch: string;
  /** Column of the operation. */
  readonly operation: string;
  /** Column (without `_ct`) of each sealed text; it is also the name of the field. */
  readonly texts: readonly string[];
  /** Whether its seals are bound to more of the row: `boundOfMessage`. */
  readonly isBound?: true;
  /** Columns of stored files sealed in pieces with the same key. */
  readonly contents?: readonly string[];
  /** Column of the SHA-256 of the sealed content. */
  readonly sha256?: string;
}

const usual = { epoch: 'epoch', operation: 'operation_id' };

/** Every table of CENcomm that holds something sealed. A test compares it with the database's own columns. */
export const sealedTables: readonly SealedTable[] = [
  {
    table: 'cencomm_operations',
    kind: 'operation',
    author: 'requested_by',
    epoch: 'details_epoch',
    operation: 'id',
    texts: ['details'],
  },
  {
    table: 'cencomm_messages',
    kind: 'message',
    author: 'sender_id',
    ...usual,
    texts: ['subject', 'body', 'fields', 'recipients'],
    isBound: true,
  },
  { table: 'cencomm_drafts', kind: 'draft', author: 'account_id', ...usual, texts: ['content'] },
  { table: 'cencomm_folders', kind: 'folder', author: 'account_id', ...usual, texts: ['name'] },
  {
    table: 'cencomm_attachments',
    kind: 'attachment',
    author: 'author_id',
    ...usual,
    texts: ['name', 'text'],
    contents: ['stored_id', 'preview_id'],
    sha256: 'sha256',
  },
  { table: 'cencomm_library_folders', kind: 'library_folder', author: 'author_id', ...usual, texts: ['name'] },
  {
    table: 'cencomm_library_versions',
    kind: 'version',
    author: 'author_id',
    ...usual,
    texts: ['name', 'note', 'text'],
    contents: ['stored_id', 'preview_id'],
    sha256: 'sha256',
  },
  { table: 'cencomm_member_lists', kind: 'members', author: 'author_id', ...usual, texts: ['members'] },
  { table: 'cencomm_lists', kind: 'list', author: 'author_id', ...usual, texts: ['content'] },
  { table: 'cencomm_exports', kind: 'export', author: 'asked_by', ...usual, texts: ['reason'] },
];
