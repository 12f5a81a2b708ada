import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../src/db/pool.ts';
import type { RunningPortal } from './portal.ts';

/** Sessions of as many accounts, written as the portal writes them; answers their cookies. */
export async function openSessions(pool: Pool, secret: string, count: number): Promise<string[]> {
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

export interface OpenStreams {
  readonly open: number;
  /** Times (performance.now) at which streams were told of mail. */
  readonly told: number[];
  close(): void;
}

/** Opens a stream for each cookie. */
export async function openStreams(portal: RunningPortal, cookies: readonly string[]): Promise<OpenStreams> {
  const agent = new Agent({ maxSockets: Infinity });
  const told: number[] = [];
  let open = 0;
  for (const [at, cookie] of cookies.entries()) {
    const asked = request(new URL('/cencomm/stream', portal.url), {
      agent,
      headers: { ...portal.headers, cookie, accept: 'text/event-stream' },
    });
    asked.on('error', () => undefined);
    asked.on('response', answer => {
      if (answer.statusCode === 200) open += 1;
      answer.on('data', (piece: Buffer) => {
        if (piece.includes('event: mail')) told.push(performance.now());
      });
    });
    asked.end();
    if (at % 50 === 49) await sleep(50);
  }
  for (let tries = 0; tries < 200 && open < cookies.length; tries += 1) await sleep(100);
  return {
    get open() {
      return open;
    },
    told,
    close: () => agent.destroy(),
  };
}

/** Resident memory of a process, in MB. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

function signatureOf(sid: string, secret: string): string {
  return createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '');
}
