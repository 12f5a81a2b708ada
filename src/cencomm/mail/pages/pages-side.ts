import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../../access/index.ts';
import type { Words } from '../../../reference/index.ts';
import type { Entered } from '../../operations/operation.ts';
import { enter } from '../../operations/store.ts';
import { frameOf, type OperationFrame } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { presentSide, type MailPlace, type MailSide } from './presenter-side.ts';
import { listFolders, type Folder } from '../reading/store-folders.ts';
import { countBoxes } from '../reading/store-list.ts';

/** What every page of the mail begins with. */
export interface MailPage {
  readonly viewer: Viewer;
  readonly entered: Entered;
  readonly words: Words;
  readonly folders: readonly Folder[];
  readonly frame: OperationFrame;
  readonly side: MailSide;
}

/** Enters the operation of an address and reads the frame of its mail. Throws NotVisible. */
export async function openMail(
  context: CencommContext,
  req: Request,
  res: Response,
  place: MailPlace,
  known?: Entered,
): Promise<MailPage> {
  const viewer = viewerOf(req);
  const words = wordsOf(context, res);
  const entered = known ?? (await enter(context.pool, viewer, req.params.id));
  const [counts, folders] = await Promise.all([
    countBoxes(context.pool, viewer, entered),
    listFolders(context.pool, viewer, context.keys, entered.operation.id),
  ]);
  const frame = await frameOf(context, viewer, res, entered, 'mail', counts.inside);
  return { viewer, entered, words, folders, frame, side: presentSide({ entered, place, counts, folders, words }) };
}
