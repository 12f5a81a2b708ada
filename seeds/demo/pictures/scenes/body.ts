import { metal, mixed, organic } from '../matter.ts';
import { ball, glow, lit, pole } from '../paint.ts';
import { box, disc, line, oval, path, rect } from '../shapes.ts';
import { words } from '../words.ts';
import type { Scene } from './scene.ts';

/** The outline a body scanner shows: nobody in particular. */
const outline =
  'M766 270L834 270L838 326Q960 350 990 400Q1020 470 1056 640L1082 760Q1090 800 1062 800Q1044 800 1034 ' +
  '770L950 520L940 640Q960 760 948 860L930 1140L846 1140L820 830L800 780L780 830L754 1140L670 1140L652 ' +
  '860Q640 760 660 640L650 520L566 770Q556 800 538 800Q510 800 518 760L544 640Q580 470 610 400Q640 350 762 ' +
  '326Z';

export const body: Scene<'swallowed' | 'strapped' | 'thighs'> = {
  places: {
    swallowed: {
      concealment: 'CON-BODY-INT',
      where: words('swallowed by an air passenger', "dans le tube digestif d'un passager aérien"),
      sign: words('Even ovals with a bright line around each', "Ovales réguliers, cernés d'une ligne claire"),
    },
    strapped: {
      concealment: 'CON-BODY-EXT',
      where: words('strapped around the waist of a traveller', "en ceinture autour de la taille d'un voyageur"),
      sign: words('Straight edges across the outline of the body', 'Arêtes droites en travers de la silhouette'),
    },
    thighs: {
      concealment: 'CON-BODY-EXT',
      where: words('taped to the thighs of a traveller', "sous bande adhésive sur les cuisses d'un voyageur"),
      sign: words(
        'Both thighs are wider than the outline allows',
        'Les deux cuisses sont plus larges que la silhouette ne le permet',
      ),
    },
  },
  draw(canvas, place, hide, random) {
    canvas.put(rect(0, 0, 1600, 1200), lit('#7f8b96'));
    canvas.put(oval(800, 560, 700, 640), glow('#ffffff'));
    for (const x of [250, 1270])
      canvas.put(rect(x, 0, 80, 1140, 8), { fill: pole('#c7ced4'), line: '#5d666e', width: 5 });
    canvas.put(rect(200, 1130, 1200, 70), { fill: lit('#4a525a'), line: '#23282d', width: 4 });
    canvas.put(oval(800, 1140, 300, 24), '#363d44');
    canvas.put(
      path(outline),
      { fill: lit(random.pick(['#b9c1c8', '#c2bfb9', '#aeb9bd'])), line: '#69737b', width: 5 },
      organic(0.3, { rim: 0.5, width: 10 }),
    );
    canvas.put(
      oval(800, 188, 72, 96),
      { fill: ball('#b5bdc3'), line: '#69737b', width: 5 },
      organic(0.3, { rim: 0.5, width: 10 }),
    );
    canvas.put(path('M724 400Q800 440 876 400M800 440L800 560'), { line: '#8d979e', width: 5, opacity: 0.7 });
    canvas.put(line([800, 320], [800, 760]), null, mixed(0.16, { hollow: true, width: 26 }));
    for (let y = 390; y < 560; y += 34)
      canvas.put(path(`M690 ${y + 20}Q800 ${y - 30} 910 ${y + 20}`), null, mixed(0.08, { hollow: true, width: 10 }));
    canvas.put(path('M690 740Q800 680 910 740Q880 800 800 800Q720 800 690 740Z'), null, mixed(0.14));
    for (const side of [-1, 1]) {
      canvas.put(
        line([800 + side * 80, 770], [800 + side * 92, 960], [800 + side * 92, 1120]),
        null,
        mixed(0.16, { hollow: true, width: 28 }),
      );
      canvas.put(
        line([800 + side * 150, 390], [800 + side * 208, 580], [800 + side * 262, 760]),
        null,
        mixed(0.12, { hollow: true, width: 20 }),
      );
    }
    canvas.put(oval(800, 184, 54, 72), null, mixed(0.2, { rim: 1, width: 12 }));
    canvas.put(disc(800, 660, 8), null, metal(0.5));
    const spots =
      place === 'swallowed'
        ? [box(716, 560, 168, 150)]
        : place === 'strapped'
          ? [box(664, 590, 272, 110)]
          : [box(668, 850, 90, 170), box(842, 850, 90, 170)];
    for (const spot of spots) {
      if (place === 'swallowed')
        canvas.put(oval(spot.x + spot.w / 2, spot.y + spot.h / 2, 110, 100), {
          fill: ball('#d3a59a'),
          line: '#8d6058',
          width: 4,
        });
      else
        canvas.put(rect(spot.x - 8, spot.y - 10, spot.w + 16, spot.h + 20, 14), {
          fill: lit('#d9c9a8'),
          line: '#8d7d5a',
          width: 4,
        });
      hide(spot);
      if (place !== 'swallowed')
        for (const share of [0.25, 0.75])
          canvas.put(rect(spot.x - 10, spot.y + spot.h * share - 9, spot.w + 20, 18, 6), {
            fill: '#e9e3d2',
            opacity: 0.85,
          });
    }
  },
};
