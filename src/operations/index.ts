export { measurePortal } from './metrics.ts';
export type { PortalMetrics } from './metrics.ts';
