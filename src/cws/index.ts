export { startCwsJobs } from './jobs.ts';
export { indexProducts } from './library/products/index-products.ts';
export { loadReferencePages } from './library/seed-pages.ts';
export type { CwsRoom } from './room.ts';
export { cwsRoutes } from './routes.ts';
