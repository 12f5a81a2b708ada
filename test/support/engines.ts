import { readFileSync, readdirSync } from 'node:fs';
import type { Queryable } from '../../src/db/pool.ts';
import { columnarFigures, type Figures } from '../../src/db/columnar/index.ts';
import pino from 'pino';

export const silent = pino({ level: process.env.TEST_LOG ?? 'silent' });

/** Process numbers of the engines of figures that a process has started and that run. */
export function enginesOf(parent: number | undefined): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(name => {
      const [stat, command] = [read(`/proc/${name}/stat`), read(`/proc/${name}/cmdline`)];
      const [state, of] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return command.includes('figures-engine.ts') && Number(of) === parent && state !== 'Z';
    })
    .map(Number);
}

/** Whether a process is there. */
export function runs(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== '' && stat.slice(stat.lastIndexOf(')') + 2)[0] !== 'Z';
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export interface Watched {
  readonly figures: Figures;
  /** How many questions PostgreSQL answered so far. */
  asked(): number;
}

/** Figures that tell who answered. */
export function watchedFigures(pool: Queryable, socket: string): Watched {
  let asked = 0;
  const counting = {
    query: (...config: Parameters<Queryable['query']>) => {
      asked += 1;
      return pool.query(...config);
    },
  };
  return { figures: columnarFigures(counting as never, socket, silent), asked: () => asked };
}
