export type { AnalysisContext } from './context.ts';
export { analysisRoutes } from './routes.ts';
