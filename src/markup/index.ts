export { problemsIn, bounds } from './markup-limits.ts';
export type { MarkupProblem } from './markup-limits.ts';
export { plainText } from './plain.ts';
export { referencesIn } from './references.ts';
export { renderDraft, renderMarkdown } from './render.ts';
export type { Picture, RenderOptions } from './renderer.ts';
