import type { TFunction } from 'i18next';
import type { Viewer } from '../../../access/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import type { FieldProblem } from '../../../errors.ts';
import type { Findings, ReceivedFile } from '../../../files/intake/types.ts';
import type { FileRefusal } from '../../../files/kinds/kinds.ts';
import { Refused } from '../../../forms/index.ts';
import type { Entered } from '../../operations/operation.ts';
import { isId } from '../../operations/store.ts';
import type { CencommContext } from '../../context.ts';
import { queueText } from '../../texts/read-texts.ts';
import { keepContent, type Kept } from './attachment-content.ts';
import { insertAttachment, listDraftAttachments, removeAttachment } from './store-attachments.ts';

const megabyte = 1024 * 1024;
/** Largest attachment and largest total of a message in bytes; most attachments of a message. */
export const largestFile = 25 * megabyte;
export const largestMail = 100 * megabyte;
export const mostFiles = 20;

/**
 * Scans uploaded files and seals those found clean as attachments of a draft; the others are removed. Returns what is
 * wrong with them, at the field `file`, in the language of `t`.
 */
export async function attach(
  context: CencommContext,
  viewer: Viewer,
  { operation }: Entered,
  draftId: string,
  files: readonly ReceivedFile[],
  t: TFunction,
): Promise<FieldProblem[]> {
  const before = await listDraftAttachments(context.pool, viewer, context.keys, draftId);
  const problems: FieldProblem[] = [];
  let [bytes, count] = [before.reduce((sum, { size }) => sum + size, 0), before.length];
  for (const file of files) {
    const problem =
      bytes + file.size > largestMail
        ? { key: 'cencommmail:problem.tooLarge', values: { name: file.name, limit: largestMail / megabyte } }
        : count >= mostFiles
          ? { key: 'cencommmail:problem.tooMany', values: { name: file.name, limit: mostFiles } }
          : await attachOne(context, viewer, operation, draftId, file, t);
    await context.intake.remove(file.storedId);
    if (problem) problems.push({ path: 'file', ...problem });
    else [bytes, count] = [bytes + file.size, count + 1];
  }
  return problems;
}

/** Removes an attachment from the viewer's draft, if it is there. */
export async function detach(
  { pool, intake }: Pick<CencommContext, 'pool' | 'intake'>,
  viewer: Viewer,
  draftId: string,
  id: unknown,
): Promise<void> {
  if (isId(id))
    await intake.remove(...(await inTransaction(pool, client => removeAttachment(client, viewer, draftId, id))));
}

/** Throws Refused at `file` for more attachments than a message may have, as two pages of one draft can add them. */
export function requireFits(all: readonly { readonly size: number }[]): void {
  if (all.length > mostFiles || all.reduce((sum, { size }) => sum + size, 0) > largestMail)
    throw new Refused({
      path: 'file',
      key: 'cencommmail:problem.wholeTooLarge',
      values: { limit: largestMail / megabyte, files: mostFiles },
    });
}

async function attachOne(
  context: CencommContext,
  viewer: Viewer,
  operation: Entered['operation'],
  draftId: string,
  file: ReceivedFile,
  t: TFunction,
): Promise<Omit<FieldProblem, 'path'> | undefined> {
  const found = await context.intake.examine(file.storedId, file.kind);
  if (found.verdict === 'later') return { key: 'cencommmail:problem.scannerAway', values: { name: file.name } };
  if (found.verdict !== 'clean') return refusalProblem(file.name, found.refusal, t);
  const kept = await sealed(context, viewer, operation, file, found);
  try {
    await inTransaction(context.pool, client => insertAttachment(client, viewer, context.keys, draftId, kept));
  } catch (error) {
    await context.intake.remove(kept.storedId, ...(kept.previewId === null ? [] : [kept.previewId]));
    throw error;
  }
  await queueText(context, 'cencomm_attachments', kept.id);
  return undefined;
}

/** The scan stores its thumbnail unsealed; it is removed again here. */
async function sealed(
  context: CencommContext,
  viewer: Viewer,
  operation: Entered['operation'],
  file: ReceivedFile,
  { derivatives = [], scanned }: Findings & { readonly scanned: boolean },
): Promise<Kept> {
  const small = derivatives.find(({ size, kind }) => size === 'thumbnail' && kind === 'webp');
  try {
    return await keepContent(
      context,
      viewer,
      operation,
      {
        name: file.name,
        kind: file.kind,
        size: file.size,
        isScanned: scanned,
        open: () => context.files.get(file.storedId),
      },
      small && { size: small.bytes, open: () => context.files.get(small.storedId) },
    );
  } finally {
    await context.intake.remove(...derivatives.map(({ storedId }) => storedId));
  }
}

/** The problem of a rejected file, its reason in the language of `t`. */
export function refusalProblem(
  name: string,
  { reason, values }: FileRefusal,
  t: TFunction,
): Omit<FieldProblem, 'path'> {
  return { key: 'cencommmail:problem.notTaken', values: { name, why: t(`files:refusals.${reason}`, { ...values }) } };
}
