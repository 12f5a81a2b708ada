export { dueAt, rhythms } from './due.ts';
export type { Rhythm } from './due.ts';
export { startDigestJobs } from './jobs.ts';
export { prepareDigests, tellOfUrgent, tellUrgent } from './prepare.ts';
export type { DigestRoom } from './prepare.ts';
