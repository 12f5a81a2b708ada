import type { Random } from '../../random.ts';
import type { Canvas } from '../canvas.ts';
import { metal, mixed, organic } from '../matter.ts';
import { ball, glass, hole, lit, shade } from '../paint.ts';
import { area, cells, disc, inset, line, pathIn, rect, type Box } from '../shapes.ts';

/** A road wheel seen from the side. */
export function wheel(canvas: Canvas, x: number, y: number, r: number): void {
  canvas.put(
    disc(x, y, r),
    { fill: ball('#2c2f33'), line: '#16181a', width: 3 },
    organic(0.42, { rim: 0.6, width: 8 }),
  );
  canvas.put(disc(x, y, r * 0.92), { line: '#3d4147', width: 3 }, metal(0.14, { hollow: true, width: 5 }));
  canvas.put(disc(x, y, r * 0.6), { fill: ball('#b8bfc5'), line: '#6d757c', width: 3 }, metal(0.26));
  canvas.put(disc(x, y, r * 0.48), hole('#4a5057'));
  for (let spoke = 0; spoke < 5; spoke += 1) {
    const angle = spoke * 1.2566 + 0.3;
    canvas.put(
      line([x, y], [x + Math.cos(angle) * r * 0.52, y + Math.sin(angle) * r * 0.52]),
      { line: '#c6ccd1', width: r * 0.13 },
      metal(0.1, { hollow: true, width: r * 0.1 }),
    );
  }
  canvas.put(disc(x, y, r * 0.16), { fill: ball('#cdd3d8'), line: '#7b838a', width: 2 }, metal(0.5));
}

/** Cartons that fill a hold; seen by the scanner only. */
export function cargo(canvas: Canvas, random: Random, hold: Box, w: number, h: number, thick = 0.24): void {
  for (const cell of cells(hold, w, h, 5))
    canvas.put(area(cell, 3), null, organic(thick * (0.85 + random.next() * 0.3), { rim: 0.5, width: 3 }));
}

export function engine(canvas: Canvas, { x, y, w, h }: Box): void {
  canvas.put(rect(x, y + h * 0.2, w * 0.62, h * 0.8, 8), null, metal(0.72));
  canvas.put(rect(x + w * 0.06, y, w * 0.5, h * 0.22, 4), null, mixed(0.5));
  for (let at = 0.1; at < 0.56; at += 0.14)
    canvas.put(rect(x + w * at, y + h * 0.3, w * 0.09, h * 0.46, 3), null, metal(0.25));
  canvas.put(rect(x + w * 0.64, y + h * 0.36, w * 0.36, h * 0.5, 18), null, mixed(0.7));
  canvas.put(disc(x + w * 0.84, y + h * 0.6, h * 0.18), null, metal(0.4));
}

export function seat(canvas: Canvas, x: number, y: number, size: number): void {
  canvas.put(rect(x, y, size, size * 0.3, size * 0.12), null, organic(0.26));
  canvas.put(pathIn({ x, y, w: size, h: size }, 'M0 .1L-.22 -.8L.02 -.84L.26 .06Z'), null, organic(0.26));
  canvas.put(
    line([x + size * 0.02, y + size * 0.16], [x - size * 0.12, y - size * 0.78]),
    null,
    metal(0.16, { hollow: true, width: 5 }),
  );
  canvas.put(line([x, y + size * 0.32], [x + size, y + size * 0.32]), null, metal(0.2, { hollow: true, width: 6 }));
}

/** A pane, its frame and what shines in it. */
export function pane(canvas: Canvas, shape: string, tint = '#5f7f96'): void {
  canvas.put(shape, { fill: glass(tint), line: '#20262c', width: 5 }, mixed(0.1, { rim: 0.8 }));
}

/** Ribs of a corrugated wall. */
export function ribs(canvas: Canvas, wall: Box, colour: string, every = 34): void {
  const each = wall.w / Math.round(wall.w / every);
  for (let x = wall.x; x < wall.x + wall.w - 1; x += each) {
    canvas.put(rect(x, wall.y, each * 0.4, wall.h), { fill: shade(colour, -0.24), opacity: 0.62 });
    canvas.put(rect(x + each * 0.5, wall.y, each * 0.18, wall.h), { fill: shade(colour, 0.3), opacity: 0.5 });
    canvas.put(rect(x, wall.y, each * 0.4, wall.h), null, metal(0.016, { rim: 0 }));
  }
}

export function bolts(canvas: Canvas, place: Box, count = 4): void {
  const { x, y, w, h } = inset(place, 10);
  for (let at = 0; at < count; at += 1) {
    const across = x + (w * at) / Math.max(1, count - 1);
    for (const down of [y, y + h])
      canvas.put(disc(across, down, 5), { fill: ball('#8f979d'), line: '#3b4147', width: 1.5 }, metal(0.16));
  }
}

/** A panel taken off and leant or laid beside its opening. */
export function removedPanel(canvas: Canvas, place: Box, colour: string, degrees = -8): void {
  canvas.turn(degrees, Math.round(place.x), Math.round(place.y + place.h), () => {
    canvas.shadow(area(place, 8), 0.08);
    canvas.put(area(place, 8), { fill: lit(colour), line: shade(colour, -0.5), width: 3 });
    canvas.put(area(inset(place, 12), 5), { line: shade(colour, -0.25), width: 2 });
    for (const [x, y] of [
      [place.x + 10, place.y + 10],
      [place.x + place.w - 10, place.y + 10],
    ] as const)
      canvas.put(disc(x, y, 4), shade(colour, -0.6));
  });
}
