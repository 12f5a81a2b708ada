export { isLetterRight } from './digests/index.ts';
export { startCwsJobs } from './jobs.ts';
export { loadLinks } from './links/load.ts';
export { countReferrals } from './referrals/pages-menu.ts';
export { followRecords } from './referrals/record.ts';
export { indexProducts } from './library/products/index-products.ts';
export { loadReferencePages } from './library/seed-pages.ts';
export type { CwsRoom } from './room.ts';
export { cwsRoutes } from './routes.ts';
