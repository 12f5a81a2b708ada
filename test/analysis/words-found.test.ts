import { beforeAll, expect, test } from 'vitest';
import { countCases, sumLines } from '../../src/analysis/cells/search-cells.ts';
import { countFlows } from '../../src/analysis/flows/search-flows.ts';
import type { Figures } from '../../src/db/columnar/index.ts';
import { openEngine } from '../../src/db/columnar/engine.ts';
import { follow } from '../../src/db/columnar/follow.ts';
import { openPool, type Queryable } from '../../src/db/pool.ts';
import { seizureCopyOf, withWordsFound, type Searching } from '../../src/seizures/index.ts';
import { afterFile } from '../support/after-file.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;
let copy: Queryable;
beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
  const facts = { release: 'all' as const, releaseOffices: undefined };
  await ground.put([
    ...Array.from({ length: 6 }, (_, at) =>
      sampleRecord('DRUG', {
        facts: { ...facts, nationalRef: `W/${at}`, placeName: at % 2 ? 'Lakeside' : 'Hillside' },
      }),
    ),
    sampleRecord('TOB', { facts: { ...facts, nationalRef: 'W/10', placeName: 'Lakeside' } }),
    sampleRecord('CITES', { facts: { nationalRef: 'W/11', placeName: 'Lakeside', release: 'region' } }),
  ]);
  const source = seizureCopyOf(['lakesid', 'heading:drug', 'heading:tob']);
  const engine = await openEngine(source.ready);
  const pool = openPool({ url: database.appUrl, max: 1, statementTimeout: 0 });
  await follow(pool, engine, source);
  const query = async ({ text, values }: { text: string; values: unknown[] }) => ({
    rows: await engine.read({ text, values, today: new Date().toISOString().slice(0, 10) }),
  });
  copy = { query } as unknown as Queryable;
  afterFile(async () => {
    await pool.end();
    await engine.close();
  });
});

const figures = (): Figures => ({ ...copy, copied: copy }) as Figures;

async function counted(on: Queryable, searching: Searching) {
  const [cases, lines, flows] = await Promise.all([
    countCases(on, searching, ['heading', 'country']),
    sumLines(on, searching, ['product']),
    countFlows(on, searching, 'steps'),
  ]);
  return [cases, lines, flows].map(rows => rows.map(row => JSON.stringify(row)).sort());
}

test.each([
  ['lakeside', 4],
  ['lakeside OR hillside', undefined],
  ['drugs', 6],
  ['drugs OR tobacco', 7],
  ['drugs -lakeside', 3],
  ['lakeside heroin', undefined],
  ['lakeside -heroin', undefined],
  ['hillside&heading=DRUG', 3],
  ['lakeside&heading=DRUG&heading=TOB', 4],
  ['lakeside&status=withdrawn', 0],
  ['nothingiscalledso', 0],
  ['%21%3F', 0],
])('what the copy counts of q=%s is what PostgreSQL counts by the words', async (query, cases) => {
  for (const login of ['ke.ncp', 'vn.reader', 'wco.admin']) {
    const viewer = await ground.viewer(login);
    const searching = ground.searching(viewer, `from=2025-01-01&q=${query}`);
    const found = await withWordsFound(database.pool, figures(), searching, '2025-01-01');
    const [copied, plain] = [await counted(copy, found), await counted(database.pool, searching)];
    expect([login, copied]).toEqual([login, plain]);
    expect([login, await counted(database.pool, found)]).toEqual([login, plain]);
    const [all] = await countCases(copy, found, []);
    if (cases !== undefined) expect([login, all?.cases ?? 0]).toEqual([login, cases + seesMore(login, query)]);
  }
});

/** The region's record, which viewers of other regions do not count. */
function seesMore(login: string, query: string): number {
  return query === 'lakeside' && login === 'vn.reader' ? 0 : Number(query === 'lakeside');
}

test('words are looked up for the copy alone, and where there are any', async () => {
  const viewer = await ground.viewer('ke.ncp');
  const day = '2025-06-01';
  const searching = ground.searching(viewer, `from=${day}&q=lakeside`);
  expect(await withWordsFound(database.pool, { ...figures(), copied: undefined }, searching, day)).toBe(searching);
  const without = ground.searching(viewer, 'heading=DRUG');
  expect(await withWordsFound(database.pool, figures(), without, day)).toBe(without);
  const { found } = await withWordsFound(database.pool, figures(), searching, day);
  expect(found).toEqual({ from: day, words: ['lakesid'], ids: '0' });
  const rare = ground.searching(viewer, `from=${day}&q=hillside`);
  const byNumber = (await withWordsFound(database.pool, figures(), rare, day)).found;
  expect([byNumber?.words, byNumber?.ids.split(',').length]).toEqual([[], 3]);
});

test('what goes further back than words were looked up asks by the words', async () => {
  const viewer = await ground.viewer('ke.ncp');
  const all = ground.searching(viewer, 'q=lakeside');
  const { found = { from: '', words: [], ids: '' } } = await withWordsFound(
    database.pool,
    figures(),
    all,
    '2999-01-01',
  );
  expect(found.ids).toBe('0');
  const later = ground.searching(viewer, 'from=2999-01-01&q=lakeside');
  expect((await countCases(copy, { ...later, found }, []))[0]?.cases).toBe(0);
  for (const query of ['q=lakeside', 'from=2025-01-01&q=lakeside']) {
    const [cell] = await countCases(database.pool, { ...ground.searching(viewer, query), found }, []);
    expect([query, cell?.cases]).toEqual([query, 5]);
  }
});

test('what was looked up before is asked of what changed since, and only that', async () => {
  const viewer = await ground.viewer('ke.ncp');
  const same = figures();
  const asked: string[] = [];
  const watched = {
    query: (statement: { text: string }) => {
      asked.push(statement.text);
      return database.pool.query(statement as never);
    },
  } as unknown as Queryable;
  const idsFrom = async (day: string) => {
    asked.length = 0;
    const { found } = await withWordsFound(watched, same, ground.searching(viewer, `from=${day}&q=hillside`), day);
    return found?.ids.split(',').map(Number).sort();
  };
  const sinceChanges = () => asked.map(text => text.includes('seizure_changes')).at(-1);
  const before = await idsFrom('2025-06-01');
  expect([before?.length, sinceChanges()]).toEqual([3, false]);
  const [gone = 0, ...others] = before ?? [];
  await database.owner.query(`update seizures set document = to_tsvector('simple', 'elsewhere') where id = $1`, [gone]);
  await database.owner.query(`insert into seizure_changes (seizure_id, kind) values ($1, 'upsert')`, [gone]);
  const [ref] = await ground.put([
    sampleRecord('DRUG', { facts: { release: 'all', nationalRef: 'W/20', placeName: 'Hillside' } }),
  ]);
  const { rows } = await database.owner.query<{ id: number }>('select id::int as id from seizures where ref = $1', [
    ref,
  ]);
  // A later day is within what is known.
  for (const day of ['2025-06-01', '2025-07-01']) {
    expect(await idsFrom(day)).toEqual([...others, rows[0]?.id].map(Number).sort());
    expect(sinceChanges()).toBe(true);
  }
  expect((await idsFrom('2025-01-01'))?.length).toBe(3);
  expect(sinceChanges()).toBe(false);
});
