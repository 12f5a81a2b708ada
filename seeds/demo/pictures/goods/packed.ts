import { metal, mixed, organic } from '../matter.ts';
import { ball, lit, shade, side } from '../paint.ts';
import { area, cells, disc, inset, line, middle, oval, path, rect } from '../shapes.ts';
import type { Fill } from './goods.ts';

/** Pressed blocks in tape, each with a cross of it. */
export const blocks =
  (wrap: readonly string[], thick = 0.95): Fill =>
  (canvas, place, random) => {
    const wanted = place.h < 60 || place.w < 60 ? Math.min(place.h, place.w) : Math.min(78, place.w / 2, place.h / 1.4);
    for (const cell of cells(place, wanted * 1.3, wanted * 0.92, 5)) {
      const colour = random.pick(wrap);
      canvas.put(
        area(cell, 4),
        { fill: lit(colour), line: shade(colour, -0.45), width: 2 },
        organic(thick * (0.92 + random.next() * 0.16), { rim: 0.35, width: 3 }),
      );
      const [x, y] = middle(cell);
      canvas.put(line([x, cell.y + 1], [x, cell.y + cell.h - 1]), {
        line: shade(colour, 0.3),
        width: Math.max(3, cell.w * 0.13),
        opacity: 0.75,
      });
      canvas.put(line([cell.x + 1, y], [cell.x + cell.w - 1, y]), {
        line: shade(colour, 0.3),
        width: Math.max(2, cell.h * 0.1),
        opacity: 0.6,
      });
      canvas.put(rect(cell.x + 3, cell.y + 2, cell.w - 6, cell.h * 0.16, 2), { fill: '#ffffff', opacity: 0.22 });
    }
  };

/** Knotted bags of powder, grains or leaves. */
export const bags =
  (colour: string, thick = 0.7): Fill =>
  (canvas, place, random) => {
    const wanted = Math.min(110, place.w, place.h * 1.3);
    for (const cell of cells(place, wanted, wanted * 0.85, 2)) {
      const { x, y, w, h } = inset(cell, cell.w * 0.03, cell.h * 0.03);
      const lean = (random.next() - 0.5) * w * 0.16;
      const bag = path(
        `M${x + w * 0.5 + lean} ${y + h * 0.1}Q${x + w * 0.98} ${y + h * 0.16} ${x + w} ${y + h * 0.66}` +
          `Q${x + w} ${y + h} ${x + w * 0.55} ${y + h}Q${x} ${y + h} ${x} ${y + h * 0.62}Q${x + w * 0.04} ` +
          `${y + h * 0.14} ${x + w * 0.5 + lean} ${y + h * 0.1}Z`,
      );
      canvas.put(
        bag,
        { fill: ball(colour), line: shade(colour, -0.35), width: 2 },
        organic(thick * (0.9 + random.next() * 0.3), { rim: 0.3 }),
      );
      canvas.put(
        path(`M${x + w * 0.42 + lean} ${y}L${x + w * 0.5 + lean} ${y + h * 0.16}L${x + w * 0.6 + lean} ${y}Z`),
        shade(colour, 0.15),
        organic(thick, { rim: 0 }),
      );
      canvas.put(
        path(`M${x + w * 0.2} ${y + h * 0.35}Q${x + w * 0.4} ${y + h * 0.22} ${x + w * 0.72} ${y + h * 0.38}`),
        { line: '#ffffff', width: Math.max(2, w * 0.035), opacity: 0.5 },
      );
    }
  };

/** Tablets loose in clear bags. */
export const tablets =
  (colour: string): Fill =>
  (canvas, place, random) => {
    const wanted = Math.min(120, place.w, place.h);
    for (const bag of cells(place, wanted * 1.15, wanted, 5)) {
      canvas.put(area(bag, 8), { fill: '#dfe6ea', line: '#9fb0bb', width: 2 }, organic(0.12));
      for (const pill of cells(inset(bag, 5), 17, 16, 1)) {
        const [x, y] = middle(pill);
        const radius = Math.min(pill.w, pill.h) * 0.48;
        canvas.put(
          disc(x + (random.next() - 0.5) * 4, y + (random.next() - 0.5) * 4, radius),
          { fill: shade(colour, random.next() * 0.4 - 0.16), line: shade(colour, -0.4), width: 1.2 },
          organic(0.62, { rim: 0.4, width: 2 }),
        );
      }
      canvas.put(rect(bag.x + 5, bag.y + 4, bag.w - 10, bag.h * 0.14, 6), { fill: '#ffffff', opacity: 0.4 });
    }
  };

/** Small round-ended packets. */
export const pellets =
  (colour: string, size = 30): Fill =>
  (canvas, place, random) => {
    for (const cell of cells(place, size, size * 0.62, 3)) {
      const [x, y] = middle(cell);
      canvas.turn(Math.round((random.next() - 0.5) * 50), Math.round(x), Math.round(y), () => {
        const capsule = rect(x - cell.w * 0.43, y - cell.h * 0.34, cell.w * 0.86, cell.h * 0.68, cell.h * 0.34);
        canvas.put(
          capsule,
          { fill: lit(colour), line: shade(colour, -0.4), width: 1.5 },
          organic(0.85, { rim: 0.5, width: 3 }),
        );
      });
    }
  };

