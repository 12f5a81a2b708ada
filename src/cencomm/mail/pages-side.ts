import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import type { Viewer } from '../../access/index.ts';
import type { Words } from '../../reference/index.ts';
import type { Entered } from '../operations/operation.ts';
import { enter } from '../operations/store.ts';
import { frameOf } from '../pages-frame.ts';
import type { OperationFrame } from '../pages-frame.ts';
import { wordsOf } from '../room.ts';
import type { CencommRoom } from '../room.ts';
import { presentSide } from './presenter-side.ts';
import type { MailPlace } from './presenter-side.ts';
import { listFolders } from './store-folders.ts';
import type { Folder } from './store-folders.ts';
import { countBoxes } from './store-list.ts';

/** What every page of the mail begins with. */
export interface MailPage {
  readonly viewer: Viewer;
  readonly entered: Entered;
  readonly words: Words;
  readonly folders: readonly Folder[];
  readonly frame: OperationFrame;
  readonly side: ReturnType<typeof presentSide>;
}

/** Enters the operation of an address and reads what stands around its mail. Throws NotVisible. */
export async function openMail(
  room: CencommRoom,
  req: Request,
  res: Response,
  place: MailPlace,
  known?: Entered,
): Promise<MailPage> {
  const viewer = viewerOf(req);
  const words = wordsOf(room, res);
  const entered = known ?? (await enter(viewer, room.pool, req.params.id));
  const [counts, folders] = await Promise.all([
    countBoxes(viewer, room.pool, entered),
    listFolders(room.keys, viewer, room.pool, entered.operation.id),
  ]);
  const frame = await frameOf(room, viewer, res, entered, 'mail', counts.inside);
  return { viewer, entered, words, folders, frame, side: presentSide({ entered, place, counts, folders, words }) };
}
