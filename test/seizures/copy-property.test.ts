import { rm } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { createAppContext, type AppContext } from '../../src/app-context.ts';
import type { Viewer, ViewerOffice } from '../../src/access/index.ts';
import { countCases, sumLines } from '../../src/analysis/cells/search-cells.ts';
import { openEngine } from '../../src/db/columnar/engine.ts';
import { follow, type Follower } from '../../src/db/columnar/follow.ts';
import { openPool, type Queryable } from '../../src/db/pool.ts';
import { periodOf } from '../../src/returns/period.ts';
import { readOpen, readQuality } from '../../src/returns/store-score.ts';
import { seizureCopyOf } from '../../src/seizures/index.ts';
import { startRecodeJobs } from '../../src/seizures/codes/recode.ts';
import { countFacets } from '../../src/seizures/search/search-facets.ts';
import type { Searching } from '../../src/seizures/search/search-where.ts';
import { listTurnaround, readTurnaround, type Turnaround } from '../../src/seizures/verification/store-turnaround.ts';
import { letDateMove } from '../../src/text/clock.ts';
import { today } from '../../src/text/plain-date.ts';
import { seededRandom, type Random } from '../../seeds/demo/random.ts';
import { act, countries, type People, type Stage } from '../support/acts.ts';
import { afterFile } from '../support/after-file.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { configFor, keysDirectory } from '../support/portal.ts';
import {
  casesAgain,
  facetsAgain,
  figure,
  linesAgain,
  plainRecords,
  sortedEntries,
  type Asking,
  type PlainRecord,
} from '../support/recount.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

const actCount = 1200;
const between = 150;
const dimensions = [
  ...([
    'heading',
    'product',
    'country',
    'region',
    'office',
    'transport',
    'concealment',
    'detection',
    'location',
  ] as const),
  ...(['direction', 'origin', 'departure', 'destination', 'way', 'status', 'month', 'weekday'] as const),
];

let database: TestDatabase;
let context: AppContext;
let ground: Ground;
let people: People;
let viewers: readonly Viewer[];
let follower: Follower;
let copy: Queryable;
beforeAll(async () => {
  database = await ownDatabase();
  const cencommKeys = await keysDirectory();
  const { appUrl } = database;
  context = await createAppContext({ config: { ...configFor(cencommKeys), cencommKeys }, appUrl, does: 'both' });
  await startRecodeJobs(context.seizures.context);
  ground = await groundOf(database);
  letDateMove(true);
  people = await peopleOf();
  viewers = viewersOf(await ground.viewer('wco.admin'));
  const engine = await openEngine(seizureCopyOf([]).ready);
  const pool = openPool({ url: database.appUrl, max: 1, statementTimeout: 0 });
  // On a busy machine a comparison may take longer than an idle connection is kept; a portal looks each second.
  Object.assign(pool.options, { idleTimeoutMillis: 0 });
  follower = await follow(pool, engine, seizureCopyOf([]));
  const query = async ({ text, values }: { text: string; values: unknown[] }) => ({
    rows: await engine.read({ text, values, today: new Date().toISOString().slice(0, 10) }),
  });
  copy = { query } as unknown as Queryable;
  afterFile(async () => {
    letDateMove(false);
    await context.close();
    await pool.end();
    await engine.close();
    await rm(cencommKeys, { recursive: true, force: true });
  });
});

async function peopleOf(): Promise<People> {
  const [officer, point, vn, admin, esa, ap] = (await Promise.all(
    ['ke.officer', 'ke.ncp', 'vn.ncp', 'wco.admin', 'rilo.esa', 'rilo.ap'].map(login => ground.viewer(login)),
  )) as [Viewer, Viewer, Viewer, Viewer, Viewer, Viewer];
  return {
    enters: { KE: [officer, point], VN: [vn, ap], TZ: [esa, admin], FR: [admin, admin], BR: [admin, admin] },
    desk: { KE: esa, VN: ap, TZ: admin },
    administrator: admin,
  };
}

