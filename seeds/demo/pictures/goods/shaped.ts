import { heavy, metal, mixed, organic } from '../matter.ts';
import { ball, lit, pole, shade, side, tube } from '../paint.ts';
import { area, cells, disc, inset, line, middle, oval, path, polygon, rect } from '../shapes.ts';
import type { Fill } from './goods.ts';

/** Tusks, side by side and one over another. */
export const tusks: Fill = (canvas, place, random) => {
  const height = Math.min(90, place.h);
  for (const { x, y, w, h } of cells(place, Math.max(height * 2.4, place.w / 2), height * 0.72, 0)) {
    const tint = random.pick(['#efe4c6', '#e6d7b2', '#f3ead2']);
    const lift = h * (0.05 + random.next() * 0.2);
    canvas.put(
      path(
        `M${x + w * 0.03} ${y + h * 0.42}Q${x + w * 0.5} ${y - lift * 0.4} ${x + w * 0.97} ${y + h * 0.86}` +
          `Q${x + w * 0.5} ${y + h * 0.62 + lift} ${x + w * 0.04} ${y + h * 0.96}Q${x} ${y + h * 0.7} ` +
          `${x + w * 0.03} ${y + h * 0.42}Z`,
      ),
      { fill: tube(tint), line: shade(tint, -0.5), width: 2 },
      mixed(0.72, { rim: 0.45 }),
    );
    canvas.put(oval(x + w * 0.045, y + h * 0.69, w * 0.025 + 2, h * 0.25), shade(tint, -0.35), mixed(0.2));
  }
};

/** Pangolin scales, poured. */
export const scales: Fill = (canvas, place, random) => {
  for (const cell of cells(place, 31, 24, 0)) {
    const [x, y] = middle(cell);
    const colour = random.pick(['#6d5234', '#83653f', '#574028', '#94764c']);
    const r = 16 + random.next() * 5;
    canvas.turn(Math.round(random.next() * 360), Math.round(x), Math.round(y), () => {
      canvas.put(
        path(
          `M${x - r} ${y - r * 0.5}Q${x} ${y - r * 1.1} ${x + r} ${y - r * 0.5}Q${x + r * 0.6} ` +
            `${y + r * 0.5} ${x} ${y + r}Q${x - r * 0.6} ${y + r * 0.5} ${x - r} ${y - r * 0.5}Z`,
        ),
        { fill: side(colour), line: '#3a2a18', width: 1.6 },
        organic(0.5, { rim: 0.5, width: 2 }),
      );
    });
  }
};

export const horns: Fill = (canvas, place) => {
  for (const { x, y, w, h } of cells(place, Math.min(120, place.w), Math.min(120, place.h), 4)) {
    canvas.put(
      path(
        `M${x + w * 0.1} ${y + h * 0.95}Q${x} ${y + h * 0.5} ${x + w * 0.82} ${y + h * 0.04}Q${x + w * 0.55}` +
          ` ${y + h * 0.5} ${x + w * 0.75} ${y + h * 0.97}Q${x + w * 0.4} ${y + h * 1.03} ${x + w * 0.1} ` +
          `${y + h * 0.95}Z`,
      ),
      { fill: side('#5d5349'), line: '#332c25', width: 2 },
      organic(0.9, { rim: 0.4 }),
    );
  }
};

/** Live tortoises taped up: shells with plates; the scan shows bone. */
export const tortoises: Fill = (canvas, place, random) => {
  const wanted = Math.min(96, place.w, place.h * 1.25);
  for (const { x, y, w, h } of cells(place, wanted, wanted * 0.8, 6)) {
    const [cx, cy] = [x + w / 2, y + h / 2];
    const colour = random.pick(['#6a5a32', '#5b5130', '#77663b']);
    canvas.put(oval(cx + w * 0.46, cy, w * 0.09, h * 0.11), '#7b7148', mixed(0.24));
    canvas.put(
      oval(cx, cy, w * 0.42, h * 0.46),
      { fill: ball(colour), line: '#2f2913', width: 2 },
      mixed(0.34, { rim: 1.1 }),
    );
    for (const [dx, dy] of [
      [-0.22, 0],
      [0, 0],
      [0.22, 0],
      [-0.12, -0.26],
      [0.12, -0.26],
      [-0.12, 0.26],
      [0.12, 0.26],
    ] as const) {
      canvas.put(
        disc(cx + dx * w, cy + dy * h, w * 0.085),
        { fill: '#c9ab52', opacity: 0.85 },
        mixed(0.16, { rim: 0.6, width: 2 }),
      );
    }
  }
};

