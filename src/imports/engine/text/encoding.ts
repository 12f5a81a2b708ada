import iconv from 'iconv-lite';
import { isUtf8 } from 'node:buffer';
import { scoreLetters } from './encoding-score.ts';

/** Encodings tried when the bytes are not Unicode, the likeliest first: a tie goes to the earlier. */
export const legacyEncodings = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1254',
  'windows-1256',
  'iso-8859-2',
  'iso-8859-15',
  'koi8-r',
  'cp866',
  'cp852',
  'cp850',
  'macroman',
  'windows-1253',
  'windows-1257',
  'windows-1255',
  'windows-874',
  'gb18030',
  'shift_jis',
  'euc-kr',
  'big5',
] as const;

export interface EncodingChoice {
  /** An iconv-lite name. */
  readonly encoding: string;
  /** Why: byte order mark, pattern of NUL bytes, valid UTF-8, plain ASCII or the look of the letters. */
  readonly why: 'bom' | 'nul_bytes' | 'utf8' | 'ascii' | 'letters';
  /** The second best where its score comes within a tenth: shown beside the first. */
  readonly runnerUp?: string;
  /** Lines of UTF-8 pasted into a file of `encoding`: decode line by line. */
  readonly mixed: boolean;
}

/** Decides the encoding from pieces of the file (head, middle, tail). `known` holds lower-case words of our lists. */
export function detectEncoding(pieces: readonly Buffer[], known: ReadonlySet<string>): EncodingChoice {
  const head = pieces[0] ?? Buffer.alloc(0);
  const marked = byMark(head) ?? byNulBytes(head);
  if (marked) return marked;
  const trimmed = pieces.map((piece, index) => wholeCharacters(piece, index > 0));
  if (trimmed.every(piece => isUtf8(piece))) {
    const ascii = trimmed.every(piece => !piece.some(byte => byte > 0x7f));
    return { encoding: 'utf-8', why: ascii ? 'ascii' : 'utf8', mixed: false };
  }
  return byLetters(trimmed, known);
}

/** Whether bytes are UTF-16 text without a mark. */
export function looksUtf16(head: Buffer): boolean {
  const choice = byNulBytes(head);
  if (!choice) return false;
  const text = iconv.decode(head.subarray(0, head.length & ~1), choice.encoding);
  const odd = text.match(/[\u0000-\u0008\u000e-\u001f\ue000-\uffff]/g)?.length ?? 0;
  return odd < text.length * 0.02;
}

function byMark(head: Buffer): EncodingChoice | undefined {
  const chosen = (encoding: string): EncodingChoice => ({ encoding, why: 'bom', mixed: false });
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return chosen('utf-8');
  if (head[0] === 0xff && head[1] === 0xfe) return chosen('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return chosen('utf-16be');
  return undefined;
}

/** Text in UTF-16 without a mark has its NUL bytes on one side; a few stray NULs in 8-bit text do not. */
function byNulBytes(head: Buffer): EncodingChoice | undefined {
  const length = Math.min(head.length, 4096) & ~1;
  const nul = [0, 0];
  for (let at = 0; at < length; at += 1) if (head[at] === 0) nul[at % 2]! += 1;
  const most = Math.max(nul[0]!, nul[1]!);
  if (most < length * 0.15 || Math.min(nul[0]!, nul[1]!) > most * 0.2) return undefined;
  return { encoding: nul[1]! > nul[0]! ? 'utf-16le' : 'utf-16be', why: 'nul_bytes', mixed: false };
}

/** Cuts a piece at character borders of UTF-8: broken sequences at its edges are the cut's fault. */
function wholeCharacters(piece: Buffer, cutBefore: boolean): Buffer {
  let start = 0;
  while (cutBefore && start < 4 && ((piece[start] ?? 0) & 0xc0) === 0x80) start += 1;
  let end = piece.length;
  const longest = Math.max(start, piece.length - 4);
  for (let at = piece.length - 1; at >= longest; at -= 1) {
    const byte = piece[at]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      if (piece.length - at < sequenceLength(byte)) end = at;
      break;
    }
  }
  return piece.subarray(start, end);
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

function byLetters(pieces: readonly Buffer[], known: ReadonlySet<string>): EncodingChoice {
  const lines = pieces.flatMap(splitLines).filter(line => line.length > 0);
  const unicode = lines.filter(line => isUtf8(line) && line.some(byte => byte > 0x7f));
  const legacy = lines.filter(line => !isUtf8(line));
  const sample = Buffer.concat(legacy.flatMap(line => [line, newline]));
  const scores = legacyEncodings.map(encoding => ({
    encoding,
    score: scoreLetters(iconv.decode(sample, encoding), encoding, known),
  }));
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  const close = second && best && second.score >= best.score * 0.9 && differs(sample, best.encoding, second.encoding);
  return {
    encoding: best?.encoding ?? 'windows-1252',
    why: 'letters',
    mixed: unicode.length > 0 && isReallyMixed(unicode, known),
    ...(close && second ? { runnerUp: second.encoding } : {}),
  };
}

const newline = Buffer.from('\n');

function splitLines(piece: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < piece.length; ) {
    const next = piece.indexOf(10, at);
    const end = next === -1 ? piece.length : next;
    lines.push(piece.subarray(at, end));
    at = end + 1;
  }
  return lines;
}

function differs(sample: Buffer, a: string, b: string): boolean {
  return iconv.decode(sample, a) !== iconv.decode(sample, b);
}

/** By chance some line of a legacy file is valid UTF-8; a pasted line also reads well as UTF-8. */
function isReallyMixed(lines: readonly Buffer[], known: ReadonlySet<string>): boolean {
  return lines.some(line => scoreLetters(line.toString('utf8'), 'utf-8', known) > 0);
}

/** Decodes chunk by chunk. Mixed files are cut at line ends, each line read as UTF-8 where it is valid UTF-8. */
export function textDecoder(encoding: string, mixed: boolean): { write: (chunk: Buffer) => string; end: () => string } {
  if (mixed) return lineDecoder(encoding);
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  return { write: chunk => decoder.write(chunk), end: () => decoder.end() ?? '' };
}

function lineDecoder(encoding: string): { write: (chunk: Buffer) => string; end: () => string } {
  let rest = Buffer.alloc(0);
  const read = (line: Buffer): string => (isUtf8(line) ? line.toString('utf8') : iconv.decode(line, encoding));
  return {
    write: chunk => {
      const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = all.lastIndexOf(10) + 1;
      rest = Buffer.from(all.subarray(end));
      return splitLines(all.subarray(0, end))
        .map(line => `${read(line)}\n`)
        .join('');
    },
    end: () => read(rest),
  };
}
