export { startImportJobs } from './work/jobs.ts';
export { importRoutes } from './routes.ts';
export { publishedFigures } from './totals/store-published.ts';
export type { PublishedFigure } from './totals/store-published.ts';
export { waitingInImports } from './store-waiting.ts';