/** Cartons of ten packets, with their stripe; the scan shows the rods. */
export const cartons =
  (colours: readonly string[]): Fill =>
  (canvas, place, random) => {
    const height = Math.min(56, place.h / 1.2, place.w / 2);
    for (const cell of cells(place, height * 2.5, height, 4)) {
      const colour = random.pick(colours);
      canvas.put(
        area(cell, 2),
        { fill: lit('#eef0ee'), line: '#8c9398', width: 2 },
        organic(0.34, { rim: 0.6, width: 3 }),
      );
      canvas.put(rect(cell.x + 1, cell.y + cell.h * 0.16, cell.w - 2, cell.h * 0.4), side(colour));
      canvas.put(oval(cell.x + cell.w * 0.28, cell.y + cell.h * 0.36, cell.w * 0.08, cell.h * 0.2), '#f6d77a');
      for (let x = cell.x + 8; x < cell.x + cell.w - 6; x += 9)
        canvas.put(line([x, cell.y + 4], [x, cell.y + cell.h - 4]), null, organic(0.34, { hollow: true, width: 4 }));
      canvas.put(line([cell.x + 4, cell.y + cell.h * 0.78], [cell.x + cell.w * 0.7, cell.y + cell.h * 0.78]), {
        line: '#a3abb0',
        width: 3,
      });
    }
  };

/** Bundles of banknotes in bands. */
export const banknotes =
  (colour: string): Fill =>
  (canvas, place, random) => {
    const height = Math.min(58, place.h, place.w / 1.6);
    for (const cell of cells(place, height * 1.9, height, 6)) {
      const tint = shade(colour, random.next() * 0.24 - 0.1);
      canvas.put(area(cell, 3), { fill: lit(tint), line: shade(colour, -0.45), width: 2 }, organic(0.62, { rim: 0.3 }));
      canvas.put(area(inset(cell, cell.w * 0.07, cell.h * 0.12), 2), { line: shade(tint, 0.35), width: 2 });
      canvas.put(oval(cell.x + cell.w * 0.5, cell.y + cell.h * 0.5, cell.h * 0.22, cell.h * 0.27), {
        fill: shade(tint, 0.35),
        line: shade(tint, -0.3),
        width: 1.5,
      });
      canvas.put(
        rect(cell.x + cell.w * 0.66, cell.y - 1, cell.w * 0.13, cell.h + 2),
        { fill: '#f3ead6', line: '#b9ab8c', width: 1 },
        organic(0.2, { rim: 0 }),
      );
      for (let y = cell.y + 6; y < cell.y + cell.h - 4; y += 8)
        canvas.put(line([cell.x + 3, y], [cell.x + cell.w - 3, y]), null, organic(0.12, { hollow: true, width: 2 }));
    }
  };

/** Blister packs: a foil with a grid of pockets. */
export const blisters =
  (pill: string): Fill =>
  (canvas, place) => {
    const height = Math.min(84, place.h, place.w);
    for (const cell of cells(place, height * 1.55, height, 6)) {
      canvas.put(area(cell, 6), { fill: side('#c3ccd2'), line: '#7f8b94', width: 2 }, mixed(0.1, { rim: 0.8 }));
      for (const pocket of cells(inset(cell, 6), cell.w / 5.2, cell.h / 2.4, 6)) {
        const [x, y] = middle(pocket);
        canvas.put(
          oval(x, y, pocket.w * 0.44, pocket.h * 0.4),
          { fill: ball(pill), line: shade(pill, -0.4), width: 1.5 },
          organic(0.5),
        );
      }
    }
  };

/** Small glass flasks or ampoules, standing. */
export const vials =
  (liquid: string, cap: string): Fill =>
  (canvas, place) => {
    const height = Math.min(96, place.h);
    for (const cell of cells(place, height * 0.46, height, 4)) {
      const { x, y, w, h } = cell;
      canvas.put(
        rect(x + w * 0.1, y + h * 0.26, w * 0.8, h * 0.74, w * 0.16),
        { fill: shade(liquid, 0.62), line: '#6c7a83', width: 2 },
        mixed(0.16, { rim: 1.4 }),
      );
      canvas.put(
        rect(x + w * 0.16, y + h * 0.45, w * 0.68, h * 0.5, w * 0.1),
        { fill: liquid, opacity: 0.85 },
        organic(0.55, { rim: 0 }),
      );
      canvas.put(rect(x + w * 0.26, y, w * 0.48, h * 0.25, 3), lit(cap), metal(0.16));
    }
  };

/** Cartons or brand goods in neutral boxes: `draw` puts the thing on each lid and into each scan. */
export const boxed =
  (card: string, size: number, draw: Fill): Fill =>
  (canvas, place, random) => {
    const wanted = Math.min(size, place.w, place.h);
    for (const cell of cells(place, wanted * 1.1, wanted, 6)) {
      canvas.put(area(cell, 4), { fill: side(card), line: shade(card, -0.4), width: 2 }, organic(0.14, { rim: 1 }));
      draw(canvas, inset(cell, cell.w * 0.14, cell.h * 0.14), random);
    }
  };
