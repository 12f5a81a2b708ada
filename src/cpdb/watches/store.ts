import type { Viewer } from '../../access/index.ts';
import type { Client, Queryable } from '../../db/pool.ts';
import { execute, queryRow, queryRows, sql } from '../../db/sql.ts';
import { Conflict, NotVisible } from '../../errors.ts';
import { isFollowed, isNewSince, ownWatches } from './scope.ts';
import type { Followed, Watch } from './watch.ts';

const columns = sql`
  w.id, w.place, w.transport, w.heading, w.made_at as "madeAt",
  (select count(*)::int from cpdb_pictures p where ${isFollowed} and ${isNewSince(sql`w.seen_at`)}) as fresh`;
type Row = Omit<Watch, 'id' | 'madeAt'> & { readonly id: string; readonly madeAt: Date };

function toWatch({ id, madeAt, ...row }: Row): Watch {
  return { ...row, id: Number(id), madeAt: madeAt.toISOString() };
}

/** The hiding places a viewer follows, the last begun first. */
export async function listWatches(on: Queryable, viewer: Viewer): Promise<Watch[]> {
  const rows = await queryRows<Row>(
    on,
    sql`select ${columns} from cpdb_watches w where ${ownWatches(viewer)} order by w.id desc`,
  );
  return rows.map(toWatch);
}

/** Throws NotVisible. */
export async function getWatch(on: Queryable, viewer: Viewer, id: number): Promise<Watch> {
  const row = await queryRow<Row>(
    on,
    sql`select ${columns} from cpdb_watches w where w.id = ${id}::bigint and ${ownWatches(viewer)}`,
  );
  if (!row) throw new NotVisible('no such hiding place is followed');
  return toWatch(row);
}

/** The pictures of a hiding place the viewer follows, the last published first, and whether each is new. */
export async function listFollowed(
  on: Queryable,
  viewer: Viewer,
  id: number,
  most: number,
): Promise<{ readonly id: number; readonly isNew: boolean }[]> {
  const rows = await queryRows<{ id: string; isNew: boolean }>(
    on,
    sql`
      select p.id, ${isNewSince(sql`w.seen_at`)} as "isNew"
      from cpdb_watches w join cpdb_pictures p on ${isFollowed}
      where w.id = ${id}::bigint and ${ownWatches(viewer)} order by p.published_at desc, p.id desc limit ${most}`,
  );
  return rows.map(row => ({ ...row, id: Number(row.id) }));
}

/** Notes that pictures were shown: what is published after the last of them is new. */
export async function markSeen(on: Queryable, viewer: Viewer, id: number, shown: readonly number[]): Promise<void> {
  await execute(
    on,
    sql`
      update cpdb_watches w set seen_at = greatest(w.seen_at,
        (select max(p.published_at) from cpdb_pictures p where p.id = any(${[...shown]}::bigint[])))
      where w.id = ${id}::bigint and ${ownWatches(viewer)}`,
  );
}

export async function countWatches(client: Client, viewer: Viewer): Promise<number> {
  const row = await queryRow<{ n: number }>(
    client,
    sql`select count(*)::int as n from cpdb_watches w where ${ownWatches(viewer)}`,
  );
  return row?.n ?? 0;
}

/** Follows a hiding place; the same again, or the same form, is the one that is there. */
export async function insertWatch(
  client: Client,
  viewer: Viewer,
  clientUuid: string,
  { place, transport, heading }: Followed,
): Promise<{ id: number; isNew: boolean }> {
  const made = await queryRow<{ id: string }>(
    client,
    sql`
      insert into cpdb_watches (client_uuid, account_id, place, transport, heading)
      values (${clientUuid}, ${viewer.accountId}, ${place}, ${transport}, ${heading})
      on conflict do nothing returning id`,
  );
  if (made) return { id: Number(made.id), isNew: true };
  const known = await queryRow<{ id: string }>(
    client,
    sql`
      select w.id from cpdb_watches w where ${ownWatches(viewer)} and (w.client_uuid = ${clientUuid}
        or w.place = ${place} and w.transport = ${transport} and w.heading = ${heading}) limit 1`,
  );
  if (!known) throw new Conflict('the form was used before');
  return { id: Number(known.id), isNew: false };
}

/** False where it had ended. */
export async function endWatch(client: Client, viewer: Viewer, id: number): Promise<boolean> {
  const ended = await execute(
    client,
    sql`update cpdb_watches w set ended_at = now() where w.id = ${id}::bigint and ${ownWatches(viewer)}`,
  );
  return ended === 1;
}
