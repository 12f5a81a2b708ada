import type PDFDocument from 'pdfkit';

export type Doc = InstanceType<typeof PDFDocument>;
export type Part = ReturnType<Doc['struct']>;

export const page = { width: 595.28, height: 841.89, margin: 56, foot: 790, inner: 483.28 } as const;
export const ink = {
  text: '#111418',
  quiet: '#44505e',
  line: '#c5cdd7',
  accent: '#1457a8',
  navy: '#10243f',
  gold: '#ffbe2e',
};
export const weights = [400, 500, 600, 700] as const;

/** What the Latin subset of the font has no sign for. */
const absent = /[^\u0000-\u00ff\u0131\u0152\u0153\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2212]/gu;
const signs: Readonly<Record<string, string>> = { '→': '>', '≈': '~', Ł: 'L', ł: 'l', Đ: 'D', đ: 'd', Ħ: 'H', ħ: 'h' };

/** Signs that the font lacks, in signs that it has: a letter loses its mark rather than its place. */
export function inFont(text: string): string {
  return text
    .replace(/\u202f/g, '\u00a0')
    .replace(/\u2003/g, '   ')
    .replace(/…/g, '...')
    .replace(absent, sign => signs[sign] ?? (sign.normalize('NFD').replace(/\p{M}/gu, '').replace(absent, '') || '?'));
}

export function font(doc: Doc, weight = 400): Doc {
  return doc.font(`latin-${weights.find(one => one === weight) ?? 400}`);
}
