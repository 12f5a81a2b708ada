export { completeSheet } from './complete.ts';
export { atField, freeze, readQuery, sheetFigures } from './figures.ts';
export type { SheetFigures } from './figures.ts';
export { readFrozen } from './snapshot.ts';
export type { Frozen } from './snapshot.ts';
export { shownFigures } from './current-figures.ts';
export { presentFigures } from './presenter-figures.ts';
export type { FiguresView } from './presenter-figures.ts';
