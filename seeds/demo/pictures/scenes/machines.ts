import type { Canvas } from '../canvas.ts';
import { metal, mixed, organic } from '../matter.ts';
import { ball, hole, lit, pole, shade, side, tube } from '../paint.ts';
import { box, cells, disc, inset, line, oval, path, rect, type Box } from '../shapes.ts';
import { words } from '../words.ts';
import { bolts, removedPanel } from './parts.ts';
import type { Hide, Scene } from './scene.ts';
import { hall } from './settings.ts';

type Draw = (canvas: Canvas, hide: Hide, paint: string) => void;

function skid(canvas: Canvas): void {
  canvas.ground(800, 1040, 660, 40);
  for (const x of [300, 1140])
    canvas.put(rect(x, 960, 160, 66), { fill: lit('#a07d4f'), line: '#5a4327', width: 4 }, organic(0.4));
  canvas.put(rect(240, 936, 1120, 34), { fill: lit('#b48f5f'), line: '#5a4327', width: 4 }, organic(0.3));
}

const machines: Readonly<Record<'transformer' | 'roller' | 'compressor' | 'fridge' | 'pump', Draw>> = {
  transformer(canvas, hide, paint) {
    skid(canvas);
    canvas.put(
      rect(430, 380, 740, 556, 10),
      { fill: lit(paint), line: shade(paint, -0.5), width: 6 },
      metal(0.09, { rim: 1.8, width: 10 }),
    );
    for (const x of [330, 1180])
      for (let fin = 0; fin < 6; fin += 1)
        canvas.put(
          rect(x + fin * 15, 440, 10, 440, 3),
          { fill: lit(shade(paint, 0.1)), line: shade(paint, -0.5), width: 2 },
          metal(0.14),
        );
    for (const x of [560, 800, 1040]) {
      canvas.put(rect(x - 14, 190, 28, 190), { fill: pole('#8a4f33'), line: '#4a2415', width: 3 }, mixed(0.4));
      for (let y = 220; y < 370; y += 34)
        canvas.put(oval(x, y, 42, 13), { fill: lit('#9c5b3c'), line: '#4a2415', width: 3 }, mixed(0.24));
      canvas.put(disc(x, 180, 15), ball('#c9a34a'), metal(0.5));
    }
    for (const x of [500, 700, 1010]) canvas.put(rect(x, 470, 90, 400, 6), null, metal(0.34, { rim: 1 }));
    canvas.put(rect(480, 430, 640, 40), null, metal(0.4));
    canvas.put(rect(480, 870, 640, 40), null, metal(0.4));
    canvas.put(rect(470, 820, 40, 60), { fill: '#f1c21b', line: '#2a2a2a', width: 4 });
    const spot = box(800, 540, 190, 260);
    canvas.opening(spot, 8, '#1d2125');
    hide(inset(spot, 6));
    bolts(canvas, inset(spot, -36), 4);
    removedPanel(canvas, box(1250, 720, 220, 290), shade(paint, 0.05), 6);
  },
  roller(canvas, hide, paint) {
    skid(canvas);
    canvas.put(rect(180, 590, 1240, 60, 20), { fill: tube('#a3abb1'), line: '#454c52', width: 5 }, metal(0.5));
    for (const x of [240, 1250])
      canvas.put(rect(x, 520, 110, 420, 8), { fill: lit(paint), line: shade(paint, -0.5), width: 5 }, metal(0.24));
    canvas.put(
      rect(360, 420, 880, 400, 46),
      { fill: tube('#b9c0c5'), line: '#4d545a', width: 6 },
      metal(0.1, { rim: 2, width: 14 }),
    );
    for (const x of [372, 1188])
      canvas.put(rect(x, 424, 40, 392, 18), { fill: tube('#8d959b'), line: '#3f464b', width: 4 }, metal(0.24));
    for (let x = 460; x < 1180; x += 80)
      canvas.put(line([x, 430], [x, 810]), { line: '#8f979c', width: 3, opacity: 0.5 });
    const spot = box(560, 510, 480, 210);
    canvas.opening(spot, 40, '#1c2024');
    hide(inset(spot, 14));
  },
  compressor(canvas, hide, paint) {
    skid(canvas);
    canvas.put(
      rect(340, 620, 920, 270, 120),
      { fill: tube(paint), line: shade(paint, -0.55), width: 6 },
      metal(0.06, { rim: 2, width: 10 }),
    );
    for (const x of [430, 1090]) canvas.put(rect(x, 880, 60, 66), lit(shade(paint, -0.3)), metal(0.2));
    canvas.put(rect(480, 420, 260, 200, 20), { fill: lit('#7f888e'), line: '#33393e', width: 5 }, metal(0.5));
    for (let y = 440; y < 610; y += 22)
      canvas.put(line([486, y], [734, y]), { line: '#535b61', width: 7 }, metal(0.1, { hollow: true, width: 6 }));
    canvas.put(
      disc(960, 500, 130),
      { fill: hole('#4d555b'), line: '#b9c0c5', width: 16 },
      metal(0.2, { hollow: true, width: 14 }),
    );
    for (let blade = 0; blade < 6; blade += 1)
      canvas.put(
        line([960, 500], [960 + 100 * Math.cos(blade * 1.047), 500 + 100 * Math.sin(blade * 1.047)]),
        { line: '#aab1b6', width: 12 },
        metal(0.2, { hollow: true, width: 10 }),
      );
    canvas.put(
      line([740, 500], [830, 500], [830, 620]),
      { line: '#b08d3e', width: 18 },
      metal(0.4, { hollow: true, width: 14 }),
    );
    canvas.put(disc(1160, 590, 40), { fill: ball('#f2f3f1'), line: '#33393e', width: 8 }, mixed(0.3, { rim: 1 }));
    canvas.put(line([1160, 590], [1180, 570]), { line: '#b3262a', width: 5 });
    const spot = box(560, 664, 480, 180);
    canvas.opening(spot, 30, '#171a1d');
    hide(inset(spot, 8));
  },
  fridge(canvas, hide) {
    canvas.ground(800, 1090, 520, 36);
    canvas.put(
      path('M520 180L250 240L250 1100L520 1060Z'),
      { fill: side('#cfd4d7'), line: '#7d858a', width: 6 },
      metal(0.05, { rim: 1.4 }),
    );
    for (const [y, h] of [
      [300, 120],
      [520, 120],
      [740, 200],
    ] as const)
      canvas.put(
        path(`M290 ${y}L490 ${y - 36}L490 ${y + h - 40}L290 ${y + h}Z`),
        { fill: lit('#eef1f2'), line: '#a9b1b5', width: 4 },
        organic(0.12),
      );
    canvas.put(
      rect(520, 160, 640, 920, 26),
      { fill: lit('#e3e7e9'), line: '#7d858a', width: 6 },
      metal(0.05, { rim: 1.8, width: 10 }),
    );
    canvas.put(
      rect(556, 200, 568, 680, 14),
      { fill: hole('#c3cbcf'), line: '#a3abb0', width: 4 },
      organic(0.12, { rim: 1.6, width: 12 }),
    );
    for (const y of [370, 540, 710])
      canvas.put(rect(560, y, 560, 12), { fill: lit('#f3f7f8'), line: '#9aa4a9', width: 2 }, mixed(0.24));
    for (let y = 230; y < 860; y += 46)
      canvas.put(path(`M1132 ${y}L1150 ${y + 20}`), null, metal(0.24, { hollow: true, width: 6 }));
    canvas.put(rect(900, 920, 170, 130, 60), { fill: ball('#2f343a'), line: '#131517', width: 5 }, metal(0.6));
    canvas.put(
      line([640, 920], [640, 1030], [900, 1000]),
      { line: '#b08d3e', width: 10 },
      metal(0.3, { hollow: true, width: 8 }),
    );
    const spot = box(600, 560, 480, 140);
    hide(spot);
    const other = box(600, 234, 480, 130);
    hide(other);
  },
  pump(canvas, hide, paint) {
    skid(canvas);
    canvas.put(
      disc(620, 640, 270),
      { fill: ball(paint), line: shade(paint, -0.55), width: 8 },
      metal(0.09, { rim: 2, width: 14 }),
    );
    canvas.put(rect(560, 240, 130, 180, 10), { fill: pole(paint), line: shade(paint, -0.55), width: 6 }, metal(0.14));
    canvas.put(
      rect(530, 226, 190, 40, 6),
      { fill: lit(shade(paint, -0.1)), line: shade(paint, -0.6), width: 5 },
      metal(0.3),
    );
    canvas.put(
      rect(860, 500, 430, 280, 40),
      { fill: tube('#5f7d96'), line: '#263744', width: 6 },
      metal(0.24, { rim: 1 }),
    );
    for (let x = 900; x < 1260; x += 34)
      canvas.put(line([x, 506], [x, 774]), { line: '#3c5568', width: 9 }, metal(0.06, { hollow: true, width: 8 }));
    canvas.put(rect(780, 610, 110, 60), { fill: tube('#aab1b6'), line: '#4d545a', width: 4 }, metal(0.6));
    canvas.put(rect(1010, 430, 130, 80, 8), { fill: lit('#33393f'), line: '#15181b', width: 4 }, mixed(0.4));
    for (const x of [460, 1000])
      canvas.put(rect(x, 860, 250, 80, 6), { fill: lit('#4a5157'), line: '#1c2024', width: 4 }, metal(0.3));
    const spot = box(500, 540, 240, 200);
    canvas.opening(spot, 50, '#171a1d');
    hide(inset(spot, 12));
    for (let bolt = 0; bolt < 10; bolt += 1)
      canvas.put(
        disc(620 + 238 * Math.cos(bolt * 0.628), 640 + 238 * Math.sin(bolt * 0.628), 12),
        { fill: ball('#aab1b6'), line: '#3f464b', width: 3 },
        metal(0.4),
      );
  },
};

