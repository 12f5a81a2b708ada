export { publishedFigures } from './totals/store-published.ts';
export type { PublishedFigure } from './totals/store-published.ts';
export { countImportsAtWork } from './store-at-work.ts';
export { waitingInImports } from './store-waiting.ts';
