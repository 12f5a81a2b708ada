const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text of XML or HTML with its entities resolved; unknown ones stay as written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,8}));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

/** Excel writes control characters in text as _x000D_. */
export function unescapeOoxml(text: string): string {
  const plain = unescapeXml(text);
  return plain.includes('_x')
    ? plain.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : plain;
}

const attributePatterns = new Map<string, RegExp>();

/** One attribute of a start tag, or undefined. */
export function attribute(tag: string, name: string): string | undefined {
  let pattern = attributePatterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    attributePatterns.set(name, pattern);
  }
  const found = pattern.exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescapeXml(value);
}

/** Start tags of one local name, whatever the prefix: their attribute text. One pass, whatever the text holds. */
export function* tags(xml: string, local: string): Generator<string> {
  const name = new RegExp(`^(?:[\\w.-]{1,40}:)?${local}(?=[\\s/>]|$)`);
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at + 1)) {
    const found = name.exec(xml.slice(at + 1, at + 80));
    if (!found) continue;
    const end = xml.indexOf('>', at);
    if (end === -1) return;
    yield xml.slice(at + 1 + found[0].length, xml[end - 1] === '/' ? end - 1 : end);
  }
}

/** What stands between start and end tags of one full name, from `from` on; undefined when none is whole. One pass. */
export function element(
  xml: string,
  name: string,
  from: number,
): { attributes: string; inner: string; end: number } | undefined {
  for (let at = xml.indexOf(`<${name}`, from); at !== -1; at = xml.indexOf(`<${name}`, at + 1)) {
    const after = xml[at + name.length + 1];
    if (after !== '>' && after !== '/' && after !== ' ' && after !== '\n' && after !== '\r' && after !== '\t') continue;
    const tagEnd = xml.indexOf('>', at);
    if (tagEnd === -1) return undefined;
    if (xml[tagEnd - 1] === '/')
      return { attributes: xml.slice(at + name.length + 1, tagEnd - 1), inner: '', end: tagEnd + 1 };
    const close = xml.indexOf(`</${name}>`, tagEnd);
    if (close === -1) return undefined;
    return {
      attributes: xml.slice(at + name.length + 1, tagEnd),
      inner: xml.slice(tagEnd + 1, close),
      end: close + name.length + 3,
    };
  }
  return undefined;
}
