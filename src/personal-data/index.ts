export { applyMarks, kinds, screen } from './screen.ts';
export type { Found, Kind, Mark } from './screen.ts';
export { read, readText, refuse } from './text.ts';
export type { Reading } from './text.ts';
