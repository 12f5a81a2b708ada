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

/** Signs that the font lacks, in signs that it has. */
export function inFont(text: string): string {
  return text
    .replace(/\u202f/g, '\u00a0')
    .replace(/\u2003/g, '   ')
    .replace(/→/g, '>')
    .replace(/…/g, '...');
}

export function font(doc: Doc, weight = 400): Doc {
  return doc.font(`latin-${weights.find(one => one === weight) ?? 400}`);
}
