import { pipeline } from 'node:stream';
import { NotFound } from '../../errors.ts';
import { operationKinds, type FileKind } from '../../files/kinds/kinds.ts';
import type { CencommContext } from '../context.ts';
import { asBroken } from '../files/contents.ts';
import { largestFile } from '../files/library.ts';
import { versionThing } from '../files/seals.ts';
import { openingPieces } from '../keys/chunks.ts';
import { BrokenSeal, sealText, type Sealed } from '../keys/seal.ts';
import { sealOfAttachment } from '../mail/writing/store-attachments.ts';
import { findUnread, keepText, listUnread, textTables, type TextTable, type Unread } from './store-texts.ts';

const queue = 'cencomm-texts';
const sweep = 'cencomm-texts-forgotten';
/** Characters kept of one file: some hundred pages. */
const longestText = 200_000;
const rowsAtOnce = 50;
const withText: ReadonlySet<FileKind> = new Set(['pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'txt', 'csv']);

/** What the seal of a row's text is bound to, as its name's. */
const thingOf: Readonly<Record<TextTable, (row: Unread) => Sealed>> = {
  cencomm_attachments: sealOfAttachment,
  cencomm_library_versions: versionThing,
};

type Work = Pick<CencommContext, 'jobPool' | 'keys' | 'files' | 'intake'>;

/** Queues the reading of a file's text for the search. Never fails: what cannot be queued is found by the sweep. */
export async function queueText(
  { jobs, log }: Pick<CencommContext, 'jobs' | 'log'>,
  table: TextTable,
  id: string,
): Promise<void> {
  await jobs.send(queue, { table, id }, id).catch((error: unknown) => log.warn({ err: error }, 'a text waits'));
}

/** Reads the texts of new files, and of those from before or for which key or store was missing. */
export async function startTextJobs(context: CencommContext): Promise<void> {
  await context.jobs.work<{ table: TextTable; id: string }>(queue, async ({ table, id }) => {
    const row = await findUnread(context.jobPool, table, id);
    if (row) await readText(context, table, row);
  });
  await context.jobs.work<object>(sweep, () => readForgotten(context));
  await context.jobs.every(sweep, '*/5 * * * *');
}

/** Every file whose text was not read; one that cannot be read now keeps no other back. */
export async function readForgotten(context: Work & Pick<CencommContext, 'log'>): Promise<void> {
  for (const table of textTables)
    for (let after: string | undefined = '00000000-0000-0000-0000-000000000000'; after !== undefined; ) {
      const rows: readonly Unread[] = await listUnread(context.jobPool, table, after, rowsAtOnce);
      for (const row of rows)
        await readText(context, table, row).catch((error: unknown) =>
          context.log.warn({ err: error, file: row.id }, 'the text of a file waits to be read'),
        );
      after = rows.at(-1)?.id;
    }
}

/**
 * Opens a file, has its text read in the sandbox, and keeps it sealed under the same seal as its name. What was changed
 * or is gone has no text. Throws KeysAway, Unavailable: it is read later.
 */
async function readText(context: Work, table: TextTable, row: Unread): Promise<void> {
  const thing = thingOf[table](row);
  const text = withText.has(row.kind) ? await textIn(context, row, thing) : '';
  const key = await context.keys.keyOf(context.jobPool, row.operationId, row.epoch);
  await keepText(context.jobPool, table, row, text === '' ? null : sealText(key, thing, 'text', text));
}

async function textIn({ jobPool, keys, files, intake }: Work, row: Unread, thing: Sealed): Promise<string> {
  const key = await keys.keyOf(jobPool, row.operationId, row.epoch);
  try {
    const content = pipeline(await files.get(row.storedId), openingPieces(key, thing), () => undefined);
    const options = { name: `text.${row.kind}`, limit: largestFile, kinds: operationKinds };
    const read = await intake.withPlain(content, options, file => intake.textOf(file)).catch(asBroken);
    return 'done' in read
      ? read.done
          .replace(/[^\S\n]+/g, ' ')
          .slice(0, longestText)
          .toWellFormed()
          .trim()
      : '';
  } catch (error) {
    if (error instanceof BrokenSeal || error instanceof NotFound) return '';
    throw error;
  }
}
