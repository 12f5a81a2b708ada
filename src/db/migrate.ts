import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import { PgBoss } from 'pg-boss';
import { StartError, causeOf, codeOf, isDatabaseAway } from '../start-error.ts';
import type { Contract } from './contract.ts';
import { knownMigrations, migrationsDirectory } from './known-migrations.ts';
import { makeLargeIndexes, withLargeIndex, type LargeIndex } from './large-indexes.ts';
import { keepNeeded, refuseFullDisk, refuseOldProcesses, refuseUnfitServer } from './preflight.ts';

/** The migrations of the time before the first release were folded into those of today, with changes to the tables. */
const madeBefore =
  'This database was made before the first release and cannot be carried over; nothing was changed: for an ' +
  'evaluation, ' +
  'move the data directory (DATA_DIR) away and start again; with DATABASE_URL, give an empty database.';
const madeAfter =
  'This database was made by a newer version of the portal; nothing was changed: start that version, ' +
  'or give another database.';
const busy =
  'A table was in use for so long that it could not be changed; nothing was changed. Run it again; an export or a ' +
  'backup may have to end first.';
const full = 'The disk of the database is full; nothing was changed: make room there, then run it again.';

/** Shorter than pages wait for a lock (2.5 s): those who wait behind a migration are answered. */
const lockTimeout = '2s';
const mostTries = 5;

export function knexConfig(ownerUrl: string): Knex.Config {
  return {
    client: 'pg',
    // Taken apart by the driver, as the portal's own connections are: knex knows no socket.
    connection: { connectionString: ownerUrl },
    pool: { min: 0, max: 2 },
    migrations: { directory: migrationsDirectory, loadExtensions: ['.ts'], tableName: 'migrations' },
  };
}

/**
 * Brings the database up to date as its owner, the job queue's own schema included: all migrations in one transaction
 * or none, and then large indexes beside those who work. Returns the names of those run. Throws StartError, with
 * nothing changed, on an unfit server, on a database whose schema this version cannot carry on, where there is no room,
 * where processes still work that a migration takes something away from, and where a migration cannot be applied.
 */
export async function migrate(ownerUrl: string, directory = migrationsDirectory): Promise<string[]> {
  // What fails is told once, by what is thrown.
  const knex = knexFactory({ ...knexConfig(ownerUrl), log: { warn: () => undefined } });
  try {
    const names = await persist(() => knex.transaction(client => applyAll(client, directory)));
    await installJobs(ownerUrl, knex);
    await makeLargeIndexes(ownerUrl, await largeIndexesOf(await namesRun(knex)));
    return names;
  } finally {
    await knex.destroy();
  }
}

async function applyAll(client: Knex.Transaction, directory: string): Promise<string[]> {
  await refuseUnfitServer(client);
  // Two who migrate at once do so one after the other.
  await client.raw(`select pg_advisory_xact_lock(hashtext('migrations'))`);
  await client.raw(`set local lock_timeout = '${lockTimeout}'`);
  const known = knownMigrations(directory);
  const ran = await namesRun(client);
  const unknown = ran.filter(name => !known.includes(name));
  if (unknown.length > 0) throw new StartError((unknown[0] ?? '') < (known[0] ?? '') ? madeBefore : madeAfter);
  const pending = known.filter(name => !ran.includes(name));
  if (pending.length === 0) return [];
  const migrations = new Map<string, Migration>();
  for (const name of pending)
    migrations.set(name, (await import(pathToFileURL(join(directory, name)).href)) as Migration);
  const contracts = [...migrations.values()].flatMap(({ contract }) => contract ?? []);
  // An empty database has neither processes nor tables to write anew.
  if (ran.length > 0) {
    for (const { after } of contracts) await refuseOldProcesses(client, after);
    await refuseFullDisk(client);
  }
  const [, names] = (await client.migrate.latest({ migrationSource: sourceOf(known, migrations) })) as [
    number,
    string[],
  ];
  for (const { after } of contracts) await keepNeeded(client, after);
  return names;
}

/** The large indexes of those migrations that were run. */
async function largeIndexesOf(ran: readonly string[]): Promise<LargeIndex[]> {
  const found: LargeIndex[] = [];
  for (const name of withLargeIndex.filter(one => ran.includes(one))) {
    const { large } = (await import(pathToFileURL(join(migrationsDirectory, name)).href)) as { large: LargeIndex };
    found.push(large);
  }
  return found;
}

async function namesRun(client: Knex): Promise<string[]> {
  if (!(await client.schema.hasTable('migrations'))) return [];
  return client('migrations').orderBy('name').pluck<string[]>('name');
}

interface Migration extends Knex.Migration {
  readonly contract?: Contract;
}

/** Migrations that name themselves when they fail. */
function sourceOf(known: readonly string[], pending: ReadonlyMap<string, Migration>): Knex.MigrationSource<string> {
  return {
    getMigrations: async () => [...known],
    getMigrationName: name => name,
    getMigration: async name => {
      const migration = pending.get(name);
      if (!migration) throw new Error(`${name} ran before`);
      const up = async (client: Knex): Promise<void> => {
        try {
          await migration.up(client);
        } catch (error) {
          throw passedOn(error) ? error : failed(name, error);
        }
      };
      return { up, down: async () => undefined };
    },
  };
}

const isBusy = (error: unknown): boolean => codeOf(error) === '55P03';
const isFull = (error: unknown): boolean => codeOf(error) === '53100';
const passedOn = (error: unknown): boolean => isBusy(error) || isFull(error) || isDatabaseAway(error);

function failed(name: string, error: unknown): StartError {
  const cause = causeOf(error).split(' - ').at(-1) ?? '';
  return new StartError(
    `The migration ${name} cannot be applied to this database (${cause}); nothing was changed: go on with the ` +
      'version before, and report this.',
  );
}

/** Again where a table was in use: in short waits, so that nobody has to wait behind it for long. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (isFull(error)) throw new StartError(full, { cause: error });
      if (!isBusy(error)) throw error;
      if (tries === mostTries) throw new StartError(busy, { cause: error });
      await sleep(500);
    }
  }
}

/** pg-boss makes its tables itself; the application's role only uses them. */
async function installJobs(ownerUrl: string, knex: Knex): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schedule: false, supervise: false, max: 1 });
  await boss.start();
  await boss.stop({ graceful: false });
  // One after the other, as the migrations: two who grant the same at once fail.
  await knex.raw(`
    select pg_advisory_xact_lock(hashtext('migrations'));
    grant usage on schema pgboss to cen_app;
    grant select, insert, update, delete on all tables in schema pgboss to cen_app;
    grant usage on all sequences in schema pgboss to cen_app;
    grant execute on all functions in schema pgboss to cen_app;
    -- Queues made before anybody was told of their jobs.
    update pgboss.queue set notify = true where not notify`);
}
