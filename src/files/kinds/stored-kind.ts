import { openSource } from '../source.ts';
import type { Refused } from './kinds.ts';
import type { FileKind } from './kinds.ts';

/**
 * Kinds that are kept and handed out, and never opened by the portal: a packed file, what a phone films and records,
 * tracks and places. Only operations take them.
 */
const films = /^[\s\S]{4}ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4V[ HP]|MSNV|dash|3gp\d)/;
const sounds = /^[\s\S]{4}ftypM4[AB] /;
/** The root of a document of XML, behind its declaration and remarks. */
const root = /^\uFEFF?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)*<(kml|gpx)[\s>]/;

/** Bytes in which a track or a list of places says what it is. */
const headLength = 4096;

/** Which of them a file is that is none of the kinds the portal reads; throws why it is not taken if it is none. */
export async function storedKindOf(path: string, refused: Refused): Promise<FileKind> {
  const { reason, values } = refused.refusal;
  if (reason === 'notTaken' && values?.what === 'zip') return 'zip';
  if (reason !== 'notTaken' && reason !== 'markup') throw refused;
  const file = await openSource(path);
  const head = await file.read(0, headLength);
  const start = head.toString('latin1');
  if (films.test(start)) return 'mp4';
  if (sounds.test(start)) return 'm4a';
  const text = head.toString('utf8');
  const [, kind] = root.exec(text) ?? [];
  if (kind === undefined || /<!DOCTYPE|<!ENTITY|<script/i.test(text)) throw refused;
  return kind === 'kml' ? 'kml' : 'gpx';
}
