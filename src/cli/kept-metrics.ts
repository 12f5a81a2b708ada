import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { MetricObject } from 'prom-client';
import type { GivenConfig } from '../config.ts';
import { columnarFigures, plainFigures } from '../db/columnar/index.ts';
import { openPool } from '../db/pool.ts';
import { exposeMetrics } from '../metrics/expose.ts';
import { asText, type Told } from '../metrics/gather.ts';
import { measureNode, openRegistry } from '../metrics/measure.ts';

/** Milliseconds a process has to tell: one that stands still holds nobody up. */
const patience = 1000;
const names = new Map<number, string>();

/** Keeps what a process of the cluster is called. */
export function nameWorker(worker: Worker, name: string): void {
  names.set(worker.id, name);
  worker.once('exit', () => names.delete(worker.id));
}

interface Kept {
  readonly appUrl: string;
  /** Of the engine of figures, or 'off'. */
  readonly socket: string;
  readonly log: Logger;
}

/** Answers Prometheus for all processes that are kept, on one address of the machine. */
export async function exposeKept(config: GivenConfig, { appUrl, socket, log }: Kept) {
  if (!config.metrics) return undefined;
  // Opened when it is asked, and closed when it is not asked for half a minute.
  const pool = openPool({ url: appUrl, max: 1 });
  const figures = socket === 'off' ? plainFigures(pool) : columnarFigures(pool, socket, log);
  const { measurePortal } = await import('../operations/index.ts');
  const portal = await measurePortal('serve', { pool, figures });
  const itself = await measureKept();
  const exposed = await exposeMetrics(config, async () => {
    const workers = Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined);
    const answers = await Promise.all(workers.map(ask));
    return asText([await itself.read(answers), await portal.read(), ...answers.map(({ told }) => told)]);
  });
  return {
    async close() {
      await exposed?.close(0);
      figures.close();
      await pool.end();
    },
  };
}

/** What the process that keeps the others says of itself and of them. */
async function measureKept() {
  const { client, registry } = await openRegistry('serve');
  const registers = [registry];
  measureNode(client, registry);
  const up = new client.Gauge({
    name: 'cen_process_up',
    help: 'Whether a process of this machine answers',
    labelNames: ['process'] as const,
    registers,
  });
  // One that was there and is gone is told as down.
  const known = new Set<string>();
  return {
    read(answers: readonly Answer[]): Promise<MetricObject[]> {
      for (const { name } of answers) known.add(name);
      // One that is being replaced answers twice.
      const answering = new Set(answers.filter(({ told }) => told !== undefined).map(({ name }) => name));
      for (const name of known) up.set({ process: name }, answering.has(name) ? 1 : 0);
      return registry.getMetricsAsJSON();
    },
  };
}

interface Answer {
  readonly name: string;
  readonly told: Told;
}

async function ask(worker: Worker): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Told>();
  const hear = (said: unknown): void => {
    const { metrics } = (said ?? {}) as { readonly metrics?: MetricObject[] };
    if (metrics !== undefined) resolve(metrics);
  };
  worker.on('message', hear);
  if (worker.isConnected()) worker.send('metrics', () => undefined);
  const told = await Promise.race([promise, sleep(patience, undefined, { ref: false })]);
  worker.off('message', hear);
  return { name: names.get(worker.id) ?? `process ${worker.id}`, told };
}