const built = 'CON-FREIGHT-IN';
export const machine: Scene<keyof typeof machines> = {
  places: {
    transformer: {
      concealment: built,
      where: words('in the core of a transformer', "dans le noyau d'un transformateur"),
      sign: words(
        'One winding is orange where copper should be',
        'Un enroulement orange là où il devrait y avoir du cuivre',
      ),
    },
    roller: {
      concealment: built,
      where: words('in a press roller', 'dans un rouleau de presse'),
      sign: words(
        'The weld at one end is fresh; a roller should be hollow',
        'Soudure fraîche à une extrémité ; un rouleau devrait être creux',
      ),
    },
    compressor: {
      concealment: built,
      where: words('in the air tank of a compressor', "dans la cuve d'un compresseur"),
      sign: words('The tank sounds dull and holds no pressure', 'La cuve sonne mat et ne tient pas la pression'),
    },
    fridge: {
      concealment: built,
      where: words('in a refrigerator declared as empty', 'dans un réfrigérateur déclaré vide'),
      sign: words('It weighs more than its plate says', 'Il pèse plus que sa plaque ne le dit'),
    },
    pump: {
      concealment: built,
      where: words('in the housing of a pump', "dans le corps d'une pompe"),
      sign: words('No impeller in the housing', 'Pas de roue dans le corps de pompe'),
    },
  },
  draw(canvas, place, hide, random) {
    hall(canvas, random, 860);
    machines[place](canvas, hide, random.pick(['#4f7a5a', '#3f6a8f', '#8f8f86', '#a4632f', '#6a7480']));
  },
};

