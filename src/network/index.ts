export { networkRoutes } from './routes.ts';
export { contactOf } from './contact-of.ts';
export { riloOn } from './store-offices.ts';
export type { NetworkRoom } from './room.ts';
