import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';
import { fontData, openFont } from '../../../web/charts/files/font-file.ts';

export type Doc = InstanceType<typeof PDFDocument>;
export type Part = ReturnType<Doc['struct']>;

export const page = { width: 595.28, height: 841.89, margin: 56, foot: 790, inner: 483.28, gutter: 24 } as const;
export const halfPage = (page.inner - page.gutter) / 2;
export const ink = {
  text: '#111418',
  quiet: '#44505e',
  line: '#c5cdd7',
  accent: '#1457a8',
  navy: '#0f2440',
  pale: '#d6e0ee',
  gold: '#ffbe2e',
};
export const weights = [400, 500, 600, 700] as const;

/** Files that Public Sans is divided into: a letter is in the first that has it. */
const subsets = ['latin', 'latin-ext', 'vietnamese'] as const;
type Subset = (typeof subsets)[number];

const { resolve } = createRequire(import.meta.url);
const pathOf = (subset: Subset, weight: number): string =>
  resolve(`@fontsource/public-sans/files/public-sans-${subset}-${weight}-normal.woff`);

const held = new Map<Subset, ReadonlySet<number>>();

/** The signs of a file; its weights have the same. */
function signsOf(subset: Subset): ReadonlySet<number> {
  const known = held.get(subset) ?? new Set(openFont(pathOf(subset, 400)).characterSet);
  held.set(subset, known);
  return known;
}

/** Gives the document its letters; a file that no text needs is not embedded. */
export function registerFonts(doc: Doc): void {
  for (const subset of subsets)
    for (const weight of weights) doc.registerFont(`${subset}-${weight}`, fontData(pathOf(subset, weight)));
}

/** What the font has no sign for, in signs that it has. */
const replaced: Readonly<Record<string, string>> = {
  '→': '>',
  '≈': '~',
  '…': '...',
  '\u202f': '\u00a0',
  '\u2003': '   ',
  '\t': ' ',
};

/** Stretches of a text that one file of the font holds. */
interface Run {
  readonly subset: Subset;
  readonly text: string;
}

/** A text in signs of the font: a letter of another script than the Latin loses its marks, or is a question mark. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  const add = (sign: string, subset: Subset): void => {
    const last = runs.at(-1);
    if (last?.subset === subset) runs[runs.length - 1] = { subset, text: last.text + sign };
    else runs.push({ subset, text: sign });
  };
  for (const sign of text.normalize('NFC').replace(/[→≈…\u202f\u2003\t]/g, one => replaced[one] ?? ' ')) {
    const subset = subsetWith(sign);
    if (subset) add(sign, subset);
    else for (const base of baseOf(sign)) add(base, 'latin');
  }
  return runs;
}

/** Letters of a text that paper would have a question mark for. */
export function unprintable(text: string): string[] {
  const letters = new Set(text.normalize('NFC').replace(/[\s?]/gu, ''));
  return [...letters].filter(sign => runsOf(sign).some(run => run.text.includes('?')));
}

function subsetWith(sign: string): Subset | undefined {
  return subsets.find(subset => signsOf(subset).has(sign.codePointAt(0) ?? 0));
}

function baseOf(sign: string): string {
  const base = sign.normalize('NFD').replace(/\p{M}/gu, '');
  return base !== '' && [...base].every(one => signsOf('latin').has(one.codePointAt(0) ?? 0)) ? base : '?';
}

export function font(doc: Doc, weight = 400, subset: Subset = 'latin'): Doc {
  return doc.font(`${subset}-${weights.find(one => one === weight) ?? 400}`);
}