const pieces: Readonly<Record<'table' | 'sofa' | 'door', Draw>> = {
  table(canvas, hide) {
    canvas.ground(800, 1060, 640, 36);
    for (const x of [280, 1230])
      canvas.put(
        path(`M${x} 520L${x + 90} 520L${x + 70} 1050L${x + 20} 1050Z`),
        { fill: pole('#7d5431'), line: '#3d2815', width: 5 },
        organic(0.5, { rim: 0.6 }),
      );
    canvas.put(rect(250, 470, 1100, 130, 6), { fill: lit('#8a5f38'), line: '#3d2815', width: 5 }, organic(0.34));
    canvas.put(
      rect(190, 400, 1220, 80, 14),
      { fill: lit('#9c6d42'), line: '#3d2815', width: 6 },
      organic(0.44, { rim: 0.5 }),
    );
    for (let y = 414; y < 470; y += 14)
      canvas.put(line([210, y], [800, y + 5], [1390, y]), { line: '#6b4727', width: 3, opacity: 0.6 });
    for (const x of [420, 920]) {
      canvas.put(rect(x, 496, 260, 80, 4), { line: '#4d331b', width: 5 });
      canvas.put(disc(x + 130, 536, 12), ball('#c9a34a'), metal(0.5));
    }
    const spot = box(420, 412, 760, 54);
    canvas.opening(spot, 4, '#2d1d0f');
    hide(spot);
  },
  sofa(canvas, hide, paint) {
    canvas.ground(800, 1020, 720, 40);
    canvas.put(
      rect(240, 380, 1120, 400, 70),
      { fill: lit(paint), line: shade(paint, -0.5), width: 6 },
      organic(0.2, { rim: 0.8, width: 8 }),
    );
    for (const x of [270, 640, 1010])
      canvas.put(
        rect(x, 420, 330, 240, 50),
        { fill: lit(shade(paint, 0.1)), line: shade(paint, -0.35), width: 5 },
        organic(0.12),
      );
    canvas.put(
      rect(230, 740, 1140, 220, 20),
      { fill: lit(shade(paint, -0.1)), line: shade(paint, -0.5), width: 6 },
      organic(0.14, { rim: 1 }),
    );
    for (const x of [250, 630, 1010])
      canvas.put(
        rect(x, 650, 350, 120, 40),
        { fill: lit(shade(paint, 0.14)), line: shade(paint, -0.4), width: 5 },
        organic(0.2),
      );
    for (const x of [150, 1310])
      canvas.put(
        rect(x, 520, 140, 450, 60),
        { fill: lit(shade(paint, 0.04)), line: shade(paint, -0.5), width: 6 },
        organic(0.26, { rim: 0.6 }),
      );
    for (let x = 300; x < 1320; x += 66)
      canvas.put(
        path(`M${x} 800Q${x + 20} 780 ${x + 40} 800Q${x + 20} 820 ${x} 840Q${x + 20} 820 ${x + 40} 840`),
        null,
        metal(0.24, { hollow: true, width: 5 }),
      );
    for (const x of [220, 1320]) canvas.put(rect(x, 966, 60, 44, 6), lit('#3d2815'), organic(0.5));
    const spot = box(420, 800, 760, 130);
    canvas.opening(spot, 10, '#241c16');
    hide(inset(spot, 6));
  },
  door(canvas, hide) {
    canvas.ground(800, 1120, 480, 30);
    canvas.put(
      rect(450, 70, 700, 1040, 8),
      { fill: side('#8a5c35'), line: '#3d2815', width: 8 },
      organic(0.34, { rim: 0.8, width: 10 }),
    );
    for (const [y, h] of [
      [130, 380],
      [600, 440],
    ] as const)
      for (const x of [520, 830]) {
        canvas.put(rect(x, y, 250, h, 6), { fill: lit('#7d5130'), line: '#4d3119', width: 6 }, organic(0.1));
        canvas.put(rect(x + 26, y + 26, 198, h - 52, 4), { fill: side('#95663d'), line: '#4d3119', width: 4 });
      }
    canvas.put(rect(1080, 560, 30, 120, 10), { fill: lit('#c9a34a'), line: '#6b5012', width: 4 }, metal(0.5));
    for (const y of [180, 900])
      canvas.put(rect(440, y, 30, 90, 4), { fill: lit('#8d959b'), line: '#3f464b', width: 3 }, metal(0.5));
    const spot = box(552, 650, 190, 340);
    canvas.opening(spot, 6, '#20140a');
    hide(inset(spot, 5));
  },
};

