import cluster from 'node:cluster';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig, type Config } from './config.ts';
import { checkConnection } from './db/check-connection.ts';
import { givenUrls, type DatabaseUrls } from './db/urls.ts';
import { makeDataDir } from './files/store/data-dir.ts';
import { exposeMetrics } from './metrics/expose.ts';
import { asText } from './metrics/gather.ts';
import type { ProcessMetrics } from './metrics/measure.ts';
import { completeConfig } from './secrets.ts';
import { StartError, isDatabaseAway, sentenceOf } from './start-error.ts';
import { databaseIsAway, keepCompiled, mayBegin, obey, say, tellMetrics } from './supervised.ts';
import { listen, refuseBusyPort } from './web/server/listen.ts';
import { openLog, type Logger } from './web/server/log.ts';

/** What the portal is made of; server.ts names the real ones. */
interface Parts {
  prepareDatabase(options: {
    ownerUrl: string;
    demo?: { password: string };
    report: (line: string) => void;
  }): Promise<void>;
  /** In production the database was prepared by its owner: throws StartError where it was not, or the role is unfit. */
  refuseUnfitDatabase(appUrl: string): Promise<void>;
  /** Throws StartError where database, master key and files do not belong together. */
  claimInstance(config: Config, appUrl: string): Promise<void>;
  createPortal(deps: { config: Config; appUrl: string }): Promise<{
    handler: RequestListener;
    /** Ends what would never end by itself: open event streams. */
    endStreams?(): void;
    readonly metrics?: { readonly process: Measured; readonly portal: Measured } | undefined;
    close(): Promise<void>;
  }>;
  /** Logins of the demo cast, to be printed. */
  demoLogins(): Promise<readonly string[]>;
}

type Measured = Pick<ProcessMetrics, 'read'>;
type Stop = () => Promise<void>;

/** Milliseconds after which a part that does not stop is left behind. */
const stopLimit = 15_000;
/** Milliseconds requests have to end: an upload over a slow line in production, where others take the new ones. */
const grace = { production: 60_000, otherwise: 5000 };

/** What is running, first started last stopped. */
interface Running {
  readonly stops: Stop[];
  readonly abort: AbortController;
  /** Where a fault is told once the portal is up. */
  log?: Pick<Logger, 'fatal'>;
}

/**
 * Runs the portal until a signal ends it: code 0 then, 1 with one sentence when it cannot start or loses its database.
 */
export async function start(parts: Parts): Promise<void> {
  const running: Running = { stops: [], abort: new AbortController() };
  const end = endOnce(running);
  if (cluster.isWorker) obey(() => end(0));
  else for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));
  process.on('uncaughtException', error => end(1, error));
  process.on('unhandledRejection', error => end(1, error));
  process.stdout.on('error', () => undefined);
  try {
    await startAll(parts, running, end);
  } catch (error) {
    await end(cluster.isWorker && isDatabaseAway(error) ? databaseIsAway : 1, error);
  }
}

async function startAll(
  parts: Parts,
  running: Running,
  end: (code: number, error?: unknown) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  if (cluster.isWorker) await mayBegin();
  requireNode(process.versions.node);
  const given = readConfig();
  // In production everything is given, and the directory need not exist.
  if (!given.production) await makeDataDir(given.dataDir);
  if (given.mode === 'evaluation') {
    const { acquireLock } = await import('../evaluation/index.ts');
    running.stops.push(await acquireLock(given.dataDir));
  }
  // The port of a process under `npm run serve` is the one of all.
  if (!cluster.isWorker) await refuseBusyPort(given.host, given.port);
  const config = await completeConfig(given);
  if (!cluster.isWorker)
    report(config.mode === 'evaluation' ? `CEN portal, evaluation mode, data in ${config.dataDir}` : 'CEN portal');
  const { ownerUrl, appUrl } = await openDatabase(config, running, sentence => end(1, new StartError(sentence)));
  const demo =
    config.mode === 'evaluation' && config.demoPassword !== undefined
      ? { demo: { password: config.demoPassword } }
      : {};
  if (config.production) await parts.refuseUnfitDatabase(appUrl);
  else await parts.prepareDatabase({ ownerUrl, ...demo, report });
  await parts.claimInstance(config, appUrl);
  running.abort.signal.throwIfAborted();
  const portal = await parts.createPortal({ config, appUrl });
  running.stops.push(() => portal.close());
  running.abort.signal.throwIfAborted();
  const listening = await listen(portal.handler, config);
  running.stops.push(() => {
    portal.endStreams?.();
    return listening.close(config.production ? grace.production : grace.otherwise);
  });
  running.log = openLog(config.logLevel, config.processes?.name);
  keepCompiled();
  if (cluster.isWorker) {
    if (portal.metrics) tellMetrics(portal.metrics.process.read);
    return say('ready');
  }
  await expose(portal.metrics, config, running);
  const logins = config.mode === 'evaluation' ? await parts.demoLogins() : [];
  announce(config, logins, (performance.now() - began) / 1000);
}

