import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from '../support/portal.ts';
import type { Fault } from './faults.ts';
import type { Server } from './server.ts';
import type { Stage } from './stage.ts';
import { begin, isWell, type Seen, type Traffic } from './traffic.ts';

/** A page that cannot be had says so within this time. */
const patience = 3000;

export interface Result {
  readonly name: string;
  readonly requests: number;
  /** How often each kind of failure came: "503", "ECONNRESET". */
  readonly failures: Readonly<Record<string, number>>;
  /** Milliseconds, of those that failed and of all. */
  readonly longestFailure: number;
  readonly longest: number;
  /** What was asked for by the failure that took longest; '' where nothing failed. */
  readonly longestOn: string;
  /** After the cause was gone, until the last failure. */
  readonly secondsUntilRight: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly note: string;
  readonly mayLose: boolean;
}

/** A fault of a part is no fault of ours: what cannot be had is a 503. */
export const isRight = ({ lost, doubled, mayLose, longestFailure, failures }: Result): boolean =>
  doubled + (mayLose ? 0 : lost) === 0 && longestFailure <= patience && failures['500'] === undefined;

/** Plays a fault while people read and write, until all is right again; then counts what was acknowledged. */
export async function play(fault: Fault, stage: Stage, person: Browser, holder: () => Server): Promise<Result> {
  const { readers, pause } = fault;
  const traffic = begin(person, { ...(readers && { readers }), ...(pause && { pause }) });
  await untilWritten(traffic);
  const { goneAt, note = '' } = await fault.run(stage).catch(async (error: unknown) => {
    await traffic.stop();
    throw error;
  });
  await untilRight(traffic, goneAt);
  await traffic.stop();
  const { lost, doubled } = await recount(holder(), traffic);
  const failed = traffic.seen.filter(one => !isWell(one));
  const lastFailure = Math.max(goneAt, ...failed.map(({ began, ms }) => began + ms));
  return {
    name: fault.name,
    requests: traffic.seen.length,
    failures: Object.fromEntries(
      [...Map.groupBy(failed, ({ came }) => came)].map(([came, those]) => [came, those.length]),
    ),
    longestFailure: longestOf(failed),
    longest: longestOf(traffic.seen),
    longestOn: failed.toSorted((one, other) => other.ms - one.ms)[0]?.path ?? '',
    secondsUntilRight: (lastFailure - goneAt) / 1000,
    acknowledged: traffic.acknowledged.length,
    lost,
    doubled,
    note,
    mayLose: fault.mayLose ?? false,
  };
}

const longestOf = (seen: readonly Seen[]): number => Math.round(Math.max(0, ...seen.map(({ ms }) => ms)));

/** Everybody is at work: some records were acknowledged, and the next are on their way. */
async function untilWritten({ acknowledged }: Traffic): Promise<void> {
  for (let tries = 0; tries < 500 && acknowledged.length < 3; tries += 1) await sleep(20);
}

/** Three seconds in which something was asked, a record was acknowledged, and nothing failed. */
async function untilRight({ seen, acknowledged }: Traffic, goneAt: number): Promise<void> {
  const written = acknowledged.length;
  for (let tries = 0; tries < 600; tries += 1) {
    await sleep(100);
    const since = Math.max(performance.now() - 3000, goneAt);
    const last = seen.filter(({ began, ms }) => began + ms > since);
    const isLong = performance.now() - goneAt > 3000;
    if (isLong && last.length > 0 && last.every(isWell) && acknowledged.length > written) return;
  }
}

async function recount(database: Server, { acknowledged }: Traffic): Promise<{ lost: number; doubled: number }> {
  const client = await database.connect();
  const { rows } = await client.query<{ lost: number; doubled: number }>(
    `select count(*) filter (where n = 0)::int as lost, count(*) filter (where n > 1)::int as doubled
     from (select count(s.id) as n from unnest($1::text[]) as a(ref) left join seizures s on s.national_ref = a.ref
       group by a.ref) counted`,
    [acknowledged],
  );
  await client.end();
  return rows[0] ?? { lost: acknowledged.length, doubled: 0 };
}
