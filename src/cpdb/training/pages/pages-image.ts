import type { Response } from 'express';
import type { Viewer } from '../../../access/index.ts';
import { NotFound } from '../../../errors.ts';
import type { Derivative } from '../../../files/pictures/picture-types.ts';
import { sendStamped } from '../../../web/send-file.ts';
import { derivativeFor } from '../../images/pages-serve.ts';
import type { CpdbContext } from '../../context.ts';
import { exerciseImages } from '../store/store-images.ts';
import type { Exercise } from '../set.ts';

interface Sending {
  readonly exercise: Exercise;
  /** Position among the images of the exercise, from 0. */
  readonly at: number;
  readonly size: Derivative['size'];
  /** What the stamp says it was fetched for: the set, as the picture's own reference would give the answer away. */
  readonly ref: string;
  readonly accept: string;
}

/**
 * Hands out an image of an exercise at an address that says neither which picture it is of nor whether anything is
 * hidden in it.
 */
export async function sendExerciseImage(
  res: Response,
  context: CpdbContext,
  { loginId, office }: Viewer,
  { exercise, at, size, ref, accept }: Sending,
): Promise<void> {
  const [image] = await exerciseImages(context.pool, exercise.shown.slice(at, at + 1));
  const derivative = image && derivativeFor(image.derivatives, size, accept);
  if (!derivative) throw new NotFound('no such image');
  await sendStamped(res, context, {
    storedId: derivative.storedId,
    kind: derivative.kind,
    fetched: { login: loginId, office: office.code, at: new Date(), ref },
    visible: size === 'screen',
  });
}
