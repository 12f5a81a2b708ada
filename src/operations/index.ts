export { measurePortal } from './metrics.ts';
export type { PortalMetrics } from './metrics.ts';
export { openPresence } from './presence.ts';
export { waitingInOperations } from './store-waiting.ts';
export { keepCopy } from './store-copies.ts';
export type { MadeCopy } from './store-copies.ts';
