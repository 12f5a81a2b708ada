export { startImportJobs } from './jobs.ts';
export { importRoutes } from './routes.ts';
