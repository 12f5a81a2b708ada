import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from '../../src/db/migrate.ts';
import { mailServer } from '../support/mail-server.ts';
import { lay, nextRelease } from '../support/next-release.ts';
import { importKilled } from './import-killed.ts';
import { signalTo, type Server } from './server.ts';
import type { Stage } from './stage.ts';
import { signIn } from './traffic.ts';

/** What a fault did: when its cause was gone, and what users cannot see. */
export interface Outcome {
  readonly goneAt: number;
  readonly note?: string;
}

export interface Fault {
  readonly name: string;
  /** Whether what was acknowledged last may be lost: said, and not held against the portal. */
  readonly mayLose?: boolean;
  /** Where more people read than usual. */
  readonly readers?: number;
  /** Milliseconds for which people rest after each page or record, where they are not as fast as they can be. */
  readonly pause?: number;
  readonly run: (stage: Stage) => Promise<Outcome>;
}

/** How long a part is away. */
const away = 8000;
const now = (note?: string): Outcome => ({ goneAt: performance.now(), ...(note === undefined ? {} : { note }) });

export const killedWeb: Fault = {
  name: 'kill -9 of a web process',
  run: async stage => {
    signalTo(stage.processOf('web 1'), 'SIGKILL');
    return now();
  },
};

export const replaced: Fault = {
  name: 'every process replaced (SIGHUP)',
  run: async stage => {
    const before = stage.output().length;
    stage.serve.kill('SIGHUP');
    while (!stage.output().slice(before).includes('Every process was replaced')) await sleep(50);
    return now();
  },
};

/** As an upgrade goes: the next release migrates beside this one, then takes its place. */
export const upgraded: Fault = {
  name: 'the next release migrates, then every process is replaced (SIGHUP)',
  run: async stage => {
    const directory = nextRelease();
    lay(
      directory,
      'alter table seizures add column next_release text; create index on seizures (next_release);' +
        'alter table accounts add column next_release text; alter table audit_events add column next_release text',
    );
    await migrate(stage.database.url('owner'), directory).finally(() => rmSync(directory, { recursive: true }));
    return replaced.run(stage);
  },
};

export const frozenDatabase: Fault = {
  name: `PostgreSQL frozen for ${away / 1000} s (SIGSTOP)`,
  run: async ({ database }) => {
    database.freeze();
    await sleep(away);
    database.thaw();
    return now();
  },
};

const restarted = (how: NodeJS.Signals, name: string, pause: number): Fault => ({
  name,
  run: async ({ database }) => {
    await database.stop(how);
    await sleep(pause);
    await database.begin();
    return now();
  },
});

const lockedTable: Fault = {
  name: `a table locked for ${away / 1000} s`,
  run: async ({ database }) => {
    const client = await database.connect();
    await client.query('begin; lock table seizures in access exclusive mode');
    await sleep(away);
    await client.end();
    return now();
  },
};

/** More people than the portal has connections: who waits for one waits, too. */
const everyConnectionWaits: Fault = {
  ...lockedTable,
  name: `every connection waits: a table locked for ${away / 1000} s, 40 people read`,
  readers: 40,
};

const busyProcess: Fault = {
  name: 'a web process at 100 % of a processor for 8 s',
  run: async stage => {
    process.kill(stage.processOf('web 1'), 'SIGUSR1');
    await sleep(1500);
    const [target] = (await (await fetch('http://127.0.0.1:9229/json/list')).json()) as {
      webSocketDebuggerUrl: string;
    }[];
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
    await new Promise(resolve => socket.addEventListener('open', resolve));
    const expression = `for (const end = Date.now() + ${away}; Date.now() < end; );`;
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } }));
    await new Promise(resolve => socket.addEventListener('message', resolve));
    socket.close();
    return now();
  },
};

const slowClients: Fault = {
  name: '200 clients that send a letter of their headers each second',
  run: async ({ url }) => {
    const { hostname, port } = new URL(url);
    let closed = 0;
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      socket.once('close', () => (closed += 1));
      socket.write('GET /sign-in HTTP/1.1\r\nHost: cen.test\r\nX-Slow: ');
      return socket;
    });
    const dribble = setInterval(() => sockets.forEach(socket => socket.writable && socket.write('a')), 1000);
    await sleep(15_000);
    clearInterval(dribble);
    const cutOff = closed;
    sockets.forEach(socket => socket.destroy());
    return now(`${cutOff} of 200 were closed within 15 s`);
  },
};

