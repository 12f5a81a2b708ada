import pino from 'pino';
import type { Logger } from 'pino';

export type { Logger };

/**
 * The system log: JSON lines on standard output, times in UTC. Bodies, queries, cookies and passwords never enter it.
 */
export function openLog(level: string, name = 'portal'): Logger {
  const base = { process: name, pid: process.pid };
  return pino({ level, timestamp: pino.stdTimeFunctions.isoTime, base });
}
