import { stopped, type Matter } from './matter.ts';
import { hole, pool, type Look } from './paint.ts';
import { area, frame, inset, oval, type Box, type Shape } from './shapes.ts';

type Sheet = 'photo' | 'low' | 'high' | 'hiddenLow' | 'hiddenHigh';

/**
 * One drawing on five sheets: the photo, and what stops the beam at two energies, hidden goods apart from all the rest.
 */
export class Canvas {
  readonly #sheets: Record<Sheet, string[]> = { photo: [], low: [], high: [], hiddenLow: [], hiddenHigh: [] };
  readonly #hidden: Box[] = [];
  #hiding = false;
  #view: Box = frame;

  /** Draws a thing as it looks (null: not seen from outside) and as it absorbs (nothing: ground, light, paint). */
  put(shape: Shape, look: Look | string | null, matter?: Matter): void {
    if (look !== null) this.#sheets.photo.push(shape + attributes(typeof look === 'string' ? { fill: look } : look));
    if (!matter) return;
    this.#absorb(this.#hiding ? 'hiddenLow' : 'low', shape, matter, matter.low);
    this.#absorb(this.#hiding ? 'hiddenHigh' : 'high', shape, matter, matter.high);
  }

  #absorb(sheet: Sheet, shape: Shape, { rim, rimWidth, hollow }: Matter, absorption: number): void {
    const outline =
      rim > 0 || hollow
        ? ` stroke="#000" stroke-width="${rimWidth}" ` +
          `stroke-opacity="${stopped(hollow ? absorption : absorption * rim)}"`
        : '';
    this.#sheets[sheet].push(
      `${shape} fill="${hollow ? 'none' : '#000'}" fill-opacity="${stopped(absorption)}"${outline}/>`,
    );
  }

  /** Everything drawn within is what was concealed, and lies in this part of the picture. */
  hide(region: Box, draw: () => void): void {
    this.#hidden.push(region);
    this.#hiding = true;
    draw();
    this.#hiding = false;
  }

  /** Brings a part of the drawing, 4 to 3, up to the size of the picture. */
  lookAt(view: Box): void {
    this.#view = view;
  }

  turn(degrees: number, x: number, y: number, draw: () => void): void {
    this.#within(`transform="rotate(${degrees} ${x} ${y})"`, draw);
  }

  #within(attribute: string, draw: () => void): void {
    for (const sheet of Object.values(this.#sheets)) sheet.push(`<g ${attribute}>`);
    draw();
    for (const sheet of Object.values(this.#sheets)) sheet.push('</g>');
  }

  /** A soft shadow: the shape widened in steps, so that no filter has to blur two million points. */
  shadow(shape: Shape, strength = 0.1): void {
    this.#sheets.photo.push(`<g transform="translate(10 18)" stroke-linejoin="round">`);
    for (const width of [8, 22, 40])
      this.#sheets.photo.push(shape + attributes({ fill: '#10151c', line: '#10151c', width, opacity: strength }));
    this.#sheets.photo.push('</g>');
  }

  ground(x: number, y: number, half: number, height = 26): void {
    this.put(oval(x, y, half, height), pool('#0b0e12'));
  }

  /** A hole cut into what lies before the hiding place; only the photo shows it, the scan was taken before. */
  opening(place: Box, round = 6, lining = '#3a4048'): void {
    this.put(area(inset(place, -9), round + 6), { fill: '#c9cdd0', line: '#59616a', width: 3 });
    this.put(area(inset(place, -4), round + 2), hole(lining));
  }

  /** Where the goods lie in the picture. */
  get regions(): readonly Box[] {
    const zoom = frame.w / this.#view.w;
    return this.#hidden.map(({ x, y, w, h }) => ({
      x: (x - this.#view.x) * zoom,
      y: (y - this.#view.y) * zoom,
      w: w * zoom,
      h: h * zoom,
    }));
  }

  sheet(name: Sheet): string {
    const drawing = this.#sheets[name].join('');
    return this.#view === frame
      ? drawing
      : `<g transform="scale(${frame.w / this.#view.w}) translate(${-this.#view.x} ${-this.#view.y})">${drawing}</g>`;
  }
}

function attributes({ fill = 'none', line, width = 3, opacity, dash }: Look): string {
  const stroke =
    line === undefined
      ? ''
      : ` stroke="${line}" stroke-width="${width}"${dash === undefined ? '' : ` stroke-dasharray="${dash}"`}`;
  // Not `opacity`: that would make a layer of the whole picture for each thing.
  const clear =
    opacity === undefined
      ? ''
      : ` fill-opacity="${opacity}"${line === undefined ? '' : ` stroke-opacity="${opacity}"`}`;
  return ` fill="${fill}"${stroke}${clear}/>`;
}
