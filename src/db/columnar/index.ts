export { NotCopied, columnarFigures, ifNotCopied, plainFigures } from './ask.ts';
export type { Figures } from './ask.ts';
export type { ReadyInCopy } from './dialect.ts';
export { listed } from './follow.ts';
export type { CopiedRows, CopySource, Glance } from './follow.ts';
export { socketPath, startEngineProcess } from './process.ts';
export type { EngineOrders } from './process.ts';
