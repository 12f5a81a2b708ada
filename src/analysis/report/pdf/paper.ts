import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { drawTable } from './table.ts';
import { font, inFont, ink, page, weights } from './type.ts';
import type { Doc, Part } from './type.ts';
import { drawSvg, sizeOf } from './svg.ts';
import type { Canvas, PathLook, TextLook } from './svg.ts';

const { resolve } = createRequire(import.meta.url);
/** What each page says of itself, above and below. */
export interface Running {
  readonly title: string;
  readonly foot: string;
}

export interface Style {
  readonly size: number;
  readonly weight?: number;
  readonly fill?: string;
  readonly gap?: number;
}

/** A tagged A4 document that is laid out from top to bottom. */
export class Paper {
  readonly #doc: Doc;
  readonly #root: Part;
  readonly #running: Running;
  readonly #heads = new Map<number, string>();
  readonly #state: { y: number; section: string; parent: Part };

  constructor(info: { readonly title: string; readonly lang: string; readonly author: string }, running: Running) {
    const doc = new PDFDocument({
      ...{ size: 'A4', margin: 0, pdfVersion: '1.7', tagged: true, displayTitle: true, bufferPages: true },
      ...{ autoFirstPage: false, lang: info.lang, info: { Title: info.title, Author: info.author } },
    });
    for (const weight of weights)
      doc.registerFont(
        `latin-${weight}`,
        resolve(`@fontsource/public-sans/files/public-sans-latin-${weight}-normal.woff`),
      );
    this.#doc = doc;
    this.#root = doc.struct('Document');
    doc.addStructure(this.#root);
    this.#running = running;
    this.#state = { y: 0, section: '', parent: this.#root };
  }

  pageNumber(): number {
    return this.#doc.bufferedPageRange().count;
  }

  begin(section: string, title: string): void {
    this.#state.section = section;
    this.#state.parent = this.#doc.struct('Sect');
    this.#root.add(this.#state.parent);
    this.#newPage();
    this.#doc.outline.addItem(title);
  }

  end(): void {
    this.#state.parent.end();
    this.#state.parent = this.#root;
  }

  heading(level: 1 | 2 | 3, text: string): void {
    const look = { 1: [24, 12], 2: [13, 6], 3: [10.5, 4] }[level] as [number, number];
    this.#block(`H${level}`, text, { size: look[0], weight: 700, gap: look[1] });
  }

  text(text: string, style: Partial<Style> = {}): void {
    this.#block('P', text, { size: 9.5, ...style });
  }

  figure(svg: string, alt: string, scale = 0.75): void {
    const height = sizeOf(svg).height * scale;
    this.#room(height);
    const top = this.#state.y;
    this.#put('Figure', () => drawOn(this.#doc, svg, { x: page.margin, y: top, scale }), { alt });
    this.#state.y += height + 10;
  }

  table(head: readonly string[], rows: readonly (readonly string[])[], widths: readonly number[]): void {
    const drawing = { doc: this.#doc, state: this.#state, newPage: () => this.#newPage() };
    drawTable(drawing, head, rows, widths);
  }

  /** A drawing with its title on one page. */
  keepTogether(svg: string, scale = 0.75): void {
    this.#room(sizeOf(svg).height * scale + 70);
  }

  /** Navy, with words, and a drawing on a light ground. */
  cover(
    draw: (say: (kind: string, text: string, y: number, style: Style) => void) => void,
    picture?: { readonly svg: string; readonly alt: string; readonly y: number },
  ): void {
    const doc = this.#doc;
    doc.addPage();
    doc.markContent('Artifact', { type: 'Layout' });
    doc.rect(0, 0, page.width, page.height).fill(ink.navy);
    doc.endMarkedContent();
    if (picture) this.#coverPicture(picture);
    draw((kind, text, y, style) => {
      this.#state.y = y;
      this.#put(kind === 'Title' ? 'H1' : kind, () => this.#write(text, style));
    });
  }

  #coverPicture({ svg, alt, y }: { readonly svg: string; readonly alt: string; readonly y: number }): void {
    const doc = this.#doc;
    const scale = page.inner / sizeOf(svg).width;
    doc.markContent('Artifact', { type: 'Layout' });
    doc.rect(0, y - 12, page.width, sizeOf(svg).height * scale + 24).fill('#f7f9fb');
    doc.endMarkedContent();
    this.#put('Figure', () => drawOn(doc, svg, { x: page.margin, y, scale }), { alt });
  }

  /** Running heads and folios, then the bytes. */
  async close(): Promise<{ readonly bytes: Buffer; readonly pages: number }> {
    const doc = this.#doc;
    this.#root.end();
    const { count } = doc.bufferedPageRange();
    for (let at = 1; at < count; at += 1) {
      doc.switchToPage(at);
      runningParts(doc, at, this.#heads.get(at) ?? '', this.#running);
    }
    const pieces: Buffer[] = [];
    doc.on('data', piece => pieces.push(piece as Buffer));
    const done = new Promise<void>((good, bad) => doc.on('end', () => good()).on('error', bad));
    doc.end();
    await done;
    return { bytes: Buffer.concat(pieces), pages: count };
  }

  #put(kind: string, draw: () => void, options: object = {}): void {
    this.#state.parent.add(this.#doc.struct(kind, options, [draw]));
  }

  #newPage(): void {
    this.#doc.addPage();
    this.#state.y = 84;
    this.#heads.set(this.#doc.bufferedPageRange().count - 1, this.#state.section);
  }

