import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import { PgBoss } from 'pg-boss';
import { StartError } from '../start-error.ts';

const directory = fileURLToPath(new URL('../../migrations', import.meta.url));

/** The migrations of the time before the first release were folded into those of today, with changes to the tables. */
const madeBefore =
  'This database was made before the first release and cannot be carried over; nothing was changed: for an ' +
  'evaluation, ' +
  'move the data directory (DATA_DIR) away and start again; with DATABASE_URL, give an empty database.';
const madeAfter =
  'This database was made by a newer version of the portal; nothing was changed: start that version, ' +
  'or give another database.';

export function knexConfig(ownerUrl: string): Knex.Config {
  return {
    client: 'pg',
    // Taken apart by the driver, as the portal's own connections are: knex knows no socket.
    connection: { connectionString: ownerUrl },
    pool: { min: 0, max: 2 },
    migrations: { directory, loadExtensions: ['.ts'], tableName: 'migrations' },
  };
}

/**
 * Brings the database up to date as its owner, the job queue's own schema included. Returns the names of the migrations
 * run. Throws StartError, with nothing changed, on a database whose schema this version cannot carry on.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const knex = knexFactory(knexConfig(ownerUrl));
  try {
    await refuseOtherSchema(knex);
    const [, names] = (await knex.migrate.latest()) as [number, string[]];
    await installJobs(ownerUrl, knex);
    return names;
  } finally {
    await knex.destroy();
  }
}

async function refuseOtherSchema(knex: Knex): Promise<void> {
  if (!(await knex.schema.hasTable('migrations'))) return;
  const known = readdirSync(directory).sort();
  const ran = await knex('migrations').orderBy('name').pluck<string[]>('name');
  const unknown = ran.filter(name => !known.includes(name));
  if (unknown.length === 0) return;
  throw new StartError((unknown[0] ?? '') < (known[0] ?? '') ? madeBefore : madeAfter);
}

/** pg-boss makes its tables itself; the application's role only uses them. */
async function installJobs(ownerUrl: string, knex: Knex): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schedule: false, supervise: false, max: 1 });
  await boss.start();
  await boss.stop({ graceful: false });
  await knex.raw(`
    grant usage on schema pgboss to cen_app;
    grant select, insert, update, delete on all tables in schema pgboss to cen_app;
    grant usage on all sequences in schema pgboss to cen_app;
    grant execute on all functions in schema pgboss to cen_app;
    -- Queues made before anybody was told of their jobs.
    update pgboss.queue set notify = true where not notify`);
}
