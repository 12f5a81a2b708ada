import { px } from '../svg.ts';
import { measureText, textOutline, type TextLook, type Weight } from './public-sans.ts';

type Attributes = Readonly<Record<string, string>>;

function attributesOf(tag: string): Attributes {
  return Object.fromEntries(
    [...tag.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, entity => entities[entity] ?? entity);
}

function lookOf(said: Attributes): TextLook {
  const weight = Number(said['font-weight'] ?? 400);
  return {
    size: Number(said['font-size'] ?? 12),
    weight: ([500, 600, 700].includes(weight) ? weight : 400) as Weight,
    italic: said['font-style'] === 'italic',
    spacing: Number((said['letter-spacing'] ?? '0').replace('em', '')) || 0,
  };
}

/** What an outline keeps of a text. */
const kept = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-linejoin', 'paint-order'];

/** The texts of a drawing, their looks as attributes, as outlines of Public Sans: no machine's font matters. */
export function outlined(svg: string): string {
  return svg.replace(/<text([^>]*)>(.*?)<\/text>/gs, (_, tag: string, inner: string) => {
    const said = attributesOf(tag);
    const runs = [...inner.replace(/<title>.*?<\/title>/gs, '').matchAll(/<tspan([^>]*)>(.*?)<\/tspan>|([^<]+)/gs)].map(
      ([, own = '', within = '', plain = '']) => ({
        said: { ...said, ...attributesOf(own) } as Attributes,
        text: decoded(within || plain),
      }),
    );
    const widths = runs.map(run => measureText(run.text, lookOf(run.said)));
    const whole = widths.reduce((sum, width) => sum + width, 0);
    const before = said['text-anchor'] === 'end' ? whole : said['text-anchor'] === 'middle' ? whole / 2 : 0;
    let x = Number(said.x ?? 0) - before;
    return runs
      .map((run, index) => {
        const d = textOutline(run.text, lookOf(run.said), x, Number(said.y ?? 0));
        x += widths[index] ?? 0;
        const look = kept.flatMap(name => (run.said[name] === undefined ? [] : [` ${name}="${run.said[name]}"`]));
        return d === '' ? '' : `<path${look.join('')} d="${d}"/>`;
      })
      .join('');
  });
}

/** The size of a drawing in whole pixels at a factor. */
export function sizeAt(svg: string, factor: number): { width: number; height: number } {
  const said = attributesOf(/^<svg[^>]*>/.exec(svg)?.[0] ?? '');
  return {
    width: Math.round(Number(said.width) * factor),
    height: Math.round(Number(px(Number(said.height))) * factor),
  };
}
