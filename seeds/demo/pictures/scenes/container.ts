import { metal, mixed, organic } from '../matter.ts';
import { ball, hole, lit, shade } from '../paint.ts';
import { area, box, cells, disc, inset, line, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { cargo, ribs } from './parts.ts';
import type { Scene } from './scene.ts';
import { yard } from './settings.ts';

const hold = box(90, 392, 1420, 512);
const spots = {
  ripOff: box(116, 640, 150, 240),
  falseWall: box(1392, 424, 84, 448),
  ceiling: box(420, 404, 560, 30),
  floor: box(330, 868, 620, 28),
  reefer: box(1372, 470, 116, 150),
  load: box(640, 560, 290, 220),
  mixed: box(250, 700, 190, 170),
  doors: box(98, 470, 26, 340),
} as const satisfies Readonly<Record<string, Box>>;
/** From where the cargo stands, and how wide, where the hiding place takes some of its room. */
const loaded: Readonly<Partial<Record<keyof typeof spots, readonly [left: number, width: number]>>> = {
  ripOff: [290, 1176],
  falseWall: [136, 1220],
  reefer: [136, 1190],
};

export const container: Scene<keyof typeof spots> = {
  width: 1600,
  places: {
    ripOff: {
      concealment: 'CON-CONT-RIPOFF',
      where: words('in bags behind the doors of a container', "dans des sacs derrière les portes d'un conteneur"),
      sign: words(
        'Bags between the doors and the declared load, a seal of another kind',
        "Sacs entre les portes et le chargement déclaré, scellé d'un autre type",
      ),
    },
    falseWall: {
      concealment: 'CON-CONT-FALSE',
      where: words('behind a false front wall of a container', 'derrière une fausse paroi avant de conteneur'),
      sign: words(
        'The load ends before the wall, a second vertical line',
        'Le chargement finit avant la paroi, seconde ligne verticale',
      ),
    },
    ceiling: {
      concealment: 'CON-CONT-STRUCT',
      where: words('above a false ceiling of a container', "au-dessus d'un faux plafond de conteneur"),
      sign: words('A band under the roof, new rivets', 'Une bande sous le toit, rivets neufs'),
    },
    floor: {
      concealment: 'CON-CONT-STRUCT',
      where: words('in the floor beams of a container', "dans les traverses de plancher d'un conteneur"),
      sign: words(
        'The beams are closed and filled, the others are open',
        'Traverses fermées et remplies, les autres sont ouvertes',
      ),
    },
    reefer: {
      concealment: 'CON-CONT-REEFER',
      where: words('in the refrigeration unit of a container', "dans le groupe frigorifique d'un conteneur"),
      sign: words(
        'The air duct is filled, the unit does not cool',
        "Le conduit d'air est rempli, le groupe ne refroidit pas",
      ),
    },
    load: {
      concealment: 'CON-FREIGHT-COVER',
      where: words('behind a cover load in a container', 'derrière un chargement de couverture dans un conteneur'),
      sign: words(
        'The pattern of the cartons breaks in the middle rows',
        'Le motif des cartons se rompt dans les rangs du milieu',
      ),
    },
    mixed: {
      concealment: 'CON-FREIGHT-MIX',
      where: words('among the declared goods in a container', 'parmi les marchandises déclarées dans un conteneur'),
      sign: words(
        'A few cartons absorb otherwise than their neighbours',
        'Quelques cartons absorbent autrement que leurs voisins',
      ),
    },
    doors: {
      concealment: 'CON-CONT-STRUCT',
      where: words('in the door posts of a container', "dans les montants de porte d'un conteneur"),
      sign: words('One post is solid, its pair is hollow', 'Un montant est plein, son pendant est creux'),
    },
  },
  draw(canvas, place, hide, random) {
    yard(canvas, random, 800);
    const reefer = place === 'reefer';
    const colour = reefer ? '#d5dade' : random.pick(['#2f6f73', '#9a4233', '#2d5a8c', '#8a6a3a', '#4f6b4a', '#5c6169']);
    canvas.ground(800, 968, 830, 40);
    for (const x of [120, 1380]) canvas.put(rect(x, 920, 100, 36), lit('#5b4a36'));
    canvas.put(
      area(hold, 4),
      { fill: lit(colour), line: shade(colour, -0.55), width: 6 },
      metal(0.035, { rim: 2.5, width: 10 }),
    );
    ribs(canvas, box(126, 424, reefer ? 1230 : 1348, 446), colour, 42);
    for (const y of [392, 872])
      canvas.put(
        rect(90, y, 1420, 32),
        { fill: lit(shade(colour, -0.16)), line: shade(colour, -0.55), width: 3 },
        metal(0.1),
      );
    for (const x of [90, 1484])
      canvas.put(
        rect(x, 392, 34, 512),
        { fill: lit(shade(colour, -0.1)), line: shade(colour, -0.55), width: 3 },
        metal(0.14),
      );
    for (const x of [86, 1470])
      for (const y of [386, 880])
        canvas.put(rect(x, y, 44, 30, 4), { fill: lit('#6a7278'), line: '#2b3036', width: 3 }, metal(0.4));
    for (let x = 160; x < 1460; x += 62) canvas.put(rect(x, 872, 14, 30), null, metal(0.24));
    for (const [x, y, w] of [
      [1170, 490, 170],
      [1170, 514, 110],
      [1170, 538, 140],
    ] as const)
      canvas.put(line([x, y], [x + w, y]), { line: '#ffffff', width: 10, opacity: 0.8 });
    const [left, width] = loaded[place] ?? [136, 1330];
    const top = 446 + random.next() * 60;
    const load = box(left, top, width, 864 - top);
    cargo(canvas, random, load, 70 + random.next() * 60, 54 + random.next() * 40, 0.26);
    if (reefer) unit(canvas);
    if (place === 'falseWall') canvas.put(rect(1374, 424, 10, 448), null, metal(0.24));
    if (place === 'ceiling') canvas.put(rect(400, 436, 600, 6), null, metal(0.2));
    canvas.opening(inset(spots[place], -5), 6);
    hide(spots[place]);
  },
};

function unit(canvas: Parameters<Scene['draw']>[0]): void {
  canvas.put(rect(1356, 424, 128, 448, 4), { fill: lit('#eceff0'), line: '#7c858c', width: 4 }, metal(0.06));
  canvas.put(
    disc(1420, 690, 46),
    { fill: hole('#3c434a'), line: '#98a1a8', width: 5 },
    metal(0.14, { hollow: true, width: 6 }),
  );
  canvas.put(disc(1420, 690, 16), { fill: ball('#9aa3aa') }, metal(0.5));
  for (let y = 770; y < 850; y += 14)
    canvas.put(line([1372, y], [1468, y]), { line: '#8f989f', width: 4 }, mixed(0.14, { hollow: true, width: 5 }));
  canvas.put(rect(1376, 800, 60, 56, 20), null, metal(0.6));
}

/** A pallet of sacks, cartons, drums or fruit. */
export const pallet: Scene<'sacks' | 'fruit' | 'timber' | 'charcoal'> = {
  places: {
    sacks: {
      concealment: 'CON-FREIGHT-MIX',
      where: words('among sacks of cashew nuts on a pallet', 'parmi des sacs de noix de cajou sur une palette'),
      sign: words(
        'Two sacks with another texture, sewn with another thread',
        "Deux sacs d'une autre texture, cousus d'un autre fil",
      ),
    },
    fruit: {
      concealment: 'CON-FREIGHT-FOOD',
      where: words('in cartons of pineapples', "dans des cartons d'ananas"),
      sign: words('Straight edges among round fruit', 'Arêtes droites parmi des fruits ronds'),
    },
    timber: {
      concealment: 'CON-FREIGHT-IN',
      where: words('in a hollowed log', 'dans une bille de bois évidée'),
      sign: words(
        'The grain of the wood stops, a plug at the end',
        "Le fil du bois s'interrompt, bouchon à l'extrémité",
      ),
    },
    charcoal: {
      concealment: 'CON-FREIGHT-MIX',
      where: words('under bags of charcoal', 'sous des sacs de charbon de bois'),
      sign: words('A denser layer at the bottom of the load', 'Une couche plus dense au bas du chargement'),
    },
  },
  draw(canvas, place, hide, random) {
    (place === 'timber' ? yard : shed)(canvas, random, 820);
    canvas.ground(800, 1046, 700, 44);
    if (place === 'timber') {
      log(canvas, random);
      const spot = box(520, 560, 560, 220);
      canvas.opening(spot, 90, '#3a2716');
      hide(inset(spot, 18));
      return;
    }
    for (const y of [960, 1020])
      canvas.put(rect(230, y, 1140, 22), { fill: lit('#b48f5f'), line: '#6b5030', width: 3 }, organic(0.2));
    for (const x of [240, 760, 1290])
      canvas.put(rect(x, 980, 70, 42), { fill: lit('#8f6e45'), line: '#5a4227', width: 3 }, organic(0.4));
    const rows = cells(box(260, 330, 1080, 630), place === 'fruit' ? 270 : 360, place === 'fruit' ? 210 : 158, 8);
    const chosen = place === 'charcoal' ? [9, 10] : place === 'fruit' ? [5] : [4];
    rows.forEach((cell, index) =>
      (place === 'fruit' ? fruit : sack)(
        canvas,
        cell,
        place === 'charcoal' ? '#4a4a4c' : '#c9b288',
        chosen.includes(index),
        hide,
        random,
      ),
    );
  },
};

const shed: typeof yard = (canvas, random, horizon = 820) => {
  canvas.put(rect(0, 0, 1600, horizon), lit(random.pick(['#a7acb0', '#b3ada2', '#9da9ab'])));
  for (let y = 90; y < horizon; y += 120)
    canvas.put(line([0, y], [1600, y]), { line: '#7c8287', width: 3, opacity: 0.35 });
  canvas.put(rect(0, horizon, 1600, 400), lit('#7a7d80'));
};

type Draw = (
  canvas: Parameters<Scene['draw']>[0],
  cell: Box,
  colour: string,
  opened: boolean,
  hide: Parameters<Scene['draw']>[2],
  random: Parameters<Scene['draw']>[3],
) => void;

const sack: Draw = (canvas, cell, colour, opened, hide, random) => {
  const tint = shade(colour, random.next() * 0.16 - 0.08);
  canvas.put(
    area(inset(cell, 2), 46),
    { fill: lit(tint), line: shade(colour, -0.45), width: 3 },
    organic(0.34, { rim: 0.5, width: 8 }),
  );
  for (let x = cell.x + 24; x < cell.x + cell.w - 20; x += 16)
    canvas.put(line([x, cell.y + 14], [x + 5, cell.y + cell.h - 14]), {
      line: shade(tint, -0.2),
      width: 1.6,
      opacity: 0.5,
    });
  canvas.put(line([cell.x + 12, cell.y + 18], [cell.x + 12, cell.y + cell.h - 18]), {
    line: '#7b6434',
    width: 4,
    dash: '9 7',
  });
  for (const grain of cells(inset(cell, 20), 26, 22, 6)) canvas.put(area(grain, 9), null, organic(0.1, { rim: 0 }));
  if (!opened) return;
  const spot = inset(cell, 56, 26);
  canvas.opening(spot, 30, '#3b3020');
  hide(spot);
};

const fruit: Draw = (canvas, cell, _colour, opened, hide, random) => {
  canvas.put(area(cell, 4), { fill: lit('#c09a68'), line: '#6f5331', width: 3 }, organic(0.08, { rim: 1.6 }));
  canvas.put(area(inset(cell, 14), 10), hole('#5e4425'));
  if (opened) {
    const spot = inset(cell, 22);
    hide(spot);
    return;
  }
  for (const pine of cells(inset(cell, 16), 78, cell.h, 4)) {
    const [x, y, rx, ry] = [pine.x + pine.w / 2, pine.y + pine.h * 0.62, pine.w * 0.46, pine.h * 0.36];
    for (const lean of [-20, -9, 0, 9, 20])
      canvas.put(
        `<path d="M${x - 7} ${y - ry + 8}L${x + lean * 1.5} ${pine.y}L${x + 7} ${y - ry + 8}Z"`,
        lit('#5d8a3c'),
        organic(0.06),
      );
    canvas.put(
      `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}"`,
      { fill: ball(random.pick(['#c98f2e', '#bd8427', '#cf9b3d'])), line: '#6b4a12', width: 2 },
      organic(0.42, { rim: 0.3 }),
    );
    for (let at = -0.6; at < 0.7; at += 0.3)
      canvas.put(line([x - rx * 0.8, y + ry * at], [x + rx * 0.8, y + ry * (at + 0.22)]), {
        line: '#7b5513',
        width: 2,
        opacity: 0.6,
      });
  }
};

function log(canvas: Parameters<Scene['draw']>[0], random: Parameters<Scene['draw']>[3]): void {
  canvas.put(
    rect(250, 480, 1130, 380, 60),
    { fill: lit('#7a5331'), line: '#3d2815', width: 5 },
    organic(0.36, { rim: 0.5, width: 10 }),
  );
  for (let y = 505; y < 850; y += 24)
    canvas.put(
      line(
        [290 + random.next() * 60, y],
        [640, y + random.next() * 16 - 8],
        [1340 - random.next() * 80, y + random.next() * 14],
      ),
      { line: '#553719', width: 4, opacity: 0.6 },
      organic(0.08, { hollow: true, width: 4 }),
    );
  canvas.put(
    '<ellipse cx="262" cy="670" rx="86" ry="190"',
    { fill: ball('#d3a368'), line: '#6b4726', width: 6 },
    organic(0.1),
  );
  for (const r of [0.8, 0.6, 0.4, 0.2])
    canvas.put(`<ellipse cx="262" cy="670" rx="${86 * r}" ry="${190 * r}"`, { line: '#a97c46', width: 4 });
  for (const x of [420, 1240])
    canvas.put(rect(x, 470, 26, 400, 8), { fill: lit('#454b51'), line: '#22262a', width: 2 }, metal(0.12));
}
