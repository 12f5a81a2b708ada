import { metal, mixed, organic } from '../matter.ts';
import { lit, shade, tube } from '../paint.ts';
import { area, box, inset, line, path, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { cargo, engine, pane, ribs, seat, wheel } from './parts.ts';
import { paints, type Scene } from './scene.ts';
import { yard } from './settings.ts';

const spots = {
  tank: box(706, 842, 190, 84),
  frontWall: box(1016, 356, 70, 400),
  floor: box(200, 772, 560, 34),
  tyres: box(196, 826, 128, 40),
  load: box(520, 470, 300, 220),
  cab: box(1136, 560, 96, 110),
  roof: box(300, 330, 420, 30),
  battery: box(940, 856, 72, 60),
} as const satisfies Readonly<Record<string, Box>>;

export const lorry: Scene<keyof typeof spots> = {
  width: 1600,
  places: {
    tank: {
      concealment: 'CON-VEH-FUEL',
      where: words(
        'in an inner box welded into the fuel tank of a lorry',
        "dans un caisson soudé dans le réservoir d'un camion",
      ),
      sign: words(
        'Straight edges inside the tank, fresh weld, new paint on an old tank',
        'Arêtes droites dans le réservoir, soudure fraîche, peinture neuve sur un vieux réservoir',
      ),
    },
    frontWall: {
      concealment: 'CON-VEH-TRAILER',
      where: words('behind a second front wall of a trailer', 'derrière une double paroi avant de semi-remorque'),
      sign: words(
        'The hold is shorter inside than outside',
        "L'espace de chargement est plus court à l'intérieur qu'à l'extérieur",
      ),
    },
    floor: {
      concealment: 'CON-VEH-FLOOR',
      where: words('under a false floor of a trailer', 'sous un double plancher de semi-remorque'),
      sign: words('The floor is twice as thick as its beams', 'Le plancher est deux fois plus épais que ses traverses'),
    },
    tyres: {
      concealment: 'CON-VEH-TYRE',
      where: words('in a trailer tyre', 'dans un pneu de semi-remorque'),
      sign: words('One tyre absorbs more than its neighbours', 'Un pneu absorbe plus que ses voisins'),
    },
    load: {
      concealment: 'CON-FREIGHT-COVER',
      where: words(
        'behind a cover load of cartons in a lorry',
        'derrière un chargement de couverture de cartons dans un camion',
      ),
      sign: words(
        'The even pattern of the cartons breaks in the middle',
        'Le motif régulier des cartons se rompt au milieu',
      ),
    },
    cab: {
      concealment: 'CON-VEH-CAB',
      where: words('behind the bunk in the cab of a lorry', "derrière la couchette dans la cabine d'un camion"),
      sign: words(
        'A mass behind the seats, above the gearbox',
        'Une masse derrière les sièges, au-dessus de la boîte de vitesses',
      ),
    },
    roof: {
      concealment: 'CON-VEH-ROOF',
      where: words('in the insulated roof of a trailer', "dans le toit isolé d'une semi-remorque"),
      sign: words('The insulation is dense and has joints', "L'isolant est dense et présente des joints"),
    },
    battery: {
      concealment: 'CON-VEH-BATTERY',
      where: words('in the battery box of a lorry', "dans le coffre à batteries d'un camion"),
      sign: words(
        'The batteries stand elsewhere; the box is lined',
        'Les batteries sont ailleurs ; le coffre est doublé',
      ),
    },
  },
  draw(canvas, place, hide, random) {
    yard(canvas, random, 860);
    const paint = random.pick(paints);
    const wall = random.pick(['#d8dde1', '#c9d0d6', '#dcd6c8', '#b9c6cf']);
    const hold = box(96, 326, 1000, 456);
    canvas.ground(780, 1010, 800, 44);
    canvas.put(rect(90, 786, 1300, 44), { fill: lit('#3a4047'), line: '#1b1f23', width: 3 }, metal(0.3));
    for (let x = 140; x < 1090; x += 86) canvas.put(rect(x, 778, 16, 44), null, metal(0.3));
    canvas.put(
      area(hold, 6),
      { fill: lit(wall), line: shade(wall, -0.4), width: 5 },
      metal(0.03, { rim: 3, width: 10 }),
    );
    ribs(canvas, inset(hold, 8), wall, 58);
    canvas.put(rect(104, 560, 984, 26), { fill: paint, opacity: 0.85 });
    cargo(
      canvas,
      random,
      box(118, 396, place === 'frontWall' ? 880 : 950, 362),
      78 + random.next() * 40,
      66 + random.next() * 30,
    );
    cab(canvas, paint);
    canvas.put(
      rect(690, 836, 222, 98, 36),
      { fill: tube('#c3cacf'), line: '#6a737a', width: 4 },
      metal(0.06, { rim: 1.8, width: 7 }),
    );
    canvas.put(rect(702, 872, 198, 56, 24), null, organic(0.3, { rim: 0 }));
    for (const x of [748, 850]) canvas.put(rect(x, 834, 14, 102), { fill: lit('#7d868d') }, metal(0.1));
    canvas.put(rect(930, 850, 90, 72, 8), { fill: lit('#4b525a'), line: '#22272c', width: 3 }, metal(0.34));
    for (const x of [260, 436, 612]) wheel(canvas, x, 930, 82);
    for (const x of [1074, 1392]) wheel(canvas, x, 930, 82);
    const spot = spots[place];
    if (place === 'frontWall') canvas.put(rect(1000, 340, 10, 428), null, metal(0.3));
    canvas.opening(inset(spot, -4), place === 'tank' ? 20 : 6);
    hide(spot);
  },
};

function cab(canvas: Parameters<Scene['draw']>[0], paint: string): void {
  canvas.put(
    path('M1124 420Q1130 392 1170 388L1370 388Q1420 392 1440 470L1486 640L1490 830L1124 830Z'),
    { fill: lit(paint), line: shade(paint, -0.55), width: 5 },
    metal(0.05, { rim: 2, width: 8 }),
  );
  canvas.put(
    path('M1130 384Q1180 330 1290 330L1360 384Z'),
    { fill: lit(shade(paint, 0.1)), line: shade(paint, -0.55), width: 4 },
    organic(0.14),
  );
  pane(canvas, path('M1262 446L1378 446Q1398 450 1410 500L1444 618L1262 618Z'), '#7fa0b5');
  canvas.put(
    path('M1246 430L1246 800M1246 800L1440 800'),
    { line: shade(paint, -0.5), width: 4 },
    metal(0.08, { hollow: true, width: 8 }),
  );
  canvas.put(rect(1268, 646, 52, 14, 6), shade(paint, -0.6));
  canvas.put(rect(1438, 700, 48, 44, 10), { fill: lit('#f0e3b4'), line: '#5f5730', width: 3 }, mixed(0.2));
  canvas.put(rect(1420, 790, 76, 60, 8), { fill: lit('#3b4148'), line: '#1a1d20', width: 3 }, metal(0.16));
  canvas.put(rect(1124, 668, 322, 18), { fill: shade(paint, 0.35), opacity: 0.4 });
  engine(canvas, box(1250, 690, 210, 140));
  seat(canvas, 1290, 640, 90);
  canvas.put(line([1400, 560], [1370, 650]), null, metal(0.2, { hollow: true, width: 7 }));
  canvas.put(rect(1134, 680, 100, 26, 8), null, organic(0.24));
}
