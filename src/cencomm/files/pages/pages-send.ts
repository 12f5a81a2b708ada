import type { Request, Response } from 'express';
import { note } from '../../../audit/index.ts';
import { inTransaction } from '../../../db/transaction.ts';
import { NotVisible } from '../../../errors.ts';
import { nameFor } from '../../../files/file-name.ts';
import { readQuery } from '../../../fields/index.ts';
import { sendMade, sendVerified } from '../../../web/send-file.ts';
import { BrokenSeal } from '../../keys/seal.ts';
import { enter } from '../../operations/store.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { openContent, openPreview } from '../contents.ts';
import type { Version } from '../library.ts';
import { insideOf, noteBroken, type Inside } from './pages-inside.ts';
import { getFile, insertRead, listVersions } from '../store-files.ts';
import { fileName, filePath } from './words.ts';

/** Sending files and previews. */
export function sendPages(context: CencommContext) {
  async function versionOf(req: Request, inside: Inside): Promise<Version> {
    const file = await getFile(context.pool, inside.viewer, inside.entered, context.keys, req.params.file);
    const version = (await listVersions(context.pool, inside.viewer, inside.entered, context.keys, file.id)).find(
      ({ id }) => id === req.params.version,
    );
    if (!version) throw new NotVisible('no such version');
    return version;
  }

  return {
    /** Sends piece by piece as each is verified; trail and readers are written before the first byte. */
    async open(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const inside = await insideOf(context, req);
      const version = await versionOf(req, inside);
      try {
        const content = await openContent(context.pool, context, version);
        await noteOpened(context, inside, version);
        await sendVerified(res, content, {
          kind: version.kind,
          name: nameFor(fileName(version, wordsOf(context, res)), version.kind),
          size: version.size,
        });
      } catch (error) {
        if (!(error instanceof BrokenSeal)) throw error;
        await noteBroken(context, inside, version.fileId, { version: version.number });
        // Nobody may mistake what was sent for the whole file.
        if (res.headersSent) return void res.destroy();
        res.redirect(303, `${filePath(inside.operationId, version.fileId)}?problem=broken`);
      }
    },

    /** The picture of the file's page, which has noted who sees it. */
    async picture(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const inside = await insideOf(context, req);
      const version = await versionOf(req, inside);
      const preview = await openPreview(context.pool, context, version).catch(async (error: unknown) => {
        if (!(error instanceof BrokenSeal)) throw error;
        await noteBroken(context, inside, version.fileId, { version: version.number, preview: true });
        throw new NotVisible('no preview that can be verified');
      });
      if (!preview?.picture) throw new NotVisible('no picture');
      sendMade(res, preview.picture.content, 'webp');
    },
  };
}

/** Notes that a version was opened, by someone who is still a member, in one transaction. */
export async function noteOpened(
  context: CencommContext,
  { viewer, operationId }: Inside,
  version: Version,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await inTransaction(context.pool, async client => {
    await enter(client, viewer, operationId);
    await note(client, viewer, {
      action: 'libraryFile.opened',
      subject: `file:${version.fileId}`,
      detail: { operation: operationId, version: version.number, sha256: version.sha256, ...detail },
    });
    await insertRead(client, version.id, viewer.accountId);
  });
}
