import type { Queryable } from '../db/pool.ts';
import { execute, queryRows, sql } from '../db/sql.ts';

/** A process of the portal, as it last told of itself. Bytes. */
export interface Presence {
  readonly machine: string;
  readonly name: string;
  readonly pid: number;
  readonly release: string;
  readonly node: string;
  /** The newest migration it came with; null for a release that did not say. */
  readonly knows: string | null;
  readonly beganAt: Date;
  readonly diskFree: number | null;
  readonly diskSize: number | null;
  readonly certificateUntil: Date | null;
}

export interface Seen extends Presence {
  readonly seenAt: Date;
}

/** Says that a process lives. Those not seen for a day are forgotten. */
export async function notePresence(on: Queryable, one: Presence): Promise<void> {
  await execute(
    on,
    sql`
      with gone as (delete from portal_processes where seen_at < clock_timestamp() - interval '1 day')
      insert into portal_processes (machine, name, pid, release, node, began_at, seen_at, disk_free, disk_size,
        certificate_until, knows)
      values (${one.machine}, ${one.name}, ${one.pid}, ${one.release}, ${one.node}, ${one.beganAt}, clock_timestamp(),
        ${one.diskFree}, ${one.diskSize}, ${one.certificateUntil}, ${one.knows})
      on conflict (machine, name) do update set pid = excluded.pid, release = excluded.release, node = excluded.node,
        began_at = excluded.began_at, seen_at = excluded.seen_at, disk_free = excluded.disk_free,
        disk_size = excluded.disk_size, certificate_until = excluded.certificate_until,
        knows = excluded.knows`,
  );
}

/** Takes it away again, unless another has taken its place. */
export async function noteAbsence(on: Queryable, { machine, name, pid }: Presence): Promise<void> {
  await execute(on, sql`delete from portal_processes where machine = ${machine} and name = ${name} and pid = ${pid}`);
}

export async function listPresent(on: Queryable): Promise<Seen[]> {
  return queryRows<Seen>(
    on,
    sql`
      select machine, name, pid, release, node, began_at as "beganAt", seen_at as "seenAt", disk_free as "diskFree",
        disk_size as "diskSize", certificate_until as "certificateUntil", knows
      from portal_processes order by machine, name`,
  );
}
