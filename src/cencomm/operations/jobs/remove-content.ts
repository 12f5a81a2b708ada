import type { CencommContext } from '../../context.ts';
import {
  deleteFoldersAndLibrary,
  deleteNewestMessages,
  deleteReferencesToMessages,
  deleteRowsWithFiles,
  listRowsWithFiles,
  tablesWithFiles,
} from './store-disposal.ts';

type Context = Pick<CencommContext, 'jobPool' | 'files'>;

/** Rows taken at a time: an interruption loses no more than this work. */
const batch = 200;

/** What was removed in this run, for the trail. */
interface Removed {
  readonly messages: number;
  readonly files: number;
}

/** Removes everything of an operation except its row, keys and people; called again, it goes on where it stopped. */
export async function removeContent(context: Context, operationId: string): Promise<Removed> {
  const files = await removeFiles(context, operationId);
  await deleteReferencesToMessages(context.jobPool, operationId);
  const messages = await removeMessages(context, operationId);
  await deleteFoldersAndLibrary(context.jobPool, operationId);
  return { messages, files };
}

/** The files go before the rows that name them, so that no file is left without a name. */
async function removeFiles({ jobPool, files }: Context, operationId: string): Promise<number> {
  let removed = 0;
  for (const table of tablesWithFiles) {
    let rows = await listRowsWithFiles(jobPool, table, operationId, batch);
    while (rows.length > 0) {
      for (const id of rows.flatMap(({ stored }) => stored)) {
        await files.remove(id);
        removed += 1;
      }
      await deleteRowsWithFiles(
        jobPool,
        table,
        rows.map(({ id }) => id),
      );
      rows = await listRowsWithFiles(jobPool, table, operationId, batch);
    }
  }
  return removed;
}

async function removeMessages({ jobPool }: Context, operationId: string): Promise<number> {
  let removed = 0;
  let deleted: number;
  do {
    deleted = await deleteNewestMessages(jobPool, operationId, batch);
    removed += deleted;
  } while (deleted > 0);
  return removed;
}
