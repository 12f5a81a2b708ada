import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyProvider } from '../src/cencomm/keys/keyring.ts';
import { sendMessage } from '../src/cencomm/mail/writing/send.ts';
import { sealAct } from '../src/cencomm/operations/members/proven.ts';
import { enterToWrite, listEntered, lockOperation } from '../src/cencomm/operations/store.ts';
import type { Pool } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { sizes } from './fill-cencomm.ts';
import { ms } from './measure.ts';
import { verdict } from './pages.ts';
import { viewerOf, type RunningPortal } from './portal.ts';

/** Sessions of as many accounts, written as the portal writes them; answers their cookies. */
async function openSessions(pool: Pool, secret: string, count: number): Promise<string[]> {
  await pool.query(
    `
    insert into accounts (login_id, office_id, level, password_hash, demo)
    select 'bench.stream' || n, (select id from offices where code = 'KE'), 'unlimited', 'none', true from
      generate_series(1, $1) n on conflict do nothing`,
    [count],
  );
  const { rows } = await pool.query<{ id: number }>(
    `select id from accounts where login_id like 'bench.stream%' order by id limit $1`,
    [count],
  );
  const {
    rows: [model],
  } = await pool.query<{ sess: object }>('select sess from sessions order by expire desc limit 1');
  const sids = rows.map(() => randomBytes(24).toString('base64url'));
  await pool.query(
    `
    insert into sessions (sid, sess, expire) select s.sid, jsonb_set($3::jsonb, '{passport,user}',
      to_jsonb(s.id)), now() + interval '6 hours' from unnest($1::text[], $2::int[]) s(sid, id)`,
    [sids, rows.map(({ id }) => id), JSON.stringify(model?.sess)],
  );
  await pool.query(
    `insert into account_sessions (sid, account_id, address, device) select s.sid, s.id, '127.0.0.1', 'bench'
      from unnest($1::text[], $2::int[]) s(sid, id)`,
    [sids, rows.map(({ id }) => id)],
  );
  return sids.map(sid => `__Host-cen=${encodeURIComponent(`s:${sid}.${signatureOf(sid, secret)}`)}`);
}

interface OpenStreams {
  readonly open: number;
  /** Times (performance.now) at which streams were told of mail. */
  readonly told: number[];
  /** Of them, those that were told the line of the message, and so ask for no page. */
  lines: number;
  close(): void;
}

/** Opens a stream for each cookie. */
async function openStreams(portal: RunningPortal, cookies: readonly string[]): Promise<OpenStreams> {
  const agent = new Agent({ maxSockets: Infinity });
  const told: number[] = [];
  let [open, lines, isClosing] = [0, 0, false];
  const openOne = (cookie: string, triesLeft: number): void => {
    const asked = request(new URL('/cencomm/stream', portal.url), {
      agent,
      headers: { ...portal.headers, cookie, accept: 'text/event-stream' },
    });
    // On a busy machine some connections are reset; a browser connects again as well.
    asked.on('error', () => {
      if (triesLeft > 0 && !isClosing) setTimeout(openOne, 1000, cookie, triesLeft - 1);
    });
    asked.on('response', answer => {
      if (answer.statusCode === 200) open += 1;
      answer.on('error', () => undefined);
      answer.on('data', (piece: Buffer) => {
        if (piece.includes('event: mail')) told.push(performance.now());
        if (piece.includes('"line":')) lines += 1;
      });
    });
    asked.end();
  };
  for (const [at, cookie] of cookies.entries()) {
    openOne(cookie, 5);
    if (at % 50 === 49) await sleep(50);
  }
  for (let tries = 0; tries < 1200 && open < cookies.length; tries += 1) await sleep(100);
  return {
    get open() {
      return open;
    },
    told,
    get lines() {
      return lines;
    },
    set lines(to) {
      lines = to;
    },
    close() {
      isClosing = true;
      agent.destroy();
    },
  };
}

/** Resident memory of a process, in MB. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

/** Processor seconds a process has used, in all its threads; Linux counts hundredths. */
async function secondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) / 100;
}

