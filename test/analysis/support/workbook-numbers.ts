import type { Browser } from '../../support/portal.ts';
import { unzip } from '../../support/unzip.ts';

const cell = /<c r="([A-Z]+)(\d+)"[^>]*?(?: t="inlineStr"[^>]*><is><t[^>]*>([^<]*)|><v>)/g;
const numberInWords = /^[≈×+−±-]?\s?\d[\d\s.,]*\s?%?$/;

/**
 * Cells of the workbooks a page links to that have a number as text: "file, cell: text". Throws where the page links to
 * none, or one has no number at all.
 */
export async function numbersAsText(browser: Browser, path: string): Promise<string[]> {
  const links = [...(await browser.get(path)).text.matchAll(/href="([^"]+\.xlsx[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  if (links.length === 0) throw new Error(`${path} links to no workbook`);
  const found: string[] = [];
  for (const href of new Set(links)) {
    const answer = await fetch(`${browser.url}${href}`, { headers: browser.headers() });
    const sheet = (await unzip(Buffer.from(await answer.arrayBuffer()))).get('xl/worksheets/sheet1.xml') ?? '';
    const cells = [...sheet.matchAll(cell)].filter(([, column, row]) => column !== 'A' && row !== '1');
    if (!cells.some(([, , , text]) => text === undefined)) throw new Error(`no number in ${href}`);
    found.push(
      ...cells
        .filter(([, , , text = '']) => numberInWords.test(text))
        .map(([, column, row, text]) => `${href}, ${column}${row}: ${text}`),
    );
  }
  return found;
}
