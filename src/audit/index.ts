export { note, noteRead, noteReadFrom, auditValues } from './trail.ts';
export type { Actor, Deed } from './trail.ts';
