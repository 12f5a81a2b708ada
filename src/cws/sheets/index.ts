export { completeSheet } from './complete.ts';
export { atField, freeze, readQuery, sheetFigures } from './figures.ts';
export type { SheetFigures } from './figures.ts';
export { readFrozen } from './frozen.ts';
export type { Frozen } from './frozen.ts';
export { shownFigures } from './shown.ts';
export { presentFigures } from './present-figures.ts';
export type { FiguresView } from './present-figures.ts';
