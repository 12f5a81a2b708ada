export type { AnalysisContext } from './context.ts';
export { countPublished } from './published/read.ts';
export { usualRiskCases } from './risk/finding/too-many.ts';
export { bulletinsOfRegion } from './report/bulletins.ts';
export { waitingInAnalysis } from './waiting.ts';
