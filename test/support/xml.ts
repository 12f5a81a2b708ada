export interface XmlElement {
  readonly name: string;
  /** Names from the root, joined by slashes. */
  readonly path: string;
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Elements of a well-formed XML document in the order they end. Throws for anything XML 1.0 does not allow and for what
 * feeds need not have.
 */
export function parseXml(document: string): XmlElement[] {
  const body = document.replace(/^<\?xml [^?]*\?>\s*/, '');
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(body) || !body.isWellFormed())
    throw new Error('a character XML does not allow');
  const open: { name: string; text: string }[] = [];
  const found: XmlElement[] = [];
  const close = (): void => {
    const path = open.map(({ name }) => name).join('/');
    const { name = '', text = '' } = open.pop() ?? {};
    found.push({ name, path, text });
  };
  for (const [part, tag, chars] of body.matchAll(/(<[^<>]*>)|([^<]+)|</g)) {
    const last = open.at(-1);
    if (chars !== undefined) {
      if (chars.includes(']]>')) throw new Error('"]]>" in a text');
      const text = chars.replace(/&([^;\s]*);?/g, (all, name: string) => {
        const said = entities[name];
        if (said === undefined || !all.endsWith(';')) throw new Error(`not an entity: ${all}`);
        return said;
      });
      if (last) last.text += text;
      else if (text.trim() !== '') throw new Error('text outside the root');
      continue;
    }
    const [, end, name, self] = /^<(\/?)([A-Za-z][\w:.-]*)(?:\s+[\w:]+="[^"<]*")*\s*(\/?)>$/.exec(tag ?? '') ?? [];
    if (name === undefined) throw new Error(`not a tag: ${part}`);
    if (end) {
      if (last?.name !== name) throw new Error(`</${name}> within <${last?.name}>`);
      close();
    } else {
      open.push({ name, text: '' });
      if (self) close();
    }
  }
  if (open.length > 0) throw new Error('not closed');
  return found;
}
