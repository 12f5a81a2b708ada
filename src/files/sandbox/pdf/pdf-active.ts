import { inflateSync } from 'node:zlib';
import { Refused, type RefusalReason } from '../../kinds/kinds.ts';
import { limits } from '../tasks.ts';

/**
 * Names that make a document do something, bring files along, or hide what is in it; no packed data holds them by
 * chance.
 */
const anywhere: Readonly<Record<string, RefusalReason>> = {
  JavaScript: 'active',
  Launch: 'active',
  RichMedia: 'active',
  Encrypt: 'locked',
  EmbeddedFile: 'attachments',
  EmbeddedFiles: 'attachments',
};
/** One that packed data may hold: forms with scripts of their own. */
const outsideStreams: Readonly<Record<string, RefusalReason>> = { XFA: 'active' };
/** From the dictionary of a stream of objects to its first byte. */
const packedObjects = /\/Type\s*\/ObjStm\b/;

/**
 * Looks through the objects of a PDF, also those packed into streams, for names that run or carry files. Throws
 * Refused. It looks at the bytes and trusts no table of the file: what a viewer may find, it finds.
 */
export function refuseActive(file: Buffer): void {
  const text = file.toString('latin1');
  refuseNames(text, anywhere);
  let inflated = 0;
  let outside = '';
  let at = 0;
  for (const { from, to, dictionary } of streamsOf(text)) {
    outside += text.slice(at, from);
    at = to;
    if (!packedObjects.test(dictionary)) continue;
    const objects = unpack(file.subarray(from, to), dictionary, limits.inflated - inflated);
    inflated += objects.length;
    refuseNames(objects.toString('latin1'), { ...anywhere, ...outsideStreams });
  }
  refuseNames(outside + text.slice(at), outsideStreams);
}

/** The streams of the file with the dictionary before each. */
function* streamsOf(text: string): Generator<{ from: number; to: number; dictionary: string }> {
  const start = /\bstream\r?\n/g;
  for (let found = start.exec(text); found; found = start.exec(text)) {
    const from = found.index + found[0].length;
    const end = text.indexOf('endstream', from);
    const to = end < 0 ? text.length : end;
    const object = text.lastIndexOf('obj', found.index);
    // The dictionary of a stream is small; where none is found near, the bytes before it are as good.
    yield { from, to, dictionary: text.slice(Math.max(object, found.index - 8192, 0), found.index) };
    start.lastIndex = to;
  }
}

/** Packed objects come in one packing; any other is nobody's but who hides. */
function unpack(content: Buffer, dictionary: string, most: number): Buffer {
  const filters = [...(/\/Filter\s*(\[[^\]]*\]|\/[\w#]+)/.exec(dictionary)?.[1] ?? '').matchAll(/\/([\w#]+)/g)].map(
    ([, name = '']) => plainName(name),
  );
  if (filters.length === 0) return content;
  if (filters.length > 1 || (filters[0] !== 'FlateDecode' && filters[0] !== 'Fl')) throw new Refused('damaged');
  if (most <= 0) throw new Refused('tooHard');
  try {
    return inflateSync(content, { maxOutputLength: most, finishFlush: 2 });
  } catch (error) {
    throw new Refused((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'tooHard' : 'damaged');
  }
}

function refuseNames(text: string, reasons: Readonly<Record<string, RefusalReason>>): void {
  for (const [, name = ''] of text.matchAll(/\/([\w#]{3,60})/g)) {
    const plain = plainName(name);
    const reason = Object.hasOwn(reasons, plain) ? reasons[plain] : undefined;
    if (reason) throw new Refused(reason);
  }
}

/** A name may write any of its letters as # and two digits. */
function plainName(name: string): string {
  return name.includes('#')
    ? name.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : name;
}
