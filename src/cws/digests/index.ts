export { dueAt, rhythms } from './due.ts';
export type { Rhythm } from './due.ts';
export { prepareDigests, tellUrgent } from './prepare.ts';
export type { DigestRoom } from './prepare.ts';
