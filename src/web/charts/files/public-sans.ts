import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { openFont } from './font-file.ts';

const require = createRequire(import.meta.url);

export type Weight = 400 | 500 | 600 | 700;
export interface TextLook {
  /** In pixels. */
  readonly size: number;
  readonly weight: Weight;
  readonly italic?: boolean | undefined;
  /** In em. */
  readonly spacing?: number | undefined;
}

type Subset = 'latin' | 'latin-ext';

interface Run {
  /** None for a sign drawn by us. */
  readonly font: Font | undefined;
  readonly text: string;
}

const fonts = new Map<string, Font>();

const nameOf = (subset: Subset, { weight, italic }: Pick<TextLook, 'weight' | 'italic'>): string =>
  `${subset}-${weight}-${italic ? 'italic' : 'normal'}`;
const pathOf = (file: string): string => require.resolve(`@fontsource/public-sans/files/public-sans-${file}`);

/** Asked for each sign of a text: to find the file takes longer than all else about it. */
function fontOf(subset: Subset, look: TextLook): Font {
  const name = nameOf(subset, look);
  const known = fonts.get(name);
  if (known) return known;
  const opened = openFont(pathOf(`${name}.woff`));
  fonts.set(name, opened);
  return opened;
}

/** What Public Sans has no sign for, in signs that it has. */
const replaced: Readonly<Record<string, string>> = { '→': '>', '…': '...', '\u202f': '\u00a0' };

/** Signs that Public Sans lacks and figures need, with the room they take in em. */
const drawnSigns: Readonly<
  Record<string, { readonly width: number; readonly draw: (look: TextLook, x: number, y: number) => string }>
> = {
  // Two of its tildes, one over the other.
  '≈': {
    width: 0.6,
    draw: (look, x, y) =>
      [-0.13, 0.1].map(off => glyphsOf('~', fontOf('latin', look), look, x, y + off * look.size)).join(''),
  },
  '▲': {
    width: 0.68,
    draw: ({ size }, x, y) => `M${x + size * 0.05} ${y}L${x + size * 0.34} ${y - size * 0.62}L${x + size * 0.63} ${y}Z`,
  },
};

/** Stretches of a text that one file of the font holds, or one sign drawn by us; what none holds is left out. */
function runsOf(text: string, look: TextLook): Run[] {
  const runs: Run[] = [];
  for (const char of text) {
    const sign = replaced[char] ?? char;
    const font = sign in drawnSigns ? undefined : fontWith(sign, look);
    if (font === undefined && !(sign in drawnSigns)) continue;
    const last = runs.at(-1);
    if (font !== undefined && last?.font === font) runs[runs.length - 1] = { font, text: last.text + sign };
    else runs.push({ font, text: sign });
  }
  return runs;
}

function fontWith(sign: string, look: TextLook): Font | undefined {
  const code = sign.codePointAt(0) ?? 0;
  const latin = fontOf('latin', look);
  if (latin.hasGlyphForCodePoint(code)) return latin;
  const extended = fontOf('latin-ext', look);
  return extended.hasGlyphForCodePoint(code) ? extended : undefined;
}

function advanceOf({ font, text }: Run, look: TextLook): number {
  if (font === undefined) return (drawnSigns[text]?.width ?? 0) * look.size;
  const { advanceWidth } = layoutOf(text, font);
  return (advanceWidth / font.unitsPerEm) * look.size + [...text].length * (look.spacing ?? 0) * look.size;
}

type Layout = ReturnType<Font['layout']>;

/** Texts laid out, the oldest dropped first: every one is measured, then outlined. */
const layouts = new Map<Font, Map<string, Layout>>();
const mostLayouts = 2000;

function layoutOf(text: string, font: Font): Layout {
  const known = layouts.get(font) ?? new Map<string, Layout>();
  layouts.set(font, known);
  const found = known.get(text) ?? font.layout(text);
  const [oldest] = known.keys();
  if (known.size >= mostLayouts && oldest !== undefined) known.delete(oldest);
  known.set(text, found);
  return found;
}

/** How wide a text is in Public Sans, in pixels. */
export function measureText(text: string, look: TextLook): number {
  return runsOf(text, look).reduce((sum, run) => sum + advanceOf(run, look), 0);
}

function glyphsOf(text: string, font: Font, look: TextLook, x: number, y: number): string {
  const scale = look.size / font.unitsPerEm;
  const { glyphs, positions } = layoutOf(text, font);
  let pen = x;
  return glyphs
    .map((glyph, index) => {
      const place = positions[index]!;
      const left = pen + place.xOffset * scale;
      pen += place.xAdvance * scale + (look.spacing ?? 0) * look.size;
      return glyphPath(glyph, scale, left, y - place.yOffset * scale);
    })
    .join('');
}

const letters = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const;

/** A glyph in pixels, to a hundredth. */
function glyphPath(glyph: Layout['glyphs'][number], scale: number, left: number, foot: number): string {
  let path = '';
  for (const { command, args } of glyph.path.commands) {
    path += letters[command as keyof typeof letters];
    for (let at = 0; at < args.length; at += 2) {
      const x = Math.round((left + args[at]! * scale) * 100) / 100;
      const y = Math.round((foot - args[at + 1]! * scale) * 100) / 100;
      path += `${at > 0 ? ' ' : ''}${x} ${y}`;
    }
  }
  return path;
}

/** The outlines of a text whose foot begins at x and y, as the data of a path. */
export function textOutline(text: string, look: TextLook, x: number, y: number): string {
  let pen = x;
  return runsOf(text, look)
    .map(run => {
      const from = pen;
      pen += advanceOf(run, look);
      if (run.font) return glyphsOf(run.text, run.font, look, from, y);
      return drawnSigns[run.text]?.draw(look, from, y) ?? '';
    })
    .join('');
}

/** `@font-face` rules that carry the font in themselves, for the weights used. */
export function fontFaces(weights: readonly Weight[], hasExtended: boolean): string {
  const subsets: Subset[] = hasExtended ? ['latin', 'latin-ext'] : ['latin'];
  return weights
    .flatMap(weight =>
      subsets.map(subset => {
        const data = readFileSync(pathOf(`${nameOf(subset, { weight })}.woff2`)).toString('base64');
        const range = subset === 'latin-ext' ? 'unicode-range:U+100-2BA,U+1E00-1EFF;' : '';
        return (
          `@font-face{font-family:'Public Sans';font-weight:${weight};${range}` +
          `src:url(data:font/woff2;base64,${data}) format('woff2')}`
        );
      }),
    )
    .join('');
}