export const pistols: Fill = (canvas, place, random) => {
  const wanted = Math.min(150, place.w, place.h * 1.5);
  for (const { x, y, w, h } of cells(place, wanted, wanted * 0.66, 6)) {
    const colour = random.pick(['#3b4046', '#2e3237', '#4a4f55']);
    const at = (dx: number, dy: number): readonly [number, number] => [x + w * dx, y + h * dy];
    canvas.put(
      polygon(at(0.02, 0.12), at(0.94, 0.12), at(0.98, 0.2), at(0.98, 0.38), at(0.02, 0.38)),
      { fill: lit(colour), line: '#15181b', width: 2 },
      metal(0.62),
    );
    canvas.put(
      polygon(
        at(0.06, 0.38),
        at(0.76, 0.38),
        at(0.72, 0.5),
        at(0.4, 0.52),
        at(0.28, 0.95),
        at(0.03, 0.95),
        at(0.12, 0.5),
      ),
      { fill: side(shade(colour, -0.15)), line: '#15181b', width: 2 },
      metal(0.3),
    );
    canvas.put(
      path(
        `M${x + w * 0.4} ${y + h * 0.52}Q${x + w * 0.44} ${y + h * 0.72} ${x + w * 0.6} ${y + h * 0.66}` +
          `L${x + w * 0.62} ${y + h * 0.5}`,
      ),
      { line: colour, width: Math.max(3, h * 0.05) },
      metal(0.3, { hollow: true, width: 5 }),
    );
    canvas.put(
      polygon(at(0.1, 0.5), at(0.25, 0.5), at(0.2, 0.92), at(0.07, 0.92)),
      { fill: '#22262a', opacity: 0.8 },
      metal(0.3),
    );
    canvas.put(line(at(0.04, 0.25), at(0.3, 0.25)), { line: shade(colour, 0.35), width: 2, dash: '4 4' });
  }
};

export const rounds: Fill = (canvas, place) => {
  for (const { x, y, w, h } of cells(place, 17, Math.min(46, place.h), 4)) {
    canvas.put(
      rect(x, y + h * 0.36, w, h * 0.64, 2),
      { fill: pole('#c79a3c'), line: '#6e521a', width: 1 },
      metal(0.42),
    );
    canvas.put(
      path(
        `M${x + 1} ${y + h * 0.37}Q${x + 1} ${y + h * 0.06} ${x + w / 2} ${y}Q${x + w - 1} ${y + h * 0.06} ` +
          `${x + w - 1} ${y + h * 0.37}Z`,
      ),
      pole('#a5643c'),
      heavy(0.2),
    );
  }
};

/** Cylinders with a valve; `fills` says what is in them. */
export const cylinders =
  (colours: readonly string[]): Fill =>
  (canvas, place, random) => {
    const height = Math.min(190, place.h);
    for (const { x, y, w, h } of cells(place, height * 0.5, height, 6)) {
      const colour = random.pick(colours);
      canvas.put(rect(x + w * 0.4, y, w * 0.2, h * 0.2, 2), lit('#b08d3e'), metal(0.5));
      canvas.put(rect(x + w * 0.26, y + h * 0.03, w * 0.48, h * 0.06, 3), lit('#8d949a'), metal(0.3));
      canvas.put(
        rect(x + w * 0.06, y + h * 0.16, w * 0.88, h * 0.84, w * 0.28),
        { fill: pole(colour), line: shade(colour, -0.5), width: 2 },
        metal(0.1, { rim: 2, width: 5 }),
      );
      canvas.put(rect(x + w * 0.12, y + h * 0.45, w * 0.76, h * 0.5, w * 0.22), null, mixed(0.6, { rim: 0 }));
      canvas.put(rect(x + w * 0.12, y + h * 0.48, w * 0.76, h * 0.26), { fill: '#f4f6f6', opacity: 0.92 });
      canvas.put(rect(x + w * 0.12, y + h * 0.48, w * 0.76, h * 0.08), '#1f66bd');
      canvas.put(line([x + w * 0.22, y + h * 0.64], [x + w * 0.7, y + h * 0.64]), { line: '#8b959c', width: 3 });
    }
  };

