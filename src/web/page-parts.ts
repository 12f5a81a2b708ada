import { randomUUID } from 'node:crypto';

/** Characters from which a part of a page stays a text of its own. */
const leastApart = 8192;

/** Stands around a part's number. Nobody outside this process can write it. */
const mark = `\0${randomUUID()}\0`;

/**
 * The large parts of a page, kept apart until it is sent. A page is put together of thousands of pieces, which become
 * one text when it is written; of more than 64K characters V8 takes memory from the system for that, which costs more
 * than all the writing.
 */
export class PageParts {
  readonly #parts: string[] = [];

  /** The text, or what stands for it in the text around it if it is large. */
  add(text: string): string {
    return text.length < leastApart ? text : `${mark}${this.#parts.push(text) - 1}${mark}`;
  }

  /** The texts of which this one consists, in order. */
  inOrder(text: string): string[] {
    return text.split(mark).flatMap((piece, at) => (at % 2 ? this.inOrder(this.#parts[Number(piece)] ?? '') : [piece]));
  }
}
