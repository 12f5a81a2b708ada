import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { zip } from '../imports/engine/books.ts';

/** Files as programs write them, and as nobody should. Made here, so that each is known to the byte. */

interface PdfOptions {
  /** Text on every page. */
  readonly text?: string;
  /** More entries of the catalogue. */
  readonly catalogue?: string;
  /** More entries of the trailer. */
  readonly trailer?: string;
  readonly title?: string;
  /** Objects packed into a stream of objects, from number 900 on. */
  readonly packed?: readonly string[];
}

/** A PDF of some pages; every offset in its table is right. */
export function pdf(
  pages = 1,
  { text = 'Refrigerant R-22', catalogue = '', trailer = '', title, packed = [] }: PdfOptions = {},
): Buffer {
  const drawing = `BT /F1 12 Tf 50 700 Td (${text}) Tj ET`;
  const first = 6;
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
    `<</Type/Pages/Count ${pages}/Kids[${Array.from({ length: pages }, (_, page) => `${page + first} 0 R`).join(' ')}` +
      ']>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`,
    `<<${title === undefined ? '' : `/Title(${title})`}>>`,
    ...Array.from(
      { length: pages },
      () => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>',
    ),
    ...(packed.length > 0 ? [objectStream(packed)] : []),
  ];
  let out = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const offsets = objects.map((object, index) => {
    const at = out.length;
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = out.length;
  out +=
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f ` +
    `\n${offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R/Info 5 0 R${trailer}>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}

function objectStream(objects: readonly string[]): string {
  const numbers = objects
    .map((_, index) => `${900 + index} ${objects.slice(0, index).join(' ').length + (index > 0 ? 1 : 0)}`)
    .join(' ');
  const content = deflateSync(Buffer.from(`${numbers} ${objects.join(' ')}`)).toString('latin1');
  return (
    `<</Type/ObjStm/N ${objects.length}/First ${numbers.length + 1}/Filter/FlateDecode/Length ` +
    `${content.length}>>stream\n${content}\nendstream`
  );
}

const officeTypes = {
  docx: ['word/document.xml', 'wordprocessingml.document'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet'],
  pptx: ['ppt/presentation.xml', 'presentationml.presentation'],
} as const;

/** A document of Microsoft's kind: its list of contents and main part, with `more` parts and `types`. */
export function office(
  kind: keyof typeof officeTypes,
  { parts = {}, types = '' }: { parts?: Readonly<Record<string, string | Buffer>>; types?: string } = {},
): Buffer {
  const [part, type] = officeTypes[kind];
  return zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/' +
      `${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/>${types}</Types>`,
    '_rels/.rels': '<Relationships/>',
    [part]: '<document/>',
    ...parts,
  });
}

/** A document of OpenDocument's kind. */
export function openDocument(mime: string, parts: Readonly<Record<string, string>> = {}): Buffer {
  return zip({
    mimetype: `application/vnd.oasis.opendocument.${mime}`,
    'content.xml': '<office/>',
    'META-INF/manifest.xml': '<manifest/>',
    ...parts,
  });
}

/** A picture of noise, which no format packs to nothing. */
export function picture(format: 'jpeg' | 'png' | 'webp' | 'tiff', width = 900, height = 600): Promise<Buffer> {
  return noise(width, height).toFormat(format).toBuffer();
}

export function noise(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < data.length; at += 1) data[at] = (at * 7919 + (at >> 5) * 104_729) % 251;
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Black, by default 16,000 pixels each way: 256 million in some 31 kB. */
export function pngBomb(side = 16_000): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** One frame over and over, as RFC 9649 has it. */
export async function animatedWebp(frames: number): Promise<Buffer> {
  const still = (await noise(32, 32).webp().toBuffer()).subarray(12);
  const piece = (name: string, ...content: readonly Buffer[]): Buffer => {
    const body = Buffer.concat(content);
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const size = Buffer.from([31, 0, 0, 31, 0, 0]);
  const frame = piece('ANMF', Buffer.alloc(6), size, Buffer.from([10, 0, 0, 0]), still);
  return piece(
    'RIFF',
    Buffer.from('WEBP'),
    piece('VP8X', Buffer.from([2, 0, 0, 0]), size),
    piece('ANIM', Buffer.alloc(6)),
    ...Array<Buffer>(frames).fill(frame),
  );
}

/**
 * The test file every scanner knows, put together only here: a scanner of this machine need not find it in the tree.
 */
export function eicar(): Buffer {
  return Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE', '!$H+H*'].join(''));
}
