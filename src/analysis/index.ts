export type { AnalysisContext } from './context.ts';
export { waitingInAnalysis } from './obligations/store-waiting.ts';
export { analysisRoutes } from './routes.ts';
