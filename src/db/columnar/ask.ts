import type { Logger } from 'pino';
import type { Queryable } from '../pool.ts';
import { createSemaphore } from '../../jobs/semaphore.ts';
import {
  Overloaded,
  Silent,
  askEngine,
  atOnce,
  longest,
  type Answer,
  type AskedEngine,
  type CopyState,
} from './asked-engine.ts';
import { isPortable } from './dialect.ts';

/** Where figures are counted: in the copy while there is one that is fresh, else in PostgreSQL. */
export interface Figures extends Queryable {
  /** Asks the copy alone, and throws `NotCopied` where it does not answer; undefined where there is none. */
  readonly copied: Queryable | undefined;
  /** The copy there is; undefined where PostgreSQL counts. */
  copy(): Promise<CopyState | undefined>;
  /** When the copy held everything there was, in milliseconds since 1970; undefined where PostgreSQL counts. */
  asOf(): Promise<number | undefined>;
  close(): void;
}

/** As `queryRows` asks. */
interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
}

/** What came of a question: `rest` says for how long none is worth asking. */
type Outcome = Pick<Answer, 'rows' | 'error'> & { readonly rest?: number };

/** Milliseconds the copy may be behind; older, it answers nothing, and PostgreSQL counts. */
export const oldest = 5000;
/** Milliseconds in which PostgreSQL is asked at once: after the engine was away, and after it did not answer at all. */
const rest = { away: 2000, silent: 20_000 };

/** What was asked of the copy alone has no answer there now. */
export class NotCopied extends Error {}

/** For `catch`: what is asked of the copy alone and may be left out. Throws any other error. */
export function ifNotCopied(error: unknown): undefined {
  if (!(error instanceof NotCopied)) throw error;
}

/** Figures counted by PostgreSQL alone. */
export function plainFigures(on: Queryable): Figures {
  return {
    query: on.query.bind(on),
    copied: undefined,
    asOf: async () => undefined,
    copy: async () => undefined,
    close: () => undefined,
  };
}

function ifOverloaded(error: unknown): undefined {
  if (!(error instanceof Overloaded)) throw error;
}

function restAfter(problem: unknown): number {
  return problem instanceof Silent ? rest.silent : rest.away;
}

/**
 * Asks the engine behind the socket. Whatever it cannot answer, because the statement reads more than the copy has, or
 * because it is away or behind, PostgreSQL answers: the same statement, slower.
 */
export function columnarFigures(on: Queryable, socket: string, log: Logger): Figures {
  const engine = askEngine(socket);
  const outcomeOf = askInTurn(engine, () => Date.now() < awayUntil);
  let awayUntil = 0;
  let isAway = false;

  async function fromCopy({ text: statement, values = [] }: Statement): Promise<Record<string, unknown>[] | undefined> {
    if (Date.now() < awayUntil || !isPortable(statement)) return undefined;
    const today = new Date().toISOString().slice(0, 10);
    const { rows, error, rest: pause = 0 } = await outcomeOf(JSON.stringify({ text: statement, values, today }));
    // Once for each time it goes away, not for every page meanwhile.
    if (!rows && !isAway) log.warn({ error }, 'figures are counted by PostgreSQL');
    isAway = rows === undefined;
    awayUntil = Math.max(awayUntil, Date.now() + pause);
    // Each has rows of their own, as from a database.
    return rows?.map(row => ({ ...row }));
  }

  async function ofCopy(statement: Statement) {
    const rows = await fromCopy(statement).catch(ifOverloaded);
    if (!rows) throw new NotCopied();
    return { rows, rowCount: rows.length };
  }

  async function query(statement: Statement) {
    const rows = await fromCopy(statement);
    return rows ? { rows, rowCount: rows.length } : on.query({ ...statement, values: [...(statement.values ?? [])] });
  }

  async function copy(): Promise<CopyState | undefined> {
    if (Date.now() < awayUntil) return undefined;
    try {
      const { answer } = await engine.ask();
      return Date.now() - answer.asOf > oldest ? undefined : answer;
    } catch (problem) {
      awayUntil = Math.max(awayUntil, Date.now() + restAfter(problem));
      return undefined;
    }
  }

  return {
    query: query as unknown as Queryable['query'],
    copied: { query: ofCopy as unknown as Queryable['query'] },
    copy,
    asOf: async () => (await copy())?.asOf,
    close: engine.close,
  };
}

/** Asks when the turn comes, unless the engine is away by then; what many pages ask at a time is asked once. */
function askInTurn(engine: AskedEngine, isAway: () => boolean): (question: string) => Promise<Outcome> {
  const inTurn = createSemaphore(atOnce);
  const underWay = new Map<string, Promise<Outcome>>();
  return question => {
    const since = Date.now();
    const outcome =
      underWay.get(question) ??
      inTurn(async () => {
        if (isAway()) return { error: 'away' };
        if (Date.now() - since > longest) throw new Overloaded();
        return outcomeOf(engine, question);
      }).finally(() => underWay.delete(question));
    underWay.set(question, outcome);
    return outcome;
  };
}

/** A statement the engine refuses says nothing of the next; one that is away or behind is left alone for a while. */
async function outcomeOf(engine: AskedEngine, question: string): Promise<Outcome> {
  try {
    const { status, answer } = await engine.ask(question);
    if (status === 504) throw new Overloaded();
    return status === 503 ? { error: answer.error ?? '', rest: rest.away } : answer;
  } catch (problem) {
    if (problem instanceof Overloaded) throw problem;
    return { error: (problem as Error).message, rest: restAfter(problem) };
  }
}
