import { statfs } from 'node:fs/promises';
import type { Knex } from 'knex';
import { StartError } from '../start-error.ts';

/** The oldest PostgreSQL whose words the portal's statements use (`returning old.*`, `new.*`). */
const oldestServer = 18;
/** A process that has not told of itself for so long has ended. */
const silent = '3 minutes';
/** Beside what a table takes that is written anew. */
const margin = 200_000_000;

/** Throws StartError on a server that is too old, or a database that does not keep texts as UTF-8. */
export async function refuseUnfitServer(client: Knex): Promise<void> {
  const { rows } = (await client.raw(
    `select current_setting('server_version') as version, current_setting('server_encoding') as encoding`,
  )) as { rows: { version: string; encoding: string }[] };
  const problem = rows[0] && unfitness(rows[0]);
  if (problem !== undefined) throw new StartError(`${problem}; nothing was changed: give one that is.`);
}

/** What makes a server or its database unfit, undefined where nothing does. Pure. */
export function unfitness({ version, encoding }: { version: string; encoding: string }): string | undefined {
  if (Number.parseInt(version, 10) < oldestServer)
    return `The database server is PostgreSQL ${version}, and must be of version ${oldestServer} or later`;
  if (encoding !== 'UTF8')
    return `The database keeps texts as ${encoding}, and must be made with UTF8 (createdb -T template0 -E UTF8)`;
  return undefined;
}

/** Throws StartError where a process still works that does not know a migration, since what it reads is to go. */
export async function refuseOldProcesses(client: Knex, after: string): Promise<void> {
  const isTold = await client.schema.hasColumn('portal_processes', 'knows');
  const who = isTold ? await processesWithout(client, after) : await sessionsOfPortal(client);
  if (who.length === 0) return;
  throw new StartError(
    `Processes of an earlier version still work on this database (${who.join(', ')}), and what they read is to be ` +
      'taken away; nothing was changed: replace or stop them first. One that was killed is forgotten after three ' +
      'minutes.',
  );
}

async function processesWithout(client: Knex, after: string): Promise<string[]> {
  const { rows } = (await client.raw(
    `select name || ' on ' || machine as who from portal_processes
     where seen_at > clock_timestamp() - ?::interval and (knows is null or knows < ?) order by machine, name`,
    [silent, after],
  )) as { rows: { who: string }[] };
  return rows.map(({ who }) => who);
}

/** A release that did not tell of its processes: those who are connected are its. */
async function sessionsOfPortal(client: Knex): Promise<string[]> {
  const { rows } = (await client.raw(
    `select count(*) || ' connections' as who from pg_stat_activity
     where datname = current_database() and usename = 'cen_app' having count(*) > 0`,
  )) as { rows: { who: string }[] };
  return rows.map(({ who }) => who);
}

/**
 * Throws StartError where the disk of the database has no room to write its largest table anew. A server elsewhere, or
 * an owner who may not know where its data is, is not asked: a disk that fills up takes the whole transaction back.
 */
export async function refuseFullDisk(client: Knex): Promise<void> {
  const { rows } = (await client.raw(`
    select case when pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory') end as place,
      coalesce(inet_client_addr() is null or inet_client_addr() = inet_server_addr(), false) as here,
      (select max(pg_total_relation_size(oid))::bigint from pg_class where relkind in ('r', 'p')) as largest`)) as {
    rows: { place: string | null; here: boolean; largest: string | number }[];
  };
  const [found] = rows;
  if (!found?.here || found.place === null) return;
  const disk = await statfs(found.place).catch(() => undefined);
  const needed = Number(found.largest) + margin;
  if (disk === undefined || disk.bavail * disk.bsize >= needed) return;
  const [free, least] = [disk.bavail * disk.bsize, needed].map(bytes => Math.ceil(bytes / 1_000_000));
  throw new StartError(
    `The disk of the database has ${free} MB left, and ${least} MB are needed to bring it up to date; nothing was ` +
      'changed: make room there, then run it again.',
  );
}

/** Processes that do not know a migration are started no more. */
export async function keepNeeded(client: Knex, after: string): Promise<void> {
  await client.raw('update portal_instance set needs_migration = greatest(needs_migration, ?)', [after]);
}
