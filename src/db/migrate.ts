import { fileURLToPath } from 'node:url';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import { PgBoss } from 'pg-boss';

const directory = fileURLToPath(new URL('../../migrations', import.meta.url));

export function knexConfig(ownerUrl: string): Knex.Config {
  return {
    client: 'pg',
    connection: ownerUrl,
    pool: { min: 0, max: 2 },
    migrations: { directory, loadExtensions: ['.ts'], tableName: 'migrations' },
  };
}

/** Brings the database up to date as its owner, the job queue's own schema included. Returns the names of the migrations run. */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const knex = knexFactory(knexConfig(ownerUrl));
  try {
    const [, names] = (await knex.migrate.latest()) as [number, string[]];
    await installJobs(ownerUrl, knex);
    return names;
  } finally {
    await knex.destroy();
  }
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
    grant execute on all functions in schema pgboss to cen_app`);
}
