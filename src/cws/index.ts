export { openAlertWatch } from './alerts/watch.ts';
export { countAlertsForMenu, urgentStrip } from './alerts/pages-strip.ts';
export { startCwsJobs } from './jobs.ts';
export type { CwsRoom } from './room.ts';
export { cwsRoutes } from './routes.ts';
