import type { Disposing } from './dispose.ts';

/** Rows taken at a time: an interruption loses no more than this work. */
const batch = 200;

/** What was removed in this run, for the trail. */
export interface Removed {
  readonly messages: number;
  readonly files: number;
}

/** Removes everything of an operation but its row, keys and people; called again it goes on where it stopped. */
export async function removeContent(context: Disposing, operationId: string): Promise<Removed> {
  const files =
    (await removeStored(context, operationId, storedOf.attachments)) +
    (await removeStored(context, operationId, storedOf.versions)) +
    (await removeStored(context, operationId, storedOf.uploads));
  for (const statement of before) await context.jobPool.query(statement, [operationId]);
  const messages = await removeMessages(context, operationId);
  for (const statement of after) await context.jobPool.query(statement, [operationId]);
  return { messages, files };
}

interface Kind {
  readonly list: string;
  readonly remove: string;
}

/** Tables whose rows name stored files: the files go first, so that no file is left that nothing names. */
const storedOf: Readonly<Record<'attachments' | 'versions' | 'uploads', Kind>> = {
  attachments: {
    // Every file a row names, also by a column this part does not know: the preview of a picture.
    list: `select id, array_remove(array[stored_id::text, to_jsonb(a)->>'preview_id'], null) as stored from cencomm_attachments a where operation_id = $1 order by id limit ${batch}`,
    remove: 'delete from cencomm_attachments where id = any($1::uuid[])',
  },
  versions: {
    list: `select id, array_remove(array[stored_id::text, preview_id::text], null) as stored from cencomm_library_versions where operation_id = $1 order by id limit ${batch}`,
    remove: 'delete from cencomm_library_versions where id = any($1::uuid[])',
  },
  uploads: {
    list: `select id, array(select piece->>'id' from jsonb_array_elements(pieces) piece where piece->>'id' is not null) as stored from cencomm_uploads where operation_id = $1 order by id limit ${batch}`,
    remove: 'delete from cencomm_uploads where id = any($1::uuid[])',
  },
};

async function removeStored(
  { jobPool, files }: Disposing,
  operationId: string,
  { list, remove }: Kind,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const { rows } = await jobPool.query<{ id: string; stored: string[] }>(list, [operationId]);
    if (rows.length === 0) return removed;
    for (const id of rows.flatMap(({ stored }) => stored)) {
      await files.remove(id);
      removed += 1;
    }
    await jobPool.query(remove, [rows.map(({ id }) => id)]);
  }
}

/** What points at messages. */
const before = [
  'delete from cencomm_drafts where operation_id = $1',
  'delete from cencomm_chains where operation_id = $1',
  'delete from cencomm_mailbox where operation_id = $1',
];
const after = [
  'delete from cencomm_folders where operation_id = $1',
  'delete from cencomm_library_files where operation_id = $1',
  'delete from cencomm_library_folders where operation_id = $1',
];

/** The newest first: an answer goes before what it answers. */
async function removeMessages({ jobPool }: Disposing, operationId: string): Promise<number> {
  let removed = 0;
  for (;;) {
    const { rowCount } = await jobPool.query({
      text: `delete from cencomm_messages where id in (select id from cencomm_messages where operation_id = $1 order by seq desc limit ${batch})`,
      values: [operationId],
    });
    if ((rowCount ?? 0) === 0) return removed;
    removed += rowCount ?? 0;
  }
}
