import type { KeyObject } from 'node:crypto';
import type { Viewer } from '../../access/index.ts';
import { withoutMarks } from '../../text/fold.ts';
import type { CencommContext } from '../context.ts';
import { versionThing } from '../files/seals.ts';
import { BrokenSeal, openerOf, type Sealed } from '../keys/seal.ts';
import { readerOf } from '../mail/reading/decrypt-message.ts';
import { withoutMarkup } from '../mail/reading/open-lines.ts';
import { sealOfAttachment } from '../mail/writing/store-attachments.ts';
import type { MessageKind } from '../operations/operation.ts';
import type { Candidate } from './newest-first.ts';
import type { Wanted } from './query.ts';
import { findText, type FoundMessage, type FoundName, type FoundVersion } from './store-search.ts';
import { piecesOf, snippetOf, type Piece } from './words.ts';

/** Where a hit was found: subject, text, a field of a form, the name of a file, the note with it, or its content. */
export type FoundIn = 'subject' | 'text' | 'field' | 'fileName' | 'note' | 'content';

/** A message or a file in which every word was found. */
export interface Hit {
  readonly kind: MessageKind | 'file';
  /** Of the message, or of the file. */
  readonly id: string;
  readonly operationId: string;
  readonly operationTitle: string;
  readonly createdMs: number;
  readonly senderLogin: string;
  readonly senderName: string | null;
  readonly senderOfficeId: number;
  readonly isUnread: boolean;
  /** The subject, or the name of the file. */
  readonly title: readonly Piece[];
  readonly snippet: readonly Piece[];
  /** None where no word was asked for. */
  readonly foundIn: FoundIn | undefined;
  /** The attachment it was found in. */
  readonly attachment: string | undefined;
}

/** One part of what is searched, opened. */
interface Part {
  readonly in: FoundIn;
  readonly text: string;
  readonly attachment?: string;
}

/** A text that is opened only if the parts before it do not hold all words. */
interface Later {
  readonly what: 'attachment' | 'version';
  readonly id: string;
  readonly thing: Sealed;
  readonly attachment?: string;
}

interface Opened {
  readonly title: string;
  readonly parts: readonly Part[];
  readonly later: readonly Later[];
}

type KeyOf = (of: { readonly operationId: string; readonly epoch: number }) => Promise<KeyObject>;

/** The keys of operations, each fetched once in a search. */
export function keysOnce({ keys, pool }: Pick<CencommContext, 'keys' | 'pool'>): KeyOf {
  const known = new Map<string, Promise<KeyObject>>();
  return ({ operationId, epoch }) => {
    const name = `${operationId}/${epoch}`;
    const key = known.get(name) ?? keys.keyOf(pool, operationId, epoch);
    known.set(name, key);
    return key;
  };
}

