import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { atWorkOn } from '../metrics/doing.ts';
import { isConnectionLoss } from './connection-loss.ts';
import type { Client, Pool, PoolLimits, Queryable } from './pool.ts';
import { openReplica, placeIn, type Replica } from './replica.ts';
import { addressesIn, serversOf } from './servers.ts';
import { queryRow, sql } from './sql.ts';
import { together } from './together.ts';

/** Where what may be a moment old is read: on replicas, or where they will not do on the server that takes changes. */
export interface Reads extends Queryable {
  /** Whether a replica answers what is read now; what is noted of it then needs a statement of its own. */
  isElsewhere(): boolean;
  /** A connection for a transaction that reads. */
  connect(): Promise<Client>;
  /** Where the changes made so far end, for whoever made one; undefined where nothing is read elsewhere. */
  written(): Promise<string | undefined>;
  /** Looks at the replicas anew and says how they do; undefined where there are none. */
  look(): Promise<ReadsState | undefined>;
  close(): Promise<void>;
}

export interface ReadsState {
  /** Seconds it is behind at most; 'primary' once it takes changes; undefined where it is away or too far behind. */
  readonly replicas: readonly { readonly name: string; readonly behind: number | 'primary' | undefined }[];
  /** Statements of this process since it began. */
  readonly read: { readonly replica: number; readonly primary: number };
}

/** Everything is read where it is written. */
export function plainReads(pool: Pool): Reads {
  return {
    query: pool.query.bind(pool),
    connect: () => pool.connect(),
    isElsewhere: () => false,
    written: async () => undefined,
    look: async () => undefined,
    close: async () => undefined,
  };
}

/** Milliseconds. */
interface Times {
  /** Between two looks at how far each replica is, and how long its answer may take. */
  readonly look: number;
  readonly patience: number;
  /** A replica further behind is not read: as far as the copy that figures are counted in may be. */
  readonly mostBehind: number;
  /** Nobody looks after so long a time in which nothing was read. */
  readonly rest: number;
}
const usual: Times = { look: 500, patience: 1300, mostBehind: 5000, rest: 10_000 };

interface Options {
  /** The server that takes changes: its pages, the address, and where it is asked how far it is. */
  readonly pool: Pool;
  readonly url: string;
  readonly asking: Queryable;
  /** One address or several: `postgres://cen_app@two,three/cen`. */
  readonly replicaUrl: string;
  readonly limits: PoolLimits | undefined;
  readonly log: Pick<Logger, 'warn'>;
}

/** One replica as it was last seen. */
interface Seen {
  readonly replica: Replica;
  place: number;
  /** When the server that takes changes had no more than this one has now. */
  asOf: number;
  isAway: boolean;
  isPrimary: boolean;
  looking: Promise<void> | undefined;
}

/** Reads go to replicas in turn: to one that is not far behind and has what whoever asks has written himself. */
export function openReads(options: Options, times: Times = usual): Reads {
  const { pool } = options;
  const read = { replica: 0, primary: 0 };
  const places = placesOfPrimary(options);
  const replicas = openReplicas(options, places, times);
  const ready = (): readonly Seen[] => {
    const now = performance.now();
    const { written = 0 } = atWorkOn() ?? {};
    return replicas.asked().filter(({ place, asOf }) => now - asOf <= times.mostBehind && place >= written);
  };
  let turn = 0;
  const chosen = (): Seen | undefined => {
    const all = ready();
    turn += 1;
    return all[turn % all.length];
  };

  async function from<T>(onReplica: (replica: Pool) => Promise<T>, onPrimary: () => Promise<T>): Promise<T> {
    const one = chosen();
    if (one) {
      try {
        const answer = await onReplica(one.replica.pool);
        read.replica += 1;
        return answer;
      } catch (error) {
        if (!isConnectionLoss(error) || isOurs(error)) throw error;
        void replicas.lookAt(one);
      }
    }
    read.primary += 1;
    return onPrimary();
  }

  const query = (statement: never): Promise<unknown> =>
    from(
      replica => replica.query(statement),
      () => pool.query(statement),
    );
  return {
    query: query as unknown as Queryable['query'],
    connect: () =>
      from(
        replica => replica.connect(),
        () => pool.connect(),
      ),
    isElsewhere: () => ready().length > 0,
    // Not known is later than anything: what was written is then not looked for on a replica.
    written: () => places.askSoon(times.patience).then(place => place ?? 'FFFFFFFF/FFFFFFFF'),
    look: async () => ({ replicas: await replicas.look(), read }),
    close: replicas.close,
  };
}

