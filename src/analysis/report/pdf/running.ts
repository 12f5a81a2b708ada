import { writeLine, type Look } from './lines.ts';
import { page, type Doc } from './type.ts';

/** What each page says of itself, above and below. */
export interface Running {
  readonly title: string;
  readonly foot: string;
}

/** Running heads and folio. Outside stands the section: at the left of even pages, at the right of odd ones. */
export function runningParts(doc: Doc, at: number, section: string, { title, foot }: Running): void {
  const isLeft = (at + 1) % 2 === 0;
  const line = (y: number): void => {
    doc
      .moveTo(page.margin, y)
      .lineTo(page.margin + page.inner, y)
      .lineWidth(0.5)
      .strokeColor('#888')
      .stroke();
  };
  const say = (text: string, y: number, isOutside: boolean, look: Look): void => {
    const right = isOutside === isLeft ? undefined : page.margin + page.inner;
    writeLine(doc, text, { x: page.margin, y, right }, look);
  };
  say(section, 40, true, { size: 8, weight: 600 });
  say(title, 40, false, { size: 8 });
  line(55);
  line(page.foot + 8);
  say(String(at + 1), page.foot + 15, true, { size: 10, weight: 500 });
  say(foot, page.foot + 16, false, { size: 8 });
}