export const furniture: Scene<keyof typeof pieces> = {
  places: {
    table: {
      concealment: built,
      where: words('in the hollow top of a table', "dans le plateau creux d'une table"),
      sign: words('The top is thick and has a glued edge', 'Le plateau est épais et son chant est collé'),
    },
    sofa: {
      concealment: built,
      where: words('in the base of a sofa', "dans le socle d'un canapé"),
      sign: words('The springs are missing in the middle', 'Les ressorts manquent au milieu'),
    },
    door: {
      concealment: built,
      where: words('in a carved wooden door', 'dans une porte en bois sculpté'),
      sign: words('One panel is denser than the other three', 'Un panneau est plus dense que les trois autres'),
    },
  },
  draw(canvas, place, hide, random) {
    hall(canvas, random, place === 'door' ? 1010 : 840);
    pieces[place](canvas, hide, random.pick(['#7a3f3f', '#4f6b74', '#6f6a4a', '#59506f']));
  },
};

export const drums: Scene<'drum' | 'cylinder' | 'base'> = {
  places: {
    drum: {
      concealment: 'CON-FREIGHT-IN',
      where: words('in a drum of motor oil', "dans un fût d'huile moteur"),
      sign: words('A box below the level of the oil', "Une boîte sous le niveau de l'huile"),
    },
    cylinder: {
      concealment: 'CON-DOC',
      where: words('in a cylinder with a false label', 'dans une bouteille à fausse étiquette'),
      sign: words('A second label under the first', 'Une seconde étiquette sous la première'),
    },
    base: {
      concealment: 'CON-VEH-BATTERY',
      where: words('in a gas cylinder with a sawn base', 'dans une bouteille de gaz au fond scié'),
      sign: words('A weld around the base, under fresh paint', 'Une soudure autour du fond, sous une peinture fraîche'),
    },
  },
  draw(canvas, place, hide, random) {
    hall(canvas, random, 840);
    canvas.ground(800, 1020, 700, 40);
    const shown = cells(box(190, 250, 1220, 760), place === 'drum' ? 400 : 240, 760, 24);
    const chosen = Math.floor(shown.length / 2);
    shown.forEach((cell, index) =>
      (place === 'drum' ? drum : gasCylinder)(canvas, cell, index === chosen ? hide : undefined, place === 'cylinder'),
    );
  },
};

