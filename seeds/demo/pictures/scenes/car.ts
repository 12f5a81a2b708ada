import { metal, mixed, organic } from '../matter.ts';
import { ball, glass, hole, lit, shade } from '../paint.ts';
import { area, box, disc, inset, line, oval, path, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { engine, pane, seat, wheel } from './parts.ts';
import { paints, type Scene } from './scene.ts';
import { hall } from './settings.ts';

const spots = {
  tank: box(566, 792, 196, 76),
  door: box(790, 650, 196, 124),
  spare: box(196, 686, 190, 74),
  dashboard: box(1016, 622, 128, 66),
  roof: box(590, 452, 292, 26),
  seat: box(560, 690, 150, 62),
  bumper: box(1400, 712, 46, 104),
  bonnet: box(1196, 668, 150, 64),
  sill: box(600, 826, 420, 34),
} as const satisfies Readonly<Record<string, Box>>;

export const car: Scene<keyof typeof spots> = {
  width: 1410,
  places: {
    tank: {
      concealment: 'CON-VEH-FUEL',
      where: words('in the fuel tank of a car', "dans le réservoir de carburant d'une voiture"),
      sign: words(
        'Straight edges in a curved tank, and less fuel than the gauge says',
        'Arêtes droites dans un réservoir courbe, moins de carburant que la jauge ne le dit',
      ),
    },
    door: {
      concealment: 'CON-VEH-DOOR',
      where: words('behind the door panel of a car', "derrière le panneau de portière d'une voiture"),
      sign: words(
        'The door cavity is filled; the window does not go down',
        'La cavité de la portière est remplie ; la vitre ne descend pas',
      ),
    },
    spare: {
      concealment: 'CON-VEH-TYRE',
      where: words('in the spare wheel well of a car', "dans le logement de la roue de secours d'une voiture"),
      sign: words('A mass where the well should be hollow', 'Une masse là où le logement devrait être creux'),
    },
    dashboard: {
      concealment: 'CON-VEH-DASH',
      where: words('behind the dashboard of a car', "derrière le tableau de bord d'une voiture"),
      sign: words(
        'Screws with fresh marks, no air from the vents',
        "Vis aux marques fraîches, pas d'air aux aérateurs",
      ),
    },
    roof: {
      concealment: 'CON-VEH-ROOF',
      where: words('above the roof lining of a car', "au-dessus de la garniture de toit d'une voiture"),
      sign: words(
        'The roof is thicker than the frame of the windows',
        'Le toit est plus épais que le cadre des vitres',
      ),
    },
    seat: {
      concealment: 'CON-VEH-SEAT',
      where: words('under the rear seat of a car', "sous la banquette arrière d'une voiture"),
      sign: words('The foam is dense and even, new seams', 'Mousse dense et homogène, coutures neuves'),
    },
    bumper: {
      concealment: 'CON-VEH-BUMPER',
      where: words('in the front bumper of a car', "dans le pare-chocs avant d'une voiture"),
      sign: words('A filled space before the radiator', 'Un espace rempli devant le radiateur'),
    },
    bonnet: {
      concealment: 'CON-VEH-ENGINE',
      where: words('in the air filter box of a car', "dans le boîtier de filtre à air d'une voiture"),
      sign: words('An orange mass above the engine block', 'Une masse orange au-dessus du bloc moteur'),
    },
    sill: {
      concealment: 'CON-VEH-FLOOR',
      where: words('in the side sills of a car', "dans les bas de caisse d'une voiture"),
      sign: words('The hollow sill is filled from end to end', "Le bas de caisse creux est rempli d'un bout à l'autre"),
    },
  },
  draw(canvas, place, hide, random) {
    hall(canvas, random, 830);
    const paint = random.pick(paints);
    canvas.ground(800, 962, 760, 46);
    const body = path(
      'M168 806Q156 706 204 664L372 628Q474 488 560 462Q720 440 890 454Q1014 472 1122 618L1352 656Q1446 684 ' +
        '1452 800L1446 846L1318 846A124 124 0 0 0 1070 846L552 846A124 124 0 0 0 304 846L178 846Z',
    );
    canvas.put(path('M300 830L1330 830L1310 880L320 880Z'), '#191c20');
    canvas.put(body, { fill: lit(paint), line: shade(paint, -0.55), width: 4 }, metal(0.07, { rim: 1.6, width: 6 }));
    canvas.put(path('M206 690Q780 640 1430 722L1446 760Q780 690 180 740Z'), { fill: shade(paint, 0.4), opacity: 0.35 });
    canvas.put(path('M178 812L1448 812L1446 846L1318 846L178 846Z'), { fill: '#23272c', opacity: 0.8 });
    pane(canvas, path('M432 620L552 504Q566 490 590 488L716 484L716 618Z'));
    pane(canvas, path('M738 484L878 484Q962 490 1068 620L738 618Z'));
    for (const d of [
      'M727 486L727 800Q640 812 560 800',
      'M1062 624Q1070 720 1040 806L740 810',
      'M560 800Q450 730 428 626',
    ])
      canvas.put(path(d), { line: shade(paint, -0.5), width: 3.5 }, metal(0.05, { hollow: true, width: 7 }));
    for (const x of [640, 946])
      canvas.put(rect(x, 652, 62, 14, 7), { fill: lit(shade(paint, 0.1)), line: shade(paint, -0.6), width: 2 });
    canvas.put(
      path('M1376 668Q1440 690 1446 742L1390 726Z'),
      { fill: glass('#dfe8ee'), line: '#3b434a', width: 3 },
      mixed(0.2),
    );
    canvas.put(
      path('M180 690L232 676L226 744L170 754Z'),
      { fill: lit('#a3242a'), line: '#53191b', width: 3 },
      organic(0.2),
    );
    canvas.put(path('M1080 612Q1110 590 1136 606L1132 634L1092 634Z'), {
      fill: lit(paint),
      line: shade(paint, -0.6),
      width: 3,
    });
    inside(canvas);
    for (const x of [428, 1194]) {
      canvas.put(disc(x, 850, 126), '#121417');
      wheel(canvas, x, 856, 108);
    }
    const spot = spots[place];
    if (place === 'roof' || place === 'sill')
      canvas.put(area(inset(spot, -6, -5), 6), { fill: hole('#2a2f35'), line: '#d6dadd', width: 4 });
    else canvas.opening(inset(spot, -6), place === 'tank' ? 26 : 10);
    hide(spot);
    if (place === 'tank') canvas.put(area(inset(spot, -16), 34), { line: '#8b949b', width: 7 });
  },
};

function inside(canvas: Parameters<Scene['draw']>[0]): void {
  engine(canvas, box(1150, 690, 220, 130));
  canvas.put(rect(1386, 690, 20, 120, 4), null, mixed(0.5));
  canvas.put(area(inset(spots.tank, -14), 34), null, metal(0.05, { rim: 1.6, width: 6 }));
  canvas.put(rect(558, 826, 212, 50, 20), null, organic(0.3, { rim: 0 }));
  canvas.put(oval(290, 740, 108, 26), null, organic(0.3));
  canvas.put(oval(290, 740, 62, 14), null, metal(0.24));
  seat(canvas, 830, 716, 150);
  seat(canvas, 566, 700, 150);
  canvas.put(path('M1010 620L1150 640L1140 690L1040 700Z'), null, organic(0.22));
  canvas.put(line([1000, 640], [1040, 690], [1100, 720]), null, metal(0.24, { hollow: true, width: 8 }));
  canvas.put(oval(990, 644, 18, 50), null, organic(0.3, { hollow: true, width: 10 }));
  canvas.put(line([330, 880], [700, 890], [1150, 850]), null, metal(0.2, { hollow: true, width: 14 }));
  canvas.put(rect(700, 872, 150, 34, 16), null, metal(0.16));
  canvas.put(disc(1120, 770, 26), null, metal(0.3));
  canvas.put(rect(1300, 664, 56, 40, 4), null, metal(0.5));
}

/** A wheel laid down and cut open. */
export const tyre: Scene<'wheel' | 'lorryWheel'> = {
  places: {
    wheel: {
      concealment: 'CON-VEH-TYRE',
      where: words('inside a spare tyre of a car', "à l'intérieur d'un pneu de secours de voiture"),
      sign: words(
        'An orange ring between tread and rim, where there should be air',
        "Un anneau orange entre bande de roulement et jante, là où il ne devrait y avoir que de l'air",
      ),
    },
    lorryWheel: {
      concealment: 'CON-VEH-TYRE',
      where: words('inside a lorry wheel', "à l'intérieur d'une roue de camion"),
      sign: words(
        'The wheel sounds dull and is heavier than its pair',
        'La roue sonne mat et pèse plus que sa jumelle',
      ),
    },
  },
  draw(canvas, place, hide, random) {
    hall(canvas, random, 300);
    canvas.ground(820, 1080, 560, 70);
    const [x, y, r] = [800, 590, place === 'wheel' ? 440 : 480];
    canvas.put(
      disc(x, y, r),
      { fill: ball('#2d3034'), line: '#141618', width: 6 },
      organic(0.2, { rim: 1.6, width: 16 }),
    );
    for (let angle = 0; angle < 360; angle += 6) {
      const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
      canvas.put(
        line([x + cos * r * 0.95, y + sin * r * 0.95], [x + cos * r, y + sin * r]),
        { line: '#0f1112', width: 10 },
        organic(0.4, { hollow: true, width: 10 }),
      );
    }
    canvas.put(disc(x, y, r * 0.9), { line: '#43484e', width: 3 }, metal(0.12, { hollow: true, width: 10 }));
    canvas.put(disc(x, y, r * 0.74), { line: '#3a3f45', width: 3 });
    canvas.put(
      disc(x, y, r * 0.56),
      { fill: ball('#a9b1b8'), line: '#5c646b', width: 6 },
      metal(0.12, { rim: 2.4, width: 16 }),
    );
    canvas.put(disc(x, y, r * 0.44), { fill: ball('#8b949c'), line: '#636b72', width: 4 }, metal(0.08));
    canvas.put(disc(x, y, r * 0.15), { fill: hole('#3a4047'), line: '#d4d9dd', width: 5 });
    for (let bolt = 0; bolt < 5; bolt += 1) {
      const angle = bolt * 1.2566 - 0.4;
      canvas.put(
        disc(x + Math.cos(angle) * r * 0.27, y + Math.sin(angle) * r * 0.27, r * 0.045),
        { fill: hole('#343a41'), line: '#c7cdd2', width: 4 },
        metal(0.4),
      );
    }
    const across = r * 0.24;
    const spots: Box[] = [
      box(x - r * 0.3, y - r * 0.875, r * 0.6, across),
      box(x + r * 0.62, y - r * 0.28, across * 1.02, r * 0.56),
      box(x - r * 0.3, y + r * 0.62, r * 0.6, across),
    ];
    for (const spot of spots.slice(0, place === 'wheel' ? 3 : 2)) {
      canvas.opening(spot, 12, '#17191c');
      hide(spot);
    }
  },
};
