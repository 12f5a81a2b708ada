import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import pino from 'pino';
import { beforeAll, expect, test } from 'vitest';
import { createPortal } from '../../src/app.ts';
import { openPool } from '../../src/db/pool.ts';
import { openReads } from '../../src/db/reads.ts';
import { measureProcess } from '../../src/metrics/measure.ts';
import { placeIn } from '../../src/db/replica.ts';
import { serversOf } from '../../src/db/servers.ts';
import { follow, remove, startServer, type Server } from '../faults/server.ts';
import { afterFile } from '../support/after-file.ts';
import { sampleRecord } from '../support/builders.ts';
import { castPassword } from '../support/cast.ts';
import { clusterDirectory } from '../support/database-server.ts';
import { recordByForm } from '../support/entry.ts';
import { Browser, configFor, keysDirectory, serve } from '../support/portal.ts';

/** PostgreSQL and one that follows it, and a portal that reads there. */
let primary: Server;
let replica: Server;
let officer: Browser;
/** Another process, for the same officer. */
let elsewhere: Browser;
let reader: Browser;

/** Statements that were sent to each server, by its port. */
let asked: { readonly port: number; readonly text: string }[] = [];
const askedOf = (server: Server): string[] =>
  asked.filter(({ port }) => server.host.endsWith(`:${port}`)).map(({ text }) => text);
/** But for the questions how far it is. */
const readOn = (server: Server): string[] => askedOf(server).filter(text => !/pg_(last|current)_wal/.test(text));

beforeAll(async () => {
  const directory = await clusterDirectory();
  afterFile(() => remove(directory));
  primary = await startServer({ directory, data: join(directory, 'postgres/data') });
  afterFile(() => primary.stop('SIGQUIT'));
  replica = await follow(primary, directory, join(directory, 'postgres/replica'));
  afterFile(() => replica.stop('SIGQUIT'));
  const config = {
    ...configFor(await mkdtemp(join(tmpdir(), 'cen-files-'))),
    cencommKeys: await keysDirectory(),
    replicaUrl: replica.url('app'),
    // As in production: what is asked of a frozen server is not waited for.
    databaseLimits: {},
  };
  const begin = async (jobsIn: 'here' | 'elsewhere'): Promise<string> => {
    const portal = await createPortal({ config, appUrl: primary.url('app'), jobsIn });
    await portal.firstRound;
    const { url, close } = await serve(portal);
    afterFile(close);
    return url;
  };
  const url = await begin('here');
  elsewhere = new Browser(await begin('elsewhere'));
  const query = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [statement] = given as [string | { readonly text?: string }];
    asked.push({ port: this.port, text: typeof statement === 'string' ? statement : (statement.text ?? '') });
    return query.apply(this, given);
  } as typeof pg.Client.prototype.query;
  [officer, reader] = [await signedIn(url, 'ke.officer'), await signedIn(url, 'vn.reader')];
});

const signedInAt = (url: string): Promise<Browser> => signedIn(url, 'ke.reader');

async function signedIn(url: string, loginId: string): Promise<Browser> {
  const browser = new Browser(url);
  expect((await browser.post('/sign-in', { loginId, password: castPassword }, '/sign-in')).status).toBe(303);
  return browser;
}

/** Asks for a page until a replica has answered for it. */
async function untilElsewhere(browser: Browser, path = '/seizures'): Promise<string> {
  let text = '';
  await expect
    .poll(
      async () => {
        asked = [];
        const answer = await browser.get(path);
        expect(answer.status).toBe(200);
        text = answer.text;
        return readOn(replica).length;
      },
      { timeout: 30_000, interval: 200 },
    )
    .toBeGreaterThan(0);
  return text;
}

const record = (nationalRef: string) => sampleRecord('CITES', { facts: { nationalRef } });
const noted = async (action: string): Promise<number> =>
  Number((await primary.run(`select count(*)::int as n from audit_events where action = '${action}'`))[0]?.n);

test('a list is read on the replica and noted on the primary before it is answered', async () => {
  await untilElsewhere(reader);
  const before = await noted('seizure.searched');
  asked = [];
  await reader.get('/seizures?heading=CITES');
  expect(readOn(replica).some(text => text.includes('from seizures s'))).toBe(true);
  expect(readOn(primary).some(text => text.includes('from seizures s'))).toBe(false);
  expect(await noted('seizure.searched')).toBe(before + 1);
});

test('a record is read and noted on the primary, what is related to it is counted on the replica', async () => {
  const ref = await recordByForm(officer, record('KE/related'));
  await untilElsewhere(reader, `/seizures/${ref}`);
  expect(readOn(primary).some(text => text.includes('noted as'))).toBe(true);
  expect(readOn(replica).every(text => !/insert|update/.test(text))).toBe(true);
});

test('an export is noted on the primary and read in one snapshot of the replica', async () => {
  await untilElsewhere(reader);
  asked = [];
  expect((await reader.get('/seizures/export.csv')).status).toBe(200);
  expect(readOn(replica)[0]).toContain('repeatable read read only');
  expect(readOn(primary).some(text => text.includes('audit_events'))).toBe(true);
});