function drum(canvas: Canvas, { x, y, w, h }: Box, hide: Hide | undefined): void {
  canvas.put(
    rect(x, y + 120, w, h - 120, 26),
    { fill: pole('#2f5f8f'), line: '#12263a', width: 6 },
    metal(0.07, { rim: 2, width: 10 }),
  );
  for (const share of [0.2, 0.46, 0.72])
    canvas.put(
      rect(x - 6, y + 120 + (h - 120) * share, w + 12, 24, 12),
      { fill: pole('#2a5580'), line: '#12263a', width: 4 },
      metal(0.1),
    );
  canvas.put(oval(x + w / 2, y + 126, w / 2 - 6, 30), { fill: lit('#4b7ba8'), line: '#12263a', width: 5 }, metal(0.04));
  canvas.put(rect(x + w * 0.2, y + 300, w * 0.6, 110, 6), '#eef0ee');
  canvas.put(rect(x + w * 0.24, y + 320, w * 0.3, 18), '#b3262a');
  canvas.put(rect(x + 10, y + 250, w - 20, h - 270), null, organic(0.42, { rim: 0 }));
  if (!hide) return;
  const spot = box(x + w * 0.16, y + 460, w * 0.68, 220);
  canvas.opening(spot, 20, '#14110c');
  hide(inset(spot, 10));
}

function gasCylinder(canvas: Canvas, { x, y, w, h }: Box, hide: Hide | undefined, relabelled: boolean): void {
  canvas.put(
    rect(x + w * 0.42, y + 30, w * 0.16, 80, 6),
    { fill: lit('#b08d3e'), line: '#5d450f', width: 4 },
    metal(0.6),
  );
  canvas.put(rect(x + w * 0.3, y + 16, w * 0.4, 26, 8), { fill: lit('#2b2f34') }, metal(0.3));
  canvas.put(
    rect(x + w * 0.08, y + 96, w * 0.84, h - 96, w * 0.3),
    { fill: pole(relabelled ? '#cfd9df' : '#a9bfa0'), line: '#47535b', width: 6 },
    metal(0.08, { rim: 2.2, width: 10 }),
  );
  canvas.put(rect(x + w * 0.14, y + h * 0.5, w * 0.72, h * 0.47, 40), null, mixed(0.42, { rim: 0 }));
  canvas.put(rect(x + w * 0.12, y + 250, w * 0.76, 170), '#f3f5f4');
  canvas.put(rect(x + w * 0.12, y + 250, w * 0.76, 44), '#1f66bd');
  for (let at = 0; at < 4; at += 1)
    canvas.put(line([x + w * 0.2, y + 322 + at * 22], [x + w * (at % 2 ? 0.6 : 0.76), y + 322 + at * 22]), {
      line: '#7d878d',
      width: 6,
    });
  if (!hide) return;
  if (relabelled)
    canvas.put(
      path(
        `M${x + w * 0.12} ${y + 250}L${x + w * 0.74} ${y + 250}L${x + w * 0.52} ${y + 420}L${x + w * 0.12} ${y + 420}Z`,
      ),
      { fill: lit('#d9a0a0'), line: '#9c4a4a', width: 4 },
    );
  if (relabelled) {
    hide(box(x + w * 0.14, y + 150, w * 0.72, h - 176));
    return;
  }
  const spot = box(x + w * 0.2, y + 470, w * 0.6, 230);
  canvas.opening(spot, 16, '#14171a');
  hide(inset(spot, 6));
}
