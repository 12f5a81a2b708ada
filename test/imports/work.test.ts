import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '../support/portal.ts';
import { groundForPortals, until, type Ground, type RunningPortal } from '../support/portal-killed.ts';
import { csvText, facts, table } from './generate.ts';
import { idOf, open, plain, send, settled, upload, type Page } from './officer.ts';

/** More than one chunk of the check, and two of the saving. */
const rows = 3_600;
let ground: Ground;
beforeAll(async () => {
  // Pages are answered while rows are read and saved, as where it is run.
  ground = await groundForPortals({ jobsIn: 'thread' });
});
afterAll(() => ground.close());

async function counts(
  importId: number,
): Promise<{ rows: number; committed: number; seizures: number; distinct: number; refs: number }> {
  const {
    rows: [found],
  } = await ground.database.pool.query(
    `select (select count(*)::int from import_rows where import_id = $1) as rows, (select count(*)::int from
      import_rows where import_id = $1 and state = 'committed') as committed,
       count(*)::int as seizures, count(distinct import_row)::int as distinct, count(distinct ref)::int as refs
         from seizures where import_id = $1`,
    [importId],
  );
  return found;
}

/** What is asked every few milliseconds costs little. */
async function howMany(importId: number, table: 'import_rows' | 'seizures'): Promise<number> {
  const {
    rows: [found],
  } = await ground.database.pool.query(`select count(*)::int as n from ${table} where import_id = $1`, [importId]);
  return found.n;
}

let portal: RunningPortal;
let browser: Browser;

describe('a portal that is killed while it works', () => {
  let page: Page;
  let id: number;

  test('checks from where it was', async () => {
    portal = await ground.start();
    browser = await portal.signIn('wco.admin');
    const list = facts(rows, 7).map((fact, at) => ({ ...fact, ref: `KIL-${at}` }));
    page = await upload(browser, 'many.csv', csvText(table(list)));
    id = idOf(page);
    page = await send(browser, page, 'read', {}, 'right');
    // Every word of the file is known, so that the check follows the reading by itself.
    await send(browser, page, 'columns');
    await until(async () => (await howMany(id, 'import_rows')) >= 2000, 60);
    await portal.kill();
    const before = await counts(id);
    portal = await ground.start();
    browser = await portal.signIn('wco.admin');
    page = await settled(browser, id, 120);
    expect(page.path).toBe(`/seizures/imports/${id}/check`);
    expect(before.rows).toBeLessThan(rows);
    expect((await counts(id)).rows).toBe(rows);
  }, 200_000);

  test('saves every row once', async () => {
    const {
      rows: [found],
    } = await ground.database.pool.query(
      `select count(*)::int as n from import_rows where import_id = $1 and state = 'ready'`,
      [id],
    );
    const ready: number = found.n;
    expect(ready).toBeGreaterThan(2_400);
    await send(browser, page, 'commit');
    await until(async () => (await howMany(id, 'seizures')) >= 500, 90);
    await portal.kill();
    expect((await counts(id)).seizures).toBeLessThan(ready);
    portal = await ground.start();
    browser = await portal.signIn('wco.admin');
    page = await settled(browser, id, 150);
    expect(page.path).toBe(`/seizures/imports/${id}/result`);
    const after = await counts(id);
    expect(after).toEqual({ rows, committed: ready, seizures: ready, distinct: ready, refs: ready });
    // What a row was read as is in its record now, and not kept twice.
    const { rows: kept } = await ground.database.pool.query(
      `select state, count(record)::int as records from import_rows
       where import_id = $1 and state = 'committed' group by 1`,
      [id],
    );
    expect(kept).toEqual([{ state: 'committed', records: 0 }]);
  }, 300_000);
});

describe('an officer who stops the saving', () => {
  test('keeps what is in, and goes on later', async () => {
    let page = await upload(
      browser,
      'again.csv',
      csvText(table(facts(rows, 11).map((fact, at) => ({ ...fact, ref: `STP-${at}` })))),
    );
    const id = idOf(page);
    page = await settled(browser, id);
    expect(page.path).toBe(`/seizures/imports/${id}/check`);
    const {
      rows: [ready],
    } = await ground.database.pool.query(
      `select count(*)::int as n from import_rows where import_id = $1 and state = 'ready'`,
      [id],
    );
    page = await send(browser, page, 'commit');
    await until(async () => (await howMany(id, 'seizures')) >= 1000, 60);
    page = await open(browser, `/seizures/imports/${id}/result`);
    page = await send(browser, page, 'stop');
    expect(page.path).toBe(`/seizures/imports/${id}/check`);
    const stopped = await counts(id);
    expect(stopped.seizures).toBeGreaterThanOrEqual(1000);
    expect(stopped.seizures).toBeLessThan(ready.n);
    expect(plain(page)).toContain('Some rows have been saved; these have not.');
    await new Promise(resolve => setTimeout(resolve, 800));
    expect((await counts(id)).seizures).toBe(stopped.seizures);
    await send(browser, await open(browser, `/seizures/imports/${id}/check`), 'commit');
    await settled(browser, id, 90);
    const after = await counts(id);
    expect(after.distinct).toBe(after.committed);
    expect(after.committed).toBeGreaterThan(stopped.seizures);
  }, 200_000);
});