/** The replicas, looked at again and again while somebody asks for them. */
function openReplicas({ pool, replicaUrl, limits, log }: Options, places: Places, times: Times) {
  const seen = addressesIn(replicaUrl).map((url): Seen => {
    const replica = openReplica({ url, max: pool.options.max, limits, patience: times.patience });
    return { replica, place: 0, asOf: -Infinity, isAway: false, isPrimary: false, looking: undefined };
  });
  let askedAt = -Infinity;

  function lookAt(one: Seen): Promise<void> {
    one.looking ??= look(one).finally(() => (one.looking = undefined));
    return one.looking;
  }

  async function look(one: Seen): Promise<void> {
    const place = await one.replica.look();
    if ((place === undefined) !== one.isAway)
      log.warn({ replica: one.replica.name }, place === undefined ? 'a replica is away' : 'a replica is back');
    one.isAway = place === undefined;
    one.isPrimary = place === 'primary';
    one.place = typeof place === 'number' ? place : 0;
    one.asOf = typeof place === 'number' ? places.when(place) : -Infinity;
  }

  async function lookAtAll(): Promise<void> {
    await places.ask();
    await Promise.all(seen.map(lookAt));
  }

  const isAsked = (): boolean => performance.now() - askedAt < times.rest;
  const timer = setInterval(() => isAsked() && void lookAtAll(), times.look).unref();
  return {
    lookAt,
    asked(): readonly Seen[] {
      if (!isAsked()) void lookAtAll();
      askedAt = performance.now();
      return seen;
    },
    async look(): Promise<ReadsState['replicas']> {
      await lookAtAll();
      const now = performance.now();
      const behind = ({ isPrimary, asOf }: Seen): number | 'primary' | undefined =>
        isPrimary ? 'primary' : asOf === -Infinity ? undefined : (now - asOf) / 1000;
      return seen.map(one => ({ name: one.replica.name, behind: behind(one) }));
    },
    async close(): Promise<void> {
      clearInterval(timer);
      await Promise.all(seen.map(({ replica }) => replica.close()));
    },
  };
}

/** A replica where one answers now, else where whoever asks reads already. */
export function elsewhere(on: Queryable, reads: Reads): Queryable {
  return reads.isElsewhere() ? together(reads) : on;
}

/**
 * What took too long (57014) would do so elsewhere as well, what waited for a lock (55P03) would wait anew for that on
 * the primary, of which it is a copy, and what writes (25006) has no business here.
 */
function isOurs(error: unknown): boolean {
  return ['57014', '55P03', '25006'].includes((error as { code?: string }).code ?? '');
}

/** How long it is remembered how far the server that takes changes was. */
const remembered = 60_000;

type Places = ReturnType<typeof placesOfPrimary>;

/** How far the server that takes changes was, and when, by the clock of this process. */
function placesOfPrimary({ asking, url }: Pick<Options, 'asking' | 'url'>) {
  const servers = serversOf(url);
  let address = servers.address();
  let places: { readonly at: number; readonly place: number }[] = [];
  async function ask(): Promise<string | undefined> {
    const at = performance.now();
    const row = await queryRow<{ place: string }>(
      asking,
      sql`select pg_current_wal_insert_lsn()::text as place`,
      'place',
    ).catch(() => undefined);
    // Another server took over: what the one before had is no measure.
    if (servers.address() !== address) [address, places] = [servers.address(), []];
    const place = row && placeIn(row.place);
    if (place !== undefined) places = [...places.filter(one => at - one.at < remembered), { at, place }];
    return row?.place;
  }
  return {
    ask,
    /** For a page that waits for it: connections of jobs are cut late, and a silent server is not asked at all. */
    askSoon: async (patience: number): Promise<string | undefined> =>
      servers.isSilent ? undefined : Promise.race([ask(), sleep(patience, undefined, { ref: false })]),
    /** The last time at which that server had no more than up to this place. */
    when: (place: number): number => places.findLast(one => one.place <= place)?.at ?? -Infinity,
  };
}
