import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Milliseconds between two looks at whether something came. */
const look = 1000;
/** Looks without a sign of the engine, which gives one a second while it works on a question: it stands still. */
const silence = 6;
/** Milliseconds an answer may take with its turn among the others: a statement of those before it, and its own. */
export const longest = 12_000;
/** Questions that are with the engine at once; those beyond wait here, where their waiting is not its silence. */
export const atOnce = 8;

export interface CopyState {
  /** When the copy held everything there was, in milliseconds since 1970. */
  readonly asOf: number;
  /** Another one for each change of the copy: while it stays, so does every answer. */
  readonly version: string;
}

export interface Answer extends CopyState {
  readonly rows?: Record<string, unknown>[];
  readonly error?: string;
}

/**
 * The engine has more to do than it can: PostgreSQL, to which the same is many times the work, would be lost under it.
 * The code is that of a statement that took too long.
 */
export class Overloaded extends Error {
  readonly code = '57014';
  override readonly message = 'the engine of figures has too much to do';
}

/** The engine did not answer in time. */
export class Silent extends Error {
  override readonly message = 'the engine of figures does not answer';
}

export interface AskedEngine {
  /** Without a question, what it says of itself. Throws `Silent`, `Overloaded` and whatever a socket throws. */
  ask(body?: string): Promise<{ status: number | undefined; answer: Answer }>;
  close(): void;
}

/** Asks the engine behind the socket. */
export function askEngine(socket: string): AskedEngine {
  // One that asks how it is waits for no question.
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce + 1 });
  return {
    ask(body) {
      let watch: NodeJS.Timeout | undefined;
      const answered = new Promise<{ status: number | undefined; answer: Answer }>((resolve, reject) => {
        const asking = request({ socketPath: socket, agent, method: body ? 'POST' : 'GET', path: '/' }, res =>
          text(res)
            .then(received => resolve({ status: res.statusCode, answer: JSON.parse(received) as Answer }))
            .catch(reject),
        );
        let [looks, quiet] = [0, 0];
        asking.on('information', () => (quiet = 0));
        // Looks, not a time: what has come while this process had no turn itself is read between two of them.
        watch = setInterval(() => {
          [looks, quiet] = [looks + 1, quiet + 1];
          if (quiet < silence && looks * look < longest) return;
          reject(quiet < silence ? new Overloaded() : new Silent());
          asking.destroy();
        }, look);
        asking.on('error', reject).end(body);
      });
      return answered.finally(() => clearInterval(watch));
    },
    close: () => agent.destroy(),
  };
}
