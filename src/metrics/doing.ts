import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from '@opentelemetry/api';
import type { TimeWaited } from './time-waited.ts';

/** The request or job that is being worked on: lines of the log name it, and spans belong to it. */
export interface Doing {
  readonly request?: string;
  readonly job?: string;
  readonly span?: Span | undefined;
  readonly waited?: TimeWaited;
  /** How far the changes were when whoever asks made the last one, as PostgreSQL counts them. */
  readonly written?: number;
}

const doing = new AsyncLocalStorage<Doing>();

export function whileDoing<T>(what: Doing, work: () => T): T {
  return doing.run(what, work);
}

/** Begins what lasts longer than the request that happened to need it first. */
export function onItsOwn<T>(work: () => T): T {
  return doing.exit(work);
}

export function atWorkOn(): Doing | undefined {
  return doing.getStore();
}

/** What a line of the log says of it. */
export function named(): { request?: string; job?: string } {
  const { request, job } = doing.getStore() ?? {};
  return { ...(request === undefined ? {} : { request }), ...(job === undefined ? {} : { job }) };
}