/** Another liquid than the label says: nothing to see from outside, and only the level in the scan. */
export const fillings: Fill = (canvas, { x, y, w, h }) => {
  canvas.put(rect(x + 10, y + 10, w - 20, h - 20, 40), null, mixed(0.5, { rim: 0 }));
};

/** Bars of gold: nothing comes through. */
export const bars: Fill = (canvas, place) => {
  const height = Math.min(40, place.h);
  for (const { x, y, w, h } of cells(place, Math.min(100, height * 2.5), height, 6)) {
    canvas.put(
      polygon([x + w * 0.1, y], [x + w * 0.9, y], [x + w, y + h], [x, y + h]),
      { fill: lit('#dfae36'), line: '#84610f', width: 2 },
      heavy(0.3),
    );
    canvas.put(polygon([x + w * 0.1, y], [x + w * 0.9, y], [x + w * 0.86, y + h * 0.3], [x + w * 0.14, y + h * 0.3]), {
      fill: '#ffe9a3',
      opacity: 0.6,
    });
  }
};

export const coins: Fill = (canvas, place, random) => {
  for (const cell of cells(place, 40, 40, 0)) {
    const [x, y] = middle(cell);
    const colour = random.pick(['#8f7a45', '#77806f', '#a58d52']);
    canvas.put(
      disc(x + random.next() * 8 - 4, y + random.next() * 8 - 4, 18),
      { fill: ball(colour), line: shade(colour, -0.5), width: 2 },
      metal(0.36),
    );
    canvas.put(disc(x, y, 10), { line: shade(colour, 0.3), width: 2 });
  }
};

export const bottles =
  (liquid: string): Fill =>
  (canvas, place) => {
    const height = Math.min(170, place.h);
    for (const { x, y, w, h } of cells(place, height * 0.38, height, 6)) {
      const bottle = path(
        `M${x + w * 0.36} ${y + h * 0.06}L${x + w * 0.64} ${y + h * 0.06}L${x + w * 0.64} ${y + h * 0.28}` +
          `Q${x + w * 0.92} ${y + h * 0.36} ${x + w * 0.92} ${y + h * 0.5}L${x + w * 0.92} ${y + h}` +
          `L${x + w * 0.08} ${y + h}L${x + w * 0.08} ${y + h * 0.5}Q${x + w * 0.08} ${y + h * 0.36} ` +
          `${x + w * 0.36} ${y + h * 0.28}Z`,
      );
      canvas.put(bottle, { fill: pole(liquid), line: shade(liquid, -0.5), width: 2 }, mixed(0.14, { rim: 1.6 }));
      canvas.put(rect(x + w * 0.12, y + h * 0.4, w * 0.76, h * 0.58), null, organic(0.6, { rim: 0 }));
      canvas.put(rect(x + w * 0.32, y, w * 0.36, h * 0.1, 2), lit('#8a1f24'), metal(0.1));
      canvas.put(rect(x + w * 0.1, y + h * 0.56, w * 0.8, h * 0.28), '#efe7d2');
      canvas.put(line([x + w * 0.24, y + h * 0.68], [x + w * 0.76, y + h * 0.68]), { line: '#84714a', width: 4 });
    }
  };

export const canisters =
  (colour: string): Fill =>
  (canvas, place) => {
    const height = Math.min(180, place.h);
    for (const { x, y, w, h } of cells(place, height * 0.72, height, 6)) {
      canvas.put(
        path(
          `M${x} ${y + h * 0.22}L${x + w * 0.3} ${y + h * 0.1}L${x + w} ${y + h * 0.1}L${x + w} ${y + h}` +
            `L${x} ${y + h}Z`,
        ),
        { fill: side(colour), line: shade(colour, -0.45), width: 3 },
        organic(0.12, { rim: 1.4, width: 6 }),
      );
      canvas.put(rect(x + w * 0.05, y + h * 0.34, w * 0.9, h * 0.63), null, mixed(0.46, { rim: 0 }));
      canvas.put(rect(x + w * 0.05, y + h * 0.02, w * 0.2, h * 0.16, 4), '#2a2e33', organic(0.3));
      canvas.put(rect(x + w * 0.42, y + h * 0.18, w * 0.46, h * 0.1, 8), shade(colour, -0.5));
      canvas.put(
        polygon(
          [x + w * 0.5, y + h * 0.42],
          [x + w * 0.72, y + h * 0.6],
          [x + w * 0.5, y + h * 0.78],
          [x + w * 0.28, y + h * 0.6],
        ),
        { fill: '#ffffff', line: '#b3262a', width: 5 },
      );
    }
  };

