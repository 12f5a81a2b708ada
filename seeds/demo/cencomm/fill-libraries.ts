import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { viewerOfAccount, type Viewer } from '../../../src/access/index.ts';
import { derivedId } from '../../../src/files/store/derived-id.ts';
import { enter } from '../../../src/cencomm/operations/store.ts';
import type { CencommContext } from '../../../src/cencomm/index.ts';
import { makeFolder } from '../../../src/cencomm/files/change-folders.ts';
import { checkUpload } from '../../../src/cencomm/files/check.ts';
import { keepPiece } from '../../../src/cencomm/files/contents.ts';
import { largestInForm } from '../../../src/cencomm/files/library.ts';
import { sendSmall, slotFor } from '../../../src/cencomm/files/send.ts';
import { insertRead } from '../../../src/cencomm/files/store-files.ts';
import { queryRows, sql } from '../../../src/db/sql.ts';

/** A synthetic file for the libraries of synthetic operations. */
export interface SampleFile {
  /** Folder it lies in, made where it is not there; the top when left out. */
  readonly folder?: string;
  readonly name: string;
  readonly note?: string;
  /** Name of the sample it is a new version of. */
  readonly versionOf?: string;
  content(): Promise<Buffer>;
}

const queue = 'cencomm-sample-libraries';

/**
 * Fills the libraries of synthetic operations, for evaluation, as their members would; one that holds something is left
 * alone.
 */
export async function startSampleLibraries(context: CencommContext, samples: readonly SampleFile[]): Promise<void> {
  await context.jobs.work<object>(queue, async () => {
    const rows = await queryRows<{ id: string }>(
      context.jobPool,
      sql`
        select o.id from cencomm_operations o
        where o.synthetic and o.state = 'open'
          and not exists (select from cencomm_library_versions v where v.operation_id = o.id) order by o.code`,
    );
    for (const { id } of rows) await fillLibrary(context, id, samples);
  });
  await context.jobs.send(queue, {}, queue);
  await context.jobs.every(queue, '*/5 * * * *');
}

/** Puts samples into the library of one operation. Done again it adds nothing. */
async function fillLibrary(
  context: CencommContext,
  operationId: string,
  samples: readonly SampleFile[],
): Promise<void> {
  const rows = await queryRows<{ id: number; role: string }>(
    context.jobPool,
    sql`
      select m.account_id as id, m.role from cencomm_members m
      where m.operation_id = ${operationId} and m.removed_at is null
      order by m.role <> 'owner', m.role <> 'liaison', m.account_id`,
  );
  const writers: Viewer[] = [];
  for (const { id, role } of rows) {
    const viewer = role === 'observer' ? undefined : await viewerOfAccount(context.jobPool, id);
    if (viewer && viewer.level !== 'read_only') writers.push(viewer);
  }
  const [owner] = writers;
  if (!owner) return;
  const kept = new Map<string, string>();
  for (const [at, sample] of samples.entries()) {
    const viewer = writers[at % writers.length] ?? owner;
    const folderId = sample.folder === undefined ? null : await folderFor(context, owner, operationId, sample.folder);
    const fileId = await addSample(context, viewer, operationId, sample, {
      folderId,
      fileId: sample.versionOf === undefined ? null : (kept.get(sample.versionOf) ?? null),
    });
    kept.set(sample.name, fileId);
  }
  await readSome(
    context,
    operationId,
    rows.map(({ id }) => id),
  );
}

const uuidOf = (name: string): string => derivedId(createHash('sha256').update(name).digest('hex'), 'sample');

async function folderFor(context: CencommContext, owner: Viewer, operationId: string, name: string): Promise<string> {
  const clientUuid = uuidOf(`${operationId}/${name}`);
  await makeFolder(context, owner, operationId, { clientUuid, name, parentId: null });
  return derivedId(clientUuid, `folder/${owner.accountId}/${operationId}`);
}

/** Returns the id of the file. */
async function addSample(
  context: CencommContext,
  viewer: Viewer,
  operationId: string,
  sample: SampleFile,
  target: { folderId: string | null; fileId: string | null },
): Promise<string> {
  const slot = slotFor(
    viewer,
    await enter(context.jobPool, viewer, operationId),
    uuidOf(`${operationId}/${sample.folder ?? ''}/${sample.name}`),
    0,
  );
  const piece = await keepPiece(
    context.jobPool,
    context,
    slot,
    0,
    Readable.from([await sample.content()]),
    largestInForm,
  );
  for (const id of await sendSmall(context, viewer, operationId, target, [
    { slot, piece, texts: { name: sample.name, note: sample.note ?? '' } },
  ]))
    await context.files.remove(id);
  await checkUpload(context, slot.id);
  return target.fileId ?? derivedId(slot.id, 'file');
}

/** Some have opened some. */
async function readSome({ jobPool }: CencommContext, operationId: string, accounts: readonly number[]): Promise<void> {
  const rows = await queryRows<{ id: string; authorId: number }>(
    jobPool,
    sql`
      select id, author_id as "authorId" from cencomm_library_versions where operation_id = ${operationId}
      order by created_ms`,
  );
  for (const [at, { id, authorId }] of rows.entries()) {
    for (const account of accounts.filter((one, place) => one !== authorId && (at + place) % 3 !== 0))
      await insertRead(jobPool, id, account);
  }
}
