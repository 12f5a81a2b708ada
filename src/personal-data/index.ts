export { applyMarks, kinds, screen } from './screen.ts';
export type { Found, Kind, Mark } from './screen.ts';
