import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine, patience, type Engine } from '../../src/db/columnar/engine.ts';

// Whoever reaches the socket of the engine asks it what he likes: he reads the copy and nothing else of the machine.

let directory: string;
let outside: string;
let engine: Engine;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'cen-attack-'));
  outside = join(directory, 'outside.csv');
  writeFileSync(outside, 'a,secret\n');
  engine = await openEngine(undefined, mkdtempSync(join(tmpdir(), 'cen-attack-exchange-')));
  await engine.write(['create table seizures (id bigint, country varchar)']);
  await engine.write([`insert into seizures select range, 'KE' from range(1000)`]);
});
afterAll(async () => {
  await engine.close();
  await rm(directory, { recursive: true, force: true });
});

const read = (text: string, values: readonly unknown[] = []) => engine.read({ text, values, today: '2026-11-28' });
const count = async () => (await read('select count(*) as n from seizures'))[0]?.n;

describe('the engine of figures', () => {
  test.each([
    ['a file of the machine', () => `select * from read_csv('${outside}')`],
    ['a file by its name', () => `select * from '${outside}'`],
    ['a file on a way out of the exchange', () => `select * from read_text('${engine.exchange}/../outside.csv')`],
    ['a file of the system', () => `select * from read_text('/etc/passwd')`],
    ['which files there are', () => `select * from glob('/etc/*')`],
    ['another database', () => `select * from sqlite_scan('${outside}', 'a')`],
  ])('does not read %s', async (_what, text) => {
    await expect(read(text())).rejects.toThrow(/disabled by configuration|does not exist|not in the catalog/);
    expect(await count()).toBe(1000);
  });

  test.each([
    `copy seizures to '{}'`,
    `copy (select 1) to '{}'`,
    `export database '{}'`,
    `attach '{}' as other`,
    `attach ':memory:' as other`,
    'delete from seizures',
    `insert into seizures values (1, 'XX')`,
    `update seizures set country = 'XX'`,
    'drop table seizures',
    'create table other (a int)',
    'create macro tsvector_to_array(list) as null',
    'set enable_external_access = true',
    `set memory_limit = '100GB'`,
    `set temp_directory = '/tmp'`,
    'set lock_configuration = false',
    `set log_query_path = '{}'`,
    `pragma enable_profiling = 'json'`,
    'install httpfs',
    'load httpfs',
    'checkpoint',
    'begin',
    'explain analyze delete from seizures',
    'prepare one as delete from seizures',
    'select 1; delete from seizures',
    `call force_checkpoint('copy')`,
  ])('does nothing but read: %s', async text => {
    const made = join(engine.exchange, 'made');
    await expect(read(text.replace('{}', made))).rejects.toThrow();
    expect(existsSync(made)).toBe(false);
    expect(await read('select count(*) as n, min(country) as one, max(country) as other from seizures')).toEqual([
      { n: 1000, one: 'KE', other: 'KE' },
    ]);
  });

  test('gives up what takes too long, and the connection works on', async () => {
    const endless = 'select count(*) as n from range(1000000) a, range(1000000) b where (a.range * b.range) % 7 = 3';
    const began = performance.now();
    // More than there are connections: each of them gets one.
    await Promise.all(Array.from({ length: 4 }, () => expect(read(endless)).rejects.toThrow('Interrupted')));
    expect(performance.now() - began).toBeLessThan(patience + 5000);
    expect(await Promise.all(Array.from({ length: 8 }, count))).toEqual(Array.from({ length: 8 }, () => 1000));
  });

  test('gives up what nobody waits for', async () => {
    const endless = 'select count(*) as n from range(1000000) a, range(1000000) b where (a.range * b.range) % 7 = 3';
    let isWanted = true;
    setTimeout(() => (isWanted = false), 300);
    const began = performance.now();
    await expect(engine.read({ text: endless, values: [], today: '2026-11-28' }, () => isWanted)).rejects.toThrow(
      'Interrupted',
    );
    expect(performance.now() - began).toBeLessThan(patience - 1000);
  });

  test('refuses what needs more memory than it has, writes nothing to a disk, and works on', async () => {
    const large = `select list(repeat('x', 1000000) || a.id || b.range) as n from seizures a, range(10) b`;
    await expect(read(large)).rejects.toThrow('Out of Memory');
    expect(await count()).toBe(1000);
    expect(readdirSync(engine.exchange)).toEqual([]);
    expect(existsSync('.tmp')).toBe(false);
    expect(engine.isBroken()).toBe(false);
  });

  test('takes the values of a question as values', async () => {
    const quoted = `'; delete from seizures; --`;
    expect(await read('select count(*) as n from seizures where country = $1', [quoted])).toEqual([{ n: 0 }]);
    expect(
      await read('select id, $1::text as a, $2::int[] as b, $3::bigint as c from seizures where id = any($4::int[])', [
        quoted,
        [],
        9_999_999_999_999,
        [7],
      ]),
    ).toEqual([{ id: 7, a: quoted, b: [], c: 9_999_999_999_999 }]);
    expect(await read(`select current_date as day, current_date + 3 as later`)).toEqual([
      { day: '2026-11-28', later: '2026-12-01' },
    ]);
  });

  test('says when a fault within made it useless', async () => {
    const broken = await openEngine();
    await expect(
      broken.read({
        text: 'select typeof($1) as a, $1::bigint as b',
        values: [9_999_999_999_999],
        today: '2026-11-28',
      }),
    ).rejects.toThrow();
    expect(broken.isBroken()).toBe(true);
    await broken.close();
    expect(existsSync(broken.exchange)).toBe(false);
  });
});
