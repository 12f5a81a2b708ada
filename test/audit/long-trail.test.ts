import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEventsOf, listTrail } from '../../src/audit/index.ts';
import { sumUnderSeals } from '../../src/audit/chain/store-seals.ts';
import type { Queryable } from '../../src/db/pool.ts';
import { dropDatabase, testDatabase, type TestDatabase } from '../support/database.ts';

// What a page of the trail reads must not grow with the rows that are not on it.

let database: TestDatabase;
/** 30,000 rows of three days: half of office 1, and refusals of all others; an operation of 6,000 events. */
beforeAll(async () => {
  database = await testDatabase();
  await database.owner.query(`
    insert into audit_events (at, action, outcome, office_id, subject, detail)
    select now() - interval '3 days' + n * interval '8 seconds',
      case when n % 5 = 0 then 'message.read' else 'seizure.read' end,
      case when n % 4 = 1 or n % 5000 = 0 then 'refused' else 'done' end, 1 + n % 2,
      case when n % 10 = 0 then 'operation:7' else 'KE-2026-1' end,
      case when n % 10 = 5 then '{"operation": "7"}'::jsonb end
    from generate_series(1, 30000) n`);
  await database.owner.query('vacuum analyze audit_events');
});
afterAll(() => dropDatabase(database));

interface Step {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Plan Rows': number;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Step[];
}

const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];

/** The steps of the plan of the statement which `work` asks first. */
async function planOf(work: (on: Queryable) => Promise<unknown>): Promise<Step[]> {
  const plans: Step[][] = [];
  const query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await database.owner.query<{ 'QUERY PLAN': [{ Plan: Step }] }>(
      `explain (analyze, format json) ${text}`,
      values,
    );
    plans.push(...rows.map(row => stepsOf(row['QUERY PLAN'][0].Plan)));
    return { rows: [] };
  };
  await work({ query } as unknown as Queryable);
  return plans[0] ?? [];
}

/** The most rows that one step of it touched. */
async function touchedBy(work: (on: Queryable) => Promise<unknown>): Promise<number> {
  const steps = await planOf(work);
  const touched = (step: Step) => (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops'];
  return Math.max(...steps.map(touched));
}

test('what an office was refused is not looked for among all its rows, nor among all refusals', async () => {
  const reader = { accountId: 1, loginId: 'x', office: { id: 1 }, sees: { officeId: 1 } };
  expect(await touchedBy(on => listTrail(on, reader, { filter: { outcome: 'refused' }, limit: 50 }))).toBeLessThan(300);
});

test('the rows of the first page are sought once, with their count', async () => {
  const reader = { accountId: 1, loginId: 'x', office: { id: 1 }, sees: 'all' as const };
  const page = (on: Queryable) => listTrail(on, reader, { filter: { action: 'message.announced' }, limit: 50 });
  const scans = (await planOf(page)).filter(step => step['Node Type'].endsWith('Scan') && step['Relation Name']);
  const months = scans.map(step => step['Relation Name']);
  expect(months.length).toBeGreaterThan(10);
  expect(months).toEqual([...new Set(months)]);
});

test('rows under seals that follow each other are read alone, not as a share of the trail', async () => {
  const { rows } = await database.owner.query<{ tx: string; id: number }>(
    'select tx::text, id from audit_events where id % 100 = 0 order by audit_events.tx, id offset 10 limit 4',
  );
  const seals = rows.slice(1).map((to, at) => ({ number: at + 1, from: rows[at] ?? to, to }));
  expect(await touchedBy(on => sumUnderSeals(on, seals))).toBeLessThan(310);
  // Of more than there are the plan would read months from end to end.
  expect(Math.max(...(await planOf(on => sumUnderSeals(on, seals))).map(step => step['Plan Rows']))).toBeLessThan(1000);
  expect([...(await sumUnderSeals(database.owner, seals))].map(([number, { rowCount }]) => [number, rowCount])).toEqual(
    [1, 2, 3].map(number => [number, 100]),
  );
});

test('the newest events of an operation are read without its others', async () => {
  const newest = (on: Queryable) => listEventsOf(on, '7', 'all', { before: undefined, limit: 51 });
  expect(await touchedBy(newest)).toBeLessThan(300);
});

test('the events of an operation come page by page, each once, the newest first', async () => {
  const [first, second] = [
    await listEventsOf(database.pool, '7', 'all', { before: undefined, limit: 100 }),
    await listEventsOf(database.pool, '7', 'all', { before: undefined, limit: 50 }),
  ];
  const third = await listEventsOf(database.pool, '7', 'all', { before: second.at(-1)?.id, limit: 50 });
  expect([...second, ...third].map(({ id }) => id)).toEqual(first.map(({ id }) => id));
  expect(first.map(({ id }) => id)).toEqual(first.map(({ id }) => id).toSorted((a, b) => b - a));
});
