import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../../crypto/envelope.ts';
import type { Fetched, FoundStamp } from '../pictures/picture-types.ts';

/** Name space of our words in an XMP packet (ISO 16684-1). */
const space = 'urn:wco:cen:fetched:1';
const fields = ['login', 'office', 'at', 'ref', 'seal'] as const;
type Words = Readonly<Record<(typeof fields)[number], string>>;

export function stampKey(masterKey: Buffer): Buffer {
  return deriveKey(masterKey, '', 'stamp/v1');
}

/** The packet that tells who was handed a picture, under a seal nobody else can make. */
export function packetOf({ login, office, at, ref }: Fetched, key: Buffer): Buffer {
  const plain = { login: clean(login), office: clean(office), at: at.toISOString(), ref: clean(ref) };
  const words: Words = { ...plain, seal: sealOf(plain, key) };
  const attributes = fields.map(field => `cen:${field}="${escaped(words[field])}"`).join(' ');
  return Buffer.from(
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF ' +
      'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      `<rdf:Description rdf:about="" xmlns:cen="${space}" ${attributes}/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>`,
  );
}

/** Finds our packet wherever it stands in a file: programs that keep metadata move it. */
export function findPacket(image: Buffer, key: Buffer): FoundStamp | undefined {
  const start = image.lastIndexOf(`xmlns:cen="${space}"`);
  if (start < 0) return undefined;
  const [tag = ''] = image.toString('utf8', start, start + 4000).split('/>');
  const said = new Map(
    [...tag.matchAll(/\bcen:(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );
  const found = Object.fromEntries(fields.map(field => [field, said.get(field) ?? ''])) as Words;
  const at = new Date(found.at);
  if (Number.isNaN(at.getTime())) return undefined;
  const made = Buffer.from(sealOf(found, key));
  const given = Buffer.from(found.seal);
  return {
    login: found.login,
    office: found.office,
    at,
    ref: found.ref,
    genuine: made.length === given.length && timingSafeEqual(made, given),
  };
}

function sealOf({ login, office, at, ref }: Omit<Words, 'seal'>, key: Buffer): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([login, office, at, ref]))
    .digest('hex');
}

/** Without what XML cannot hold, and no longer than a name is. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu, ' ')
    .trim()
    .slice(0, 120)
    .toWellFormed();
}

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const characters = new Map(Object.entries(names).map(([character, name]) => [name, character]));

/** As text of XML, and of Pango's markup. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => names[character] ?? '');
}

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|apos);/g, name => characters.get(name) ?? '');
}
