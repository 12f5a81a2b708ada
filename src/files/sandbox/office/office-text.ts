import { attribute, unescapeXml } from '../../../spreadsheets/xml.ts';
import { readZipDirectory, unzipWhole, type ZipEntry } from '../../archive/read-zip.ts';
import type { OfficeKind } from '../../kinds/kinds.ts';
import { openSource, type Source } from '../../source.ts';
import { UnreadableFile } from '../../unreadable.ts';
import { limits } from '../tasks.ts';

const openDocument = /^content\.xml$/;
/** The parts of a document that hold its words. */
const partsWithText: Readonly<Record<OfficeKind, RegExp>> = {
  docx: /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/,
  xlsx: /^xl\/(?:sharedStrings|comments\d*|worksheets\/[^/]+)\.xml$/,
  pptx: /^ppt\/(?:slides|notesSlides)\/[^/]+\.xml$/,
  odt: openDocument,
  ods: openDocument,
  odp: openDocument,
};
/** Bytes of one part, unpacked, and of all; a larger part is left out. */
const most = { part: 24 * 1024 * 1024, whole: 64 * 1024 * 1024 };

/** The words of an office document: no formulas, no codes of fields, nothing deleted. Shared texts come first. */
export async function officeText(path: string, kind: OfficeKind): Promise<{ text: string; cut: boolean }> {
  const source = await openSource(path);
  const budget = { bytes: most.whole };
  const entries = (await readZipDirectory(source)).filter(({ name }) => partsWithText[kind].test(name));
  let [text, cut] = ['', false];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const xml = text.length < limits.textCharacters ? await partOf(source, entry, budget) : undefined;
    if (xml === undefined) cut = true;
    else text += `${textOfXml(xml)}\n`;
  }
  const kept = text.slice(0, limits.textCharacters).toWellFormed();
  return { text: kept, cut: cut || kept.length < text.length };
}

async function partOf(source: Source, entry: ZipEntry, budget: { bytes: number }): Promise<string | undefined> {
  try {
    return (await unzipWhole(source, entry, budget, most.part)).toString('utf8');
  } catch (error) {
    if (error instanceof UnreadableFile && error.reason === 'tooBig') return undefined;
    throw error;
  }
}

/** Ends of these end a line; what is in the others is not text of the document. */
const lineEnds = new Set(['p', 'h', 'si', 'c', 'row', 'tr', 'table-cell']);
const spaces = new Set(['tab', 'br', 'cr', 's', 'line-break']);
const unread = new Set(['f', 'instrText', 'delText']);

/** The text between tags, in one pass. Cells that only name a shared text are left out: it stands in its own part. */
export function textOfXml(xml: string): string {
  const pieces: string[] = [];
  let [isShared, isUnread] = [false, false];
  for (const { before, tag } of tagsIn(xml)) {
    if (!isShared && !isUnread) pieces.push(unescapeXml(before));
    if (tag.name === 'c') isShared = tag.isStart && attribute(tag.text, 't') === 's';
    if (unread.has(tag.name)) isUnread = tag.isStart;
    pieces.push(gapAt(tag));
  }
  return pieces.join('');
}

/** Each tag with the text before it; what stands behind the last is no text of a document. */
function* tagsIn(xml: string): Generator<{ before: string; tag: Tag }> {
  for (let at = 0; ; ) {
    const start = xml.indexOf('<', at);
    const end = start === -1 ? -1 : xml.indexOf('>', start);
    if (end === -1) return;
    yield { before: xml.slice(at, start), tag: tagOf(xml.slice(start + 1, end)) };
    at = end + 1;
  }
}

interface Tag {
  readonly name: string;
  /** Something may stand inside it. */
  readonly isStart: boolean;
  readonly isEnd: boolean;
  readonly text: string;
}

function tagOf(text: string): Tag {
  const [, slash = '', name = ''] = /^(\/?)(?:[\w.-]{1,40}:)?([\w-]{1,40})/.exec(text) ?? [];
  return { name, isEnd: slash !== '', isStart: slash === '' && !text.endsWith('/'), text };
}

const gapAt = ({ name, isEnd }: Tag): string => (spaces.has(name) ? ' ' : isEnd && lineEnds.has(name) ? '\n' : '');
