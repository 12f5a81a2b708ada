import type { Canvas } from '../canvas.ts';
import { metal, mixed, organic } from '../matter.ts';
import { ball, glass, lit, shade } from '../paint.ts';
import { box, disc, inset, line, oval, path, polygon, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { paints, type Scene } from './scene.ts';
import { hall } from './settings.ts';

function spokes(canvas: Canvas, x: number, y: number, r: number, tyre: number): void {
  canvas.put(disc(x, y, r), { line: '#23262a', width: tyre }, organic(0.4, { hollow: true, width: tyre }));
  canvas.put(disc(x, y, r - tyre * 0.8), { line: '#aab2b8', width: 10 }, mixed(0.4, { hollow: true, width: 9 }));
  for (let spoke = 0; spoke < 18; spoke += 1) {
    const angle = spoke * 0.349 + 0.1;
    canvas.put(
      line(
        [x + Math.cos(angle) * 16, y + Math.sin(angle) * 16],
        [x + Math.cos(angle) * (r - tyre), y + Math.sin(angle) * (r - tyre)],
      ),
      { line: '#8d959b', width: 2.5 },
      metal(0.24, { hollow: true, width: 2.5 }),
    );
  }
  canvas.put(disc(x, y, 22), { fill: ball('#aab2b8'), line: '#555d63', width: 3 }, metal(0.5));
}

/** A frame tube, thick enough to be cut open. */
function tubeOf(
  canvas: Canvas,
  from: readonly [number, number],
  to: readonly [number, number],
  width: number,
  paint: string,
): void {
  canvas.put(
    line(from, to),
    { line: shade(paint, -0.5), width: width + 6 },
    metal(0.1, { hollow: true, width: width + 6 }),
  );
  canvas.put(line(from, to), { line: paint, width }, metal(0.02, { hollow: true, width: width - 10 }));
  canvas.put(line([from[0], from[1] - width * 0.22], [to[0], to[1] - width * 0.22]), {
    line: shade(paint, 0.45),
    width: width * 0.2,
    opacity: 0.8,
  });
}

export const bicycle: Scene<'tube'> = {
  places: {
    tube: {
      concealment: 'CON-VEH-CHASSIS',
      where: words('in the frame tubes of a bicycle', "dans les tubes du cadre d'un vélo"),
      sign: words('The tube is filled; the others are hollow', 'Le tube est rempli ; les autres sont creux'),
    },
  },
  draw(canvas, _place, hide, random) {
    hall(canvas, random, 820);
    const paint = random.pick(paints);
    canvas.ground(800, 1006, 620, 32);
    for (const x of [420, 1180]) spokes(canvas, x, 740, 256, 30);
    tubeOf(canvas, [600, 400], [1080, 400], 62, paint);
    tubeOf(canvas, [1076, 400], [740, 740], 56, paint);
    tubeOf(canvas, [606, 380], [740, 740], 44, paint);
    tubeOf(canvas, [606, 420], [420, 740], 24, paint);
    tubeOf(canvas, [740, 740], [420, 740], 24, paint);
    tubeOf(canvas, [1066, 330], [1180, 740], 34, paint);
    canvas.put(line([600, 400], [580, 300]), { line: '#aab2b8', width: 22 }, metal(0.3, { hollow: true, width: 18 }));
    canvas.put(
      path('M480 290Q560 250 690 284Q690 306 620 310Q540 330 486 318Z'),
      { fill: lit('#2b2f34'), line: '#111315', width: 4 },
      organic(0.4),
    );
    canvas.put(
      path('M1064 340L1052 260Q1150 220 1180 290Q1180 330 1130 330'),
      { line: '#2b2f34', width: 20 },
      metal(0.3, { hollow: true, width: 14 }),
    );
    canvas.put(disc(740, 740, 70), { line: '#6d757b', width: 12 }, metal(0.4, { hollow: true, width: 10 }));
    canvas.put(line([740, 740], [800, 860]), { line: '#8d959b', width: 18 }, metal(0.5, { hollow: true, width: 14 }));
    canvas.put(rect(764, 854, 90, 20, 6), lit('#2b2f34'), organic(0.4));
    canvas.put(
      line([740, 672], [420, 712]),
      { line: '#3a4046', width: 6, dash: '7 4' },
      metal(0.4, { hollow: true, width: 5 }),
    );
    const spot = box(690, 380, 300, 40);
    canvas.opening(spot, 10, '#15181b');
    hide(spot);
  },
};

const spots = {
  seat: box(520, 430, 230, 64),
  tank: box(800, 400, 180, 104),
  box: box(226, 330, 190, 170),
} as const satisfies Readonly<Record<string, Box>>;

export const motorcycle: Scene<keyof typeof spots> = {
  width: 1440,
  places: {
    seat: {
      concealment: 'CON-VEH-SEAT',
      where: words('under the seat of a motorcycle', "sous la selle d'une motocyclette"),
      sign: words('The seat foam has been cut out', 'La mousse de la selle a été évidée'),
    },
    tank: {
      concealment: 'CON-VEH-FUEL',
      where: words('in the tank of a motorcycle', "dans le réservoir d'une motocyclette"),
      sign: words('A second wall inside the tank', 'Une seconde paroi dans le réservoir'),
    },
    box: {
      concealment: 'CON-FREIGHT-MIX',
      where: words('in the carrier box of a motorcycle', "dans le coffre de livraison d'une motocyclette"),
      sign: words('The box is declared as food, weighs far more', 'Coffre déclaré comme repas, bien plus lourd'),
    },
  },
  draw(canvas, place, hide, random) {
    hall(canvas, random, 820);
    const paint = random.pick(paints);
    canvas.ground(800, 1006, 640, 34);
    for (const x of [390, 1210]) {
      spokes(canvas, x, 772, 206, 48);
      canvas.put(disc(x, 770, 84), { line: '#8d959b', width: 10 }, metal(0.3, { hollow: true, width: 10 }));
    }
    canvas.put(line([1060, 380], [1210, 770]), { line: '#7d858b', width: 34 }, metal(0.3, { hollow: true, width: 28 }));
    canvas.put(line([390, 770], [720, 780]), { line: '#4a5157', width: 34 }, metal(0.3, { hollow: true, width: 24 }));
    canvas.put(
      path('M640 560L720 800L980 800L1060 480L780 520Z'),
      { line: '#2d3237', width: 22 },
      metal(0.24, { hollow: true, width: 16 }),
    );
    canvas.put(rect(700, 560, 260, 90, 20), { fill: lit('#a3abb0'), line: '#43494e', width: 4 }, mixed(0.6));
    for (let y = 572; y < 650; y += 16)
      canvas.put(line([706, y], [954, y]), { line: '#596066', width: 5 }, metal(0.1, { hollow: true, width: 4 }));
    canvas.put(rect(690, 650, 300, 150, 50), { fill: lit('#7d858b'), line: '#33383d', width: 5 }, metal(0.5));
    canvas.put(disc(800, 730, 54), { fill: ball('#b3bac0'), line: '#4d545a', width: 4 }, metal(0.2));
    canvas.put(
      path('M960 700Q900 860 700 830L330 850'),
      { line: '#b9bfc4', width: 34 },
      metal(0.2, { hollow: true, width: 30 }),
    );
    canvas.put(
      path('M770 520Q760 380 900 372Q1040 372 1060 480L1020 540Z'),
      { fill: ball(paint), line: shade(paint, -0.55), width: 5 },
      metal(0.07, { rim: 1.6, width: 7 }),
    );
    canvas.put(path('M792 500L1040 500L1018 534L800 524Z'), null, organic(0.24));
    canvas.put(
      path('M450 470Q480 416 560 420L770 430Q790 500 770 520L520 520Q460 510 450 470Z'),
      { fill: lit('#2a2d31'), line: '#0f1113', width: 5 },
      organic(0.24, { rim: 0.6 }),
    );
    canvas.put(path('M200 640Q300 500 480 520'), { line: paint, width: 26 }, metal(0.14, { hollow: true, width: 16 }));
    canvas.put(disc(1090, 440, 58), { fill: glass('#dfe8ee'), line: '#3a4046', width: 8 }, mixed(0.24, { rim: 1 }));
    canvas.put(
      line([1060, 380], [990, 320], [920, 336]),
      { line: '#2b2f34', width: 20 },
      metal(0.3, { hollow: true, width: 14 }),
    );
    canvas.put(oval(1010, 268, 34, 24), { fill: glass('#9fb6c4'), line: '#2b2f34', width: 5 }, mixed(0.2));
    canvas.put(polygon([1000, 310], [1014, 290], [1022, 292], [1010, 316]), '#2b2f34');
    canvas.put(
      rect(210, 300, 224, 220, 14),
      { fill: lit(random.pick(['#c2452f', '#2f7d5a', '#d29a2a'])), line: '#33281d', width: 5 },
      organic(0.14, { rim: 1 }),
    );
    canvas.put(line([300, 520], [480, 540]), { line: '#4a5157', width: 14 }, metal(0.3, { hollow: true, width: 10 }));
    canvas.opening(inset(spots[place], -2), 14);
    hide(inset(spots[place], 3));
  },
};
