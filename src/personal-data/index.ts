export { applyMarks, kinds, markFor, screen, screenByRules } from './screen.ts';
export type { Found, Kind, Mark } from './screen.ts';
export { impersonalFileName } from './file-name.ts';
