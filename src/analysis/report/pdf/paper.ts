import PDFDocument from 'pdfkit';
import { drawOn } from './drawing.ts';
import type { Pen } from './pen.ts';
import { runningParts, type Running } from './running.ts';
import { leading, linesOf, writeLine, writeLines, type Look } from './lines.ts';
import { sizeOf } from './svg.ts';
import { drawTable, type Table } from './table.ts';
import { halfPage, ink, page, registerFonts, type Doc, type Part } from './type.ts';

export interface Style extends Look {
  readonly gap?: number;
}

/** A drawing with its number, finding and caption. */
export interface PaperFigure {
  readonly number: string;
  readonly title: string;
  readonly sub: string;
  readonly svg: string;
  readonly alt: string;
}

export interface Photo {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** Texts under one another in a column of the page, each a part of the document. */
export interface Block extends Style {
  readonly kind: string;
  readonly text: string;
}

/** No text or table comes nearer to the foot of a page. */
const bottom = page.foot - 24;
const firstLine = 84;

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
    registerFonts(doc);
    this.#doc = doc;
    this.#root = doc.struct('Document');
    doc.addStructure(this.#root);
    this.#running = running;
    this.#state = { y: 0, section: '', parent: this.#root };
  }

  pageNumber(): number {
    return this.#doc.bufferedPageRange().count;
  }

