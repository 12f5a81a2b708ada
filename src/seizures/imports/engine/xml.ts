const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text of XML or HTML with its entities resolved; unknown ones stay as written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{1,8}));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** Excel writes control characters in text as _x000D_. */
export function unescapeOoxml(text: string): string {
  const plain = unescapeXml(text);
  return plain.includes('_x') ? plain.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : plain;
}

/** One attribute of a start tag, or undefined. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : unescapeXml(value);
}

/** Start tags of one local name, whatever the prefix: their attribute text. */
export function* tags(xml: string, local: string): Generator<string> {
  for (const found of xml.matchAll(new RegExp(`<(?:[\\w.-]+:)?${local}(\\s[^>]*?)?/?>`, 'g'))) yield found[1] ?? '';
}
