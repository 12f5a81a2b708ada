import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { served, type Served } from '../support/served.ts';

// A fault that no part of the portal catches, when its process is told by a signal.
const faulty = `process.on('SIGUSR2', () => { throw new RangeError('made for a test'); })`;

let portal: Served;
let running: { name: string; pid: number }[];
beforeAll(async () => {
  portal = await served({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(faulty)}` });
  await portal.scrape();
  ({ rows: running } = await portal.owner.query('select name, pid from portal_processes'));
  expect(running.map(({ name }) => name).sort()).toEqual(['jobs 1', 'web 1']);
});

/** How often the thread of a process that runs its code went to sleep so far. */
function sleeps(pid: number): number {
  return Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

// Processor time says more of what else the machine does; how often something woke a process does not.
test('nobody there, each process is woken a few times a second at most', async () => {
  const seconds = 10;
  await sleep(20_000);
  const before = running.map(({ pid }) => sleeps(pid));
  await sleep(seconds * 1000);
  const woken = running.map(({ name, pid }, at) => [name, (sleeps(pid) - (before[at] ?? 0)) / seconds] as const);
  for (const [name, aSecond] of woken) expect(aSecond, name).toBeLessThan(25);
});

test('of a process that ends by a fault the log says where it happened, and it is started again', async () => {
  for (const { name, pid } of running) {
    process.kill(pid, 'SIGUSR2');
    await expect
      .poll(() => portal.output(), { timeout: 60_000 })
      .toMatch(
        new RegExp(
          `"level":60,.*"process":"${name}",.*"type":"RangeError","message":"made for a test","stack":"    at `,
        ),
      );
  }
  expect(portal.output()).toContain('had to end: made for a test');
  expect(portal.output()).not.toContain('could not start');
  const ready = () => portal.output().match(/"kept":"(?:web|jobs) 1","keptPid":\d+,"msg":"ready"/g)?.length;
  await expect.poll(ready, { timeout: 120_000 }).toBe(4);
});
