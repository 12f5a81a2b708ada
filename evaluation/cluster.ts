import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { keepSecret } from '../src/files/store/data-dir.ts';
import { StartError } from '../src/start-error.ts';
import { runAs, type Account, type Outcome } from './account.ts';
import type { Home } from './home.ts';

export const owner = 'cen_owner';
export const app = 'cen_app';
export const database = 'cen';

/** Passwords of the owner (superuser, migrations) and of the application's role. */
export interface Passwords {
  readonly owner: string;
  readonly app: string;
}

/** Reads the passwords, or makes them where there is no database yet. */
export async function keepPasswords(dataDir: string, home: Home): Promise<Passwords> {
  const path = join(dataDir, 'database.passwords');
  if (existsSync(home.data) && !existsSync(path)) {
    throw new StartError(
      `The database in ${home.dir} cannot be opened without its passwords in ${path}: bring that file back, or ` +
        `move ${home.dir} away to begin anew.`,
    );
  }
  const make = () => Buffer.from(`${randomBytes(24).toString('hex')}\n${randomBytes(24).toString('hex')}\n`);
  const [ownerPassword, appPassword] = (await keepSecret(path, make)).toString().split('\n');
  if (!ownerPassword || !appPassword)
    throw new StartError(`The password file ${path} is damaged: it must hold two lines.`);
  return { owner: ownerPassword, app: appPassword };
}

/** A new cluster and its first records take some 120 MB, and the log of changes may grow to 2 GB under load. */
const leastFree = 300 * 2 ** 20;

interface Creation {
  readonly native: string;
  readonly home: Home;
  readonly account: Account | undefined;
  readonly password: string;
  /** False for throw-away servers only. */
  readonly durable: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes the cluster. It appears at `home.data` complete or not at all, so a killed first start leaves nothing half
 * made.
 */
export async function createCluster(creation: Creation): Promise<void> {
  const { home, account } = creation;
  await requireSpace(home);
  const draft = join(home.dir, 'data.new');
  const passwordFile = join(home.dir, 'password');
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, creation.password, { mode: 0o600 });
  if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
  try {
    // The C library of a very small system may lack C.UTF-8; sorting and case are PostgreSQL's own in either case.
    const made = await initialise(creation, draft, passwordFile, 'C.UTF-8');
    const { code, refused, output } = /invalid locale/.test(made.output)
      ? await initialise(creation, draft, passwordFile, 'C')
      : made;
    if (code !== 0) throw creationFailed(home, refused ?? output);
    await rename(draft, home.data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

async function requireSpace(home: Home): Promise<void> {
  const { bavail, bsize } = await statfs(home.dir);
  const free = bavail * bsize;
  if (free >= leastFree) return;
  throw new StartError(
    `The disk of ${home.dir} is full: a new database needs ${leastFree / 2 ** 20} MB and only ` +
      `${Math.floor(free / 2 ** 20)} MB are free.`,
  );
}

function initialise(
  { native, home, account, durable, signal }: Creation,
  draft: string,
  passwordFile: string,
  locale: string,
): Promise<Outcome> {
  return runAs(
    account,
    join(native, 'bin', 'initdb'),
    [
      '--pgdata',
      draft,
      '--username',
      owner,
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
      '--locale-provider',
      'builtin',
      '--builtin-locale',
      'C.UTF-8',
      '--locale',
      locale,
      '--lc-messages',
      'C',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    { cwd: home.dir, signal },
  );
}

function creationFailed(home: Home, output: string): StartError {
  if (/No space left|quota exceeded/i.test(output))
    return new StartError(`The disk of ${home.dir} is full: the database could not be created.`);
  if (/could not look up effective user ID/.test(output)) {
    return new StartError(
      'PostgreSQL needs a user with a name, and the user who starts the portal has none (no line in ' +
        '/etc/passwd): start it as another, or give a server by DATABASE_URL.',
    );
  }
  const reason = /(?:error|FATAL|PANIC): +(.*)/.exec(output)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  return new StartError(`PostgreSQL could not create its database in ${home.dir}: ${reason}.`);
}

export function urlOf(home: Home, role: string, password: string, name: string): string {
  return `postgres://${role}:${password}@${encodeURIComponent(home.sockets)}/${name}`;
}

/** Makes the application's role and the database where they are missing; safe to repeat. */
export async function ensureDatabase(home: Home, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(home, owner, passwords.owner, 'postgres') });
  await client.connect();
  try {
    const { rows: roles } = await client.query('select 1 from pg_roles where rolname = $1', [app]);
    if (roles.length === 0)
      await execute(client, 'create role %I login nosuperuser nocreatedb nocreaterole password %L', app, passwords.app);
    const { rows: databases } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (databases.length === 0) await execute(client, 'create database %I owner %I', database, owner);
  } finally {
    await client.end();
  }
}

/** Statements of this kind take no parameters: PostgreSQL itself quotes the values into them. */
async function execute(client: pg.Client, statement: string, ...values: string[]): Promise<void> {
  const { rows } = await client.query<{ text: string }>('select format($1, variadic $2::text[]) as text', [
    statement,
    values,
  ]);
  await client.query(rows[0]?.text ?? '');
}
