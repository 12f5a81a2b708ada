import { performance, type EventLoopUtilization } from 'node:perf_hooks';
import pg from 'pg';
import { atWorkOn } from '../metrics/doing.ts';
import { TimeWaited } from '../metrics/time-waited.ts';
import { TakesNoChanges, type Servers } from './servers.ts';

/** What the pool says where nobody got a connection in time. */
const late: readonly string[] = [
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
];

/** Milliseconds: who waited less may wait for a lock as long as ever, and for some time anybody may. */
const unnoticed = 500;
const leastLock = 250;

/**
 * A pool whose limit is that of the server. A process that loads a room, after a start, does not read what the server
 * has long answered, and who waits runs out of time in a process that stands still: he waits once more. All who ask
 * then are sent to the next server of the address, which may only follow: they go on to the one after it. Who waited
 * long for a connection, since every other waits for a lock, waits so much less for the same lock.
 */
export class PatientPool extends pg.Pool {
  readonly #lockTimeouts = new WeakMap<pg.PoolClient, number>();

  override connect(): Promise<pg.PoolClient>;
  override connect(done: Handed): void;
  override connect(done?: Handed): Promise<pg.PoolClient> | undefined {
    if (!done) return this.#connected();
    const before = performance.eventLoopUtilization();
    const waited = atWorkOn()?.waited ?? new TimeWaited();
    waited.begin();
    const hand: Handed = (error, client, release) => {
      const ms = waited.end();
      if (client) this.#limitLocks(client, ms);
      done(error, client, release);
    };
    this.#ask(hand, (error, tried) =>
      // Also after the try that came too late, which sent it there.
      error instanceof TakesNoChanges ? tried <= this.#serverCount : tried < 2 && wasBusy(error, before),
    );
    return undefined;
  }

  get #serverCount(): number {
    return (this.options as PatientPoolOptions).servers?.count ?? 1;
  }

  #ask(hand: Handed, isWorthAnother: (error: unknown, tried: number) => boolean, tried = 1): void {
    super.connect((error, client, release) => {
      if (error && isWorthAnother(error, tried)) this.#ask(hand, isWorthAnother, tried + 1);
      else hand(error, client, release);
    });
  }

  async #connected(): Promise<pg.PoolClient> {
    const { promise, resolve, reject } = Promise.withResolvers<pg.PoolClient>();
    this.connect((error, client) => (client ? resolve(client) : reject(error ?? new Error('no connection'))));
    try {
      return await promise;
    } catch (error) {
      // It came from a timer or a socket, and would not say who asked.
      Error.captureStackTrace(error as Error);
      throw error;
    }
  }

  /** What a connection is told holds until it is told something else; most never are. */
  #limitLocks(client: pg.PoolClient, waited: number): void {
    const { lock_timeout: usual = 0, isPooled = false } = this.options as PatientPoolOptions;
    // A pooler gives each transaction another connection.
    if (usual === 0 || isPooled) return;
    const wanted = waited < unnoticed ? usual : Math.max(leastLock, Math.round(usual - waited));
    if (wanted === (this.#lockTimeouts.get(client) ?? usual)) return;
    this.#lockTimeouts.set(client, wanted);
    // Sent before what it is wanted for, which tells of a connection that is lost.
    client.query("select set_config('lock_timeout', $1, false)", [String(wanted)]).catch(() => undefined);
  }
}

type Handed = Parameters<pg.Pool['connect']>[0];

interface PatientPoolOptions extends pg.PoolConfig {
  readonly servers?: Servers;
  readonly isPooled?: boolean;
}

/** Whether it came too late for a connection while this process had its hands full more than half of the time. */
function wasBusy(error: unknown, before: EventLoopUtilization): boolean {
  if (!(error instanceof Error) || !late.includes(error.message)) return false;
  return performance.eventLoopUtilization(before).utilization > 0.5;
}
