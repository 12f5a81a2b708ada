import { expect, test } from 'vitest';
import { served } from '../support/served.ts';

// A fault that no part of the portal catches, when its process is told by a signal.
const faulty = `process.on('SIGUSR2', () => { throw new RangeError('made for a test'); })`;

test('of a process that ends by a fault the log says where it happened, and it is started again', async () => {
  const portal = await served({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(faulty)}` });
  const { rows } = await portal.owner.query<{ name: string; pid: number }>('select name, pid from portal_processes');
  expect(rows).toHaveLength(2);
  for (const { name, pid } of rows) {
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