  /** On a page of its own, or under the last where that was short; answers the number of the page. */
  begin(section: string, follows = false): number {
    this.#state.section = section;
    this.#state.parent = this.#doc.struct('Sect');
    this.#root.add(this.#state.parent);
    if (follows && this.#state.y < page.height / 3) this.#state.y += 30;
    else this.#newPage();
    this.#heads.set(this.pageNumber() - 1, section);
    this.#doc.outline.addItem(section);
    return this.pageNumber();
  }

  end(): void {
    this.#state.parent.end();
    this.#state.parent = this.#root;
  }

  heading(level: 1 | 2 | 3, text: string): void {
    const look = { 1: [26, 14], 2: [13, 6], 3: [10.5, 4] }[level] as [number, number];
    this.#room(leading({ size: look[0] }) * 2 + 60);
    this.text(text, { size: look[0], weight: 700, gap: look[1] }, `H${level}`);
  }

  /** A text over the whole width; it goes on over the page where it is long. */
  text(text: string, style: Partial<Style> = {}, kind = 'P'): void {
    if (text === '') return;
    const look = { size: 9.5, ...style };
    const part = this.#part(kind);
    let left = linesOf(this.#doc, text, look, page.inner);
    while (left.length > 0) {
      const fit = this.#fitting(look, Math.min(left.length, 2));
      const now = left.slice(0, fit);
      part.add(() => writeLines(this.#doc, now, { x: page.margin, y: this.#state.y }, look));
      this.#state.y += now.length * leading(look);
      left = left.slice(fit);
    }
    part.end();
    this.#state.y += style.gap ?? 8;
  }

  /** Paragraphs in two columns of the same height. */
  columns(paragraphs: readonly string[], look: Look = { size: 9.5 }): void {
    const parts = paragraphs.map(() => this.#part('P'));
    // A line without a text stands between two paragraphs.
    let left = paragraphs.flatMap((text, at) => [
      ...(at > 0 ? [{ at, line: undefined }] : []),
      ...linesOf(this.#doc, text, look, halfPage).map(line => ({ at, line })),
    ]);
    while (left.length > 0) {
      const rows = Math.min(this.#fitting(look, Math.min(3, left.length)), Math.ceil(left.length / 2));
      const y = this.#state.y;
      for (const column of [0, 1]) {
        const own = left.slice(column * rows, (column + 1) * rows);
        const lines = own.slice(own.findIndex(({ line }) => line !== undefined));
        const x = page.margin + column * (halfPage + page.gutter);
        for (const [at, run] of Map.groupBy(lines.entries(), ([, slot]) => slot.at))
          parts[at]?.add(() => {
            for (const [row, { line }] of run)
              if (line !== undefined) writeLine(this.#doc, line, { x, y: y + row * leading(look) }, look);
          });
      }
      this.#state.y += rows * leading(look);
      left = left.slice(2 * rows);
    }
    for (const part of parts) part.end();
    this.#state.y += 10;
  }

  /** A drawing over the whole width, or two of half of it side by side. */
  figures(shown: readonly PaperFigure[]): void {
    const width = shown.length > 1 ? halfPage : page.inner;
    const laid = shown.map(figure => {
      const scale = width / sizeOf(figure.svg).width;
      const title = { size: shown.length > 1 ? 9.5 : 10.5, weight: 700 };
      const lines = linesOf(this.#doc, `${figure.number} ${figure.title}`, title, width);
      const sub = linesOf(this.#doc, figure.sub, captionLook, width);
      const head = lines.length * leading(title) + sub.length * leading(captionLook) + 6;
      return { figure, scale, title, lines, sub, head };
    });
    const head = Math.max(...laid.map(one => one.head));
    const height = Math.max(...laid.map(({ figure, scale }) => sizeOf(figure.svg).height * scale));
    this.#room(head + height);
    const y = this.#state.y;
    laid.forEach(({ figure, scale, title, lines, sub }, at) => {
      const x = page.margin + at * (halfPage + page.gutter);
      this.#put('H2', () => this.#numbered(lines, figure.number, { x, y }, title));
      const under = y + lines.length * leading(title);
      this.#put('P', () => writeLines(this.#doc, sub, { x, y: under }, captionLook));
      this.#put('Figure', () => drawOn(this.#doc, figure.svg, { x, y: y + head, scale }), { alt: figure.alt });
    });
    this.#state.y += head + height + 14;
  }

  /** Lines whose first begins with a number in the accent. */
  #numbered(lines: readonly string[], number: string, { x, y }: { x: number; y: number }, look: Look): void {
    const [first = '', ...rest] = lines;
    writeLine(this.#doc, number, { x, y }, { ...look, fill: ink.accent });
    writeLine(this.#doc, first.slice(number.length), { x: x + this.#doc.widthOfString(number), y }, look);
    writeLines(this.#doc, rest, { x, y: y + leading(look) }, look);
  }

  /** A picture at the left with texts at its right, between two rules; texts alone over the whole width. */
  beside(photo: Photo | undefined, blocks: readonly Block[]): void {
    const wide = photo ? 150 : 0;
    const high = photo ? Math.min(170, (wide / photo.width) * photo.height) : 0;
    const x = page.margin + (photo ? wide + 14 : 0);
    const laid = blocks.map(block => ({
      block,
      lines: linesOf(this.#doc, block.text, block, page.margin + page.inner - x),
    }));
    const text = laid.reduce((sum, { block, lines }) => sum + lines.length * leading(block) + (block.gap ?? 6), 0);
    this.#room(Math.max(high, text) + 24);
    this.pen.rule(this.#state.y, { line: 1 });
    const top = this.#state.y + 10;
    if (photo) {
      const box = { fit: [wide, high] as [number, number] };
      this.#put('Figure', () => this.#doc.image(photo.bytes, page.margin, top, box), { alt: photo.alt });
    }
    let y = top;
    for (const { block, lines } of laid) {
      const from = y;
      this.#put(block.kind, () => writeLines(this.#doc, lines, { x, y: from }, block));
      y += lines.length * leading(block) + (block.gap ?? 6);
    }
    this.#state.y = Math.max(top + high, y) + 6;
    this.pen.rule(this.#state.y);
    this.#state.y += 14;
  }

  table(table: Table): void {
    drawTable({ doc: this.#doc, state: this.#state, newPage: () => this.#newPage() }, table);
  }

  /** A page of navy without running heads. */
  cover(): void {
    this.#doc.addPage();
    this.pen.ornament(doc => doc.rect(0, 0, page.width, page.height).fill(ink.navy));
  }

  /** What follows is so high and stays on one page; what fills a page by itself goes on as it comes. */
  keep(height: number): void {
    if (height < bottom - firstLine) this.#room(height);
  }

  /** Room of this height over the whole width, on the next page where it does not fit; answers where it begins. */
  take(height: number): number {
    this.#room(height);
    const { y } = this.#state;
    this.#state.y += height;
    return y;
  }

  readonly pen: Pen = {
    say: (kind, text, x, y, { width = page.inner, ...look }) => {
      const lines = linesOf(this.#doc, text, look, width);
      this.#put(kind, () => writeLines(this.#doc, lines, { x, y }, look));
      return lines.length * leading(look);
    },
    room: (text, { width = page.inner, ...look }) => linesOf(this.#doc, text, look, width).length * leading(look),
    picture: (svg, alt, { x, y, width }) =>
      this.#put('Figure', () => drawOn(this.#doc, svg, { x, y, scale: width / sizeOf(svg).width }), { alt }),
    ornament: draw => this.#artifact('Layout', () => draw(this.#doc)),
    rule: (y, { x = page.margin, width = page.inner, line = 0.5, fill = ink.line } = {}) =>
      this.pen.ornament(doc =>
        doc
          .moveTo(x, y)
          .lineTo(x + width, y)
          .lineWidth(line)
          .strokeColor(fill)
          .stroke(),
      ),
  };

  /** Running heads and folios, then the bytes. */
  async close(): Promise<{ readonly bytes: Buffer; readonly pages: number }> {
    const doc = this.#doc;
    this.#root.end();
    const { count } = doc.bufferedPageRange();
    for (let at = 1; at < count; at += 1) {
      doc.switchToPage(at);
      this.#artifact('Pagination', () => runningParts(doc, at, this.#heads.get(at) ?? '', this.#running));
    }
    const pieces: Buffer[] = [];
    doc.on('data', piece => pieces.push(piece as Buffer));
    const done = new Promise<void>((good, bad) => doc.on('end', () => good()).on('error', bad));
    doc.end();
    await done;
    return { bytes: Buffer.concat(pieces), pages: count };
  }

  #part(kind: string): Part {
    const part = this.#doc.struct(kind);
    this.#state.parent.add(part);
    return part;
  }

  // It draws at once, as its parent is in the document.
  #put(kind: string, draw: () => void, options: object = {}): void {
    this.#state.parent.add(this.#doc.struct(kind, options, [draw]));
  }

  #artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.#doc.markContent('Artifact', { type });
    draw();
    this.#doc.endMarkedContent();
  }

  #newPage(): void {
    this.#doc.addPage();
    this.#state.y = firstLine;
    this.#heads.set(this.pageNumber() - 1, this.#state.section);
  }

  #room(height: number): void {
    if (this.#state.y + height > bottom) this.#newPage();
  }

  /** Lines that fit on the page, on a new one where so few are not worth it. */
  #fitting(look: Look, least: number): number {
    this.#room(least * leading(look));
    return Math.floor((bottom - this.#state.y) / leading(look));
  }
}

const captionLook: Look = { size: 8, fill: ink.quiet };
