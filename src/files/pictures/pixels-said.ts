/** Bytes of a picture within which it says how large it is, of all that are taken. */
export const headMost = 1024 * 1024;

/**
 * How many pixels a picture says it has, by its first bytes; 0 for what is no picture, or does not say it where these
 * are looked for (TIFF, DICOM). 'more': the bytes end before it. Nothing is decoded, and nothing is believed beyond
 * refusing it: the sandbox looks again.
 */
export function pixelsSaid(head: Buffer): number | 'more' {
  const start = head.toString('latin1', 0, 12);
  if (start.startsWith('\x89PNG')) return head.length < 24 ? 'more' : head.readUInt32BE(16) * head.readUInt32BE(20);
  if (start.startsWith('\xff\xd8\xff')) return ofJpeg(head);
  if (/^RIFF[\s\S]{4}WEBP/.test(start)) return head.length < 30 ? 'more' : ofWebp(head);
  if (/^[\s\S]{4}ftyp/.test(start)) return ofIspe(head);
  return head.length < 12 ? 'more' : 0;
}

/** The frame header (SOF), after what comes before it. */
function ofJpeg(head: Buffer): number | 'more' {
  let at = 2;
  while (at + 9 <= head.length) {
    if (head[at] !== 0xff) return 0;
    const marker = head[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return head.readUInt16BE(at + 5) * head.readUInt16BE(at + 7);
    if (marker === 0xda || marker === 0xd9) return 0;
    at += 2 + Math.max(2, head.readUInt16BE(at + 2));
  }
  return 'more';
}

function ofWebp(head: Buffer): number {
  const chunk = head.toString('latin1', 12, 16);
  if (chunk === 'VP8X') return (head.readUIntLE(24, 3) + 1) * (head.readUIntLE(27, 3) + 1);
  if (chunk === 'VP8 ') return (head.readUInt16LE(26) & 0x3fff) * (head.readUInt16LE(28) & 0x3fff);
  const bits = head.readUInt32LE(21);
  return ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1);
}

/** The largest of the sizes (ispe) of a HEIC or AVIF file: a large one is kept in pieces with sizes of their own. */
function ofIspe(head: Buffer): number | 'more' {
  let most = 0;
  for (let at = head.indexOf('ispe', 0, 'latin1'); at >= 0; at = head.indexOf('ispe', at + 4, 'latin1'))
    if (at + 16 <= head.length) most = Math.max(most, head.readUInt32BE(at + 8) * head.readUInt32BE(at + 12));
  return most > 0 ? most : 'more';
}
