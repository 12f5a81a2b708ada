import { Renderer, type Token, type Tokens } from 'marked';
import { escapeHtml, escapeText } from './escape.ts';
import { Outline, textOf } from './heading-ids.ts';
import { cutAtReferences } from './references.ts';
import { fileIdOf, targetOf } from './targets.ts';

/** A picture of the portal: its own address, what it shows, its size in CSS pixels. */
export interface Picture {
  readonly src: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

export interface RenderOptions {
  /** "other site" in the reader's language: read out after each link that leads out. */
  readonly externalLabel: string;
  /** "Table" in the reader's language: names each region that scrolls. */
  readonly tableLabel: string;
  /** The pictures behind `file:<uuid>`, by that id: those this reader may see. */
  readonly pictures?: ReadonlyMap<string, Picture>;
  /** Where references lead, for this reader. */
  readonly references?: ReadonlyMap<string, string>;
  /** The portal's own origin: addresses there are links within it. */
  readonly origin?: string;
  /** Level of the first heading; 3 where the page owns h1 and h2. */
  readonly topLevel?: 2 | 3 | 4;
  /** What ids begin with: another where a page shows two texts. */
  readonly idPrefix?: string;
}

/** Writes HTML of our own for each part of a text; what the writer typed as HTML is shown as typed. */
export class PortalRenderer extends Renderer {
  readonly #options: RenderOptions;
  readonly #outline: Outline;
  #tables = 0;
  #linksOpen = 0;

  constructor(options: RenderOptions) {
    super();
    this.#options = options;
    this.#outline = new Outline(options.topLevel ?? 3, options.idPrefix ?? 'part-');
  }

  override heading({ tokens, depth }: Tokens.Heading): string {
    const { level, id } = this.#outline.place(depth, textOf(tokens));
    return `<h${level} id="${id}">${this.parser.parseInline(tokens)}</h${level}>\n`;
  }

  override html({ text, block }: Tokens.HTML | Tokens.Tag): string {
    const typed = /^<br ?\/?>$/i.test(text.trim()) ? '<br>' : escapeHtml(text);
    return block ? `<p>${typed}</p>\n` : typed;
  }

  override code({ text }: Tokens.Code): string {
    return `<pre><code>${escapeHtml(text)}</code></pre>\n`;
  }

  override codespan({ text }: Tokens.Codespan): string {
    return `<code>${escapeHtml(text)}</code>`;
  }

  override checkbox({ checked }: Tokens.Checkbox): string {
    return checked ? '☑ ' : '☐ ';
  }

  override paragraph({ tokens }: Tokens.Paragraph): string {
    const pictures = tokens.filter((token): token is Tokens.Image => token.type === 'image');
    const standAlone =
      pictures.length > 0 &&
      tokens.every(token => token.type === 'image' || token.type === 'br' || token.raw.trim() === '');
    return standAlone
      ? pictures.map(picture => this.#figure(picture)).join('')
      : `<p>${this.parser.parseInline(tokens)}</p>\n`;
  }

  override table({ header, rows }: Tokens.Table): string {
    this.#tables += 1;
    const row = (cells: readonly Tokens.TableCell[]): string =>
      `<tr>${cells.map(cell => this.#cell(cell)).join('')}</tr>\n`;
    const label = escapeHtml(`${this.#options.tableLabel} ${this.#tables}`);
    const body = rows.length === 0 ? '' : `<tbody>${rows.map(row).join('')}</tbody>`;
    return (
      `<div class="markup-table" role="region" tabindex="0" aria-label="${label}"><table><thead>${row(header)}` +
      `</thead>${body}</table></div>\n`
    );
  }

  override link({ href, title, tokens }: Tokens.Link): string {
    const inner = this.#within(tokens);
    const target = targetOf(href, this.#options.origin);
    if (!target) return inner;
    const words = textOf(tokens).trim() === '' ? escapeHtml(href) : inner;
    const named = title ? ` title="${escapeHtml(title)}"` : '';
    if (target.kind !== 'outside') return `<a href="${escapeHtml(target.href)}"${named}>${words}</a>`;
    return (
      `<a class="markup-external" href="${escapeHtml(target.href)}" rel="noopener noreferrer nofollow"${named}` +
      `>${words}<span class="visually-hidden"> (${escapeHtml(this.#options.externalLabel)})</span></a>`
    );
  }

  override image(token: Tokens.Image): string {
    const picture = this.#pictureOf(token);
    const caption = captionOf(token);
    return picture ? img(picture, picture.alt === '' ? caption : picture.alt) : missing(caption);
  }

  override text(token: Tokens.Text | Tokens.Escape): string {
    if ('tokens' in token && token.tokens) return this.parser.parseInline(token.tokens);
    if (this.#linksOpen > 0) return escapeText(token.text);
    return cutAtReferences(token.text)
      .map(({ text, isReference }) => (isReference ? this.#reference(text) : escapeText(text)))
      .join('');
  }

  #reference(ref: string): string {
    const target = targetOf(this.#options.references?.get(ref) ?? '');
    if (target?.kind !== 'inside') return ref;
    return `<a class="markup-reference" href="${escapeHtml(target.href)}">${ref}</a>`;
  }

  /** No link lies in a link. */
  #within(tokens: Token[]): string {
    this.#linksOpen += 1;
    try {
      return this.parser.parseInline(tokens);
    } finally {
      this.#linksOpen -= 1;
    }
  }

  #cell({ tokens, header, align }: Tokens.TableCell): string {
    const [tag, scope] = header ? ['th', ' scope="col"'] : ['td', ''];
    const side = align === 'right' ? ' class="is-right"' : align === 'center' ? ' class="is-centre"' : '';
    return `<${tag}${scope}${side}>${this.parser.parseInline(tokens)}</${tag}>`;
  }

  #pictureOf({ href }: Tokens.Image): Picture | undefined {
    const id = fileIdOf(href);
    const picture = id === undefined ? undefined : this.#options.pictures?.get(id);
    return picture && targetOf(picture.src)?.kind === 'inside' ? picture : undefined;
  }

  #figure(token: Tokens.Image): string {
    const picture = this.#pictureOf(token);
    const caption = captionOf(token);
    if (!picture) return `<p>${missing(caption)}</p>\n`;
    // A caption that says what the picture shows is not said twice.
    const alt = picture.alt === caption ? '' : picture.alt;
    return (
      `<figure class="markup-figure">${img(picture, alt)}` +
      `${caption === '' ? '' : `<figcaption>${escapeText(caption)}</figcaption>`}</figure>\n`
    );
  }
}

function captionOf({ tokens, text }: Tokens.Image): string {
  return (tokens ? textOf(tokens) : text).trim();
}

function img({ src, width, height }: Picture, alt: string): string {
  return (
    `<img class="markup-picture" src="${escapeHtml(src)}" alt="${escapeHtml(alt)}" width="${Math.round(width)}` +
    `" height="${Math.round(height)}" loading="lazy">`
  );
}

/** A picture the reader cannot have here: what it shows, in words. */
function missing(text: string): string {
  return text === '' ? '' : `<span class="markup-missing">${escapeText(text)}</span>`;
}
