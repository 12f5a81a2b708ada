import { metal, mixed, organic } from '../matter.ts';
import { ball, lit, shade } from '../paint.ts';
import { box, cells, area, disc, inset, line, path, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { cargo, engine, pane, seat, wheel } from './parts.ts';
import { paints, type Scene } from './scene.ts';
import { yard } from './settings.ts';

const coachSpots = {
  luggage: box(560, 770, 250, 96),
  seat: box(864, 606, 130, 70),
  roof: box(420, 392, 420, 34),
} as const satisfies Readonly<Record<string, Box>>;

export const coach: Scene<keyof typeof coachSpots> = {
  width: 1540,
  places: {
    luggage: {
      concealment: 'CON-VEH-FLOOR',
      where: words('under the floor of a coach luggage hold', "sous le plancher de la soute à bagages d'un autocar"),
      sign: words('The hold is lower inside than outside', "La soute est moins haute à l'intérieur qu'à l'extérieur"),
    },
    seat: {
      concealment: 'CON-VEH-SEAT',
      where: words('in a coach seat', "dans un siège d'autocar"),
      sign: words('One seat is denser than the row', 'Un siège est plus dense que sa rangée'),
    },
    roof: {
      concealment: 'CON-VEH-ROOF',
      where: words('above the luggage racks of a coach', "au-dessus des porte-bagages d'un autocar"),
      sign: words('The air duct is closed over four rows', "Le conduit d'air est fermé sur quatre rangées"),
    },
  },
  draw(canvas, place, hide, random) {
    yard(canvas, random, 860);
    const paint = random.pick(paints);
    canvas.ground(800, 990, 760, 40);
    canvas.put(
      path('M110 880L110 420Q112 372 170 366L1390 366Q1460 380 1478 520L1496 760L1490 880Z'),
      { fill: lit('#e7e9e8'), line: '#6a7277', width: 6 },
      metal(0.04, { rim: 2.4, width: 9 }),
    );
    canvas.put(path('M112 700Q700 560 1490 720L1494 790Q800 690 112 800Z'), { fill: lit(paint), opacity: 0.95 });
    for (const cell of cells(box(140, 440, 1190, 170), 170, 170, 10)) pane(canvas, area(cell, 12), '#4f6b7f');
    pane(canvas, path('M1350 446L1444 446Q1466 520 1474 640L1350 640Z'), '#5f8095');
    for (const x of [470, 720, 970])
      canvas.put(rect(x, 748, 236, 126, 8), { fill: lit('#d3d8da'), line: '#7b8388', width: 4 });
    canvas.put(rect(1350, 660, 96, 210, 8), { line: '#7b8388', width: 4 });
    canvas.put(rect(1440, 800, 50, 36, 8), { fill: lit('#f0e3b4'), line: '#5f5730', width: 3 }, mixed(0.2));
    canvas.put(line([130, 700], [1330, 700]), null, metal(0.14, { hollow: true, width: 10 }));
    for (let x = 220; x < 1240; x += 96) seat(canvas, x, 650, 62);
    engine(canvas, box(130, 740, 200, 130));
    cargo(canvas, random, box(700, 770, 480, 96), 90, 60, 0.26);
    for (const x of [400, 1270]) {
      canvas.put(disc(x, 890, 98), '#101214');
      wheel(canvas, x, 900, 84);
    }
    canvas.put(rect(110, 868, 190, 16), shade(paint, -0.3));
    canvas.opening(inset(coachSpots[place], -4), 10);
    hide(coachSpots[place]);
  },
};

const vanSpots = {
  wall: box(870, 430, 66, 370),
  load: box(420, 540, 240, 230),
  floor: box(330, 808, 520, 34),
} as const satisfies Readonly<Record<string, Box>>;

export const van: Scene<keyof typeof vanSpots> = {
  width: 1540,
  places: {
    wall: {
      concealment: 'CON-VEH-TRAILER',
      where: words('behind a double bulkhead in a van', 'derrière une double cloison de fourgonnette'),
      sign: words(
        'The load space is shorter than the type plate allows',
        "L'espace de chargement est plus court que le type ne le prévoit",
      ),
    },
    load: {
      concealment: 'CON-FREIGHT-COVER',
      where: words('behind a cover load in a van', 'derrière un chargement de couverture dans une fourgonnette'),
      sign: words('Other shapes behind the first row of cartons', 'Autres formes derrière le premier rang de cartons'),
    },
    floor: {
      concealment: 'CON-VEH-FLOOR',
      where: words('under a plywood floor in a van', 'sous un plancher de contreplaqué dans une fourgonnette'),
      sign: words('New screws in an old floor', 'Vis neuves dans un vieux plancher'),
    },
  },
  draw(canvas, place, hide, random) {
    yard(canvas, random, 850);
    const paint = random.pick(['#e3e6e6', '#d9c9a5', ...paints]);
    canvas.ground(800, 996, 700, 42);
    canvas.put(
      path('M180 860L176 430Q180 372 240 366L960 366Q1080 372 1140 450L1230 590L1400 640Q1444 670 1446 760L1440 860Z'),
      { fill: lit(paint), line: shade(paint, -0.55), width: 6 },
      metal(0.045, { rim: 2.2, width: 9 }),
    );
    pane(canvas, path('M960 440L1050 440Q1090 446 1180 590L960 590Z'), '#5f7f96');
    for (const d of ['M930 400L930 850', 'M1196 600L1180 840', 'M560 380L560 850'])
      canvas.put(path(d), { line: shade(paint, -0.45), width: 4 }, metal(0.05, { hollow: true, width: 8 }));
    canvas.put(path('M190 640L920 640M190 700L920 700'), { line: shade(paint, -0.22), width: 6 });
    canvas.put(rect(960, 640, 60, 14, 6), shade(paint, -0.6));
    canvas.put(
      path('M1390 656Q1440 676 1444 730L1396 716Z'),
      { fill: lit('#f0e3b4'), line: '#5f5730', width: 3 },
      mixed(0.2),
    );
    canvas.put(rect(1380, 800, 80, 60, 14), { fill: lit('#33393f'), line: '#15181b', width: 4 }, organic(0.3));
    canvas.put(rect(172, 600, 26, 90, 6), { fill: lit('#a3242a'), line: '#53191b', width: 3 });
    cargo(canvas, random, box(214, 480, place === 'wall' ? 630 : 690, 322), 92, 76, 0.26);
    engine(canvas, box(1200, 670, 200, 140));
    seat(canvas, 1010, 720, 120);
    canvas.put(line([1170, 600], [1130, 690]), null, metal(0.2, { hollow: true, width: 8 }));
    canvas.put(rect(190, 846, 1200, 22), { fill: lit('#23272b') }, metal(0.16));
    if (place === 'wall') canvas.put(rect(856, 400, 8, 420), null, metal(0.24));
    for (const x of [400, 1190]) {
      canvas.put(disc(x, 876, 112), '#101214');
      wheel(canvas, x, 884, 96);
    }
    canvas.put(disc(1046, 560, 24), { fill: ball('#33393f'), line: '#15181b', width: 3 });
    canvas.opening(inset(vanSpots[place], -4), 8);
    hide(vanSpots[place]);
  },
};
