import { figureLinks } from '../../web/charts/index.ts';
import type { Views } from '../../web/render.ts';
import type { FigureShown, HeatTable } from '../../web/charts/views.ts';
import { addressOf, type Change, type Question } from './question.ts';

/** A figure of a page; a heat table is drawn where it leaves the page. */
export interface Part {
  readonly figure: FigureShown;
  readonly heat?: HeatTable;
  /** Half as wide, next to another such figure where there is room for both. */
  readonly isHalf?: boolean;
  /** Pictures of CPDb that it is about. */
  readonly cards?: Views['cpdb/_cards']['cards'];
}

/** Gives each figure that has numbers the addresses of its files, for the same question. */
export function withFiles(parts: readonly Part[], path: string, question: Question, own: Change): Part[] {
  return filedAt(parts, name => addressOf(`${path}/${name}`, question, own));
}

/** Gives each figure that has numbers the addresses of its files, by their names. */
export function filedAt(parts: readonly Part[], hrefOf: (name: string) => string): Part[] {
  return parts.map(part =>
    part.figure.table === undefined
      ? part
      : { ...part, figure: { ...part.figure, files: figureLinks(part.figure.id, hrefOf) } },
  );
}
