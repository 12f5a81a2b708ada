import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Counter, Gauge, Histogram, MetricObject, Registry } from 'prom-client';
import type { Pool } from '../db/pool.ts';
import type { Reads } from '../db/reads.ts';
import { signInsSoFar } from './counts.ts';

/** What one process measures of itself. */
export interface ProcessMetrics {
  /** Notes a request that was answered; `route` is the pattern, never the address. */
  request(answered: Answered): void;
  read(): Promise<MetricObject[]>;
}

export interface Answered {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  /** Undefined for a stream, whose length is the reader's patience. */
  readonly seconds: number | undefined;
}

type PromClient = typeof import('prom-client');

/** Loaded where somebody asks for metrics only. */
export async function openRegistry(name: string): Promise<{ client: PromClient; registry: Registry }> {
  const client = await import('prom-client');
  const registry = new client.Registry();
  // Each series is of one process: a counter that begins anew is then no fall in a sum.
  registry.setDefaultLabels({ process: name });
  return { client, registry };
}

/** Milliseconds: never, in a process that is not served for a month without an end. */
const never = 2 ** 31 - 1;

/**
 * Measures memory, processor and event loop of this process. prom-client looks at the event loop a hundred times a
 * second, which is most of what an idle process would do: here Node notes how long each turn of it took.
 */
export function measureNode(client: PromClient, registry: Registry): void {
  client.collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: never });
  const named = (part: string): string => `nodejs_eventloop_lag_${part}_seconds`;
  for (const part of ['min', 'max', 'mean', 'stddev', 'p50', 'p90', 'p99']) registry.removeSingleMetric(named(part));
  const turns = monitorEventLoopDelay(eachTurn);
  turns.enable();
  const registers = [registry];
  // The first to be read, which sets both.
  new client.Gauge({
    name: named('max'),
    help: 'Longest turn of the event loop since this was asked before, in seconds',
    registers,
    collect() {
      const seconds = (nanoseconds: number): number => (turns.count === 0 ? 0 : nanoseconds / 1e9);
      this.set(seconds(turns.max));
      most.set(seconds(turns.percentile(99)));
      turns.reset();
    },
  });
  const most = new client.Gauge({
    name: named('p99'),
    help: 'Of a hundred turns since then 99 were shorter, in seconds',
    registers,
  });
}

/** Types of Node that know `samplePerIteration` are of a later version than the one that brought it. */
const eachTurn: { readonly resolution: number } & { readonly samplePerIteration: boolean } = {
  resolution: 1000,
  samplePerIteration: true,
};

/** Seconds. A page of the portal takes 10 to 100 ms; one that waits for a database that is away 6 s. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 6, 15];

/** Measures this process: its requests, connections, sign-ins, memory and event loop. */
export async function measureProcess(
  name: string,
  pools: Readonly<Record<string, Pool | undefined>>,
  reads?: Pick<Reads, 'look'>,
): Promise<ProcessMetrics> {
  const { client, registry } = await openRegistry(name);
  const registers = [registry];
  measureNode(client, registry);
  const requests = new client.Counter({
    name: 'cen_http_requests_total',
    help: 'Requests answered, by pattern of the address and class of status',
    labelNames: ['route', 'method', 'status'] as const,
    registers,
  });
  const durations = new client.Histogram({
    name: 'cen_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer; event streams are left out',
    labelNames: ['route', 'method'] as const,
    buckets,
    registers,
  });
  measureSignIns(client, registers);
  measurePools(client, registers, pools);
  if (await reads?.look()) measureReads(client, registers, reads);
  return { request: answered => noteRequest(requests, durations, answered), read: () => registry.getMetricsAsJSON() };
}

function noteRequest(
  requests: Counter<'route' | 'method' | 'status'>,
  durations: Histogram<'route' | 'method'>,
  { route, method, status, seconds }: Answered,
): void {
  requests.inc({ route, method, status: `${Math.floor(status / 100)}xx` });
  if (seconds !== undefined) durations.observe({ route, method }, seconds);
}

function measureSignIns({ Counter }: PromClient, registers: Registry[]): void {
  new Counter({
    name: 'cen_sign_ins_total',
    help: 'Sign-ins opened; tries refused for the login or password, and for the second factor',
    labelNames: ['result'] as const,
    registers,
    collect() {
      this.reset();
      for (const [result, count] of Object.entries(signInsSoFar())) this.inc({ result }, count);
    },
  });
}

function measureReads({ Counter, Gauge }: PromClient, registers: Registry[], reads?: Pick<Reads, 'look'>): void {
  new Counter({
    name: 'cen_reads_total',
    help: 'Statements that may read what is a moment old, by the server that answered',
    labelNames: ['server'] as const,
    registers,
    async collect() {
      this.reset();
      for (const [server, count] of Object.entries((await reads?.look())?.read ?? {})) this.inc({ server }, count);
    },
  });
  new Gauge({
    name: 'cen_replica_behind_seconds',
    help: 'How far a replica is behind at most; none where it does not answer',
    labelNames: ['replica'] as const,
    registers,
    async collect() {
      this.reset();
      for (const { name, behind } of (await reads?.look())?.replicas ?? [])
        if (typeof behind === 'number') this.set({ replica: name }, behind);
    },
  });
}

function measurePools(
  { Gauge }: PromClient,
  registers: Registry[],
  pools: Readonly<Record<string, Pool | undefined>>,
): void {
  const named = Object.entries(pools).flatMap(([pool, of]) => (of ? [{ pool, of }] : []));
  const fill = (gauge: Gauge<'pool'>, value: (of: Pool) => number): void => {
    for (const { pool, of } of named) gauge.set({ pool }, value(of));
  };
  const labelNames = ['pool'] as const;
  new Gauge({
    name: 'cen_pool_connections_in_use',
    help: 'Connections to PostgreSQL lent out at the moment',
    labelNames,
    registers,
    collect() {
      fill(this, of => of.totalCount - of.idleCount);
    },
  });
  new Gauge({
    name: 'cen_pool_connections_max',
    help: 'Connections to PostgreSQL a pool may have',
    labelNames,
    registers,
    collect() {
      fill(this, of => of.options.max);
    },
  });
  new Gauge({
    name: 'cen_pool_waiting',
    help: 'Work that waits for a connection to PostgreSQL',
    labelNames,
    registers,
    collect() {
      fill(this, of => of.waitingCount);
    },
  });
}