test('who wrote reads it at once, of whatever process; the others are answered by a replica that lacks it, for 5 seconds at most', async () => {
  await untilElsewhere(reader);
  await untilElsewhere(await signedInAt(elsewhere.url));
  await replica.run('select pg_wal_replay_pause()');
  try {
    const ref = await recordByForm(officer, record('KE/own-write'));
    asked = [];
    expect((await officer.get('/seizures?sort=recorded')).text).toContain(ref);
    for (const [name, value] of officer.cookies) elsewhere.cookies.set(name, value);
    expect((await elsewhere.get('/seizures?sort=recorded')).text).toContain(ref);
    expect(readOn(replica)).toEqual([]);
    expect((await reader.get('/seizures?sort=recorded')).text).not.toContain(ref);
    // Too far behind: the primary answers everybody.
    await sleep(5200);
    asked = [];
    expect((await reader.get('/seizures?sort=recorded')).text).toContain(ref);
    expect(readOn(replica)).toEqual([]);
  } finally {
    await replica.run('select pg_wal_replay_resume()');
  }
  expect(await untilElsewhere(officer, '/seizures?sort=recorded')).toContain('CITES');
});

test('a frozen replica is left within 3 seconds, and one that is gone at once', async () => {
  await untilElsewhere(reader);
  replica.freeze();
  const began = performance.now();
  expect((await reader.get('/seizures')).status).toBe(200);
  // Not by the limit of a statement.
  expect(performance.now() - began).toBeLessThan(6000);
  replica.thaw();
  await untilElsewhere(reader);
  await replica.stop('SIGKILL');
  for (let times = 0; times < 5; times += 1) expect((await reader.get('/seizures')).status).toBe(200);
  await replica.begin();
  await untilElsewhere(reader);
});

test('who waited in vain for a locked table on a replica does not wait for it once more on the primary', async () => {
  const path = '/seizures?heading=CITES';
  await untilElsewhere(reader, path);
  const client = await primary.connect();
  await client.query('begin; lock table seizures in access exclusive mode');
  await expect
    .poll(() => replica.run(`select from pg_locks where relation = 'seizures'::regclass and mode like 'AccessEx%'`))
    .toHaveLength(1);
  asked = [];
  expect((await reader.get(path)).status).toBe(503);
  await client.end();
  expect(readOn(replica).some(text => text.includes('seizures'))).toBe(true);
  expect(readOn(primary).filter(text => text.includes('from seizures s'))).toEqual([]);
});

test('who wrote is answered though the primary says no more how far it is; nothing older is read for him then', {
  timeout: 60_000,
}, async () => {
  const url = primary.url('app');
  // As for jobs: no limit of a statement, and its connection is there already.
  const asking = openPool({ url, statementTimeout: 0 });
  const log = pino({ level: 'silent' });
  const asked = { pool: asking, url, asking, replicaUrl: replica.url('app'), limits: undefined, log };
  const times = { look: 500, mostBehind: 5000, rest: 10_000 };
  const [hasty, patient] = [200, 3_600_000].map(patience => openReads(asked, { ...times, patience }));
  expect(placeIn((await patient?.written()) ?? '')).toBeLessThan(placeIn('FFFFFFFF/FFFFFFFF') ?? 0);
  primary.freeze();
  try {
    expect(await hasty?.written()).toBe('FFFFFFFF/FFFFFFFF');
    // Known to be silent, it is not asked.
    serversOf(url).isSilent = true;
    expect(await patient?.written()).toBe('FFFFFFFF/FFFFFFFF');
  } finally {
    serversOf(url).isSilent = false;
    primary.thaw();
  }
  await Promise.all([hasty?.close(), patient?.close(), asking.end()]);
});

test('nothing is written through it', async () => {
  const pool = openPool({ url: primary.url('app') });
  const log = pino({ level: 'silent' });
  const reads = openReads({
    ...{ pool, url: primary.url('app'), asking: pool, replicaUrl: replica.url('app'), limits: undefined, log },
  });
  await expect.poll(async () => (await reads.look())?.replicas[0]?.behind).toBeLessThan(5);
  expect(reads.isElsewhere()).toBe(true);
  const writing = "insert into audit_events (action, outcome) values ('seizure.read', 'done')";
  await expect(reads.query(writing)).rejects.toMatchObject({ code: '25006' });
  const told = JSON.stringify(await (await measureProcess('one', {}, reads)).read());
  expect(told).toMatch(/"cen_replica_behind_seconds"[^\]]*"value":\d/);
  expect(told).toContain('"value":0,"labels":{"server":"replica"');
  const client = await reads.connect();
  // Nor where the server itself would let it: once it is promoted.
  expect((await client.query('show default_transaction_read_only')).rows).toEqual([
    { default_transaction_read_only: 'on' },
  ]);
  client.release();
  await reads.close();
  await pool.end();
});

test('administrators see how far each replica is and how much it answers', async () => {
  const admin = await signedIn(reader.url, 'wco.admin');
  const { text } = await admin.get('/access/status');
  expect(text).toContain(`Replica ${replica.host}`);
  expect(text).toMatch(/At most \d seconds? behind/);
  expect(text).toMatch(/\d+% of those that may be/);
});

test('once it is promoted nothing is read there as on a replica, and administrators are told', async () => {
  await primary.stop('SIGKILL');
  await replica.run('select pg_promote()');
  const pool = openPool({ url: replica.url('app') });
  const reads = openReads({
    ...{ pool, url: replica.url('app'), asking: pool, replicaUrl: replica.url('app'), limits: undefined },
    log: pino({ level: 'silent' }),
  });
  expect((await reads.look())?.replicas).toEqual([{ name: replica.host, behind: 'primary' }]);
  expect(reads.isElsewhere()).toBe(false);
  expect((await reads.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await reads.close();
  await pool.end();
});

test('a place in the changes is compared as a number', () => {
  expect(placeIn('0/16B3748')).toBe(0x16b3748);
  expect(placeIn('A/0')).toBeGreaterThan(placeIn('9/FFFFFFFF') ?? Infinity);
  for (const text of ['', '/', '0/', 'x/1', '123456789/0', "0/1' or"]) expect(placeIn(text)).toBeUndefined();
});
