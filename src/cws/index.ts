export { startCwsJobs } from './jobs.ts';
export type { CwsRoom } from './room.ts';
export { cwsRoutes } from './routes.ts';
