export { helpFor } from './topics.ts';