/** Twenty offices of every kind and many regions; what a viewer sees hangs on the office alone. */
function viewersOf(like: Viewer): Viewer[] {
  const kinds = ['administration', 'rilo', 'secretariat', 'partner'];
  const known = ground.offices.all.filter(({ kind }) => kinds.includes(kind));
  const theirs = countries.map(code => ground.offices.owning(code));
  const others = known.filter(({ kind }) => kind !== 'administration');
  const more = known.filter(({ kind, id }) => kind === 'administration' && id % 9 === 0);
  return [...new Set([...theirs, ...others, ...more])].slice(0, 20).map(office => {
    const riloId =
      office.kind === 'rilo' ? office.id : office.country ? (ground.offices.riloOf(office.country)?.id ?? null) : null;
    return { ...like, office: { ...office, riloId, memberCountries: [] } as unknown as ViewerOffice };
  });
}

/** A search of some filters, as it is typed. */
function someQuery(random: Random): string {
  const filters: readonly (readonly [number, () => string])[] = [
    [0.3, () => `heading=${random.pick(['DRUG', 'TOB', 'CITES', 'DRUG&heading=WEAP'])}`],
    [0.1, () => `product=${random.pick(['OPI-HER', 'TOB-CIG'])}`],
    [0.25, () => `country=${random.pick(['KE', 'VN', 'TZ&country=FR'])}`],
    [0.2, () => `status=${random.pick(['withdrawn', 'merged', 'verified', 'queried&status=submitted'])}`],
    [0.2, () => `transport=${random.pick(['SEA', 'AIR', 'SEA-BULK'])}`],
    [0.15, () => `concealment=${random.pick(['CON-VEH-FUEL', 'CON-BODY-INT'])}`],
    [0.1, () => `detection=DET-DOG`],
    [0.1, () => `office=${random.pick(['KE', 'VN'])}`],
    [0.1, () => `direction=IMP`],
    [0.1, () => `origin=${random.pick(['PK', 'CN&origin=ZZ'])}`],
    [0.1, () => `transit=${random.pick(['OM', 'SO'])}`],
    [0.1, () => `touches=${random.pick(['OM', 'KE', 'PK'])}`],
    [0.1, () => `leg=${random.pick(['PK%3EOM', 'OM%3ESO', 'OM%3ENL', 'PK%3ENL'])}`],
    [0.1, () => `destination=NL`],
    [0.2, () => `from=2025-0${1 + Math.floor(random.next() * 9)}-14`],
    [0.2, () => `to=2026-0${1 + Math.floor(random.next() * 9)}-14`],
    [0.1, () => 'held=yes'],
    [0.05, () => `import=${1 + Math.floor(random.next() * 5)}`],
  ];
  return filters.flatMap(([share, write]) => (random.chance(share) ? [write()] : [])).join('&');
}

async function cases(on: Queryable, searching: Searching, names: readonly (typeof dimensions)[number][]) {
  return (await countCases(on, searching, names)).map(cell => `${JSON.stringify(cell.values)} ${cell.cases}`).sort();
}

async function lines(on: Queryable, searching: Searching, names: readonly (typeof dimensions)[number][]) {
  return (await sumLines(on, searching, names))
    .map(cell => {
      const numbers = [cell.lines, figure(cell.quantity), figure(cell.largest), cell.held];
      return `${JSON.stringify([...cell.values, cell.unit])} ${numbers.join(' ')}`;
    })
    .sort();
}

async function facets(on: Queryable, searching: Searching) {
  const { counts, totals = [], lines: all, held, own } = await countFacets(on, searching);
  return {
    counts: Object.fromEntries(Object.entries(counts).map(([name, codes]) => [name, sortedEntries(codes)])),
    totals: sortedEntries(new Map(totals.map(({ unit, quantity }) => [unit, quantity]))).map(([unit, sum]) => [
      unit,
      figure(sum),
    ]),
    lines: all ?? 0,
    held,
    own: sortedEntries(own).map(([name, codes]) => [name, sortedEntries(codes)]),
  };
}

/** How long verifying took, for each Member and for the desk. */
async function turnaround(on: Queryable, viewer: Viewer) {
  const [members, desk] = await Promise.all([
    listTurnaround({ figures: on, pool: database.pool }, viewer, today()),
    readTurnaround(on, viewer, today()),
  ]);
  const rounded = (_name: string, value: unknown) => (typeof value === 'number' ? figure(value) : value);
  return JSON.parse(JSON.stringify({ members, desk }, rounded)) as { readonly desk: Turnaround };
}

