export { openGalleryCounts } from './gallery/counts.ts';
export { startImageJobs as startCpdbJobs } from './images/jobs.ts';
export { showPicturesAtRecords } from './pictures/of-record.ts';
export { followPictures } from './pictures/store.ts';
export { countPicturesForMenu } from './review/pages-menu.ts';
export type { CpdbContext } from './context.ts';
export { cpdbRoutes } from './routes.ts';
