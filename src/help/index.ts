export { helpRoutes } from './routes.ts';
export { helpFor } from './topics.ts';
