import { mkdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createPortal } from '../../src/app.ts';
import { follow, remove, startServer, type Server } from '../faults/server.ts';
import { afterFile } from '../support/after-file.ts';
import { sampleRecord } from '../support/builders.ts';
import { castPassword } from '../support/cast.ts';
import { clusterDirectory } from '../support/database-server.ts';
import { recordByForm } from '../support/entry.ts';
import { pgBouncerIsThere, startPgBouncer, type RunningPgBouncer } from '../support/pgbouncer.ts';
import { Browser, configFor, keysDirectory, serve } from '../support/portal.ts';

/** Connections of the server that the pages of two processes share. */
const shared = 4;

describe.skipIf(!pgBouncerIsThere())('behind PgBouncer in transaction mode, with the shipped file', () => {
  let servers: readonly [Server, Server];
  let poolers: readonly [RunningPgBouncer, RunningPgBouncer];
  let officers: readonly [Browser, Browser];

  beforeAll(async () => {
    const directory = await clusterDirectory();
    afterFile(() => remove(directory));
    const first = await startServer({ directory, data: join(directory, 'postgres/data') });
    afterFile(() => first.stop('SIGQUIT'));
    const second = await follow(first, directory, join(directory, 'postgres/replica'));
    afterFile(() => second.stop('SIGQUIT'));
    servers = [first, second];
    const before = async (name: string, server: Server): Promise<RunningPgBouncer> => {
      mkdirSync(join(directory, name), { mode: 0o755 });
      const pooler = await startPgBouncer(join(directory, name), server.url('app'), shared);
      afterFile(() => pooler.stop());
      return pooler;
    };
    poolers = [await before('one', first), await before('two', second)];
    const appUrl = poolers[0].url.replace(
      /@([^/]*)/,
      (_all, host: string) => `@${host},${new URL(poolers[1].url).host}`,
    );
    const config = {
      ...configFor(await mkdtemp(join(tmpdir(), 'cen-files-'))),
      cencommKeys: await keysDirectory(),
      directUrl: first.url('app', second),
      databaseLimits: {},
    };
    const begin = async (jobsIn: 'here' | 'elsewhere'): Promise<Browser> => {
      const portal = await createPortal({ config, appUrl, jobsIn });
      await portal.firstRound;
      const { url, close } = await serve(portal);
      afterFile(close);
      const browser = new Browser(url);
      const answer = await browser.post('/sign-in', { loginId: 'ke.officer', password: castPassword }, '/sign-in');
      expect(answer.status).toBe(303);
      return browser;
    };
    officers = [await begin('here'), await begin('elsewhere')];
  });

  const statuses = (paths: readonly string[]): Promise<number[]> =>
    Promise.all(paths.map(async (path, at) => (await officers[at % 2 === 0 ? 0 : 1].get(path)).status));

  test('pages of two processes share the connections of one', async () => {
    const paths = ['/', '/seizures', '/seizures?q=ivory', '/cws', '/cpdb', '/account', '/cencomm', '/waiting'];
    for (let times = 0; times < 3; times += 1)
      expect(await statuses([...paths, ...paths])).toEqual([...paths, ...paths].map(() => 200));
    const [pool] = (await poolers[0].show('pools')).filter(({ database }) => database === 'cen');
    expect(pool?.cl_active).toBeGreaterThan(shared);
    expect(Number(pool?.sv_active) + Number(pool?.sv_idle)).toBeLessThanOrEqual(shared);
  });

  test('what one process records the other is told of, past the pooler', async () => {
    const countOn = async (browser: Browser): Promise<number> => {
      const words = (await browser.get('/seizures')).text.replaceAll(/<[^>]+>/g, ' ');
      return Number(/(\d+)\s*seizures?/.exec(words)?.[1]);
    };
    const before = await countOn(officers[1]);
    await recordByForm(officers[0], sampleRecord('CITES', { facts: { nationalRef: 'KE/pooled' } }));
    await expect.poll(() => countOn(officers[1]), { timeout: 5000 }).toBe(before + 1);
  });

  test('one that is killed and begun again is used again, and a promoted server behind another', async () => {
    await poolers[0].stop();
    expect(new Set(await statuses(['/seizures', '/seizures']))).toEqual(new Set([503]));
    await poolers[0].start();
    const untilWell = () =>
      expect.poll(() => statuses(['/seizures', '/seizures']), { timeout: 20_000, interval: 300 }).toEqual([200, 200]);
    await untilWell();
    await servers[0].stop('SIGKILL');
    await servers[1].run('select pg_promote()');
    await untilWell();
    expect(await recordByForm(officers[0], sampleRecord('CITES', { facts: { nationalRef: 'KE/after' } }))).toMatch(/-/);
  });
});
