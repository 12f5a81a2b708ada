import pino from 'pino';
import type { Logger } from 'pino';
import { named } from '../../metrics/doing.ts';

export type { Logger };

/**
 * The system log: JSON lines on standard output, times in UTC, each with the request or job it was written in. Bodies,
 * queries, cookies, passwords and values of a row never enter it.
 */
export function openLog(level: string, name = 'portal'): Logger {
  const base = { process: name, pid: process.pid };
  return pino({
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    base,
    mixin: named,
    serializers: { err: shownError },
  });
}

/** What of an error the log keeps: libraries hang more on it, PostgreSQL's the row, a mailer's addresses. */
const kept = ['code', 'errno', 'syscall', 'status', 'table', 'column', 'constraint', 'routine'] as const;

/** An error without the values that were its cause. */
export function shownError(error: unknown): object {
  if (!isError(error)) return { type: typeof error };
  const { stack = '' } = error;
  const frames = stack.indexOf('\n    at ');
  return {
    type: error.name ?? typeof error,
    message: saysValue(error) ? 'a value that PostgreSQL refuses' : error.message,
    stack: frames < 0 ? '' : stack.slice(frames + 1),
    ...Object.fromEntries(kept.flatMap(key => (error[key] === undefined ? [] : [[key, error[key]]]))),
    ...(error.cause === undefined ? {} : { cause: shownError(error.cause) }),
  };
}

type Told = Partial<Error> & Readonly<Record<string, unknown>>;

/** The job queue tells of copies of errors, which are no errors any more. */
function isError(error: unknown): error is Told {
  const { message, stack } = (error ?? {}) as Partial<Error>;
  return error instanceof Error || (typeof message === 'string' && typeof stack === 'string');
}

/** PostgreSQL repeats the value in what it says of data that does not fit (class 22). */
function saysValue({ severity, code }: Readonly<Record<string, unknown>>): boolean {
  return severity !== undefined && String(code).startsWith('22');
}
