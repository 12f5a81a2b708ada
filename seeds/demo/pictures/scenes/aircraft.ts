import { metal, mixed, organic } from '../matter.ts';
import { ball, glass, glow, hole, lit, shade } from '../paint.ts';
import { area, box, cells, disc, inset, line, oval, path, polygon, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { bolts, cargo, pane, removedPanel, seat } from './parts.ts';
import { paints, type Scene } from './scene.ts';
import { yard } from './settings.ts';

const spots = {
  hold: box(560, 672, 230, 70),
  panel: box(960, 500, 180, 52),
  galley: box(300, 556, 84, 92),
  nose: box(1230, 600, 110, 80),
} as const satisfies Readonly<Record<string, Box>>;

export const aircraft: Scene<keyof typeof spots> = {
  width: 1560,
  places: {
    hold: {
      concealment: 'CON-AIR-CARGO',
      where: words('under the floor of an aircraft hold', "sous le plancher de la soute d'un avion"),
      sign: words('A mass between the frames, below the net', 'Une masse entre les couples, sous le filet'),
    },
    panel: {
      concealment: 'CON-AIR-PANEL',
      where: words('behind ceiling panels of an aircraft', "derrière des panneaux de plafond d'un avion"),
      sign: words('Panel clips are broken or missing', 'Clips de panneau cassés ou manquants'),
    },
    galley: {
      concealment: 'CON-AIR-GALLEY',
      where: words('in the galley of an aircraft', "dans l'office d'un avion"),
      sign: words('A trolley heavier than its list says', "Un chariot plus lourd que ne l'indique sa liste"),
    },
    nose: {
      concealment: 'CON-AIR-CARGO',
      where: words('in the nose locker of a private aircraft', "dans le coffre de nez d'un avion privé"),
      sign: words('The locker is not in the loading papers', 'Le coffre ne figure pas sur les documents de chargement'),
    },
  },
  draw(canvas, place, hide, random) {
    yard(canvas, random, 880);
    const trim = random.pick(paints);
    canvas.ground(780, 1000, 700, 40);
    canvas.put(
      path('M170 560L120 250L250 250L430 500Z'),
      { fill: lit(trim), line: '#5d656b', width: 5 },
      mixed(0.1, { rim: 1 }),
    );
    canvas.put(
      path(
        'M150 590Q200 480 420 462L1150 456Q1330 470 1460 600Q1470 640 1400 690Q1260 760 1080 766L520 766Q260 ' +
          '720 150 590Z',
      ),
      { fill: lit('#e6eaec'), line: '#757e84', width: 6 },
      mixed(0.1, { rim: 2, width: 9 }),
    );
    canvas.put(path('M156 596Q600 660 1466 622L1440 662Q800 700 260 672Z'), { fill: lit(trim), opacity: 0.92 });
    for (let x = 470; x < 1130; x += 78) pane(canvas, rect(x, 522, 40, 50, 18), '#567084');
    pane(canvas, path('M1230 500L1320 520Q1390 560 1410 590L1270 578Z'), '#49647a');
    canvas.put(rect(398, 490, 58, 190, 14), { line: '#858e94', width: 4 }, metal(0.06, { hollow: true, width: 6 }));
    for (let x = 450; x < 1180; x += 104)
      canvas.put(line([x, 470], [x, 760]), null, mixed(0.14, { hollow: true, width: 7 }));
    canvas.put(line([250, 656], [1330, 656]), null, mixed(0.3, { hollow: true, width: 10 }));
    for (let x = 520; x < 1160; x += 104) seat(canvas, x, 612, 56);
    cargo(canvas, random, box(820, 676, 260, 80), 52, 40, 0.22);
    canvas.put(line([1240, 560], [1290, 640]), null, metal(0.3, { hollow: true, width: 8 }));
    canvas.put(rect(1160, 560, 40, 80, 6), null, metal(0.2));
    canvas.put(
      path('M560 716L960 716L760 900L640 900Z'),
      { fill: lit('#c7ced2'), line: '#757e84', width: 5 },
      mixed(0.16, { rim: 1 }),
    );
    canvas.put(
      rect(700, 790, 230, 92, 44),
      { fill: lit('#d7dcdf'), line: '#6d767c', width: 5 },
      metal(0.16, { rim: 1.2 }),
    );
    canvas.put(oval(918, 836, 20, 44), { fill: hole('#3b4248'), line: '#9aa3a9', width: 5 }, metal(0.3));
    canvas.put(oval(800, 836, 70, 26), null, metal(0.5));
    for (const x of [620, 1240]) {
      canvas.put(line([x, 760], [x, 930]), { line: '#6d757b', width: 16 }, metal(0.5, { hollow: true, width: 12 }));
      canvas.put(disc(x, 950, 46), { fill: ball('#2a2d31'), line: '#101214', width: 4 }, organic(0.6, { rim: 0.5 }));
      canvas.put(disc(x, 950, 20), ball('#b3bac0'), metal(0.4));
    }
    canvas.opening(inset(spots[place], -4), 8);
    hide(spots[place]);
  },
};

export const cabin: Scene<'seat' | 'vest' | 'toilet'> = {
  places: {
    seat: {
      concealment: 'CON-AIR-SEAT',
      where: words('under an aircraft seat cushion', "sous le coussin d'un siège d'avion"),
      sign: words('The cushion does not sit flat', 'Le coussin ne repose pas à plat'),
    },
    vest: {
      concealment: 'CON-AIR-SEAT',
      where: words(
        'in the life vest box of an aircraft seat',
        "dans le logement du gilet de sauvetage d'un siège d'avion",
      ),
      sign: words('The seal of the box is broken', 'Le scellé du logement est rompu'),
    },
    toilet: {
      concealment: 'CON-AIR-TOILET',
      where: words('behind the panel of an aircraft toilet', "derrière le panneau des toilettes d'un avion"),
      sign: words('Screw heads without paint', 'Têtes de vis sans peinture'),
    },
  },
  draw(canvas, place, hide, random) {
    canvas.put(rect(0, 0, 1600, 1200), lit('#d9dcdb'));
    canvas.put(path('M0 0L1600 0L1600 120Q800 210 0 120Z'), lit('#eceeed'));
    if (place !== 'toilet')
      for (const x of [80, 620, 1160]) {
        canvas.put(rect(x + 90, 210, 180, 230, 80), { fill: lit('#f3f4f3'), line: '#b3b9bb', width: 6 });
        pane(canvas, rect(x + 122, 246, 116, 160, 54), '#8fb6d3');
      }
    canvas.put(rect(0, 980, 1600, 220), lit('#4d5663'));
    if (place === 'toilet') {
      toilet(canvas, hide, random.pick(['#cdd3d6', '#d8d2c6']));
      return;
    }
    const cloth = random.pick(['#2f4f7d', '#5b3a52', '#3c5f56', '#6b3434']);
    for (const x of [330, 860]) {
      canvas.ground(x + 200, 1070, 280, 30);
      for (const leg of [x + 60, x + 320])
        canvas.put(
          line([leg, 860], [leg - 10, 1060]),
          { line: '#aab1b6', width: 18 },
          metal(0.3, { hollow: true, width: 14 }),
        );
      canvas.put(
        line([x + 20, 870], [x + 370, 870]),
        { line: '#9aa2a8', width: 14 },
        metal(0.34, { hollow: true, width: 12 }),
      );
      canvas.put(
        rect(x + 20, 250, 350, 500, 60),
        { fill: lit(cloth), line: shade(cloth, -0.5), width: 6 },
        organic(0.2, { rim: 0.8, width: 8 }),
      );
      canvas.put(
        rect(x + 52, 280, 286, 130, 44),
        { fill: lit(shade(cloth, 0.16)), line: shade(cloth, -0.3), width: 4 },
        organic(0.12),
      );
      for (const at of [x + 46, x + 344])
        canvas.put(line([at, 290], [at, 850]), null, metal(0.2, { hollow: true, width: 9 }));
      canvas.put(line([x + 60, 450], [x + 330, 450]), { line: shade(cloth, -0.3), width: 4 });
      canvas.put(line([x + 60, 580], [x + 330, 580]), { line: shade(cloth, -0.3), width: 4 });
      for (const arm of [x - 34, x + 360])
        canvas.put(rect(arm, 600, 64, 250, 26), { fill: lit('#3a4048'), line: '#16191d', width: 4 }, organic(0.24));
      canvas.put(
        rect(x, 740, 390, 120, 40),
        { fill: lit(shade(cloth, 0.06)), line: shade(cloth, -0.5), width: 6 },
        organic(0.28, { rim: 0.8 }),
      );
      canvas.put(rect(x + 176, 690, 46, 34, 8), { fill: lit('#b9c0c5'), line: '#5b6268', width: 3 }, metal(0.4));
      canvas.put(rect(x + 80, 880, 230, 80, 10), { fill: lit('#d7a93a'), line: '#6b5012', width: 4 }, organic(0.14));
    }
    const spot = place === 'seat' ? box(896, 762, 318, 76) : box(420, 886, 210, 68);
    canvas.opening(spot, 12, '#15181c');
    hide(inset(spot, 4));
  },
};

function toilet(canvas: Parameters<Scene['draw']>[0], hide: Parameters<Scene['draw']>[2], wall: string): void {
  canvas.put(rect(180, 0, 1240, 1060), { fill: lit(wall), line: '#858c90', width: 6 }, organic(0.06));
  canvas.put(oval(640, 300, 500, 300), glow('#ffffff'));
  canvas.put(rect(960, 120, 380, 320, 30), { fill: glass('#b9cdd6'), line: '#8a9296', width: 8 }, mixed(0.16));
  canvas.put(rect(930, 560, 430, 60, 20), { fill: lit('#eef0f0'), line: '#8f979b', width: 5 }, organic(0.2));
  canvas.put(oval(1140, 580, 140, 22), { fill: hole('#8e969a'), line: '#b9c0c3', width: 4 }, metal(0.1));
  canvas.put(
    line([1140, 560], [1140, 500], [1100, 500]),
    { line: '#aeb5ba', width: 14 },
    metal(0.4, { hollow: true, width: 12 }),
  );
  canvas.put(line([1140, 600], [1140, 760], [1320, 800], [1320, 1040]), null, metal(0.2, { hollow: true, width: 18 }));
  canvas.put(
    path('M300 760Q300 700 380 700L660 700Q740 700 740 760L690 1000L350 1000Z'),
    { fill: lit('#c9cfd2'), line: '#7b8387', width: 6 },
    metal(0.07, { rim: 1.6 }),
  );
  canvas.put(oval(520, 720, 200, 44), { fill: hole('#5a6165'), line: '#e6e9ea', width: 16 }, organic(0.2));
  canvas.put(rect(420, 1000, 200, 60), null, metal(0.4));
  const spot = box(330, 280, 420, 270);
  canvas.put(area(inset(spot, -34), 14), null, organic(0.08, { rim: 1 }));
  canvas.put(area(inset(spot, -34), 14), { fill: lit(shade(wall, -0.1)), line: '#7d8488', width: 4 });
  bolts(canvas, inset(spot, -30), 5);
  canvas.opening(spot, 8, '#23282c');
  for (const y of [300, 520])
    canvas.put(line([336, y], [744, y]), { line: '#6a7176', width: 8 }, mixed(0.3, { hollow: true, width: 8 }));
  hide(inset(spot, 24, 44));
  removedPanel(canvas, box(800, 760, 330, 240), shade(wall, -0.06));
}

const wagonSpots = {
  hopper: box(640, 640, 300, 120),
  beam: box(420, 846, 620, 40),
  load: box(420, 470, 230, 160),
} as const satisfies Readonly<Record<string, Box>>;

export const wagon: Scene<keyof typeof wagonSpots> = {
  width: 1560,
  places: {
    hopper: {
      concealment: 'CON-TRAIN-WAGON',
      where: words('in the hopper of a grain wagon', "dans la trémie d'un wagon céréalier"),
      sign: words('A block in grain that should be even', 'Un bloc dans un grain qui devrait être homogène'),
    },
    beam: {
      concealment: 'CON-TRAIN-WAGON',
      where: words('in the sole bar of a wagon', "dans le longeron d'un wagon"),
      sign: words('The beam is closed with a new plate', 'Le longeron est fermé par une tôle neuve'),
    },
    load: {
      concealment: 'CON-FREIGHT-MIX',
      where: words('in the load of a goods wagon', "dans le chargement d'un wagon de marchandises"),
      sign: words('Even cartons in loose goods', 'Des cartons réguliers dans un vrac'),
    },
  },
  draw(canvas, place, hide, random) {
    yard(canvas, random, 870);
    const paint = random.pick(['#8a7a52', '#7d3f35', '#56645c', '#5f6a78', '#94806a']);
    canvas.put(rect(0, 1000, 1600, 18), { fill: lit('#6f767b'), line: '#33383c', width: 3 }, metal(0.5));
    for (let x = 0; x < 1600; x += 90) canvas.put(rect(x, 1020, 56, 24), lit('#5a4a3a'));
    canvas.ground(800, 1010, 760, 24);
    canvas.put(
      path(
        'M160 400Q160 360 210 356L1390 356Q1440 360 1440 400L1440 640L1180 830L1000 830L930 760L660 760L590 ' +
          '830L420 830L160 640Z',
      ),
      { fill: lit(paint), line: shade(paint, -0.5), width: 6 },
      metal(0.045, { rim: 2.4, width: 9 }),
    );
    for (let x = 200; x < 1430; x += 103)
      canvas.put(
        rect(x, 366, 18, 270),
        { fill: lit(shade(paint, 0.12)), line: shade(paint, -0.35), width: 2 },
        metal(0.05),
      );
    canvas.put(
      path('M184 470Q800 430 1416 470L1416 636L1176 810L1004 810L936 744L654 744L586 810L424 810L184 636Z'),
      null,
      organic(0.34, { rim: 0 }),
    );
    canvas.put(
      rect(140, 830, 1320, 66),
      { fill: lit('#3d434a'), line: '#16191c', width: 4 },
      metal(0.14, { rim: 1.4 }),
    );
    for (const x of [500, 1090])
      canvas.put(
        polygon([x - 80, 820], [x + 80, 820], [x + 40, 900], [x - 40, 900]),
        { fill: lit(shade(paint, -0.2)), line: shade(paint, -0.6), width: 4 },
        metal(0.1),
      );
    canvas.put(rect(240, 520, 210, 90, 4), { fill: '#ece9df', opacity: 0.9 });
    for (let y = 540; y < 600; y += 20)
      canvas.put(line([258, y], [258 + 90 + (y % 40) * 2, y]), { line: '#6d6a60', width: 6 });
    for (const x of [270, 420, 1180, 1330]) {
      canvas.put(
        disc(x, 944, 62),
        { fill: ball('#6f777d'), line: '#23282c', width: 6 },
        metal(0.36, { rim: 1, width: 10 }),
      );
      canvas.put(disc(x, 944, 18), ball('#a8b0b5'), metal(0.5));
    }
    for (const x of [345, 1255])
      canvas.put(rect(x - 110, 906, 220, 34, 12), { fill: lit('#2f353a'), line: '#121416', width: 4 }, metal(0.3));
    for (const x of [96, 1452])
      canvas.put(rect(x, 846, 52, 34, 8), { fill: lit('#5a6167'), line: '#1d2125', width: 4 }, metal(0.6));
    canvas.opening(inset(wagonSpots[place], -4), 8);
    hide(wagonSpots[place]);
  },
};

export const sleeper: Scene<'ceiling' | 'bunk'> = {
  places: {
    ceiling: {
      concealment: 'CON-TRAIN-PANEL',
      where: words('above the ceiling of a sleeper compartment', "au-dessus du plafond d'un compartiment couchettes"),
      sign: words('A lamp and its panel were unscrewed', 'Une lampe et son panneau ont été dévissés'),
    },
    bunk: {
      concealment: 'CON-TRAIN-PANEL',
      where: words('behind the wall of a bunk in a train', "derrière la paroi d'une couchette de train"),
      sign: words(
        'The wall is thicker than in the next compartment',
        'La paroi est plus épaisse que dans le compartiment voisin',
      ),
    },
  },
  draw(canvas, place, hide, random) {
    const wood = random.pick(['#b98d5a', '#a5774a', '#c2a06f']);
    canvas.put(rect(0, 0, 1600, 1200), lit('#6d5a44'));
    canvas.put(
      rect(110, 60, 1380, 1060, 40),
      { fill: lit(wood), line: shade(wood, -0.5), width: 8 },
      organic(0.08, { rim: 2, width: 12 }),
    );
    canvas.put(rect(140, 90, 1320, 150, 20), { fill: lit('#e3ddcf'), line: '#8c8270', width: 4 }, organic(0.06));
    for (let x = 200; x < 1450; x += 200)
      canvas.put(
        line([x, 90], [x, 1110]),
        { line: shade(wood, -0.25), width: 4, opacity: 0.5 },
        metal(0.1, { hollow: true, width: 7 }),
      );
    pane(canvas, rect(540, 330, 520, 360, 26), '#7fa6bf');
    canvas.put(path('M546 620Q800 540 1054 600L1054 684L546 684Z'), { fill: '#5f7d58', opacity: 0.9 });
    const curtain = random.pick(['#7d2f35', '#35577d', '#4f6b52']);
    for (const x of [520, 1010]) canvas.put(rect(x, 310, 80, 400, 10), lit(curtain), organic(0.1));
    const cloth = random.pick(['#3f5f86', '#7a3a3c', '#4f6b52']);
    for (const x of [150, 1110])
      for (const y of [470, 830]) {
        canvas.put(rect(x, y, 340, 66, 22), { fill: lit(cloth), line: shade(cloth, -0.5), width: 5 }, organic(0.26));
        canvas.put(rect(x, y + 66, 340, 20), { fill: lit('#8e969b'), line: '#4a5156', width: 3 }, metal(0.14));
        canvas.put(
          rect(x + (x < 800 ? 20 : 220), y - 34, 100, 40, 18),
          { fill: lit('#eeece4'), line: '#b9b4a5', width: 3 },
          organic(0.14),
        );
        canvas.put(line([x + 170, y + 80], [x + 170, y + 240]), null, metal(0.2, { hollow: true, width: 8 }));
      }
    canvas.put(
      rect(690, 720, 220, 30, 8),
      { fill: lit(shade(wood, 0.2)), line: shade(wood, -0.5), width: 4 },
      organic(0.2),
    );
    canvas.put(line([800, 750], [800, 960]), { line: '#8e969b', width: 14 }, metal(0.3, { hollow: true, width: 12 }));
    canvas.put(rect(150, 1010, 1300, 100), { fill: lit('#5c4a3a'), line: '#33281d', width: 4 }, metal(0.12));
    for (const cell of cells(box(180, 1030, 300, 60), 150, 60, 20)) canvas.put(area(cell, 8), null, mixed(0.3));
    const spot = place === 'ceiling' ? box(560, 110, 480, 108) : box(1180, 590, 220, 200);
    if (place === 'ceiling')
      canvas.put(oval(330, 240, 80, 22), { fill: ball('#fff3cf'), line: '#b9a878', width: 4 }, mixed(0.3));
    canvas.opening(spot, 8, '#241c14');
    hide(inset(spot, 5));
    if (place === 'ceiling') removedPanel(canvas, box(620, 800, 420, 120), '#e3ddcf', 7);
  },
};