  #room(height: number): void {
    if (this.#state.y + height > page.foot - 24) this.#newPage();
  }

  #write(text: string, style: Style): void {
    font(this.#doc, style.weight)
      .fontSize(style.size)
      .fillColor(style.fill ?? ink.text);
    this.#doc.text(inFont(text), page.margin, this.#state.y, { width: page.inner, lineGap: 2 });
  }

  #block(kind: string, text: string, style: Style): void {
    if (text === '') return;
    font(this.#doc, style.weight).fontSize(style.size);
    const height = this.#doc.heightOfString(inFont(text), { width: page.inner, lineGap: 2 });
    this.#room(height);
    // It draws at once, as its parent is in the document; the pen moves after it.
    this.#put(kind, () => this.#write(text, style));
    this.#state.y += height + (style.gap ?? 8);
  }
}

/** Outside: the section on the left of even pages and on the right of odd ones, as an artifact. */
function runningParts(doc: Doc, at: number, section: string, { title, foot }: Running): void {
  const isLeft = (at + 1) % 2 === 0;
  const line = (y: number): void => {
    doc
      .moveTo(page.margin, y)
      .lineTo(page.margin + page.inner, y)
      .lineWidth(0.5)
      .strokeColor('#888')
      .stroke();
  };
  const say = (text: string, y: number, isOutside: boolean, weight: number, size: number): void => {
    const align = isOutside === isLeft ? 'left' : 'right';
    font(doc, weight)
      .fontSize(size)
      .fillColor(ink.text)
      .text(inFont(text), page.margin, y, { width: page.inner, align, lineBreak: false });
  };
  doc.markContent('Artifact', { type: 'Pagination' });
  say(section, 40, true, 600, 8);
  say(title, 40, false, 400, 8);
  line(55);
  line(page.foot + 8);
  say(String(at + 1), page.foot + 15, true, 500, 10);
  say(foot, page.foot + 16, false, 400, 8);
  doc.endMarkedContent();
}

function drawOn(doc: Doc, svg: string, { x, y, scale }: { x: number; y: number; scale: number }): void {
  const canvas: Canvas = {
    path: (d, look) => drawPath(doc, d, look, { x, y, scale }),
    text(text: string, left: number, foot: number, look: TextLook): void {
      const weight = weights.find(one => one === look.weight) ?? 400;
      doc
        .font(`latin-${weight}`)
        .fontSize(look.size * scale)
        .fillColor(look.fill);
      const said = inFont(text);
      const wide = doc.widthOfString(said);
      const back = look.anchor === 'end' ? wide : look.anchor === 'middle' ? wide / 2 : 0;
      doc.text(said, x + left * scale - back, y + (foot - look.size * 0.8) * scale, {
        lineBreak: false,
        baseline: 'top',
      });
    },
  };
  drawSvg(svg, canvas);
}

function drawPath(doc: Doc, d: string, look: PathLook, { x, y, scale }: { x: number; y: number; scale: number }): void {
  doc.save().translate(x, y).scale(scale);
  doc.path(d).lineWidth(look.width).opacity(look.opacity);
  const [dash, space = dash] = look.dash;
  if (dash !== undefined && space !== undefined) doc.dash(dash, { space });
  if (look.fill && look.stroke) doc.fillAndStroke(look.fill, look.stroke);
  else if (look.fill) doc.fill(look.fill);
  else if (look.stroke) doc.stroke(look.stroke);
  doc.restore();
}
