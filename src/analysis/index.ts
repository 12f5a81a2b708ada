export type { AnalysisContext } from './context.ts';
export { countPublished } from './published/read.ts';
export { usualRiskCases } from './risk/finding/too-many.ts';
export { startRiskJobs } from './risk/jobs.ts';
export { analysisRoutes } from './routes.ts';
export { bulletinsOfRegion } from './report/bulletins.ts';
export { startReportJobs } from './report/jobs.ts';
export { waitingInAnalysis } from './waiting.ts';
