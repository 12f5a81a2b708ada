/** Name and description of a figure, read out in its place; the table twin holds the numbers. */
export interface Named {
  readonly title: string;
  readonly desc?: string;
  /** Its parts are links: it is read as a group of them, not as one picture. */
  readonly linked?: boolean;
}

/** Text safe in element content and in double-quoted attributes; characters XML forbids are dropped. */
export function escapeText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .toWellFormed()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** A coordinate to a tenth of a pixel, without a trailing zero; no number is 0, and none leaves every screen. */
export function px(value: number): string {
  if (!Number.isFinite(value)) return '0';
  const rounded = Math.round(Math.min(Math.max(value, -99_999), 99_999) * 10) / 10;
  return String(Object.is(rounded, -0) ? 0 : rounded);
}

/** A finite number not below zero, else 0: what a bar can show. */
export function amount(value: number | null | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** A length of one to ten thousand pixels. */
export function length(value: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, 1), 10_000) : 1;
}

const narrow = /[ijltfrI1.,:;'|!()[\] -]/;
const wide = /[mwMW@%&\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/;

/** About how wide a text is at 12 px in Public Sans. */
export function textWidth(text: string, isBold = false): number {
  let width = 0;
  for (const char of text)
    width += narrow.test(char) ? 3.9 : wide.test(char) ? 10.4 : /[\p{Lu}\d]/u.test(char) ? 8.1 : 6.7;
  return isBold ? width * 1.06 : width;
}

/** A text cut to a width, with an ellipsis. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  for (const char of text) {
    if (textWidth(`${kept}${char}…`) > width) break;
    kept += char;
  }
  return kept === '' ? '' : `${kept.trimEnd()}…`;
}

/** `<text>` with classes; `anchor` is start unless given. */
export function label(
  text: string,
  x: number,
  y: number,
  classes: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text class="${classes}" x="${px(x)}" y="${px(y)}"${side}>${escapeText(text)}</text>`;
}

/** A whole figure, drawn at the size it is shown. */
export function figure(classes: string, width: number, height: number, named: Named, parts: readonly string[]): string {
  const desc = named.desc ? `<desc>${escapeText(named.desc)}</desc>` : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart ${classes}" role="${named.linked ? 'group' : 'img'}" ` +
    `width="${px(width)}" ` +
    `height="${px(height)}" ` +
    `viewBox="0 0 ${px(width)} ${px(height)}"><title>${escapeText(named.title)}</title>${desc}${parts.join('')}</svg>`
  );
}

/** A part that leads somewhere, on a surface large enough to be hit; `name` is read out where it holds no text. */
export function linked(
  part: string,
  to: { readonly href: string; readonly name?: string } | undefined,
  surface: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): string {
  if (!to) return part;
  const { x, y, width, height } = surface;
  const name = to.name === undefined ? '' : ` aria-label="${escapeText(to.name)}"`;
  return (
    `<a href="${escapeText(to.href)}"${name}><rect class="chart-hit" x="${px(x)}" y="${px(y)}" ` +
    `width="${px(width)}" height="${px(height)}"/>${part}</a>`
  );
}
