import { setImmediate } from 'node:timers/promises';
import { Parser } from 'marked';
import { createSemaphore } from '../jobs/semaphore.ts';
import { sanitizeHtml } from './sanitize-html.ts';
import { readMarkdown } from './markup-limits.ts';
import { escapeHtml } from './escape.ts';
import { renderedOnce } from './kept.ts';
import { PortalRenderer, type RenderOptions } from './renderer.ts';

/**
 * A text in Markdown (GFM) as HTML that may stand in a page. Never throws: what is too much to render is shown as it
 * was typed. A long text is rendered once and then kept for a while.
 */
export function renderMarkdown(text: string, options: RenderOptions): string {
  const { pictures = [], references = [], ...rest } = options;
  return renderedOnce(text, [rest, [...pictures], [...references]], () => rendered(text, options));
}

const inTurn = createSemaphore(1, 100);

/**
 * The same for a text that is still being written, and is not kept: one at a time, and other requests are answered
 * between two. Rejects with Unavailable where too many wait.
 */
export function renderDraft(text: string, options: RenderOptions): Promise<string> {
  return inTurn(async () => {
    // First the requests that came meanwhile: whoever writes can wait, whoever reads is not to.
    await setImmediate();
    return rendered(text, options);
  });
}

function rendered(text: string, options: RenderOptions): string {
  const read = readMarkdown(text);
  if ('problem' in read) return `<p class="markup-plain">${escapeHtml(text)}</p>`;
  return sanitizeHtml(Parser.parse(read.tokens, { renderer: new PortalRenderer(options) }));
}
