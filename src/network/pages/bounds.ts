import { addDays, today } from '../../text/plain-date.ts';
/** The first RILO began in 1987: nothing of the network is older. */
export const firstDay = '1987-01-01';

/** Decisions are taken at most some two years ahead; what is later is a slip of the keyboard. */
export function lastDay(): string {
  return addDays(today(), 2 * 366);
}
