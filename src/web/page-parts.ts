import { randomUUID } from 'node:crypto';

/** A piece of a page as it is sent: text, or what was written as UTF-8 for an earlier page. */
export type Piece = string | Buffer;

/** Characters from which a part of a page stays a piece of its own. */
export const leastApart = 8192;

/** Stands around a part's number. Nobody outside this process can write it. */
const mark = `\0${randomUUID()}\0`;

/**
 * The large parts of a page, kept apart until it is sent. A page is put together of thousands of pieces, which become
 * one text when it is written; of more than 64K characters V8 takes memory from the system for that, which costs more
 * than all the writing.
 */
export class PageParts {
  readonly #parts: Piece[] = [];

  /** The text, or what stands for it in the text around it if it is large. */
  add(part: Piece): string {
    const isSmall = typeof part === 'string' && part.length < leastApart;
    return isSmall ? part : `${mark}${this.#parts.push(part) - 1}${mark}`;
  }

  /** The pieces of which this one consists, in order. */
  inOrder(piece: Piece): Piece[] {
    if (typeof piece !== 'string') return [piece];
    return piece.split(mark).flatMap((one, at) => (at % 2 ? this.inOrder(this.#parts[Number(one)] ?? '') : [one]));
  }
}