/** The records of an office in the last twelve months and before them, as its return tells. */
async function quality(figures: Queryable, viewer: Viewer, officeId: number) {
  const on = { figures, pool: database.pool };
  const period = periodOf('months', today());
  const [measured, open] = [
    await readQuality(on, viewer, officeId, period),
    await readOpen(on, viewer, officeId, period),
  ];
  return { ...measured, ...open };
}

/** Asks the copy and PostgreSQL the same of one office; answers how much they found. */
async function compareReturns(viewer: Viewer, told: string): Promise<number> {
  const owner = ground.offices.owning(countries[viewers.indexOf(viewer) % countries.length] ?? '')?.id ?? 0;
  const [copied, original] = [await quality(copy, viewer, owner), await quality(database.pool, viewer, owner)];
  expect([told, copied]).toEqual([told, original]);
  return original.now.late + original.before.records + original.earlier;
}

/** Asks the copy, PostgreSQL and the recount the same, for every viewer. Answers how many cells were compared. */
async function compare(records: readonly PlainRecord[], random: Random): Promise<number> {
  let [compared, verified, measured] = [0, 0, 0];
  for (const viewer of viewers) {
    const query = random.chance(0.2) ? '' : someQuery(random);
    const searching = ground.searching(viewer, query);
    const names = [random.pick(dimensions), random.pick(dimensions)];
    const asking: Asking = { ...searching, office: viewer.office, day: today() };
    const told = `${viewer.office.code} asks "${query}" by ${names.join(' and ')}`;
    const [counts, sums, shown] = [
      casesAgain(records, asking, names),
      linesAgain(records, asking, names),
      facetsAgain(records, asking),
    ];
    const owns: unknown[] = [];
    for (const on of [copy, database.pool]) {
      const from = on === copy ? 'copy' : 'PostgreSQL';
      expect([from, told, await cases(on, searching, names)]).toEqual([from, told, counts]);
      compared += sums.length;
      expect([from, told, await lines(on, searching, names)]).toEqual([from, told, sums]);
      const { own, ...found } = await facets(on, searching);
      owns.push(own);
      expect([from, told, found]).toEqual([from, told, { ...shown, counts: expect.objectContaining(shown.counts) }]);
    }
    expect(owns[0]).toEqual(owns[1]);
    if (viewer.office.kind === 'administration') continue;
    const [copied, original] = await Promise.all([copy, database.pool].map(on => turnaround(on, viewer)));
    expect([told, copied]).toEqual([told, original]);
    measured += await compareReturns(viewer, told);
    if (original?.desk.thisYear ?? original?.desk.lastYear) verified += 1;
  }
  expect(verified).toBeGreaterThan(0);
  expect(measured).toBeGreaterThan(0);
  return compared;
}

test(`figures of ${actCount} random acts are those of the records, for twenty viewers`, async () => {
  const random = seededRandom(20_261_128);
  const stage: Stage = { context: context.seizures.context, database, random, people };
  const done = new Map<string, number>();
  let compared = 0;
  expect(viewers).toHaveLength(20);
  for (let at = 1; at <= actCount; at += 1) {
    const [name, isDone] = await act(stage);
    if (isDone) done.set(name, (done.get(name) ?? 0) + 1);
    if (at % 20 === 0) await follower.poll();
    if (at % between === 0) {
      await follower.poll();
      compared += await compare(await plainRecords(database.owner), random);
    }
  }
  expect(await follower.isWhole()).toBe(true);
  if (process.env.TEST_LOG) process.stderr.write(`${JSON.stringify({ compared, ...Object.fromEntries(done) })}\n`);
  // Every kind of act happened, and most were done.
  expect([...done.keys()].sort()).toEqual([
    ...['amend', 'answer', 'confirm', 'decideWords', 'embargo', 'import', 'merge', 'nextDay', 'putBack', 'query'],
    ...['recode', 'record', 'redact', 'release', 'restore', 'unmerge', 'verify', 'withdraw', 'withdrawImport'],
  ]);
  expect([...done.values()].reduce((sum, one) => sum + one)).toBeGreaterThan(actCount * 0.7);
  expect(compared).toBeGreaterThan(1000);
}, 300_000);
