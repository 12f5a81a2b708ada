import cluster from 'node:cluster';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.ts';
import { socketPath, startEngineProcess } from '../db/columnar/index.ts';
import { StartError } from '../start-error.ts';
import { openLog } from '../web/server/log.ts';
import { refuseBusyPort } from '../web/server/listen.ts';
import { report, runCommand } from './command.ts';
import { exposeKept, nameWorker } from './kept-metrics.ts';
import { letBegin } from '../supervised.ts';
import { NeverReady, keepProcess, type KeptProcess } from './kept-process.ts';

/**
 * Of a process of this size: V8 would let short-lived values take 48 MB and the rest 500 before it first looks what is
 * still used, which is a fifth of it for pages and a quarter while a file is read.
 */
const smallHeap = ['--initial-old-space-size=32', '--heap-growing-percent=40'];
/** Megabytes of a half for short-lived values: a page makes one and more, and with 4 a sixth of it is clearing up. */
const youngHeap = { 'server.ts': 8, 'jobs-process.ts': 4 } as const;
/** The C library would keep a piece of memory for each thread that ever hashed a password or packed a file. */
const fewArenas = { MALLOC_ARENA_MAX: '2' };

type Script = 'server.ts' | 'jobs-process.ts';
const named = (kind: 'web' | 'jobs', count: number, script: Script): { name: string; script: Script }[] =>
  Array.from({ length: count }, (_, at) => ({ name: `${kind} ${at + 1}`, script }));
const scriptOf = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/**
 * `npm run serve`: the portal in production on one machine. WEB_PROCESSES answer on one port, JOB_PROCESSES do what
 * goes on without a request, one engine counts figures for all. What ends is started again; SIGTERM lets requests
 * end first and jobs come to where another process goes on; SIGHUP does so with one process after another, each
 * replaced before it ends.
 */
async function serve(): Promise<void> {
  const began = performance.now();
  const config = readConfig();
  const { databaseUrl, directUrl: appUrl = databaseUrl } = config;
  const { web: webProcesses = Math.max(2, availableParallelism()), jobs: jobProcesses = 1 } = config.processes ?? {};
  if (appUrl === undefined)
    throw new StartError('npm run serve needs DATABASE_URL; an evaluation is started by "npm start".');
  if (webProcesses > 0) await refuseBusyPort(config.host, config.port);
  const log = openLog(config.logLevel, 'serve');
  const socket = config.figuresEngine ?? socketPath();
  // Each takes its connections itself: one that was handed to a process which is killed would never be answered.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  // What keeps the first from starting keeps all others: they load what they run meanwhile, and begin after it.
  const { promise: firstIsReady, resolve: letOthersBegin } = Promise.withResolvers<void>();
  const start = (name: string, script: Script, when: Promise<void> | undefined) => () => {
    cluster.setupPrimary({
      exec: scriptOf(script),
      execArgv: [...process.execArgv, ...smallHeap, `--max-semi-space-size=${youngHeap[script]}`],
    });
    const worker = cluster.fork({ FIGURES_ENGINE: socket, PROCESS_NAME: name, ...fewArenas });
    // Heard of by whoever keeps it; an error nobody hears would end all processes.
    worker.on('error', () => undefined);
    nameWorker(worker, name);
    letBegin(worker.process, when ?? Promise.resolve());
    return worker.process;
  };
  const kept = [...named('web', webProcesses, 'server.ts'), ...named('jobs', jobProcesses, 'jobs-process.ts')].map(
    ({ name, script }, at) => keepProcess(name, start(name, script, at === 0 ? undefined : firstIsReady), log),
  );
  const stopping = stopOnSignal(kept);
  const isStopped = await Promise.race([stopping.then(() => true), kept[0]?.ready]).catch((error: unknown) => {
    if (error instanceof NeverReady) process.exit(1);
    throw error;
  });
  if (isStopped) return;
  letOthersBegin();
  const exposed = await exposeKept(config, { appUrl, socket, log });
  const isUp = await Promise.race([stopping.then(() => false), Promise.all(kept.map(one => one.ready))]);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (isUp) report(`Ready after ${seconds} s at ${config.baseUrl}: ${kept.length} processes`);
  // Pages come first: until it counts, PostgreSQL does.
  const orders = { appUrl, socket, logLevel: config.logLevel };
  const engine =
    isUp && config.figuresEngine === undefined
      ? startEngineProcess(new URL('../figures-engine.ts', import.meta.url), orders, log)
      : undefined;
  await stopping;
  await exposed?.close();
  await engine?.stop();
}

/** Resolves when all have stopped. */
function stopOnSignal(kept: readonly KeptProcess[]): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    report('Stopping');
    Promise.all(kept.map(one => one.stop())).then(() => resolve(), reject);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  let replacing = Promise.resolve();
  process.on('SIGHUP', () => {
    replacing = replacing.then(async () => {
      for (const one of kept) if (!isStopping) await one.replace();
      report('Every process was replaced');
    });
  });
  return promise;
}

await runCommand(serve, 'The portal could not start');
process.exit();
