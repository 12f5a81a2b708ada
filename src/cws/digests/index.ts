export { dueAt } from './due.ts';
export { isLetterRight, prepareDigests, tellOpened, tellUrgent } from './prepare.ts';
export type { DigestRoom } from './prepare.ts';
export { rhythms } from './frequency.ts';
export type { Rhythm } from './frequency.ts';
