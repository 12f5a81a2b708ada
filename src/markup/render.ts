import { Parser } from 'marked';
import { sanitizeHtml } from './sanitize-html.ts';
import { readMarkdown } from './markup-limits.ts';
import { escapeHtml } from './escape.ts';
import { PortalRenderer } from './renderer.ts';
import type { RenderOptions } from './renderer.ts';

/**
 * A text in Markdown (GFM) as HTML that may stand in a page. Never throws: what is too much to render is shown as it
 * was typed.
 */
export function renderMarkdown(text: string, options: RenderOptions): string {
  const read = readMarkdown(text);
  if ('problem' in read) return `<p class="markup-plain">${escapeHtml(text)}</p>`;
  return sanitizeHtml(Parser.parse(read.tokens, { renderer: new PortalRenderer(options) }));
}
