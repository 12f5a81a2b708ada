import { beforeAll, describe, expect, test } from 'vitest';
import { lastMonths, seizuresAtHome } from '../../src/seizures/home.ts';
import type { Seizures } from '../../src/seizures/index.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let ground: Ground;
let changes = 0;
let clock = new Date('2026-11-24T09:00:00Z');

beforeAll(async () => {
  ground = await groundOf(await ownDatabase());
});

const atHome = () =>
  seizuresAtHome(
    {
      context: {
        pool: ground.pool,
        figures: ground.pool,
        lists: ground.lists,
        offices: ground.offices,
        changes: () => changes,
      },
    } as unknown as Seizures,
    () => clock,
  );
const seized = (ref: string, seizureDate: string, heading: 'DRUG' | 'TOB' = 'DRUG') =>
  sampleRecord(heading, { facts: { release: 'all', releaseOffices: undefined, nationalRef: ref, seizureDate } });

test('twelve months, the current one last', () => {
  expect(lastMonths(new Date('2026-02-28T23:59:59Z'))).toEqual([
    '2025-03',
    '2025-04',
    '2025-05',
    '2025-06',
    '2025-07',
    '2025-08',
    '2025-09',
    '2025-10',
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
  ]);
});

describe('figures', () => {
  test('cases by month of seizure, medians by month of record, headings of the year', async () => {
    await ground.put([seized('a', '2025-12-31'), seized('b', '2026-10-01'), seized('c', '2026-10-11', 'TOB')], {
      recordedAt: '2026-10-21T10:00:00Z',
    });
    await ground.put([seized('d', '2025-11-30'), seized('e', '2023-01-01')], { recordedAt: '2026-11-01T00:00:00Z' });
    const figures = await atHome().figures(await ground.viewer('ke.ncp'));
    expect(figures).toMatchObject({
      focus: 'office',
      records: 3,
      lines: 3,
      year: 2026,
      yearRecords: 2,
      synthetic: false,
      latest: [],
    });
    expect(figures.months.filter(({ records }) => records > 0).map(({ month, records }) => [month, records])).toEqual([
      ['2025-12', 1],
      ['2026-10', 2],
    ]);
    expect(figures.months.filter(({ delay }) => delay !== null).map(({ month, delay }) => [month, delay])).toEqual([
      ['2026-10', 20],
      ['2026-11', 336],
    ]);
    expect(figures.headings.map(({ code, records }) => [code, records]).sort()).toEqual([
      ['DRUG', 1],
      ['TOB', 1],
    ]);
    expect(figures.reference).toBe(figures.delay);
  });

  test('are kept for a minute for each scope, and dropped by a change', async () => {
    const home = atHome();
    const [ncp, reader, other] = [
      await ground.viewer('ke.ncp'),
      await ground.viewer('ke.reader'),
      await ground.viewer('vn.ncp'),
    ];
    const first = await home.figures(ncp);
    expect(await home.figures(reader)).toBe(first);
    expect(await home.figures(other)).not.toBe(first);
    changes += 1;
    const second = await home.figures(ncp);
    expect(second).not.toBe(first);
    clock = new Date(clock.getTime() + 61_000);
    expect(await home.figures(ncp)).not.toBe(second);
  });

  test('say when sample records are among them', async () => {
    await ground.put([seized('s', '2026-11-01')], { recordedAt: '2026-11-02T00:00:00Z', synthetic: true });
    changes += 1;
    expect((await atHome().figures(await ground.viewer('ke.ncp'))).synthetic).toBe(true);
  });
});
