export { openGalleryCounts } from './gallery/counts.ts';
export { startCpdbJobs } from './jobs.ts';
export { followPictures } from './pictures/store.ts';
export { countPicturesForMenu } from './review/pages-menu.ts';
export type { CpdbRoom } from './room.ts';
export { startSamplePictures } from './samples.ts';
export type { SamplePair } from './samples.ts';
export { cpdbRoutes } from './routes.ts';
export { startSampleTraining } from './training/samples.ts';
