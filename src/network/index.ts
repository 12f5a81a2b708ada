export { networkRoutes } from './routes.ts';
export { contactOf, timeZoneOf } from './contact-of.ts';
export { localTime } from './hours.ts';
export { riloOn } from './store-offices.ts';
export type { NetworkRoom } from './room.ts';
