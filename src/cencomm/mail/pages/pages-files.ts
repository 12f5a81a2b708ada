import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { note } from '../../../audit/index.ts';
import { NotFound, NotVisible, Unavailable } from '../../../errors.ts';
import { readQuery } from '../../../fields/index.ts';
import { sendOriginal, sendPicture } from '../../../web/send-file.ts';
import { enter } from '../../operations/store.ts';
import type { CencommContext } from '../../context.ts';
import { openContent, openPreview } from '../writing/attachment-content.ts';
import { openMessage } from '../reading/decrypt-message.ts';
import { noteBroken } from '../reading/open-lines.ts';
import { openMail } from './pages-side.ts';
import { listAttachments, type Attachment } from '../writing/store-attachments.ts';
import { readThread } from '../reading/store-thread.ts';
import { render } from '../../../web/render.ts';

/** Attachments as readers of their message open them, each piece verified before it is sent. */
export function filePages(context: CencommContext) {
  async function find(req: Request): Promise<Attachment> {
    const viewer = viewerOf(req);
    const entered = await enter(context.pool, viewer, req.params.id);
    const [message] = await readThread(context.pool, viewer, entered, req.params.message);
    if (!(await openMessage(context.pool, context.keys, message)).isWhole)
      throw new NotVisible('not sent to this reader');
    const found = (await listAttachments(context.pool, context.keys, [message.id])).find(
      ({ id }) => id === req.params.file,
    );
    if (!found) throw new NotVisible('no such attachment');
    return found;
  }

  /** A file changed in the store leads to a page that says so, or breaks off once a verified part was sent. */
  async function guarded(req: Request, res: Response, file: Attachment, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      await noteBroken(context.pool, viewerOf(req), file.messageId ?? file.id);
      if (!(error instanceof NotFound))
        context.log.warn({ err: error, file: file.id }, 'an attachment could not be verified');
      if (res.headersSent) return void res.destroy();
      const page = await openMail(context, req, res, 'search');
      render(res.status(409), 'cencomm/mail/broken-file', {
        ...page,
        title: page.words.t('cencommmail:brokenFile.title'),
      });
    }
  }

  return {
    async open(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const file = await find(req);
      await note(context.pool, viewerOf(req), {
        action: 'message.fileOpened',
        subject: `message:${file.messageId}`,
        detail: { operation: file.operationId, file: file.id, sha256: file.sha256 },
      });
      await guarded(req, res, file, () =>
        sendOriginal(
          res,
          { get: () => openContent(context, file) },
          { storedId: file.storedId, size: file.size, kind: file.kind, name: file.name ?? file.id },
        ),
      );
    },

    /** The thumbnail of an attachment: made by the sandbox, never what was uploaded. */
    async picture(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const file = await find(req);
      const { previewId } = file;
      if (previewId === null) throw new NotFound('no small picture');
      const content = await openPreview(context, { ...file, previewId });
      const pieces: Buffer[] = [];
      await guarded(req, res, file, async () => {
        for await (const piece of content as AsyncIterable<Buffer>) pieces.push(piece);
        const whole = Buffer.concat(pieces);
        await sendPicture(
          res,
          { get: () => Promise.resolve(Readable.from([whole])) },
          { storedId: previewId, size: whole.length, kind: 'webp' },
        );
      });
    },
  };
}
