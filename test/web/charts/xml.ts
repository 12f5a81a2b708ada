/**
 * A strict little reader of XML: element names and attributes in document order; throws where it is not well formed.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly depth: number;
}

const tag = /<(\/?)([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>/y;
const text = /[^<]+/y;
const entity = /&(?!(?:amp|lt|gt|quot|#39);)/;

export function readXml(xml: string): XmlElement[] {
  const found: XmlElement[] = [];
  const open: string[] = [];
  let at = 0;
  while (at < xml.length) {
    const pattern = xml[at] === '<' ? tag : text;
    pattern.lastIndex = at;
    const match = pattern.exec(xml);
    if (!match) throw new Error(`not well formed at ${at}: ${xml.slice(at, at + 60)}`);
    if (entity.test(match[0])) throw new Error(`bare ampersand in ${match[0].slice(0, 60)}`);
    at += match[0].length;
    const [, closing, name, attributes = '', empty] = match;
    if (!name) {
      if (open.length === 0) throw new Error('text outside the root');
      continue;
    }
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    if (open.length === 0 && found.length > 0) throw new Error('two roots');
    const pairs = Array.from(attributes.matchAll(/([\w:-]+)="([^"]*)"/g), pair => [pair[1]!, pair[2]!] as const);
    if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`attribute twice in <${name}>`);
    found.push({ name, attributes: Object.fromEntries(pairs), depth: open.length });
    if (!empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.join('><')}> never closed`);
  return found;
}

/** What every figure must be: one named svg, no style, no script, no identifier, no number that is none. */
export function readFigure(svg: string): XmlElement[] {
  const elements = readXml(svg);
  const [root, title] = elements;
  if (root?.name !== 'svg' || root.attributes.role !== 'img' || title?.name !== 'title')
    throw new Error('no named svg');
  for (const { name, attributes } of elements) {
    if (/^(?:style|script|foreignObject|image|a|use)$/.test(name)) throw new Error(`<${name}> in a figure`);
    for (const key of Object.keys(attributes))
      if (/^(?:style|id|on.*|href)$/.test(key)) throw new Error(`${key} in <${name}>`);
  }
  if (/NaN|Infinity|undefined|null/.test(svg)) throw new Error('a number that is none');
  return elements;
}
