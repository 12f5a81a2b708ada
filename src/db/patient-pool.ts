import { performance } from 'node:perf_hooks';
import type { EventLoopUtilization } from 'node:perf_hooks';
import pg from 'pg';

/** What the pool says where nobody got a connection in time. */
const late: readonly string[] = [
  'timeout exceeded when trying to connect',
  'Connection terminated due to connection timeout',
];

/**
 * A pool whose limit is that of the server. A process that loads a room, after a start, does not read what the server
 * has long answered, and who waits runs out of time in a process that stands still: he waits once more.
 */
export class PatientPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(
    done: (error: Error | undefined, client: pg.PoolClient | undefined, release: (broken?: unknown) => void) => void,
  ): void;
  override connect(done?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | undefined {
    const before = performance.eventLoopUtilization();
    if (!done)
      return super.connect().catch((error: unknown) => {
        if (wasBusy(error, before)) return super.connect();
        throw error;
      });
    super.connect((error, client, release) => {
      if (wasBusy(error, before)) super.connect(done);
      else done(error, client, release);
    });
    return undefined;
  }
}

/** Whether it came too late for a connection while this process had its hands full more than half of the time. */
function wasBusy(error: unknown, before: EventLoopUtilization): boolean {
  if (!(error instanceof Error) || !late.includes(error.message)) return false;
  return performance.eventLoopUtilization(before).utilization > 0.5;
}
