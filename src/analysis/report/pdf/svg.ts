import { inlineSheet } from '../../../web/charts/index.ts';

type Attributes = Readonly<Record<string, string>>;

/** What a drawing is put on: a page of paper, or what a test listens with. */
export interface Canvas {
  path(d: string, look: PathLook): void;
  text(text: string, x: number, y: number, look: TextLook): void;
}
export interface PathLook {
  readonly fill: string | undefined;
  readonly stroke: string | undefined;
  readonly width: number;
  readonly dash: readonly number[];
  readonly opacity: number;
}
export interface TextLook {
  readonly size: number;
  readonly weight: number;
  readonly fill: string;
  readonly anchor: string;
  /** A ground of this colour around it, so that it is read over lines. */
  readonly halo: string | undefined;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => entities[name] ?? '');
}

function attributesOf(tag: string): Attributes {
  return Object.fromEntries(
    [...tag.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

export function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const said = attributesOf(/^<svg[^>]*>/.exec(svg)?.[0] ?? '');
  return { width: Number(said.width ?? 0), height: Number(said.height ?? 0) };
}

/** Draws one of the portal's own drawings, in its order. They have no groups that move and no patterns that repeat. */
export function drawSvg(svg: string, canvas: Canvas): void {
  const plain = inlineSheet(
    svg.replace(/<rect class="chart-hit"[^>]*\/>/g, '').replace(/<a [^>]*>|<\/a>/g, ''),
  ).replace(/<title>.*?<\/title>|<desc>.*?<\/desc>/gs, '');
  for (const [, words, inner = '', name = '', tag = ''] of plain.matchAll(
    /<text\b([^>]*)>(.*?)<\/text>|<(path|rect|circle|line)\b([^>]*?)\/?>/gs,
  )) {
    if (words !== undefined) drawText(attributesOf(words), inner, canvas);
    else {
      const said = attributesOf(tag);
      const d = shapes[name]?.(said) ?? '';
      if (d !== '') canvas.path(d, lookOf(said));
    }
  }
}

const shapes: Readonly<Record<string, (said: Attributes) => string>> = {
  path: said => said.d ?? '',
  rect(said) {
    const [x, y, w, h] = [said.x, said.y, said.width, said.height].map(one => Number(one ?? 0));
    return w && h && w > 0 && h > 0 ? `M${x} ${y}h${w}v${h}h${-w}z` : '';
  },
  line: said => `M${said.x1} ${said.y1}L${said.x2} ${said.y2}`,
  circle(said) {
    const [x = 0, y = 0, r = 0] = [said.cx, said.cy, said.r].map(Number);
    return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
  },
};

function colour(value: string | undefined): string | undefined {
  return value === undefined || value === 'none' || value === '' ? undefined : value;
}

function lookOf(said: Attributes): PathLook {
  const isFilled = said.fill === undefined ? said.stroke === undefined : true;
  return {
    fill: isFilled ? colour(said.fill ?? '#000') : undefined,
    stroke: colour(said.stroke),
    width: Number(said['stroke-width'] ?? 1),
    dash: (said['stroke-dasharray'] ?? '')
      .split(/[ ,]+/)
      .map(Number)
      .filter(one => one > 0),
    opacity: Number(said.opacity ?? said['fill-opacity'] ?? said['stroke-opacity'] ?? 1),
  };
}

function drawText(said: Attributes, inner: string, canvas: Canvas): void {
  const text = decoded(inner.replace(/<[^>]*>/g, '')).trim();
  if (text === '') return;
  canvas.text(text, Number(said.x ?? 0), Number(said.y ?? 0), {
    size: Number(said['font-size'] ?? 12),
    weight: Number(said['font-weight'] ?? 400),
    fill: colour(said.fill) ?? '#17202c',
    anchor: said['text-anchor'] ?? 'start',
    halo: colour(said.stroke),
  });
}
