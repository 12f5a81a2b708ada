import type { Random } from '../../random.ts';
import type { Canvas } from '../canvas.ts';
import { fade, glow, lit, shade, side } from '../paint.ts';
import { line, oval, rect } from '../shapes.ts';

/** A searching hall: wall with panels, floor with joints. `horizon` is where they meet. */
export function hall(canvas: Canvas, random: Random, horizon = 800): void {
  const wall = random.pick(['#aeb7bd', '#b9b4a8', '#9fb0b4', '#b5bcc4', '#a9a79f']);
  canvas.put(rect(0, 0, 1600, horizon), lit(wall));
  for (let x = 100 + random.next() * 100; x < 1600; x += 260)
    canvas.put(line([x, 0], [x, horizon - 50]), { line: shade(wall, -0.16), width: 3, opacity: 0.7 });
  canvas.put(rect(0, horizon - 52, 1600, 12), shade(wall, -0.3));
  canvas.put(rect(0, horizon - 40, 1600, 40), random.pick(['#5f6b75', '#6f6a60', '#58666b']));
  floor(canvas, random, horizon);
}

function floor(canvas: Canvas, random: Random, horizon: number): void {
  const ground = random.pick(['#7b8084', '#858179', '#6f777b']);
  canvas.put(rect(0, horizon, 1600, 1200 - horizon), lit(ground));
  canvas.put(rect(0, horizon, 1600, 70), fade('#14181c'));
  for (let x = -1400; x < 3200; x += 380)
    canvas.put(line([800 + (x - 800) * 0.55, horizon], [x, 1200]), {
      line: shade(ground, -0.28),
      width: 2.5,
      opacity: 0.6,
    });
  for (const share of [0.16, 0.46])
    canvas.put(line([0, horizon + (1200 - horizon) * share], [1600, horizon + (1200 - horizon) * share]), {
      line: shade(ground, -0.28),
      width: 2.5,
      opacity: 0.6,
    });
}

/** Outside: sky, a far row of stacks or trees, asphalt. */
export function yard(canvas: Canvas, random: Random, horizon = 760): void {
  canvas.put(rect(0, 0, 1600, horizon), lit(random.pick(['#9db6c8', '#b3bec6', '#a9bccb', '#c2bfb4'])));
  canvas.put(oval(1100, 120, 760, 220), glow('#ffffff'));
  for (let x = -40; x < 1600; x += 150 + random.next() * 60) {
    const height = 60 + Math.floor(random.next() * 3) * 62;
    for (let y = 0; y < height; y += 62)
      canvas.put(rect(x, horizon - y - 62, 146, 60), {
        fill: side(random.pick(['#7f8f9a', '#8d8277', '#7b8a80', '#93807a', '#868d99'])),
        opacity: 0.75,
      });
  }
  floor(canvas, random, horizon);
}

/** A table seen from above. */
export function table(canvas: Canvas, random: Random): void {
  const top = random.pick(['#bdb6aa', '#aab3b8', '#c4bcae', '#9fa8a4', '#b6b9bd']);
  canvas.put(rect(0, 0, 1600, 1200), top);
  for (let y = 150 + random.next() * 60; y < 1200; y += 300)
    canvas.put(line([0, y], [1600, y + 6]), { line: shade(top, -0.12), width: 2, opacity: 0.6 });
}

/** A scale of black and white fields, as laid beside evidence. */
export function scaleBar(canvas: Canvas, x: number, y: number, fields = 10): void {
  canvas.put(rect(x - 4, y - 4, fields * 30 + 8, 28, 3), '#f4f5f5');
  for (let field = 0; field < fields; field += 2) canvas.put(rect(x + field * 30, y, 30, 20), '#1b1f24');
}
