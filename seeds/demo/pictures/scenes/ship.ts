import type { Random } from '../../random.ts';
import type { Canvas } from '../canvas.ts';
import { metal, mixed, organic } from '../matter.ts';
import { ball, fade, glass, glow, lit, shade } from '../paint.ts';
import { box, cells, disc, area, inset, line, oval, path, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { cargo, engine, pane } from './parts.ts';
import { paints, type Scene } from './scene.ts';

function sea(canvas: Canvas, random: Random, level: number): void {
  const [sky, water] = random.pick([
    ['#a9c3d4', '#3f6c86'],
    ['#c2c6c4', '#4f6f78'],
    ['#b3c8cf', '#35627f'],
    ['#d3c6b2', '#54717c'],
  ] as const);
  canvas.put(rect(0, 0, 1600, level), lit(sky));
  canvas.put(oval(1150, 160, 700, 200), glow('#ffffff'));
  canvas.put(
    path(
      `M0 ${level}L0 ${level - 60}Q200 ${level - 110} 420 ${level - 50}Q640 ${level - 90} 900 ${level - 36}` +
        `L1600 ${level - 20}L1600 ${level}Z`,
    ),
    { fill: shade(sky, -0.25), opacity: 0.6 },
  );
  canvas.put(rect(0, level, 1600, 1200 - level), lit(water));
}

/** Water over the lower hull, seen through where it matters. */
function waves(canvas: Canvas, random: Random, level: number): void {
  canvas.put(rect(0, level, 1600, 1200 - level), { fill: '#3c6a84', opacity: 0.26 });
  canvas.put(rect(0, level, 1600, 130), fade('#d9e8ee'));
  for (let row = 0; row < 7; row += 1)
    for (let x = -60 + random.next() * 120; x < 1600; x += 190 + random.next() * 120) {
      const [y, w] = [level + 14 + row * row * 8 + row * 16, 60 + row * 12];
      canvas.put(path(`M${x} ${y}Q${x + w / 2} ${y - 9} ${x + w} ${y}`), { line: '#dfecf1', width: 3, opacity: 0.45 });
    }
}

const spots = {
  engineRoom: box(330, 786, 170, 110),
  seaChest: box(560, 978, 170, 46),
  hawsePipe: box(1338, 610, 84, 110),
  tank: box(740, 900, 260, 76),
  cabin: box(262, 470, 110, 90),
  hold: box(860, 720, 230, 150),
} as const satisfies Readonly<Record<string, Box>>;

export const ship: Scene<keyof typeof spots> = {
  width: 1600,
  places: {
    engineRoom: {
      concealment: 'CON-VES-ENGINE',
      where: words(
        'behind panels in the engine room of a ship',
        "derrière des panneaux de la salle des machines d'un navire",
      ),
      sign: words('An organic mass between machines of steel', "Une masse organique entre des machines d'acier"),
    },
    seaChest: {
      concealment: 'CON-VES-HULL',
      where: words(
        'in the sea chest below the water line of a ship',
        "dans la prise d'eau sous la ligne de flottaison d'un navire",
      ),
      sign: words('The grille is unscrewed, divers near the berth', 'La grille est dévissée, plongeurs près du poste'),
    },
    hawsePipe: {
      concealment: 'CON-VES-COMP',
      where: words('in the hawse pipe of a ship', "dans l'écubier d'un navire"),
      sign: words('The pipe is closed above the chain', 'Le conduit est obturé au-dessus de la chaîne'),
    },
    tank: {
      concealment: 'CON-VES-TANK',
      where: words('in a ballast tank of a ship', 'dans un ballast de navire'),
      sign: words('The sounding does not agree with the tank plan', 'Le sondage ne correspond pas au plan du ballast'),
    },
    cabin: {
      concealment: 'CON-VES-CABIN',
      where: words('behind the wall of a crew cabin', "derrière la cloison d'une cabine d'équipage"),
      sign: words('A wall that sounds full, paint of two ages', 'Une cloison qui sonne plein, peintures de deux âges'),
    },
    hold: {
      concealment: 'CON-VES-HOLD',
      where: words('under the cargo in the hold of a ship', "sous la cargaison dans la cale d'un navire"),
      sign: words('A block that does not follow the stowage plan', "Un bloc qui ne suit pas le plan d'arrimage"),
    },
  },
  draw(canvas, place, hide, random) {
    sea(canvas, random, 770);
    const paint = random.pick(['#7a2f2c', '#2d4a6b', '#2f3f3a', '#3a3d42', '#5c4630']);
    const house = random.pick(['#e9ebe8', '#dfe3e4', '#ece4d0']);
    for (const [x, y, w, h] of [
      [230, 430, 300, 170],
      [260, 310, 240, 120],
      [280, 220, 190, 90],
    ] as const) {
      canvas.put(
        rect(x, y, w, h, 4),
        { fill: lit(house), line: '#7b8286', width: 4 },
        metal(0.06, { rim: 1.6, width: 6 }),
      );
      for (const cell of cells(box(x + 14, y + h * 0.28, w - 28, h * 0.3), 44, h, 14))
        pane(canvas, area(cell, 5), '#4f6b7d');
    }
    canvas.put(rect(330, 120, 80, 106, 6), { fill: lit('#c98a2b'), line: '#63420f', width: 4 }, metal(0.12));
    canvas.put(rect(330, 140, 80, 26), '#2b2f34');
    canvas.put(line([520, 310], [520, 130]), { line: '#5a6167', width: 8 }, metal(0.3, { hollow: true, width: 8 }));
    for (const x of [720, 1050]) {
      canvas.put(
        line([x, 610], [x, 330], [x + 210, 400]),
        { line: '#b58a2f', width: 16 },
        metal(0.3, { hollow: true, width: 12 }),
      );
      canvas.put(line([x, 336], [x + 120, 368], [x + 120, 480]), { line: '#3a3f44', width: 3 });
    }
    canvas.put(
      path('M120 600L1500 590Q1440 800 1330 1030L230 1030Q150 1000 150 880Q130 760 120 600Z'),
      { fill: lit(paint), line: shade(paint, -0.55), width: 6 },
      metal(0.06, { rim: 2, width: 10 }),
    );
    canvas.put(path('M150 880L1398 880Q1370 960 1330 1030L230 1030Q150 1000 150 880Z'), {
      fill: lit('#8a3a30'),
      opacity: 0.9,
    });
    canvas.put(path('M122 624L1494 614L1490 634L124 644Z'), { fill: '#f2f2ee', opacity: 0.85 });
    for (let x = 600; x < 1300; x += 230)
      canvas.put(rect(x, 574, 190, 34, 4), { fill: lit('#8f4a34'), line: '#4d2618', width: 4 }, metal(0.1));
    canvas.put(
      path('M112 900L160 880L160 1010L118 990Z'),
      { fill: lit('#a3803a'), line: '#5a4316', width: 4 },
      metal(0.6),
    );
    for (const x of [560, 830, 1120])
      canvas.put(line([x, 606], [x, 1020]), null, metal(0.16, { hollow: true, width: 10 }));
    canvas.put(line([170, 890], [1380, 890]), null, metal(0.12, { hollow: true, width: 10 }));
    engine(canvas, box(300, 810, 250, 150));
    canvas.put(line([170, 940], [310, 930]), null, metal(0.4, { hollow: true, width: 14 }));
    cargo(canvas, random, box(580, 640, 236, 230), 60, 50, 0.2);
    cargo(canvas, random, box(846, 640, 260, 230), 60, 50, 0.2);
    canvas.put(path('M1140 660L1380 650L1300 870L1140 870Z'), null, organic(0.16));
    canvas.put(path('M1330 600L1360 720'), null, metal(0.16, { hollow: true, width: 12 }));
    canvas.put(
      path('M1372 700L1392 760M1360 742Q1392 790 1416 738'),
      { line: '#22262a', width: 14 },
      metal(0.5, { hollow: true, width: 12 }),
    );
    waves(canvas, random, 850);
    canvas.opening(inset(spots[place], -4), 8);
    hide(spots[place]);
  },
};

const hulls = {
  keel: box(640, 860, 330, 74),
  tank: box(930, 780, 190, 74),
  fish: box(520, 770, 240, 110),
} as const satisfies Readonly<Record<string, Box>>;

export const boat: Scene<keyof typeof hulls> = {
  width: 1600,
  places: {
    keel: {
      concealment: 'CON-VES-COMP',
      where: words(
        'in a compartment built into the keel of a yacht',
        "dans un compartiment aménagé dans la quille d'un voilier",
      ),
      sign: words(
        'The keel is hollow where the plan shows ballast',
        'La quille est creuse là où le plan indique du lest',
      ),
    },
    tank: {
      concealment: 'CON-VES-TANK',
      where: words('in the water tank of a yacht', "dans le réservoir d'eau d'un voilier"),
      sign: words('The tank holds less than its size', 'Le réservoir contient moins que sa taille'),
    },
    fish: {
      concealment: 'CON-VES-HOLD',
      where: words('under ice in the fish hold of a boat', "sous la glace dans la cale à poisson d'un bateau"),
      sign: words('Packets with straight edges under the catch', 'Paquets aux arêtes droites sous la pêche'),
    },
  },
  draw(canvas, place, hide, random) {
    sea(canvas, random, 690);
    const trim = random.pick(paints);
    const fishing = place === 'fish';
    canvas.put(
      line([760, 690], [760, 90]),
      { line: '#c9ced1', width: fishing ? 12 : 16 },
      mixed(0.4, { hollow: true, width: 12 }),
    );
    if (fishing)
      canvas.put(
        line([760, 150], [1180, 330], [1180, 560]),
        { line: '#8a6a2f', width: 10 },
        metal(0.3, { hollow: true, width: 8 }),
      );
    else sails(canvas);
    const house = fishing ? path('M380 690L380 450L620 450L660 690Z') : path('M520 694L590 610L980 610L1060 694Z');
    canvas.put(house, { fill: lit('#eceeed'), line: '#83898c', width: 5 }, organic(0.12, { rim: 1 }));
    for (const x of fishing ? [410, 500] : [640, 750, 860])
      pane(canvas, rect(x, fishing ? 490 : 634, 70, fishing ? 70 : 36, 8), '#4c6a7c');
    canvas.put(
      path('M210 690L1420 676Q1390 800 1260 870L1030 890L980 966L640 966L600 890L330 880Q230 800 210 690Z'),
      { fill: lit('#f1f2f0'), line: '#757d81', width: 6 },
      organic(0.16, { rim: 1.6, width: 10 }),
    );
    canvas.put(path('M214 712L1416 698L1406 742L226 756Z'), lit(trim));
    canvas.put(path('M322 846L1298 842Q1270 866 1260 870L1030 890L980 966L640 966L600 890L330 880Z'), {
      fill: lit(shade(trim, -0.3)),
      opacity: 0.85,
    });
    engine(canvas, box(330, 760, 150, 90));
    canvas.put(line([260, 880], [350, 830]), { line: '#4a5056', width: 10 }, metal(0.4, { hollow: true, width: 9 }));
    canvas.put(oval(262, 886, 12, 46), { fill: ball('#b08d3e') }, metal(0.4));
    canvas.put(rect(920, 772, 210, 92, 14), null, mixed(0.1, { rim: 1.6 }));
    canvas.put(rect(1150, 740, 130, 70, 14), null, organic(0.24));
    canvas.put(rect(650, 940, 320, 22), null, metal(0.5));
    if (fishing)
      for (const cell of cells(box(520, 720, 360, 150), 66, 36, 8))
        canvas.put(oval(cell.x + cell.w / 2, cell.y + cell.h / 2, cell.w / 2, cell.h / 2.4), null, organic(0.2));
    canvas.put(disc(1180, 650, 5), glass('#d8b24a'));
    waves(canvas, random, 800);
    canvas.opening(inset(hulls[place], -4), 10);
    hide(hulls[place]);
  },
};

function sails(canvas: Canvas): void {
  canvas.put(
    path('M778 110L778 630L1230 640Q1050 380 778 110Z'),
    { fill: lit('#f3f0e6'), line: '#b9b29f', width: 3 },
    organic(0.05),
  );
  canvas.put(
    path('M744 150L744 620L420 650Q600 420 744 150Z'),
    { fill: lit('#e9e5d8'), line: '#b9b29f', width: 3 },
    organic(0.05),
  );
  for (let y = 250; y < 640; y += 96)
    canvas.put(line([778, y], [790 + (y - 110) * 0.8, y + 8]), { line: '#cfc8b4', width: 3 });
}