/** Answers Prometheus for this process, which is the only one. */
async function expose(
  metrics: { readonly process: Measured; readonly portal: Measured } | undefined,
  config: Config,
  running: Running,
): Promise<void> {
  if (!metrics) return;
  const read = async () => asText(await Promise.all([metrics.process.read(), metrics.portal.read()]));
  const exposed = await exposeMetrics(config, read);
  if (exposed) running.stops.push(() => exposed.close(0));
}

/** Node 22 and 23 get this far, older ones do not read TypeScript at all; `npm start` brings its own Node on Linux. */
function requireNode(version: string): void {
  if (Number(version.split('.')[0]) < 24)
    throw new StartError(
      `The portal needs Node 24 and this is Node ${version}: start it by "npm start", which brings its own.`,
    );
}

async function openDatabase(
  config: Config,
  { stops, abort }: Running,
  onLost: (sentence: string) => unknown,
): Promise<DatabaseUrls> {
  const urls = givenUrls(config);
  if (urls) {
    await checkConnection(urls.appUrl);
    return { ...urls, ownerUrl: await checkConnection(urls.ownerUrl) };
  }
  const { startEmbedded } = await import('../evaluation/index.ts');
  const starting = startEmbedded({ dataDir: config.dataDir, report, signal: abort.signal, claimed: true });
  // Before it runs: a signal in the midst of the start must find it.
  stops.push(() =>
    starting.then(
      embedded => embedded.stop(),
      () => undefined,
    ),
  );
  const embedded = await starting;
  void embedded.lost.then(onLost);
  return embedded;
}

/** Stops everything in reverse order and leaves. Later calls wait for the first: npm passes Ctrl-C on a second time. */
function endOnce(running: Running): (code: number, error?: unknown) => Promise<void> {
  let ending: Promise<void> | undefined;
  return (code, error) => (ending ??= endAll(running, code, error));
}

async function endAll({ stops, abort, log }: Running, code: number, error: unknown): Promise<void> {
  // Of one that was up it is known where it happened, as of any other fault.
  if (!(error === undefined || error instanceof StartError)) log?.fatal({ err: error }, 'a fault that nobody caught');
  if (error !== undefined) process.stderr.write(`${sentenceOf(error, log && 'The portal had to end')}\n`);
  else if (!cluster.isWorker) report('Stopping');
  abort.abort();
  for (const stop of stops.reverse())
    await Promise.race([stop(), sleep(stopLimit + grace.production)]).catch((problem: unknown) =>
      process.stderr.write(`${sentenceOf(problem)}\n`),
    );
  process.exit(code);
}

function announce(config: Config, logins: readonly string[], seconds: number): void {
  const selfSigned =
    config.tls.kind === 'self-signed'
      ? ['  The certificate is self-signed: the browser asks once whether to go on.']
      : [];
  const demo =
    config.mode === 'server'
      ? []
      : [
          `  Logins:   ${logins.join(', ')}`,
          `  Password: ${config.demoPassword ?? ''}`,
          '  Ctrl-C stops the portal; its data is kept.',
        ];
  report([`Ready after ${seconds.toFixed(1)} s at ${config.baseUrl}`, ...selfSigned, ...demo].join('\n'));
}

function report(line: string): void {
  process.stdout.write(`${line}\n`);
}
