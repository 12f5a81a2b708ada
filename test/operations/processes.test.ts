import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { served } from '../support/served.ts';

/** How often the thread of a process that runs its code went to sleep so far. */
function sleeps(pid: number): number {
  return Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

// Processor time says more of what else the machine does; how often something woke a process does not.
test('nobody there, each process is woken a few times a second at most', async () => {
  const portal = await served();
  await portal.scrape();
  const { rows } = await portal.owner.query<{ name: string; pid: number }>('select name, pid from portal_processes');
  const seconds = 10;
  await sleep(20_000);
  const before = rows.map(({ pid }) => sleeps(pid));
  await sleep(seconds * 1000);
  const woken = rows.map(({ name, pid }, at) => [name, (sleeps(pid) - (before[at] ?? 0)) / seconds] as const);
  expect(woken.map(([name]) => name).sort()).toEqual(['jobs 1', 'web 1']);
  for (const [name, aSecond] of woken) expect(aSecond, name).toBeLessThan(25);
});
