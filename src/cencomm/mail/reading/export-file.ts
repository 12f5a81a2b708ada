import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Viewer } from '../../../access/index.ts';
import { listAbout } from '../../../audit/index.ts';
import { csvCell } from '../../../files/csv-cell.ts';
import { cleanName } from '../../../files/file-name.ts';
import { writeZip, type ZipPart } from '../../../files/archive/write-zip.ts';
import { escapeHtml } from '../../../markup/escape.ts';
import type { Words } from '../../../reference/index.ts';
import type { Entered } from '../../operations/operation.ts';
import type { CencommContext } from '../../context.ts';
import { openContent } from '../writing/attachment-content.ts';
import type { Message } from '../message.ts';
import { openMessage } from './decrypt-message.ts';
import { noteBroken } from './open-lines.ts';
import { bodyHtml, headOf } from '../pages/presenter-message.ts';
import { listAttachments, type Attachment } from '../writing/store-attachments.ts';
import type { MailExport } from './store-exports.ts';
import type { ThreadRow } from './store-thread.ts';

interface Work {
  readonly context: CencommContext;
  readonly viewer: Viewer;
  readonly entered: Entered;
  readonly wanted: MailExport;
  readonly rows: readonly ThreadRow[];
  readonly words: Words;
}
interface Told {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Entries of the trail that an export contains at most. */
const mostRows = 5000;

/**
 * A thread as an archive, piece by piece: each message as text and as a page, its attachments, the entries of the
 * trail, and at the end a manifest with the SHA-256 of every file. What could not be verified is left out, and the
 * manifest says so.
 */
export function exportOf(work: Work): AsyncGenerator<Buffer> {
  return writeZip(partsOf(work));
}

export const exportName = ({ id }: Pick<MailExport, 'id'>): string => `cencomm-${id.slice(0, 8)}.zip`;

async function* partsOf(work: Work): AsyncGenerator<ZipPart> {
  const told: Told[] = [];
  const broken: string[] = [];
  const part = (path: string, content: Buffer): ZipPart => {
    told.push({ path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
    return { path, content: [content] };
  };
  const { context, viewer, rows } = work;
  const attachments = Map.groupBy(
    await listAttachments(
      context.pool,
      context.keys,
      rows.map(({ id }) => id),
    ),
    ({ messageId }) => messageId,
  );
  for (const [at, row] of rows.entries()) {
    const number = String(at + 1).padStart(3, '0');
    const opened = await openMessage(context.pool, context.keys, row);
    if (!opened.isWhole) {
      await noteBroken(context.pool, viewer, row.id);
      broken.push(`message ${row.id}`);
      continue;
    }
    const files = attachments.get(row.id) ?? [];
    yield part(`messages/${number}.txt`, Buffer.from(textOf(opened.message, row, files, work)));
    yield part(`messages/${number}.html`, Buffer.from(pageOf(opened.message, row, files, work)));
    for (const [place, file] of files.entries()) {
      const content = await verified(work, file);
      if (content) yield part(`attachments/${number}-${place + 1}-${cleanName(file.name ?? file.id)}`, content);
      else broken.push(`attachment ${file.id}`);
    }
  }
  yield part('audit.csv', Buffer.from(await trailOf(work)));
  yield { path: 'manifest.json', content: [`${JSON.stringify(manifestOf(work, told, broken), undefined, 2)}\n`] };
}

/** A whole attachment, 25 MB at most; undefined where it cannot be verified. */
async function verified({ context, viewer }: Work, file: Attachment): Promise<Buffer | undefined> {
  try {
    return await buffer(await openContent(context, file));
  } catch {
    await noteBroken(context.pool, viewer, file.messageId ?? file.id);
    return undefined;
  }
}

function linesOf(
  message: Message,
  row: ThreadRow,
  files: readonly Attachment[],
  { words, context, entered }: Work,
): string[] {
  return [
    `${words.t('cencomm:head')}: ${entered.operation.title}`,
    `${words.t('cencommmail:file.id')}: ${row.id}`,
    `${words.t('cencommmail:file.kind')}: ${words.t(`cencomm:kind.${row.kind}`)}`,
    `${words.t('cencommmail:file.from')}: ${headOf(row, message.named, { offices: context.offices, words })}`,
    `${words.t('cencommmail:file.time')}: ${new Date(message.createdMs).toISOString()}`,
    ...(row.answerBy === null ? [] : [words.t('cencommmail:answerBy', { time: row.answerBy })]),
    ...files.map(({ name, size }) => `${words.t('cencommmail:file.attachment')}: ${name ?? ''} (${size})`),
  ];
}

function textOf(message: Message, row: ThreadRow, files: readonly Attachment[], work: Work): string {
  const fields = fieldsOf(message).map(([name, value]) => `${name}: ${value}`);
  return [
    message.subject,
    '',
    ...linesOf(message, row, files, work),
    '',
    ...fields,
    ...(fields.length > 0 ? [''] : []),
    message.body,
    '',
  ].join('\n');
}

/** A standalone page that loads nothing and runs nothing. */
function pageOf(message: Message, row: ThreadRow, files: readonly Attachment[], work: Work): string {
  const subject = escapeHtml(message.subject);
  const fields = fieldsOf(message).map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return [
    `<!doctype html>\n<html lang="${work.words.lang}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>${subject}</title></head><body>`,
    `<h1>${subject}</h1>`,
    ...linesOf(message, row, files, work).map(line => `<p>${escapeHtml(line)}</p>`),
    ...(fields.length === 0 ? [] : ['<dl>', ...fields, '</dl>']),
    `<hr>${bodyHtml(message.body, 'm-', work.words)}</body></html>\n`,
  ].join('');
}

/** The values of a form as texts. */
function fieldsOf({ fields = {} }: Message): [name: string, value: string][] {
  return Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

async function trailOf({ context, rows, wanted }: Work): Promise<string> {
  const found = await listAbout(
    context.pool,
    [...rows.map(({ id }) => `message:${id}`), `message:${wanted.threadId}`],
    mostRows,
  );
  return `\ufeff${['at', 'action', 'outcome', 'login', 'subject'].join(',')}\r\n${found
    .map(row => [row.at, row.action, row.outcome, row.login, row.subject].map(csvCell).join(','))
    .map(line => `${line}\r\n`)
    .join('')}`;
}

function manifestOf(
  { entered: { operation }, wanted, rows }: Work,
  files: readonly Told[],
  notVerified: readonly string[],
) {
  return {
    export: wanted.id,
    operation: { id: operation.id, title: operation.title },
    thread: wanted.threadId,
    messages: rows.length,
    reason: wanted.reason,
    askedBy: wanted.askedLogin,
    askedByName: wanted.askedName,
    askedAt: wanted.askedAt,
    approvedBy: wanted.decidedLogin,
    approvedByName: wanted.decidedName,
    approvedAt: wanted.decidedAt,
    madeAt: new Date().toISOString(),
    notVerified,
    files,
  };
}
