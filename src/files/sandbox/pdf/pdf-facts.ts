import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PasswordException, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Refused } from '../../kinds/kinds.ts';
import { refuseActive } from './pdf-active.ts';
import { limits } from '../tasks.ts';
import type { PdfFacts } from '../answers.ts';

const parts = fileURLToPath(new URL('../../../../node_modules/pdfjs-dist/', import.meta.url));

/** Pages, title and text of a PDF; nothing is drawn. Throws Refused for what is damaged, locked, active or too long. */
export async function pdfFacts(path: string): Promise<PdfFacts> {
  const content = await readFile(path);
  refuseActive(content);
  const opening = getDocument({
    data: new Uint8Array(content),
    verbosity: 0,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    cMapUrl: `${parts}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${parts}standard_fonts/`,
  });
  try {
    const pdf = await opening.promise;
    if (pdf.numPages > limits.pages) throw new Refused('pages', { limit: limits.pages });
    await refuseActions(pdf);
    return { pages: pdf.numPages, ...(await titleOf(pdf)), ...(await textsOf(pdf)) };
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused(error instanceof PasswordException ? 'locked' : 'damaged');
  } finally {
    await opening.destroy();
  }
}

/** The library's own view of what runs, beside ours of the bytes. */
async function refuseActions(pdf: PDFDocumentProxy): Promise<void> {
  if ((await pdf.hasJSActions()) || (await pdf.getJSActions())) throw new Refused('active');
  if (await pdf.getAttachments()) throw new Refused('attachments');
}

async function titleOf(pdf: PDFDocumentProxy): Promise<{ title?: string }> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }));
  const title: unknown = (info as { Title?: unknown }).Title;
  const clean =
    typeof title === 'string'
      ? plainText(title).replace(/\s+/g, ' ').trim().slice(0, limits.titleCharacters).toWellFormed()
      : '';
  return clean === '' ? {} : { title: clean };
}

async function textsOf(pdf: PDFDocumentProxy): Promise<{ texts: string[]; textCut: boolean }> {
  const texts: string[] = [];
  let left: number = limits.textCharacters;
  const read = Math.min(pdf.numPages, limits.textPages);
  for (let number = 1; number <= read && left > 0; number += 1) {
    const whole = await textOf(pdf, number);
    texts.push(whole.slice(0, left).toWellFormed());
    left -= whole.length;
  }
  return { texts, textCut: left < 0 || texts.length < pdf.numPages };
}

async function textOf(pdf: PDFDocumentProxy, number: number): Promise<string> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
  page.cleanup();
  return plainText(text).trim();
}

/** Without what the database refuses and nobody reads. */
function plainText(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, ' ').toWellFormed();
}
