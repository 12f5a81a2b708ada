import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openListener, type Listener } from '../../src/db/listener.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { openJobs, type Jobs } from '../../src/jobs/jobs.ts';
import { listDue } from '../../src/jobs/store-queue.ts';
import { testPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let jobs: Jobs;
let listener: Listener;
beforeAll(async () => {
  portal = await testPortal();
  const log = pino({ level: 'silent' });
  listener = openListener(portal.appUrl, log);
  jobs = await openJobs({ pool: portal.pool, log, listener });
});
afterAll(async () => {
  await jobs.stop();
  await listener.stop();
});

test('a job of a process that died is done by another, within seconds of its last sign of life', async () => {
  const done: string[] = [];
  await jobs.work('of-the-dead', async ({ name }: { name: string }) => void done.push(name));
  await portal.owner.query(
    `insert into pgboss.job (name, data, state, started_on, heartbeat_on, heartbeat_seconds, policy, retry_limit,
       expire_seconds)
     values ('of-the-dead', '{"name": "half done"}', 'active', now() - interval '30 seconds',
       now() - interval '11 seconds', 10, 'exclusive', 20, 3600)`,
  );
  await expect.poll(() => done, { timeout: 15_000 }).toEqual(['half done']);
});

test('jobs that are done, of which a week is kept, are not read to find those that are due', async () => {
  await portal.owner.query(
    `insert into pgboss.job (name, state, completed_on) select 'of-the-dead', 'completed', now()
       from generate_series(1, 20000)`,
  );
  await portal.owner.query('analyze pgboss.job');
  const read: string[] = [];
  const explained = {
    async query({ text }: { text: string }) {
      const { rows } = await portal.owner.query<Record<string, string>>(`explain ${text}`);
      read.push(...rows.map(row => String(row['QUERY PLAN'])).filter(line => line.includes(' Scan ')));
      return { rows: [] };
    },
  };
  await listDue(explained as unknown as Queryable);
  expect(read.length).toBeGreaterThan(1);
  expect(read.filter(line => line.includes('Seq Scan'))).toEqual([]);
});