/** A source in its lead pot, with the foil around it. */
export const source: Fill = (canvas, place) => {
  const [x, y] = middle(place);
  const r = Math.min(place.w, place.h) * 0.42;
  canvas.put(area(inset(place, 4), 8), { fill: side('#8b9299'), line: '#4d545a', width: 2 }, organic(0.12));
  canvas.put(disc(x, y, r), { fill: ball('#6c7278'), line: '#33383d', width: 3 }, heavy(0.4));
  canvas.put(disc(x, y, r * 0.45), { fill: '#f1c21b', line: '#1d1d1d', width: 3 });
  canvas.put(disc(x, y, r * 0.13), '#1d1d1d');
};

export const watches: Fill = (canvas, { x, y, w, h }) => {
  const [cx, cy, r] = [x + w / 2, y + h / 2, Math.min(w, h) * 0.27];
  canvas.put(rect(cx - r * 0.55, y, r * 1.1, h, 4), { fill: pole('#5b6167'), line: '#2b2f33', width: 2 }, metal(0.18));
  canvas.put(disc(cx, cy, r), { fill: ball('#c9a455'), line: '#6b5218', width: 3 }, metal(0.5));
  canvas.put(disc(cx, cy, r * 0.74), '#f5f2e8');
  canvas.put(line([cx, cy - r * 0.5], [cx, cy], [cx + r * 0.36, cy + r * 0.12]), { line: '#23272b', width: 3 });
};

export const phones: Fill = (canvas, { x, y, w, h }) => {
  const body = { x: x + w * 0.22, y, w: w * 0.56, h };
  canvas.put(area(body, 9), { fill: side('#3c434b'), line: '#14171a', width: 2 }, mixed(0.3, { rim: 0.9 }));
  canvas.put(area(inset(body, 5, 8), 4), side('#5f86b3'));
  canvas.put(rect(body.x + body.w * 0.16, body.y + body.h * 0.42, body.w * 0.68, body.h * 0.46, 3), null, metal(0.2));
  canvas.put(disc(body.x + body.w * 0.28, body.y + body.h * 0.14, body.w * 0.1), null, metal(0.4));
};

export const trainers: Fill = (canvas, { x, y, w, h }) => {
  canvas.put(
    path(
      `M${x} ${y + h * 0.72}L${x + w * 0.04} ${y + h * 0.2}Q${x + w * 0.22} ${y + h * 0.34} ${x + w * 0.36} ` +
        `${y + h * 0.12}Q${x + w * 0.56} ${y + h * 0.5} ${x + w * 0.92} ${y + h * 0.56}Q${x + w} ` +
        `${y + h * 0.62} ${x + w} ${y + h * 0.74}Z`,
    ),
    { fill: lit('#e9ecef'), line: '#7b858d', width: 2 },
    organic(0.3),
  );
  canvas.put(rect(x, y + h * 0.72, w, h * 0.16, 5), '#b8323a', organic(0.4));
  canvas.put(line([x + w * 0.4, y + h * 0.3], [x + w * 0.52, y + h * 0.22]), { line: '#b8323a', width: 3 });
};

/** Bundles of fresh leaves in banana leaf. */
export const bundles: Fill = (canvas, place, random) => {
  const height = Math.min(52, place.h);
  for (const { x, y, w, h } of cells(place, height * 2.4, height, 4)) {
    const colour = random.pick(['#5d7a37', '#6d8a41', '#4e6a30']);
    canvas.put(rect(x, y, w, h, h * 0.4), { fill: tube(colour), line: '#2f4119', width: 2 }, organic(0.44));
    for (const share of [0.25, 0.75]) canvas.put(rect(x + w * share - 3, y, 6, h), '#b9a56a', organic(0.1, { rim: 0 }));
    for (let at = 0.1; at < 0.9; at += 0.12)
      canvas.put(
        line([x + w * at, y + h * 0.3], [x + w * (at + 0.16), y + h * 0.72]),
        { line: shade(colour, 0.3), width: 2, opacity: 0.6 },
        organic(0.16, { hollow: true, width: 2 }),
      );
  }
};
