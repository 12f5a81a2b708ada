export { note, noteRead, noteReadFrom, auditColumns, auditValues } from './trail.ts';
export type { Actor, Deed } from './trail.ts';