/** The hit if every word is somewhere in it; none in what cannot be verified. Throws KeysAway. */
export async function matchOf(
  context: Pick<CencommContext, 'keys' | 'pool'>,
  viewer: Viewer,
  keyOf: KeyOf,
  candidate: Candidate,
  { words, kind }: Pick<Wanted, 'words' | 'kind'>,
): Promise<Hit | undefined> {
  try {
    const opened =
      candidate.what === 'message'
        ? await openMessage(context, keyOf, candidate.row, candidate.names, kind === 'file')
        : await openVersion(keyOf, candidate.row);
    const parts = await partsHolding(context, viewer, keyOf, opened, words);
    return parts && hitOf(candidate, opened, parts, words);
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}

/** All parts that were opened, if together they hold every word. */
async function partsHolding(
  { pool }: Pick<CencommContext, 'pool'>,
  viewer: Viewer,
  keyOf: KeyOf,
  { parts, later }: Opened,
  words: readonly string[],
): Promise<Part[] | undefined> {
  const found = [...parts];
  let missing = missingIn(words, parts.map(({ text }) => text).join('\n'));
  for (const { what, id, thing, attachment } of later) {
    if (missing.length === 0) break;
    const sealed = await findText(pool, viewer, what, id);
    const text = sealed && openOr(openerOf(await keyOf(thing), thing), 'text', sealed);
    if (text === undefined) continue;
    missing = missingIn(missing, text);
    found.push({ in: 'content', text, ...(attachment === undefined ? {} : { attachment }) });
  }
  return missing.length === 0 ? found : undefined;
}

function missingIn(words: readonly string[], text: string): readonly string[] {
  const low = words.length === 0 ? '' : withoutMarks(text);
  return words.filter(word => !low.includes(word));
}

/** A text that was changed is passed over; what stands beside it is still searched. */
function openOr(read: (field: string, sealed: Buffer) => string, field: string, sealed: Buffer): string | undefined {
  try {
    return read(field, sealed);
  } catch (error) {
    if (error instanceof BrokenSeal) return undefined;
    throw error;
  }
}

async function openMessage(
  { pool, keys }: Pick<CencommContext, 'keys' | 'pool'>,
  keyOf: KeyOf,
  row: FoundMessage,
  names: readonly FoundName[],
  isFilesOnly: boolean,
): Promise<Opened> {
  const read = await readerOf(pool, keys, row, await keyOf(row));
  const [title, body] = [read('subject', row.subjectCt), read('body', row.bodyCt)];
  const fields = row.fieldsCt === null ? [] : valuesOf(JSON.parse(read('fields', row.fieldsCt)));
  const parts: Part[] = isFilesOnly
    ? []
    : [
        { in: 'subject', text: title },
        { in: 'text', text: withoutMarkup(body) },
        ...fields.map(text => ({ in: 'field', text }) as const),
      ];
  const later: Later[] = [];
  for (const one of names) {
    const thing = sealOfAttachment(one);
    const name = openOr(openerOf(await keyOf(one), thing), 'name', one.nameCt);
    if (name === undefined) continue;
    parts.push({ in: 'fileName', text: name, attachment: name });
    if (one.hasText) later.push({ what: 'attachment', id: one.id, thing, attachment: name });
  }
  return { title, parts, later };
}

async function openVersion(keyOf: KeyOf, row: FoundVersion): Promise<Opened> {
  const thing = versionThing(row);
  const read = openerOf(await keyOf(row), thing);
  const title = read('name', row.nameCt);
  const note = row.noteCt === null ? undefined : openOr(read, 'note', row.noteCt);
  return {
    title,
    parts: [{ in: 'fileName', text: title }, ...(note === undefined ? [] : [{ in: 'note', text: note } as const])],
    later: row.hasText ? [{ what: 'version', id: row.id, thing }] : [],
  };
}

function hitOf(candidate: Candidate, { title }: Opened, parts: readonly Part[], words: readonly string[]): Hit {
  const { row } = candidate;
  const isMessage = candidate.what === 'message';
  const shown = shownOf(parts, title, words);
  const { operationId, operationTitle, createdMs, senderLogin, senderName, senderOfficeId } = row;
  return {
    ...{ operationId, operationTitle, createdMs, senderLogin, senderName, senderOfficeId },
    kind: isMessage ? candidate.row.kind : 'file',
    id: isMessage ? candidate.row.id : candidate.row.fileId,
    isUnread: isMessage && candidate.row.isUnread,
    title: piecesOf(title, words),
    // A name is the title already.
    snippet: shown === undefined || shown.text === title ? [] : snippetOf(shown.text, words),
    foundIn: words.length === 0 ? undefined : shown?.in,
    attachment: words.length === 0 ? undefined : shown?.attachment,
  };
}

/** What a hit shows: the text if it holds a word or none was asked for, else the first other part that does. */
function shownOf(parts: readonly Part[], title: string, words: readonly string[]): Part | undefined {
  const others = parts.filter(({ text }) => text !== title);
  const holds = ({ text }: Part): boolean => missingIn(words, text).length < words.length;
  return others.find(holds) ?? parts.find(holds) ?? others.find(({ text }) => text !== '') ?? parts[0];
}

/** Every text in the fields of a form. */
function valuesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesOf) : [];
}
