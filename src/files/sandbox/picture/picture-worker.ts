import { setPriority } from 'node:os';
import { runTaskLoop } from '../task-loop.ts';
import { blurPicture } from './blur.ts';
import { makeGallery, makeKnown } from './gallery.ts';
import { makePictures } from './pictures.ts';
import type { PictureTask } from '../tasks.ts';

/** Encoding can wait, pages cannot. */
setPriority(10);

runTaskLoop((task: PictureTask) => {
  if (task.make === 'gallery') return makeGallery(task.path, task.kind);
  if (task.make === 'known') return makeKnown(task.path, task.kind);
  return task.make === 'blur' ? blurPicture(task.path, task.kind, task.regions) : makePictures(task.path, task.kind);
});
