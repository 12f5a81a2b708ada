import type { Random } from '../../random.ts';
import type { Canvas } from '../canvas.ts';
import { metal, mixed, organic } from '../matter.ts';
import { ball, hole, lit, pole, shade, side } from '../paint.ts';
import { area, box, cells, disc, inset, line, oval, path, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { bolts } from './parts.ts';
import { paints, type Scene } from './scene.ts';
import { scaleBar, table } from './settings.ts';

/** Folded clothes, toilet things, a charger: what a suitcase holds. */
function contents(canvas: Canvas, random: Random, place: Box): void {
  for (const cell of cells(place, place.w / 3, place.h / 4, 10)) {
    const cloth = random.pick(['#6f7f92', '#a8786a', '#8a9678', '#c2b08d', '#5f6573', '#9a7f9a', '#b5bcc2']);
    canvas.put(
      area(cell, 18),
      { fill: side(cloth), line: shade(cloth, -0.35), width: 2 },
      organic(0.14 + random.next() * 0.08, { rim: 0.5 }),
    );
    for (const share of [0.34, 0.66])
      canvas.put(
        line([cell.x + 8, cell.y + cell.h * share], [cell.x + cell.w - 8, cell.y + cell.h * (share + 0.04)]),
        { line: shade(cloth, -0.25), width: 3, opacity: 0.6 },
        organic(0.06, { hollow: true, width: 3 }),
      );
  }
}

/** What travellers carry besides: metal and glass that a scan of baggage is full of. */
function belongings(canvas: Canvas, random: Random, place: Box): void {
  const things = [charger, toiletries, keys, belt, book].sort(() => random.next() - 0.5).slice(0, 4);
  const spots = cells(place, place.w / 2, place.h / 2, 60);
  for (const [at, thing] of things.entries()) {
    const spot = spots[at];
    if (spot) thing(canvas, spot.x + random.next() * 60, spot.y + random.next() * 40);
  }
}

function charger(canvas: Canvas, x: number, y: number): void {
  canvas.put(
    path(`M${x + 90} ${y + 40}Q${x + 170} ${y} ${x + 190} ${y + 70}Q${x + 190} ${y + 130} ${x + 110} ${y + 100}`),
    { line: '#1d2125', width: 8 },
    metal(0.16, { hollow: true, width: 6 }),
  );
  canvas.put(rect(x, y + 10, 96, 66, 10), { fill: lit('#2b2f34'), line: '#101214', width: 3 }, mixed(0.2));
  canvas.put(rect(x + 14, y + 24, 40, 38, 4), null, metal(0.34));
}

function toiletries(canvas: Canvas, x: number, y: number): void {
  canvas.put(
    rect(x, y + 20, 56, 130, 14),
    { fill: pole('#5f93b8'), line: '#28465c', width: 3 },
    organic(0.36, { rim: 0.6 }),
  );
  canvas.put(rect(x + 12, y, 32, 24, 4), lit('#eef1f3'), organic(0.2));
  canvas.put(
    rect(x + 72, y + 46, 44, 104, 8),
    { fill: pole('#d9c48a'), line: '#6f5c26', width: 3 },
    mixed(0.3, { rim: 0.8 }),
  );
  canvas.put(rect(x + 82, y + 26, 24, 22, 3), lit('#b08d3e'), metal(0.3));
}

function keys(canvas: Canvas, x: number, y: number): void {
  canvas.put(disc(x + 40, y + 40, 28), { line: '#9aa2a8', width: 7 }, metal(0.5, { hollow: true, width: 7 }));
  for (const [dx, dy] of [
    [90, 90],
    [50, 120],
    [110, 50],
  ] as const)
    canvas.put(
      line([x + 46, y + 54], [x + dx, y + dy]),
      { line: '#c9a34a', width: 13 },
      metal(0.5, { hollow: true, width: 11 }),
    );
}

function belt(canvas: Canvas, x: number, y: number): void {
  for (const r of [62, 48, 34])
    canvas.put(disc(x + 80, y + 70, r), { line: '#4f3622', width: 10 }, organic(0.24, { hollow: true, width: 9 }));
  canvas.put(
    rect(x + 126, y + 44, 44, 52, 6),
    { fill: lit('#b9c0c5'), line: '#5a6167', width: 3 },
    metal(0.3, { rim: 1.4 }),
  );
}

function book(canvas: Canvas, x: number, y: number): void {
  canvas.put(rect(x, y, 150, 110, 5), { fill: side('#35577d'), line: '#182a3f', width: 3 }, organic(0.4));
  canvas.put(rect(x + 20, y + 22, 90, 16), '#e9e3d2');
}

const cases = {
  bottom: box(350, 806, 900, 100),
  frame: box(318, 300, 62, 560),
  lining: box(420, 330, 760, 130),
  shoes: box(0, 0, 0, 0),
  tins: box(0, 0, 0, 0),
  lid: box(440, 560, 720, 180),
} as const satisfies Readonly<Record<string, Box>>;

export const suitcase: Scene<keyof typeof cases> = {
  places: {
    bottom: {
      concealment: 'CON-BAG-FALSE',
      where: words('in the double bottom of a suitcase', "dans le double fond d'une valise"),
      sign: words('The empty suitcase is heavy; a band at its base', 'La valise vide est lourde ; une bande à la base'),
    },
    frame: {
      concealment: 'CON-BAG-FALSE',
      where: words('in the side frame of a suitcase', "dans l'armature latérale d'une valise"),
      sign: words('One side is thicker than the other', "Un côté est plus épais que l'autre"),
    },
    lining: {
      concealment: 'CON-BAG-FALSE',
      where: words('behind the lining of a suitcase', "derrière la doublure d'une valise"),
      sign: words('The lining is glued anew and stiff', 'La doublure est recollée et raide'),
    },
    shoes: {
      concealment: 'CON-BAG-CONT',
      where: words('in shoes packed in a suitcase', 'dans des chaussures rangées dans une valise'),
      sign: words(
        'The soles absorb evenly from heel to toe',
        'Les semelles absorbent uniformément du talon à la pointe',
      ),
    },
    tins: {
      concealment: 'CON-FREIGHT-FOOD',
      where: words('in food tins in a suitcase', 'dans des boîtes de conserve en valise'),
      sign: words(
        'Two tins are denser than the others of the same label',
        'Deux boîtes plus denses que les autres de même étiquette',
      ),
    },
    lid: {
      concealment: 'CON-BAG-UNACC',
      where: words(
        'in a bag laid over the contents of a rip-on suitcase',
        "dans un sac posé sur le contenu d'une valise « rip-on »",
      ),
      sign: words(
        'A tag of another passenger, nothing personal in the case',
        "Étiquette d'un autre voyageur, rien de personnel dans la valise",
      ),
    },
  },
  draw(canvas, place, hide, random) {
    table(canvas, random);
    const shell = random.pick(paints);
    const outer = box(280, 220, 1040, 730);
    canvas.put(
      path('M640 220L640 130Q640 104 670 104L930 104Q960 104 960 130L960 220'),
      { line: '#30353b', width: 26 },
      metal(0.2, { hollow: true, width: 12 }),
    );
    canvas.shadow(area(outer, 70), 0.1);
    canvas.put(
      area(outer, 70),
      { fill: lit(shell), line: shade(shell, -0.55), width: 8 },
      organic(0.12, { rim: 2, width: 14 }),
    );
    for (const x of [380, 1150])
      canvas.put(disc(x + 34, 974, 34), { fill: ball('#34393f'), line: '#15181b', width: 4 }, organic(0.5));
    canvas.put(
      area(inset(outer, 34), 44),
      { fill: hole(shade(shell, -0.45)), line: shade(shell, -0.65), width: 4 },
      organic(0.04),
    );
    canvas.put(area(inset(outer, 34), 44), null, metal(0.1, { hollow: true, width: 6 }));
    contents(canvas, random, box(400, 310, 800, place === 'bottom' ? 480 : 570));
    belongings(
      canvas,
      random,
      box(420, place === 'lining' ? 500 : 330, 740, place === 'bottom' ? 420 : place === 'lining' ? 370 : 520),
    );
    for (const x of [560, 1010])
      canvas.put(rect(x, 256, 30, 658), { fill: side('#2f353b'), opacity: 0.9 }, organic(0.14));
    for (const x of [556, 1006])
      canvas.put(rect(x, 560, 38, 46, 5), { fill: lit('#aeb5ba'), line: '#565d63', width: 3 }, metal(0.3));
    for (const x of [470, 1090])
      canvas.put(rect(x, 214, 60, 30, 6), { fill: lit('#c2c8cc'), line: '#5f666c', width: 3 }, metal(0.4));
    if (place === 'shoes') {
      sole(canvas, 470, 480, -8, hide);
      sole(canvas, 820, 480, 6, hide);
    } else if (place === 'tins') tins(canvas, random, hide);
    else {
      canvas.opening(cases[place], 18, '#2a2420');
      hide(inset(cases[place], 6));
    }
    scaleBar(canvas, 1220, 1060);
  },
};

/** Two of four hold something. */
function tins(canvas: Canvas, random: Random, hide: (place: Box) => void): void {
  for (const [at, x] of [430, 640, 850, 1060].entries()) tin(canvas, x - 20, 470, at === 1 || at === 2, hide, random);
}

function sole(canvas: Canvas, x: number, y: number, turn: number, hide: (place: Box) => void): void {
  canvas.turn(turn, x + 140, y + 160, () => {
    canvas.shadow(rect(x, y, 280, 330, 120), 0.08);
    canvas.put(rect(x, y, 130, 330, 62), { fill: lit('#4c3a2e'), line: '#221811', width: 4 }, organic(0.2, { rim: 1 }));
    canvas.put(
      rect(x + 150, y, 130, 330, 62),
      { fill: lit('#4c3a2e'), line: '#221811', width: 4 },
      organic(0.2, { rim: 1 }),
    );
    for (const dx of [38, 188])
      canvas.put(rect(x + dx, y + 250, 54, 50, 10), null, metal(0.12, { hollow: true, width: 5 }));
  });
  for (const dx of [28, 178]) {
    const spot = box(x + dx, y + 60, 74, 190);
    canvas.opening(spot, 22, '#20160f');
    hide(spot);
  }
}

function tin(canvas: Canvas, x: number, y: number, opened: boolean, hide: (place: Box) => void, random: Random): void {
  const label = opened ? '#b3392f' : random.pick(['#b3392f', '#2e6e4c', '#b3392f']);
  canvas.shadow(rect(x, y, 176, 240, 12), 0.07);
  canvas.put(
    rect(x, y, 176, 240, 14),
    { fill: pole('#b9c0c5'), line: '#5a6167', width: 4 },
    metal(0.07, { rim: 2, width: 6 }),
  );
  canvas.put(rect(x, y + 34, 176, 172), pole(label));
  canvas.put(rect(x + 30, y + 60, 116, 54, 8), { fill: '#f3ead2', opacity: 0.9 });
  canvas.put(rect(x + 8, y + 24, 160, 200), null, organic(0.26, { rim: 0 }));
  if (!opened) return;
  const spot = box(x + 28, y + 56, 120, 136);
  canvas.opening(spot, 10, '#2a1a14');
  hide(spot);
}

export const cabinBag: Scene<'back' | 'laptop'> = {
  places: {
    back: {
      concealment: 'CON-BAG-HAND',
      where: words('in the back padding of a rucksack', "dans le dos rembourré d'un sac à dos"),
      sign: words('Foam that is heavier than foam', 'Une mousse plus lourde que de la mousse'),
    },
    laptop: {
      concealment: 'CON-MAIL-ELEC',
      where: words(
        'in the case of a laptop in hand baggage',
        "dans le boîtier d'un ordinateur portable en bagage à main",
      ),
      sign: words('The board is missing on one side', "La carte électronique manque d'un côté"),
    },
  },
  draw(canvas, place, hide, random) {
    table(canvas, random);
    if (place === 'laptop') {
      laptop(canvas, hide);
      scaleBar(canvas, 1220, 1060);
      return;
    }
    const cloth = random.pick(['#3d4650', '#4b5a3f', '#5b3f3f', '#2f4a63']);
    for (const x of [560, 920])
      canvas.put(
        path(`M${x} 300Q${x + (x < 700 ? -150 : 270)} 560 ${x + 40} 900`),
        { line: shade(cloth, -0.3), width: 52 },
        organic(0.2, { hollow: true, width: 36 }),
      );
    canvas.put(
      path('M720 210Q800 90 880 210'),
      { line: '#22272c', width: 24 },
      organic(0.3, { hollow: true, width: 20 }),
    );
    const bag = path(
      'M500 350Q510 190 800 186Q1090 190 1100 350L1140 960Q1140 1050 1050 1056L550 1056Q460 1050 460 960Z',
    );
    canvas.shadow(bag, 0.1);
    canvas.put(bag, { fill: lit(cloth), line: shade(cloth, -0.5), width: 6 }, organic(0.18, { rim: 1, width: 8 }));
    canvas.put(
      path('M530 700L1076 700L1100 1010Q1100 1030 1070 1030L540 1030Q510 1030 510 1010Z'),
      { fill: lit(shade(cloth, 0.1)), line: shade(cloth, -0.5), width: 5 },
      organic(0.08),
    );
    canvas.put(
      line([540, 722], [1064, 722]),
      { line: '#8c949a', width: 7, dash: '6 4' },
      metal(0.16, { hollow: true, width: 5 }),
    );
    canvas.put(
      path('M520 420Q800 330 1080 420'),
      { line: '#8c949a', width: 7, dash: '6 4' },
      metal(0.16, { hollow: true, width: 5 }),
    );
    canvas.put(rect(600, 780, 120, 190, 10), null, mixed(0.4));
    canvas.put(rect(780, 800, 210, 40, 8), null, metal(0.2));
    canvas.put(oval(930, 920, 70, 60), null, organic(0.4));
    const spot = box(580, 450, 440, 190);
    canvas.opening(spot, 26, '#1e2226');
    hide(inset(spot, 8));
    scaleBar(canvas, 1220, 1100);
  },
};

function laptop(canvas: Canvas, hide: (place: Box) => void): void {
  const body = box(300, 240, 1000, 680);
  canvas.shadow(area(body, 34), 0.1);
  canvas.put(area(body, 34), { fill: side('#aab1b8'), line: '#555d64', width: 5 }, mixed(0.08, { rim: 1.6, width: 8 }));
  canvas.put(area(inset(body, 26), 18), { fill: hole('#565f66'), line: '#3b4248', width: 3 });
  canvas.put(rect(340, 280, 430, 330, 8), { fill: side('#2f6b46'), line: '#173a25', width: 3 }, mixed(0.3));
  for (const cell of cells(box(364, 304, 380, 280), 95, 92, 34))
    canvas.put(area(cell, 3), { fill: lit('#23272b'), line: '#0e1012', width: 2 }, metal(0.16));
  canvas.put(disc(700, 540, 56), { fill: ball('#3a4046'), line: '#15181b', width: 4 }, metal(0.1, { rim: 2 }));
  for (const cell of cells(box(340, 660, 920, 220), 154, 220, 10))
    canvas.put(area(cell, 8), { fill: lit('#2b2f34'), line: '#111316', width: 3 }, metal(0.2));
  for (let y = 300; y < 600; y += 50)
    canvas.put(line([770, y], [800, y + 12]), { line: '#b97f2e', width: 4 }, metal(0.2, { hollow: true, width: 4 }));
  const spot = box(810, 286, 440, 330);
  canvas.put(area(inset(spot, -6), 10), { fill: hole('#3c4349'), line: '#8a9299', width: 3 });
  hide(spot);
  bolts(canvas, body, 6);
}

export const shoe: Scene<'sole' | 'heel'> = {
  places: {
    sole: {
      concealment: 'CON-SHOE',
      where: words('in the hollowed soles of a shoe', "dans la semelle évidée d'une chaussure"),
      sign: words('The sole is filled; another glue line', 'La semelle est remplie ; second trait de colle'),
    },
    heel: {
      concealment: 'CON-SHOE',
      where: words('in the heel of a boot', "dans le talon d'une botte"),
      sign: words('A hollow heel with a screwed plate', 'Un talon creux avec une plaque vissée'),
    },
  },
  draw(canvas, place, hide, random) {
    table(canvas, random);
    const leather = random.pick(['#e3e5e6', '#6b4a32', '#3d4248', '#a5a9ad', '#8f3a34']);
    const boot = place === 'heel';
    const upper = boot
      ? path('M300 820L310 240Q420 200 560 236L590 520Q640 640 900 660Q1220 690 1270 820Z')
      : path('M270 800Q250 620 300 500Q400 560 520 440Q600 400 700 520Q860 640 1140 670Q1330 700 1340 800Z');
    canvas.ground(800, 1010, 640, 50);
    canvas.put(
      upper,
      { fill: lit(leather), line: shade(leather, -0.45), width: 6 },
      organic(0.24, { rim: 0.8, width: 8 }),
    );
    canvas.put(
      path('M300 780Q700 700 1300 780'),
      { line: shade(leather, -0.2), width: 6, dash: '14 8' },
      organic(0.1, { hollow: true, width: 6 }),
    );
    for (let lace = 0; lace < 5; lace += 1) {
      const [x, y] = boot ? [560 + lace * 10, 300 + lace * 70] : [560 + lace * 62, 460 + lace * 36];
      canvas.put(
        line([x, y], [x + 60, y - 34]),
        { line: boot ? '#22262a' : '#1f66bd', width: 14 },
        organic(0.2, { hollow: true, width: 8 }),
      );
      canvas.put(disc(x, y, 8), { fill: ball('#b9c0c5'), line: '#555c62', width: 2 }, metal(0.4));
    }
    canvas.put(
      boot
        ? path('M290 820L1290 820Q1310 880 1290 900L640 900L620 1000L300 1000Z')
        : path('M250 796L1356 796Q1384 900 1330 990L300 990Q240 940 250 796Z'),
      { fill: lit('#2e3237'), line: '#121416', width: 6 },
      organic(0.3, { rim: 0.8, width: 8 }),
    );
    canvas.put(path('M420 850L1200 850'), null, metal(0.12, { hollow: true, width: 12 }));
    const spots = boot ? [box(332, 852, 258, 116)] : [box(330, 838, 400, 112), box(790, 838, 430, 112)];
    for (const spot of spots) {
      canvas.opening(spot, 16, '#14100c');
      hide(inset(spot, 4));
    }
    scaleBar(canvas, 1220, 1100);
  },
};
