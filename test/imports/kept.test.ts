import { beforeAll, describe, expect, test } from 'vitest';
import { cuttingProxy } from '../support/cutting-proxy.ts';
import { Browser, testPortal, type TestPortal } from '../support/portal.ts';
import { csvText, facts, table } from './generate.ts';
import { formOn, idOf, open, plain, send, settled, upload, type Page } from './officer.ts';

const rows = facts(300, 3).map((fact, at) => ({ ...fact, country: 'KE', unit: 'kg', ref: `KEPT-${at}` }));
const file = csvText(table(rows));

let portal: TestPortal;
let kenya: Browser;
beforeAll(async () => {
  portal = await testPortal();
  kenya = await portal.as('ke.ncp');
});

/** From the upload to the dry run, every column taken as proposed. */
async function checked(name: string, content: string): Promise<Page> {
  let page = await upload(kenya, name, content);
  const id = idOf(page);
  if (page.path.endsWith('/read')) {
    page = await send(kenya, page, 'read', {}, 'right');
    await send(kenya, page, 'columns');
  }
  return settled(kenya, id);
}

const saved = async (): Promise<number> =>
  (await portal.owner.query('select count(*)::int as n from seizures')).rows[0].n;

/** Everything a record is, as text, but for its flags, which a job works out soon after. */
async function whole(): Promise<string[]> {
  const { rows: found } = await portal.owner.query<{ text: string }>(`
    select (to_jsonb(s) - array['doubts'] || jsonb_build_object('record', r.record, 'lines',
      (select jsonb_agg(l order by l.line_no) from goods_lines l where l.seizure_id = s.id)))::text as text
    from seizures s join seizure_records r on r.seizure_id = s.id order by s.id`);
  return found.map(({ text }) => text);
}

describe('import.honest', () => {
  let first: number;

  test('an officer whose line is cut finds the import at work or done, and saves nothing twice', async () => {
    const page = await checked('kept.csv', file);
    first = idOf(page);
    expect(page.path).toBe(`/seizures/imports/${first}/check`);
    const cut = new Browser(await cuttingProxy(portal.url));
    for (const [name, value] of kenya.cookies) cut.cookies.set(name, value);
    const commit = `/seizures/imports/${first}/commit`;
    await expect(cut.postRaw(commit, formOn(page, commit))).rejects.toThrow(/socket hang up|ECONNRESET/);
    // Told nothing, he presses again on the page he still has, and looks.
    const again = await kenya.postRaw(commit, formOn(page, commit));
    expect([303, 409]).toContain(again.status);
    const result = await settled(kenya, first);
    expect(result.path).toBe(`/seizures/imports/${first}/result`);
    expect(plain(result)).toContain(`${rows.length} records are in the database.`);
    expect(await saved()).toBe(rows.length);
    expect(plain(await open(kenya, '/seizures/imports'))).toContain('kept.csv');
  }, 120_000);

  test('the same file again leads to the first import, and makes no record', async () => {
    const page = await upload(kenya, 'kept again.csv', file);
    expect(page.text).toContain(`/seizures?import=${first}`);
    expect(await saved()).toBe(rows.length);
  });
});

describe('import.untouched', () => {
  test('a file with other columns for the same numbers leaves the records bit for bit as they are, and says so', async () => {
    const before = await whole();
    const other = rows.slice(0, 40).map(fact => ({ ...fact, quantity: fact.quantity + 1 }));
    const fewer = table(other).map(cells => [0, 1, 2, 4, 5, 6].map(at => cells[at] ?? ''));
    const page = await checked('fewer.csv', csvText(fewer));
    expect(page.path).toBe(`/seizures/imports/${idOf(page)}/check`);
    expect(plain(page)).toContain('References already used National reference · 40 rows');
    expect(plain(page)).toContain('0 rows ready');
    expect(await whole()).toEqual(before);
  }, 120_000);

  test('no statement changes a record without a step of its history', async () => {
    const changes = [
      `update seizures set national_ref = 'other' where id = $1`,
      `update seizures set status = 'withdrawn' where id = $1`,
      `update seizure_records set record = record || '{"x": 1}' where seizure_id = $1`,
      'update goods_lines set quantity = 1000000 where seizure_id = $1',
      'delete from goods_lines where seizure_id = $1',
    ];
    const { rows: [one] = [] } = await portal.owner.query<{ id: number }>('select min(id)::int as id from seizures');
    const before = await whole();
    for (const change of changes)
      await expect(portal.pool.query(change, [one?.id])).rejects.toThrow('without a step of its history');
    expect(await whole()).toEqual(before);
    const client = await portal.pool.connect();
    try {
      await client.query('begin');
      await client.query(changes[0] ?? '', [one?.id]);
      await client.query(
        `insert into seizure_steps (seizure_id, kind, version, account_id) select $1, 'amended', 2, recorded_by
        from seizures where id = $1`,
        [one?.id],
      );
      await client.query('commit');
    } finally {
      client.release();
    }
    expect(await whole()).not.toEqual(before);
  });
});
