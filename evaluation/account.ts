import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StartError } from '../src/start-error.ts';

/** An account of this machine, as /etc/passwd has it. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account PostgreSQL runs as: undefined means the one the portal runs as. PostgreSQL refuses root, so root hands it
 * to another: the owner of existing data, else `postgres`, else `nobody`, else any other. It needs an account with a
 * name (initdb asks for it).
 */
export function pickAccount(options: {
  uid: number;
  dataOwner?: number | undefined;
  accounts: () => readonly Account[];
}): Account | undefined {
  if (options.uid !== 0) return undefined;
  const accounts = options.accounts().filter(account => account.uid !== 0);
  const named = (name: string) => accounts.find(account => account.name === name);
  if (options.dataOwner !== undefined && options.dataOwner !== 0) {
    const uid = options.dataOwner;
    return accounts.find(account => account.uid === uid) ?? { name: String(uid), uid, gid: uid };
  }
  const account = named('postgres') ?? named('nobody') ?? accounts[0];
  if (account === undefined) {
    throw new StartError(
      'PostgreSQL refuses to run as root and this system has no other account: make one (useradd --system ' +
        'postgres) or start the portal as another user.',
    );
  }
  return account;
}

export function accountsOfSystem(path = '/etc/passwd'): readonly Account[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap(line => {
      const [name = '', , uid = '', gid = ''] = line.split(':');
      return name !== '' && /^\d+$/.test(uid) && /^\d+$/.test(gid)
        ? [{ name, uid: Number(uid), gid: Number(gid) }]
        : [];
    });
}

/** How a child process becomes that account. Nothing of our own environment, secrets included, goes to it. */
export function identity(account: Account | undefined): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  return account === undefined ? { env } : { uid: account.uid, gid: account.gid, env };
}

export interface Outcome {
  /** Exit code; undefined when the program could not be run at all, with the system's code in `refused`. */
  readonly code: number | undefined;
  readonly refused: string | undefined;
  readonly output: string;
}

/** Runs a program to its end as the account. Never throws for what the program does. */
export function runAs(
  account: Account | undefined,
  command: string,
  args: readonly string[],
  options: { cwd: string; signal?: AbortSignal | undefined },
): Promise<Outcome> {
  return new Promise(resolve => {
    let output = '';
    const child = spawn(command, args, {
      ...identity(account),
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.signal ? { signal: options.signal } : {}),
    });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: undefined, refused: error.code ?? error.message, output }),
    );
    child.on('close', code => resolve({ code: code ?? -1, refused: undefined, output }));
  });
}
