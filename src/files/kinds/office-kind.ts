import { readZipDirectory, refuseBomb, unzipWhole, type ZipEntry } from '../archive/read-zip.ts';
import { Refused, kinds, type FileKind } from './kinds.ts';
import type { Source } from '../source.ts';
import { UnreadableFile } from '../unreadable.ts';

/** The main part of a document, and the kind it makes of the packed file. */
const mainParts: readonly (readonly [part: string, contentType: string, kind: FileKind])[] = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml', 'docx'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml', 'xlsx'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml', 'pptx'],
];
const openDocuments: readonly FileKind[] = ['odt', 'ods', 'odp'];
/**
 * Parts that run: macros by whatever name the list of contents calls them, ActiveX controls, scripts of OpenDocument.
 */
const runs = /vbaProject|vbaData|macroEnabled|activeX|macrosheet|\.(?:doc|dot|xls|xlt|ppt|pot|pps)m$/i;
/** A package of any file, to be opened by a click. */
const carries = /(?:^|\/)embeddings\/[^/]*\.bin$/i;
const openDocumentScripts = /^(?:Basic|Scripts)\/./;

/** What a document of an office program may be made of: beyond it, it was made to hurt. Bytes. */
const most = { entries: 5000, directory: 4 * 1024 * 1024, inflated: 512 * 1024 * 1024, part: 1024 * 1024 };

/** What a packed file is, by its directory and its list of contents. Throws Refused. */
export async function officeKind(file: Source): Promise<FileKind> {
  try {
    return await kindByParts(file);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Refused(error.reason === 'tooBig' ? 'bomb' : error.reason === 'locked' ? 'locked' : 'damaged');
  }
}

async function kindByParts(file: Source): Promise<FileKind> {
  const entries = await readZipDirectory(file, most);
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw new Refused('locked');
  refuseBomb(entries, file, most.inflated);
  const parts = new Map(entries.map(entry => [entry.name.toLowerCase(), entry]));
  // Of two parts of one name one program reads the first and another the last.
  if (parts.size !== entries.length) throw new Refused('damaged');
  const named = (name: string): ZipEntry | undefined => parts.get(name.toLowerCase());
  if (entries.some(({ name }) => runs.test(name) || openDocumentScripts.test(name))) throw new Refused('macros');
  const contents = named('[Content_Types].xml');
  if (contents) {
    if (entries.some(({ name }) => carries.test(name))) throw new Refused('attachments');
    const relations = named('word/_rels/settings.xml.rels');
    if (relations) refuseFetched((await partOf(file, relations)).toString('utf8'));
    return microsoftKind((await partOf(file, contents)).toString('utf8'), entries);
  }
  const type = named('mimetype');
  if (type && named('content.xml')) return openDocumentKind(file, type, named('META-INF/manifest.xml'));
  throw new Refused('notTaken', { what: 'zip' });
}

/** One small part; what it says of its size is not believed. */
function partOf(file: Source, entry: ZipEntry): Promise<Buffer> {
  return unzipWhole(file, entry, { bytes: most.part }, most.part);
}

/** A template on another machine is fetched as the document opens, with whatever runs in it. */
function refuseFetched(relations: string): void {
  const templates = [...relations.matchAll(/<Relationship\b[^>]*attachedTemplate[^>]*>/g)].map(
    ([tag]) => /\bTarget="([^"]*)"/.exec(tag)?.[1] ?? '',
  );
  if (templates.some(target => /^(?:https?:|ftp:|\\\\|\/\/|file:\/{2}(?!\/)|file:\/{4,})/i.test(target)))
    throw new Refused('active');
}

function microsoftKind(contents: string, entries: readonly ZipEntry[]): FileKind {
  if (runs.test(contents)) throw new Refused('macros');
  const found = mainParts.find(
    ([part, type]) => contents.includes(`"${type}"`) && entries.some(({ name }) => name.startsWith(part)),
  );
  if (!found) throw new Refused('notTaken', { what: 'zip' });
  return found[2];
}

async function openDocumentKind(file: Source, type: ZipEntry, manifest: ZipEntry | undefined): Promise<FileKind> {
  const mime = (await partOf(file, type)).toString('latin1').trim();
  const kind = openDocuments.find(name => kinds[name].mime === mime);
  if (!kind) throw new Refused('notTaken', { what: 'zip' });
  if (manifest && /encryption-data/.test((await partOf(file, manifest)).toString('utf8'))) throw new Refused('locked');
  return kind;
}
