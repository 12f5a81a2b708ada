import { createReadStream } from 'node:fs';
import { Refused } from './kinds.ts';

interface ReadText {
  readonly text: string;
  /** More stood behind it. */
  readonly cut: boolean;
}

type Encoding = 'utf-8' | 'windows-1252';

/** What no plain text holds: control characters but tab, line and page ends. */
const control = /[\0-\x08\x0b\x0e-\x1f\x7f]/;
/** Places Windows-1252 leaves empty; the decoder makes C1 controls of them. */
const unassigned = /[\x81\x8d\x8f\x90\x9d]/;
const markup = /^\s*<(?:[a-z!?/])|<(?:script|!doctype|html|svg|iframe|body|\?xml|\?php|object|embed)[\s>/]/i;
/** Text that programs run or open as something else. */
const disguised = /^#!|^\s*%PDF-|%PDF-[12]\.\d|^\s*%!PS/;

/**
 * Reads a plain text in UTF-8 or Windows-1252, all of it held against what text may be and the first `keep` characters
 * kept. Throws Refused: `markup` for HTML, SVG and XML, `hidden` for what only begins as text, `notTaken` for bytes
 * that are no text.
 */
export async function readPlainText(path: string, keep: number): Promise<ReadText> {
  return (await decoded(path, 'utf-8', keep)) ?? (await decoded(path, 'windows-1252', keep)) ?? refuse();
}

function refuse(): never {
  throw new Refused('notTaken', { what: '?' });
}

/** Undefined when the bytes are not of this encoding. */
async function decoded(path: string, encoding: Encoding, keep: number): Promise<ReadText | undefined> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let text = '';
  let rest = '';
  let cut = false;
  const take = (piece: string): boolean => {
    if (control.test(piece) || (encoding === 'windows-1252' && unassigned.test(piece))) return false;
    refuseMarkup(rest + piece, text === '' && rest === '');
    rest = (rest + piece).slice(-100);
    cut ||= text.length + piece.length > keep;
    text += piece.slice(0, keep - text.length);
    return true;
  };
  try {
    for await (const chunk of createReadStream(path))
      if (!take(decoder.decode(chunk as Buffer, { stream: true }))) return undefined;
    return take(decoder.decode()) ? { text: text.toWellFormed(), cut } : undefined;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return undefined;
    throw error;
  }
}

function refuseMarkup(piece: string, isStart: boolean): void {
  const seen = isStart ? piece : `.${piece}`;
  if (markup.test(seen)) throw new Refused('markup');
  if (disguised.test(seen)) throw new Refused(seen.startsWith('#!') ? 'program' : 'hidden');
}
