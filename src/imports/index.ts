export { startImportJobs } from './work/jobs.ts';
export { importRoutes } from './routes.ts';
export { waitingInImports } from './store-waiting.ts';
