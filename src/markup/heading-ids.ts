import { withoutMarks } from '../text/fold.ts';
import type { Token } from 'marked';

/** Deepest level of a heading in HTML. */
const deepest = 6;

/**
 * Gives each heading a level below the page's own, with no step left out however the writer counted, and an id nobody
 * else has.
 */
export class Outline {
  readonly #top: number;
  readonly #prefix: string;
  readonly #open: number[] = [];
  /** Every id given, with the number its next namesake tries first. */
  readonly #used = new Map<string, number>();

  /** `top`: level of the first heading. */
  constructor(top: number, prefix: string) {
    this.#top = top;
    this.#prefix = prefix;
  }

  place(depth: number, text: string): { readonly level: number; readonly id: string } {
    while ((this.#open.at(-1) ?? 0) >= depth) this.#open.pop();
    this.#open.push(depth);
    return { level: Math.min(deepest, this.#top + this.#open.length - 1), id: this.#idOf(text) };
  }

  #idOf(text: string): string {
    const slug = withoutMarks(text)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60);
    const wanted = `${this.#prefix}${slug === '' ? 'part' : slug}`;
    let [id, number] = [wanted, this.#used.get(wanted) ?? 2];
    // Counted on from where the last namesake stopped: a thousand equal headings are a thousand steps, not a million.
    for (; this.#used.has(id); number += 1) id = `${wanted}-${number}`;
    this.#used.set(id, 2).set(wanted, number);
    return id;
  }
}

/** What a heading, caption or cell says, without its marks. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(token => {
      if ('tokens' in token && token.tokens) return textOf(token.tokens);
      if (token.type === 'br') return ' ';
      return token.type === 'html' ? '' : 'text' in token ? String(token.text) : '';
    })
    .join('');
}