/** Takes the room of a disk until the work is done. */
async function withoutRoom(directory: string, work: () => Promise<unknown>): Promise<void> {
  const ballast = join(directory, 'ballast');
  for (let tries = 0; tries < 20; tries += 1) {
    const { bavail, bsize } = statfsSync(directory);
    if (bavail === 0) break;
    spawnSync('sh', ['-c', `head -c ${bavail * bsize} /dev/zero >> "$0"`, ballast]);
  }
  try {
    await work();
  } finally {
    rmSync(ballast);
  }
}

const fullDatabase: Fault = {
  name: `the disk of PostgreSQL full for ${away / 1000} s`,
  run: async ({ database }) => {
    await withoutRoom(dirname(database.data), () => sleep(away));
    return now();
  },
};

const fullFiles: Fault = {
  name: `the disk of the files full for ${away / 1000} s`,
  run: async ({ fileStore }) => {
    await withoutRoom(fileStore, () => sleep(away));
    return now();
  },
};

const mailAway: Fault = {
  name: 'the mail server away for 20 s',
  run: async stage => {
    const { port } = new URL(stage.mail.url);
    await stage.mail.close();
    await signIn(stage.url, 'vn.ncp');
    await signIn(stage.url, 'ke.ncp');
    await sleep(20_000);
    const waiting = async (): Promise<number> =>
      Number((await stage.database.run('select count(*)::int as n from outgoing_letters where sent_at is null'))[0]?.n);
    const before = await waiting();
    const back = await mailServer(Number(port));
    const goneAt = performance.now();
    while ((await waiting()) > 0 && performance.now() - goneAt < 90_000) await sleep(200);
    const seconds = ((performance.now() - goneAt) / 1000).toFixed(0);
    await back.close();
    return {
      goneAt,
      note: `${before} letters waited, ${back.received.length} delivered ${seconds} s after it was back`,
    };
  },
};

/** With one that is synchronous what is acknowledged is on both; another lacks what was not sent yet. */
export const promoted = (replica: Server, isSynchronous: boolean): Fault => ({
  name: isSynchronous
    ? 'PostgreSQL killed and never back, its replica promoted after 3 s'
    : 'the same with an asynchronous replica, nothing sent to it in the last second',
  mayLose: !isSynchronous,
  run: async ({ database }) => {
    const names = isSynchronous ? '*' : '';
    await database.run(`alter system set synchronous_standby_names = '${names}'`, 'select pg_reload_conf()');
    await sleep(3000);
    if (!isSynchronous) await stopSending(database);
    await database.stop('SIGKILL');
    await sleep(3000);
    await replica.run('select pg_promote()');
    return now();
  },
});

/** As a network would that is slow or away: what has left is in the hands of the other side. */
async function stopSending(database: Server): Promise<void> {
  for (const { pid } of await database.run('select pid from pg_stat_replication')) signalTo(Number(pid), 'SIGSTOP');
  await sleep(1000);
}

const replicaAway = (replica: Server): Fault => ({
  name: `the replica that pages are read on frozen for ${away / 1000} s, then killed for as long`,
  run: async () => {
    replica.freeze();
    await sleep(away);
    replica.thaw();
    await replica.stop('SIGKILL');
    await sleep(away);
    await replica.begin();
    return now();
  },
});

const killedJobs: Fault = {
  name: 'kill -9 of the job process in an import, while it checks and while it saves',
  run: async stage => now(await importKilled(stage)),
};

/** In the order in which they are played; after the last one the replica is the database. */
export const mainFaults = (replica: Server): readonly Fault[] => [
  killedWeb,
  replaced,
  upgraded,
  restarted('SIGINT', 'PostgreSQL restarted (fast)', 0),
  restarted('SIGQUIT', `PostgreSQL stopped at once, ${away / 1000} s away`, away),
  frozenDatabase,
  lockedTable,
  everyConnectionWaits,
  fullFiles,
  fullDatabase,
  mailAway,
  slowClients,
  busyProcess,
  killedJobs,
  replicaAway(replica),
  promoted(replica, true),
];