function signatureOf(sid: string, secret: string): string {
  return createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '');
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Open streams of as many members of one operation, and what a message to all of them costs. */
export async function measureStreams(
  pool: Pool,
  portal: RunningPortal,
  { keys, secret }: { readonly keys: KeyProvider; readonly secret: string },
  report: (line: string) => void,
): Promise<void> {
  const cookies = await openSessions(pool, secret, sizes.streams);
  const sender = await viewerOf(pool, 'rilo.esa');
  const operation = (await listEntered(pool, sender))[0]?.operation.id ?? '';
  await joinStreams(pool, keys, operation, sender.accountId);
  const before = await memoryOf(portal.pid);
  const streams = await openStreams(portal, cookies);
  const after = await memoryOf(portal.pid);
  const [waited, used, idle]: [number[], number[], number[]] = [[], [], []];
  let lines = Infinity;
  for (let turn = 0; turn < 7; turn += 1) {
    idle.push(await secondsDuring(portal.pid, () => sleep(1000)));
    used.push(
      await secondsDuring(portal.pid, async () => {
        waited.push(await toldIn(streams, () => sendTo(pool, keys, operation)));
        await sleep(1000);
      }),
    );
    lines = Math.min(lines, streams.lines);
  }
  streams.close();
  const slowest = Math.max(...waited);
  report(
    `${streams.open} open streams      ${(after - before).toFixed(0)} MB more, target 200 MB ` +
      `${verdict(after - before < 200 && streams.open === sizes.streams)}; the last is told of mail within ` +
      `${ms(slowest)}, target 2000 ms ${verdict(slowest < 2000)}`,
  );
  report(
    `a message to ${streams.open} open inboxes   ${ms(median(used) * 1000)} of processor time (median of 7; ` +
      `${ms(median(idle) * 1000)} in a second without one), ${lines} told its line and asking no page, target ` +
      `1000 ms ${verdict(median(used) < 1 && lines === streams.open)}`,
  );
  // The next run finds the operation as it was.
  await pool.query(
    `delete from cencomm_mailbox where account_id in (select id from accounts where login_id like 'bench.stream%')`,
  );
  await pool.query(
    `delete from sessions where sid in (select sid from account_sessions s join accounts a on a.id =
      s.account_id where a.login_id like 'bench.stream%')`,
  );
}

/** The accounts of the streams become members, by an act. */
async function joinStreams(pool: Pool, keys: KeyProvider, operation: string, by: number): Promise<void> {
  await inTransaction(pool, async client => {
    await lockOperation(client, operation);
    await client.query(
      `insert into cencomm_members (operation_id, account_id, role, added_by) select $1, id, 'member', id from
        accounts where login_id like 'bench.stream%' on conflict do nothing`,
      [operation],
    );
    const { rows } = await client.query<{ id: number }>(
      `select account_id as id from cencomm_members where operation_id = $1 and removed_at is null order by 1`,
      [operation],
    );
    await sealAct(
      client,
      keys,
      operation,
      by,
      rows.map(({ id }) => id),
    );
  });
}

async function sendTo(pool: Pool, keys: KeyProvider, operation: string): Promise<void> {
  const sender = await viewerOf(pool, 'rilo.esa');
  await inTransaction(pool, async client =>
    sendMessage(client, sender, keys, await enterToWrite(client, sender, operation), {
      clientUuid: randomUUID(),
      kind: 'plain',
      subject: 'Bench',
      body: randomBytes(20).toString('hex'),
      audience: 'all',
    }),
  );
}

/** Milliseconds from the end of `send` until every stream is told. */
async function toldIn(streams: OpenStreams, send: () => Promise<void>): Promise<number> {
  streams.told.length = 0;
  streams.lines = 0;
  await send();
  const sent = performance.now();
  for (let tries = 0; tries < 100 && streams.told.length < streams.open; tries += 1) await sleep(50);
  return streams.told.length < streams.open ? Infinity : Math.max(...streams.told) - sent;
}

async function secondsDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  const before = await secondsOf(pid);
  await work();
  return (await secondsOf(pid)) - before;
}
