import type { Viewer } from '../../access/index.ts';
import type { Queryable } from '../../db/pool.ts';
import type { Place } from '../mail/reading/mailbox.ts';
import type { Wanted } from './query.ts';
import {
  listMessages,
  listNames,
  listVersions,
  rowsAtOnce,
  type FoundMessage,
  type FoundName,
  type FoundVersion,
} from './store-search.ts';

/** What a search looks at: a message with the names of its attachments, or a file of a library. */
export type Candidate =
  | { readonly what: 'message'; readonly row: FoundMessage; readonly names: readonly FoundName[] }
  | { readonly what: 'version'; readonly row: FoundVersion };

/** Messages and files of these operations behind the place of `wanted`, the newest first, read as they are needed. */
export async function* newestFirst(
  on: Queryable,
  viewer: Viewer,
  ids: readonly string[],
  wanted: Wanted,
): AsyncGenerator<Candidate> {
  const messages = paged(
    async after => withNames(on, viewer, await listMessages(on, viewer, ids, wanted, after)),
    rowsAtOnce.messages,
    wanted.after,
  );
  const versions = paged(
    async after =>
      (await listVersions(on, viewer, ids, wanted, after)).map(row => ({ what: 'version', row }) satisfies Candidate),
    rowsAtOnce.files,
    wanted.after,
  );
  let [one, other] = await Promise.all([messages.next(), versions.next()]);
  while (one.done !== true || other.done !== true) {
    if (other.done === true || (one.done !== true && isNewer(one.value.row, other.value.row))) {
      if (one.done !== true) yield one.value;
      one = await messages.next();
    } else {
      yield other.value;
      other = await versions.next();
    }
  }
}

const isNewer = (a: Place, b: Place): boolean =>
  a.createdMs > b.createdMs || (a.createdMs === b.createdMs && a.id > b.id);

/** Rows page by page; the next page is read while one is looked at. */
async function* paged<T extends Candidate>(
  read: (after: Place | undefined) => Promise<T[]>,
  size: number,
  after: Place | undefined,
): AsyncGenerator<T> {
  for (let coming: Promise<T[]> | undefined = read(after); coming; ) {
    const rows: T[] = await coming;
    const last = rows.at(-1)?.row;
    coming = last && rows.length === size ? read(last) : undefined;
    coming?.catch(() => undefined);
    yield* rows;
  }
}

async function withNames(on: Queryable, viewer: Viewer, rows: readonly FoundMessage[]): Promise<Candidate[]> {
  const ids = rows.map(({ id }) => id);
  const names = Map.groupBy(ids.length === 0 ? [] : await listNames(on, viewer, ids), ({ messageId }) => messageId);
  return rows.map(row => ({ what: 'message', row, names: names.get(row.id) ?? [] }));
}
