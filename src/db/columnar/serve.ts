import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Pool } from '../pool.ts';
import { oldest } from './ask.ts';
import { TookTooLong, openEngine, type Engine, type Question } from './engine.ts';
import { follow, type CopySource, type Follower } from './follow.ts';
import { rememberAnswers, type RememberedAnswers } from './remembered.ts';

/** Tells the copy of this process from that of the one before. */
const began = Date.now();
/** Milliseconds between two looks for changes. */
const pause = 1000;
/** Looks between two comparisons of the whole copy. */
const looksBetweenChecks = 1800;
/** Milliseconds between two signs of life to whoever waits for an answer. */
const signs = 1000;
/** Milliseconds a connection that asks nothing is kept: longer than a reader thinks. */
const keptOpen = 60_000;

interface Served {
  close(): Promise<void>;
  /** Rejects when the copy cannot be kept any more: its database is gone, or it is not what the original is. */
  readonly failed: Promise<never>;
}

interface Serving {
  readonly pool: Pool;
  readonly source: CopySource;
  /** Path of the Unix socket: whoever may open it may read every record. */
  readonly socket: string;
  readonly log: Logger;
}

/**
 * Fills a copy, answers questions about it on the socket and keeps it up to the changes. It is thrown away and made
 * again after any fault: it holds nothing of its own.
 */
export async function serveColumnar({ pool, source, socket, log }: Serving): Promise<Served> {
  const opened = performance.now();
  const engine = await openEngine(source.ready, await placeOfExchange(socket));
  const follower = await follow(pool, engine, source);
  const asked = { engine, follower, remembered: rememberAnswers(follower.exchanges) };
  const server = createServer({ keepAliveTimeout: keptOpen }, (req, res) => void answer(asked, req, res));
  await listenAlone(server, socket);
  log.info({ ms: Math.round(performance.now() - opened) }, 'figures are counted in columns');
  let isClosing = false;
  const running = keepUp(engine, follower, () => isClosing);
  return {
    failed: running.then(() => new Promise<never>(() => undefined)),
    async close() {
      isClosing = true;
      await running.catch(() => undefined);
      await closeServer(server);
      await engine.close();
    },
  };
}

async function keepUp(engine: Engine, follower: Follower, isClosing: () => boolean): Promise<void> {
  for (let looks = 1; !isClosing(); looks += 1) {
    if (engine.isBroken()) throw new Error('the engine is broken');
    await follower.poll();
    if (looks % looksBetweenChecks === 0 && !(await follower.isWhole()))
      throw new Error('the copy is not what the database is');
    await sleep(pause);
  }
}

interface Asked {
  readonly engine: Engine;
  readonly follower: Follower;
  readonly remembered: RememberedAnswers;
}

async function answer(
  { engine, follower, remembered }: Asked,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const asOf = follower.asOf();
  const send = (status: number, body: string): void => {
    res.writeHead(status, { 'content-type': 'application/json' }).end(`{"asOf":${asOf}${body}}`);
  };
  const refuse = (status: number, error: string): void => send(status, `,"error":${JSON.stringify(error)}`);
  if (req.method === 'GET') return send(200, `,"version":"${began}.${follower.exchanges()}"`);
  if (Date.now() - asOf > oldest) return refuse(503, 'the copy is behind');
  // It is there, and may have others to answer first.
  const alive = setInterval(() => res.writeProcessing(), signs);
  try {
    const question = await text(req);
    const known = remembered.of(question);
    if (known !== undefined) return send(200, known);
    const begun = follower.exchanges();
    const rows = await engine.read(JSON.parse(question) as Question, () => !res.closed);
    const found = `,"rows":${JSON.stringify(rows)}`;
    remembered.keep(question, found, begun);
    send(200, found);
  } catch (error) {
    refuse(error instanceof TookTooLong ? 504 : 500, (error as Error).message);
  } finally {
    clearInterval(alive);
  }
}

/**
 * Where rows are exchanged, beside the socket: files of an engine that was killed are gone with the next. Throws where
 * another engine answers on the socket; what is left of one that ended is taken away.
 */
async function placeOfExchange(socket: string): Promise<string> {
  const place = `${socket}.exchange`;
  if (await isAnswered(socket)) throw new Error(`another engine answers on ${socket}`);
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { mode: 0o700 });
  return place;
}

function isAnswered(socket: string): Promise<boolean> {
  return new Promise(resolve => {
    const trying = connect(socket, () => {
      trying.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}

/** Listens so that no other user of the machine can ask. */
async function listenAlone(server: Server, socket: string): Promise<void> {
  if (await isAnswered(socket)) throw new Error(`another engine answers on ${socket}`);
  await rm(socket, { force: true });
  const usual = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socket, resolve));
  } finally {
    process.umask(usual);
  }
  await chmod(socket, 0o600);
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise(resolve => server.close(() => resolve()));
}
