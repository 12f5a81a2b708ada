export { startCwsJobs } from './jobs.ts';
export { loadLinks } from './links/load.ts';
export type { CwsRoom } from './room.ts';
export { cwsRoutes } from './routes.ts';
