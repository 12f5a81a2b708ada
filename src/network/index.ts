export { networkRoutes } from './routes.ts';
export { riloOn } from './store-offices.ts';
export type { NetworkRoom } from './room.ts';
