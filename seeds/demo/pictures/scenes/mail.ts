import type { Canvas } from '../canvas.ts';
import { metal, mixed, organic } from '../matter.ts';
import { ball, glass, hole, lit, pole, shade, side } from '../paint.ts';
import { area, box, cells, disc, inset, line, oval, path, polygon, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { bolts } from './parts.ts';
import type { Hide, Scene } from './scene.ts';
import { scaleBar, table } from './settings.ts';

/** An opened carton from above, flaps folded out; gives its inside. */
function carton(canvas: Canvas, outer = box(330, 250, 940, 700)): Box {
  const { x, y, w, h } = outer;
  const card = '#bd945f';
  canvas.shadow(area(inset(outer, -20), 10), 0.1);
  canvas.put(
    polygon([x, y], [x + w, y], [x + w - 40, y - 120], [x + 40, y - 120]),
    { fill: lit(shade(card, 0.12)), line: '#70522d', width: 4 },
    organic(0.07),
  );
  canvas.put(
    polygon([x, y + h], [x + w, y + h], [x + w - 40, y + h + 120], [x + 40, y + h + 120]),
    { fill: lit(shade(card, 0.05)), line: '#70522d', width: 4 },
    organic(0.07),
  );
  canvas.put(
    polygon([x, y], [x - 150, y + 30], [x - 150, y + h - 30], [x, y + h]),
    { fill: side(shade(card, 0.08)), line: '#70522d', width: 4 },
    organic(0.07),
  );
  canvas.put(
    polygon([x + w, y], [x + w + 150, y + 30], [x + w + 150, y + h - 30], [x + w, y + h]),
    { fill: side(shade(card, -0.06)), line: '#70522d', width: 4 },
    organic(0.07),
  );
  canvas.put(rect(x + w + 30, y + h * 0.36, 100, 150), { fill: '#f3f1ea', line: '#b9b3a5', width: 2 });
  for (let at = 0; at < 5; at += 1)
    canvas.put(
      line([x + w + 44, y + h * 0.36 + 30 + at * 22], [x + w + (at % 2 ? 98 : 116), y + h * 0.36 + 30 + at * 22]),
      { line: '#8c8778', width: 5 },
    );
  canvas.put(
    area(outer, 4),
    { fill: hole('#8a6a40'), line: '#5f4526', width: 6 },
    organic(0.1, { rim: 1.6, width: 10 }),
  );
  return inset(outer, 34);
}

const things: Readonly<Record<string, (canvas: Canvas, hide: Hide) => void>> = {
  book(canvas, hide) {
    canvas.turn(-4, 800, 600, () => {
      canvas.shadow(rect(470, 290, 660, 620, 8), 0.08);
      canvas.put(rect(470, 290, 660, 620, 8), { fill: lit('#7d2b30'), line: '#3f1316', width: 5 }, organic(0.18));
      canvas.put(rect(492, 306, 622, 588, 4), { fill: side('#efe8d4'), line: '#bfb598', width: 3 }, organic(0.36));
      for (let y = 340; y < 880; y += 26)
        canvas.put(line([524, y], [1082, y]), { line: '#a59c84', width: 4, opacity: 0.75 });
      for (let x = 1116; x < 1128; x += 3)
        canvas.put(
          line([x, 300], [x, 900]),
          { line: '#cfc6ae', width: 1.5 },
          organic(0.05, { hollow: true, width: 2 }),
        );
    });
    const spot = box(590, 400, 410, 380);
    canvas.put(area(inset(spot, -10), 4), { fill: hole('#8d8266'), line: '#6d6449', width: 4 });
    hide(spot);
  },
  toy(canvas, hide) {
    const fur = '#b98a52';
    canvas.shadow(oval(800, 700, 250, 230), 0.08);
    for (const x of [650, 950])
      canvas.put(disc(x, 360, 66), { fill: ball(fur), line: '#6f4f28', width: 4 }, organic(0.12));
    for (const [x, y] of [
      [560, 640],
      [1040, 640],
      [640, 880],
      [960, 880],
    ] as const)
      canvas.put(oval(x, y, 92, 74), { fill: ball(fur), line: '#6f4f28', width: 4 }, organic(0.14));
    canvas.put(oval(800, 700, 240, 220), { fill: ball(fur), line: '#6f4f28', width: 5 }, organic(0.16, { rim: 0.8 }));
    canvas.put(
      disc(800, 440, 160),
      { fill: ball(shade(fur, 0.08)), line: '#6f4f28', width: 5 },
      organic(0.16, { rim: 0.8 }),
    );
    for (const x of [740, 860]) canvas.put(disc(x, 410, 17), { fill: ball('#22262a') }, mixed(0.5));
    canvas.put(oval(800, 488, 60, 44), lit('#e2c596'));
    canvas.put(oval(800, 470, 22, 16), '#33241a', mixed(0.2));
    canvas.put(line([800, 560], [800, 880]), { line: '#5d4223', width: 5, dash: '12 9' });
    const spot = box(668, 610, 264, 196);
    canvas.opening(spot, 60, '#3a2a16');
    hide(inset(spot, 14));
  },
  candles(canvas, hide) {
    for (const [at, cell] of cells(box(410, 330, 780, 540), 195, 540, 26).entries()) {
      const wax = ['#e9dcc0', '#c96f5a', '#e9dcc0', '#7d9a86'][at] ?? '#e9dcc0';
      canvas.shadow(area(cell, 24), 0.07);
      canvas.put(area(cell, 24), { fill: pole(wax), line: shade(wax, -0.4), width: 4 }, organic(0.34, { rim: 0.5 }));
      canvas.put(oval(cell.x + cell.w / 2, cell.y + 22, cell.w / 2 - 4, 18), lit(shade(wax, 0.2)));
      canvas.put(
        line([cell.x + cell.w / 2, cell.y + 24], [cell.x + cell.w / 2 + 6, cell.y - 26]),
        { line: '#3a3129', width: 6 },
        organic(0.2, { hollow: true, width: 5 }),
      );
      if (at !== 1 && at !== 2) continue;
      const spot = inset(cell, 34, 130);
      canvas.opening(spot, 20, '#45301f');
      hide(spot);
    }
  },
  spices(canvas, hide) {
    for (const [at, cell] of cells(box(390, 310, 820, 580), 205, 290, 30).entries()) {
      const spice =
        ['#a8552a', '#c99a2c', '#6d7a3a', '#8f4a2f', '#b8842e', '#7a3a2a', '#c0a050', '#5f6b36'][at] ?? '#a8552a';
      const [x, y] = [cell.x + cell.w / 2, cell.y + cell.h / 2];
      canvas.shadow(disc(x, y, 112), 0.06);
      canvas.put(
        disc(x, y, 112),
        { fill: ball('#cfd9de'), line: '#7d8a92', width: 4 },
        mixed(0.1, { rim: 1.8, width: 9 }),
      );
      canvas.put(disc(x, y, 96), ball(spice), organic(0.28, { rim: 0 }));
      for (let dot = 0; dot < 14; dot += 1)
        canvas.put(
          disc(x + Math.cos(dot * 2.4) * dot * 6, y + Math.sin(dot * 2.4) * dot * 6, 5),
          shade(spice, dot % 2 ? 0.25 : -0.25),
        );
      if (at !== 2 && at !== 5) continue;
      const spot = box(x - 66, y - 58, 132, 116);
      canvas.put(area(inset(spot, -8), 16), { fill: hole(shade(spice, -0.3)), line: shade(spice, -0.5), width: 3 });
      hide(spot);
    }
  },
  radio(canvas, hide) {
    const body = box(430, 360, 740, 480);
    canvas.shadow(area(body, 28), 0.08);
    canvas.put(line([1110, 360], [1180, 200]), { line: '#aab1b6', width: 9 }, metal(0.3, { hollow: true, width: 7 }));
    canvas.put(
      area(body, 28),
      { fill: lit('#3c434b'), line: '#15181b', width: 5 },
      organic(0.16, { rim: 1.6, width: 8 }),
    );
    for (const x of [590, 1010]) {
      canvas.put(
        disc(x, 640, 130),
        { fill: ball('#22262b'), line: '#7d868d', width: 5 },
        metal(0.06, { rim: 2.4, width: 8 }),
      );
      for (const r of [100, 70, 40]) canvas.put(disc(x, 640, r), { line: '#4c545b', width: 4 });
      canvas.put(disc(x, 640, 50), null, metal(0.7));
    }
    canvas.put(rect(500, 400, 600, 66, 8), { fill: glass('#54707f'), line: '#14171a', width: 4 }, mixed(0.14));
    canvas.put(rect(470, 480, 660, 30), null, mixed(0.34));
    for (let x = 520; x < 1090; x += 44) canvas.put(line([x, 420], [x, 446]), { line: '#e6b84a', width: 4 });
    const spot = box(520, 580, 140, 120);
    canvas.opening(spot, 14, '#15181b');
    hide(spot);
    const other = box(744, 560, 112, 230);
    canvas.opening(other, 14, '#15181b');
    hide(other);
  },
  creams(canvas, hide) {
    for (const [at, cell] of cells(box(400, 320, 800, 560), 266, 280, 34).entries()) {
      const tint = ['#e7b9c4', '#dfe6ee', '#c5d9c6', '#f0e0bd', '#d6c3e0', '#e7b9c4'][at] ?? '#dfe6ee';
      const [x, y] = [cell.x + cell.w / 2, cell.y + cell.h / 2];
      canvas.shadow(disc(x, y, 108), 0.06);
      canvas.put(
        disc(x, y, 110),
        { fill: ball(tint), line: shade(tint, -0.4), width: 4 },
        organic(0.2, { rim: 1.4, width: 8 }),
      );
      canvas.put(disc(x, y, 84), { fill: ball('#f7f4ec'), line: shade(tint, -0.2), width: 3 }, organic(0.3));
      canvas.put(
        path(`M${x - 50} ${y}Q${x - 20} ${y - 40} ${x + 8} ${y - 4}Q${x + 30} ${y + 22} ${x + 52} ${y - 14}`),
        { line: '#ddd6c6', width: 10 },
      );
      if (at !== 0 && at !== 4) continue;
      const spot = box(x - 56, y - 44, 112, 90);
      canvas.put(area(inset(spot, -8), 24), { fill: hole('#b9ae96'), line: '#9c917a', width: 3 });
      hide(spot);
    }
  },
};

export const parcel: Scene<'book' | 'toy' | 'candles' | 'spices' | 'radio' | 'creams' | 'walls' | 'contents'> = {
  places: {
    book: {
      concealment: 'CON-MAIL-BOOK',
      where: words('in a hollowed book sent by post', 'dans un livre évidé envoyé par la poste'),
      sign: words(
        'The pages are glued; a rectangle in the paper',
        'Les pages sont collées ; un rectangle dans le papier',
      ),
    },
    toy: {
      concealment: 'CON-MAIL-TOY',
      where: words('in a stuffed toy in a parcel', 'dans une peluche en colis'),
      sign: words(
        'A dense core in light stuffing, a new seam',
        'Un noyau dense dans un rembourrage léger, couture neuve',
      ),
    },
    candles: {
      concealment: 'CON-MAIL-PARCEL',
      where: words('cast into candles in a parcel', 'dans la cire de bougies en colis'),
      sign: words('The wick ends early', "La mèche s'arrête trop tôt"),
    },
    spices: {
      concealment: 'CON-FREIGHT-FOOD',
      where: words('in spice jars in a parcel', "dans des pots d'épices en colis"),
      sign: words('Two jars are denser than the rest', 'Deux pots plus denses que les autres'),
    },
    radio: {
      concealment: 'CON-MAIL-ELEC',
      where: words('in a radio in a parcel', 'dans un poste de radio en colis'),
      sign: words('Orange among the blue of the circuits', "De l'orange parmi le bleu des circuits"),
    },
    creams: {
      concealment: 'CON-MAIL-COSM',
      where: words('in jars of cream in a parcel', 'dans des pots de crème en colis'),
      sign: words('A core in the cream, fresh seals', 'Un noyau dans la crème, opercules récents'),
    },
    walls: {
      concealment: 'CON-MAIL-WALL',
      where: words('in the walls of a parcel', "dans les parois d'un colis"),
      sign: words('The card is thicker on two sides', 'Le carton est plus épais sur deux côtés'),
    },
    contents: {
      concealment: 'CON-MAIL-PARCEL',
      where: words('under a layer of clothes in a parcel', 'sous une couche de vêtements en colis'),
      sign: words('Declared as clothes, weighs three times as much', 'Déclaré comme vêtements, pèse trois fois plus'),
    },
  },
  draw(canvas, place, hide, random) {
    table(canvas, random);
    const inner = carton(canvas);
    scaleBar(canvas, 1240, 1130);
    const thing = things[place];
    if (thing) {
      thing(canvas, hide);
      return;
    }
    for (const cell of cells(inset(inner, place === 'walls' ? 70 : 14), 260, 190, 12)) {
      const cloth = random.pick(['#7d8aa0', '#b08475', '#93a083', '#c9b893', '#8d7f9c']);
      canvas.put(
        area(cell, 20),
        { fill: side(cloth), line: shade(cloth, -0.35), width: 3 },
        organic(0.14, { rim: 0.6 }),
      );
      canvas.put(
        line([cell.x + 14, cell.y + cell.h / 2], [cell.x + cell.w - 14, cell.y + cell.h / 2 + 6]),
        { line: shade(cloth, -0.25), width: 4 },
        organic(0.06, { hollow: true, width: 4 }),
      );
    }
    const spots = place === 'walls' ? [box(366, 286, 868, 52), box(366, 862, 868, 52)] : [box(520, 420, 560, 330)];
    for (const spot of spots) {
      canvas.opening(spot, 8, '#4a351d');
      hide(inset(spot, 3));
    }
  },
};

export const letter: Scene<'card' | 'frame'> = {
  places: {
    card: {
      concealment: 'CON-MAIL-LETTER',
      where: words('in a greeting card sent as a letter', 'dans une carte de vœux envoyée en lettre'),
      sign: words('A letter that does not bend', 'Une lettre qui ne plie pas'),
    },
    frame: {
      concealment: 'CON-MAIL-PARCEL',
      where: words('behind the picture in a frame', "derrière l'image d'un cadre"),
      sign: words('The back board is double and glued', 'Le fond est double et collé'),
    },
  },
  draw(canvas, place, hide, random) {
    table(canvas, random);
    if (place === 'frame') {
      pictureFrame(canvas, hide);
      scaleBar(canvas, 1220, 1100);
      return;
    }
    const envelope = box(300, 330, 1000, 580);
    canvas.shadow(area(envelope, 6), 0.09);
    canvas.put(
      polygon([300, 330], [1300, 330], [800, 60]),
      { fill: lit('#e6dfcd'), line: '#a59c85', width: 4 },
      organic(0.06),
    );
    canvas.put(area(envelope, 6), { fill: side('#efe9da'), line: '#a59c85', width: 4 }, organic(0.1, { rim: 1 }));
    canvas.put(
      polygon([300, 910], [800, 560], [1300, 910]),
      { fill: lit('#e3dcc9'), line: '#b3aa93', width: 3 },
      organic(0.05),
    );
    canvas.put(rect(360, 380, 880, 470, 6), { fill: side('#c7d6dd'), line: '#7d939e', width: 4 }, organic(0.16));
    for (const [x, y, r] of [
      [470, 480, 50],
      [1130, 470, 36],
      [1120, 760, 46],
      [470, 760, 34],
    ] as const)
      canvas.put(disc(x, y, r), { fill: ball('#d98f8f'), line: '#a85a5a', width: 3 });
    canvas.put(path('M560 800Q800 720 1040 800'), { line: '#5f8a5c', width: 10 });
    const spot = box(580, 440, 440, 300);
    canvas.opening(spot, 6, '#6d7a80');
    hide(inset(spot, 6));
    scaleBar(canvas, 1220, 1060);
  },
};

function pictureFrame(canvas: Canvas, hide: Hide): void {
  const outer = box(330, 210, 940, 780);
  canvas.shadow(area(outer, 4), 0.1);
  canvas.put(area(outer, 6), { fill: lit('#8a6233'), line: '#432c12', width: 6 }, organic(0.4, { rim: 0.6, width: 8 }));
  canvas.put(area(inset(outer, 40), 2), { line: '#c99b58', width: 10 });
  canvas.put(area(inset(outer, 76), 2), { fill: side('#e9e3d3'), line: '#5f4320', width: 6 }, organic(0.12));
  canvas.put(rect(470, 350, 660, 500), { fill: lit('#8fb1c8'), line: '#6d7a80', width: 3 }, mixed(0.06));
  canvas.put(path('M470 850L470 690Q640 560 780 680Q930 560 1130 700L1130 850Z'), lit('#5d7a4f'));
  canvas.put(disc(1000, 460, 46), '#f2e3a8');
  bolts(canvas, inset(outer, 12), 3);
  const spot = box(560, 560, 480, 220);
  canvas.opening(spot, 4, '#4a3820');
  hide(inset(spot, 6));
}
