import { drawSvg, type Canvas, type PathLook } from './svg.ts';
import { widthOf, writeLine } from './lines.ts';
import type { Doc } from './type.ts';

interface At {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** Draws one of the portal's own drawings on a page. */
export function drawOn(doc: Doc, svg: string, { x, y, scale }: At): void {
  const canvas: Canvas = {
    path: (d, look) => drawPath(doc, d, look, { x, y, scale }),
    text(text, left, foot, { size, weight, fill, anchor, halo }) {
      const look = { size: size * scale, weight, fill, halo };
      const wide = widthOf(doc, text, look);
      const back = anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0;
      // Written from the top of its letters, which stand 0.95 em over their foot.
      writeLine(doc, text, { x: x + left * scale - back, y: y + (foot - size * 0.95) * scale }, look);
    },
  };
  drawSvg(svg, canvas);
}

function drawPath(doc: Doc, d: string, look: PathLook, { x, y, scale }: At): void {
  doc.save().translate(x, y).scale(scale);
  doc.path(d).lineWidth(look.width).opacity(look.opacity);
  const [dash, space = dash] = look.dash;
  if (dash !== undefined && space !== undefined) doc.dash(dash, { space });
  if (look.fill && look.stroke) doc.fillAndStroke(look.fill, look.stroke);
  else if (look.fill) doc.fill(look.fill);
  else if (look.stroke) doc.stroke(look.stroke);
  doc.restore();
}
