import type { Look } from './lines.ts';
import type { Doc } from './type.ts';

/** What stands at a place of its own is written and drawn with: read in the order it is told. */
export interface Pen {
  /** Answers the room the text takes. */
  say(kind: string, text: string, x: number, y: number, look: Placed): number;
  room(text: string, look: Placed): number;
  picture(svg: string, alt: string, at: { readonly x: number; readonly y: number; readonly width: number }): void;
  /** Is not read. */
  ornament(draw: (doc: Doc) => void): void;
  rule(
    y: number,
    look?: { readonly x?: number; readonly width?: number; readonly line?: number; readonly fill?: string },
  ): void;
}

type Placed = Look & { readonly width?: number };
