export { problemsIn, bounds } from './bounds.ts';
export type { MarkupProblem } from './bounds.ts';
export { plainText } from './plain.ts';
export { referencesIn } from './references.ts';
export { renderMarkdown } from './render.ts';
export type { Picture, RenderOptions } from './renderer.ts';
