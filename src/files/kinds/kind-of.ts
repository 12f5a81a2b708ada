import { fileTypeFromBuffer } from 'file-type';
import { Refused, type FileKind, type PictureKind } from './kinds.ts';
import { signaturesEmbeddedIn, openlyActive, refuseMarked } from './embedded-signatures.ts';
import { officeKind } from './office-kind.ts';
import { findZipEnd } from '../archive/read-zip.ts';
import { openSource, type Source } from '../source.ts';
import { readPlainText } from './text-kind.ts';

/** How each kind begins. Office files are packed files and told apart by their directory. */
const beginnings: readonly (readonly [RegExp, 'pdf' | PictureKind | 'zip'])[] = [
  [/^%PDF-[12]\.\d/, 'pdf'],
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^\x89PNG\r\n\x1a\n/, 'png'],
  [/^RIFF[\s\S]{4}WEBP/, 'webp'],
  [/^(?:II\*\0|MM\0\*)/, 'tiff'],
  [/^[\s\S]{4}ftyp(?:avi[fs]|mi[af]1[\s\S]{0,40}avif)/, 'avif'],
  [/^[\s\S]{4}ftyp(?:hei[cxms]|hev[cxms]|mi[af]1|msf1)/, 'heic'],
  [/^[\s\S]{128}DICM/, 'dicom'],
  [/^PK\x03\x04/, 'zip'],
];
const programs = new Set([
  'exe',
  'elf',
  'macho',
  'class',
  'deb',
  'rpm',
  'dmg',
  'lnk',
  'wasm',
  'reg',
  'crx',
  'chm',
  'swf',
  'asar',
]);
const libraryName: Readonly<Record<PictureKind, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  tiff: 'tif',
  avif: 'avif',
  dicom: 'dcm',
  heic: 'heic',
};

/** Sequences of AVIF and HEIC. */
const moving = /^[\s\S]{4}ftyp(?:avis|hev[cxms]|msf1)/;

/** Bytes the library needs to tell kinds apart. */
const headLength = 4100;

/**
 * What a plain file is, by its content alone; the name only tells a table from other text. Throws Refused for
 * everything that is not on our list, is two kinds at once, is protected, or brings something that runs.
 */
export async function kindOf(path: string, name: string): Promise<FileKind> {
  const file = await openSource(path);
  const { size } = file;
  if (size === 0) throw new Refused('empty');
  const head = await file.read(0, headLength);
  const start = head.toString('latin1');
  const kind = beginnings.find(([pattern]) => pattern.test(start))?.[1];
  if (kind === 'zip') return officeKind(file);
  if (kind === undefined) return otherKind(file, { path, name, head });
  if (await findZipEnd(file)) throw new Refused('hidden');
  await (kind === 'pdf' ? checkPdf(file, { path, start }) : checkPicture(kind, { path, head, size }));
  return kind;
}

async function checkPdf(file: Source, { path, start }: { path: string; start: string }): Promise<void> {
  if (/<(?:html|script|!doctype|svg|\?php|iframe)/i.test(start.slice(0, 1024))) throw new Refused('hidden');
  const tail = await file.read(Math.max(0, file.size - 4096), 4096);
  if (!tail.includes('%%EOF')) throw new Refused('damaged');
  await refuseMarked(path, openlyActive);
}

async function checkPicture(
  kind: PictureKind,
  { path, head, size }: { path: string; head: Buffer; size: number },
): Promise<void> {
  // What stands before the mark of a DICOM file is for others to use: programs have been hidden there.
  if (kind === 'dicom' && head.subarray(0, 128).some(byte => byte !== 0)) throw new Refused('hidden');
  const said = (await fileTypeFromBuffer(head))?.ext;
  if (moving.test(head.toString('latin1', 0, 12))) throw new Refused('animated');
  if (said === 'apng' || (kind === 'webp' && isAnimatedWebp(head))) throw new Refused('animated');
  // The tags of a TIFF may stand at its end, beyond what the library is shown.
  if ((said ?? (kind === 'tiff' ? 'tif' : undefined)) !== libraryName[kind])
    throw new Refused('notTaken', { what: said ?? '?' });
  if (kind === 'webp' && head.length >= 8 && head.readUInt32LE(4) + 8 > size) throw new Refused('damaged');
  await refuseMarked(path, signaturesEmbeddedIn);
}

/** The flag of its extended header. */
function isAnimatedWebp(head: Buffer): boolean {
  return head.toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 0x02) !== 0;
}

/** Not one of ours by its beginning: text, or something to be refused by its name. */
async function otherKind(
  file: Source,
  { path, name, head }: { path: string; name: string; head: Buffer },
): Promise<FileKind> {
  const found = (await fileTypeFromBuffer(head))?.ext;
  if (found === 'cfb') throw new Refused((await holdsLocked(file)) ? 'locked' : 'oldOffice');
  if (found !== undefined && programs.has(found)) throw new Refused('program');
  if (found === 'xml') throw new Refused('markup');
  if (found !== undefined) throw new Refused('notTaken', { what: found });
  await readPlainText(path, 0);
  return /\.(?:csv|tsv)$/i.test(name.trim()) ? 'csv' : 'txt';
}

/** A protected document of today lies in a container of yesterday. */
async function holdsLocked(file: Source): Promise<boolean> {
  return (await file.read(0, 1024 * 1024)).includes(Buffer.from('EncryptedPackage', 'utf16le'));
}
