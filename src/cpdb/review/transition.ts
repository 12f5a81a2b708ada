import { tellLogin, tellOffice, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { Client } from '../../db/pool.ts';
import { inTransaction } from '../../db/transaction.ts';
import { Conflict, DomainError, Forbidden, type FieldProblem } from '../../errors.ts';
import { listImages } from '../images/store.ts';
import { can, isTheirs, type Action } from '../pictures/permissions.ts';
import { path, type Picture } from '../pictures/picture.ts';
import { visiblePictures } from '../pictures/scope.ts';
import { listPicturesById, lockPicture } from '../pictures/store.ts';
import { moveTo } from '../pictures/store-change.ts';
import type { CpdbContext } from '../context.ts';

/** A draft that cannot be sent to the RILO as it stands, with everything in the way. 422. */
export class NotReady extends DomainError {
  readonly problems: readonly FieldProblem[];
  constructor(problems: readonly FieldProblem[]) {
    super('refused', 422, problems[0]?.key ?? '');
    this.problems = problems;
  }
}

/**
 * What every act on a picture has in common: the picture locked; 403 for a viewer who has no part in it, Conflict where
 * it stands otherwise by now.
 */
async function inStep(
  context: CpdbContext,
  viewer: Viewer,
  ref: string,
  action: Action,
  work: (client: Client, picture: Picture) => Promise<void>,
): Promise<void> {
  await inTransaction(context.pool, async client => {
    const picture = await lockPicture(client, viewer, ref);
    if (!isTheirs(viewer, action, picture)) throw new Forbidden(`may not ${action} ${ref}`);
    if (!can(viewer, action, picture)) throw new Conflict(`${ref} is ${picture.state}`);
    await work(client, picture);
  });
  context.counts.changed();
}

/** Sends a draft to the RILO of its region, or to the administrator where there is none. Throws NotReady. */
export function submit(context: CpdbContext, viewer: Viewer, ref: string): Promise<void> {
  return inStep(context, viewer, ref, 'submit', async (client, picture) => {
    const problems = await inTheWay(client, viewer, picture);
    if (problems.length > 0) throw new NotReady(problems);
    await moveTo(client, viewer, picture, 'submitted', 'submitted');
    await note(client, viewer, { action: 'picture.submitted', subject: ref });
    await tellOffice(
      client,
      context.outbox,
      reviewerOf(context, picture),
      { about: 'cws', kind: 'pictureSubmitted', values: { ref }, path: `${path}/${ref}` },
      viewer.loginId,
    );
  });
}

/**
 * Everything in the way of sending a draft: no image, images that wait or were refused, and ones that look like others.
 */
async function inTheWay(client: Client, viewer: Viewer, picture: Picture): Promise<FieldProblem[]> {
  const images = await listImages(client, picture.id);
  const alike = images.flatMap(image => (image.isAnother ? [] : image.alike));
  const known = await listPicturesById(client, alike, visiblePictures(viewer));
  return [
    ...(picture.draftId === null ? [] : [{ path: 'draft', key: 'cpdbimages:problem.draftOpen' }]),
    ...(images.length === 0 ? [{ path: 'file', key: 'cpdbimages:problem.none' }] : []),
    ...images.flatMap((image): FieldProblem[] => {
      const like = image.isAnother ? undefined : image.alike.flatMap(id => known.get(id)?.ref ?? [])[0];
      if (image.state !== 'ready')
        return [{ path: image.id, key: `cpdbimages:problem.${image.state}`, values: { name: image.name } }];
      return like === undefined
        ? []
        : [{ path: image.id, key: 'cpdbimages:problem.alike', values: { name: image.name, ref: like } }];
    }),
  ];
}

/** The contributor takes back what was sent, to correct it. */
export function takeBack(context: CpdbContext, viewer: Viewer, ref: string): Promise<void> {
  return inStep(context, viewer, ref, 'takeBack', async (client, picture) => {
    await moveTo(client, viewer, picture, 'draft', 'takenBack');
    await note(client, viewer, { action: 'picture.takenBack', subject: ref });
  });
}

/** Discards a draft. Nothing of it is shown any more. */
export function discard(context: CpdbContext, viewer: Viewer, ref: string): Promise<void> {
  return inStep(context, viewer, ref, 'discard', async (client, picture) => {
    await moveTo(client, viewer, picture, 'discarded', 'discarded');
    await note(client, viewer, { action: 'picture.discarded', subject: ref });
  });
}

/** Lets every member see a picture; its contributor is told. */
export function publish(context: CpdbContext, viewer: Viewer, ref: string): Promise<void> {
  return inStep(context, viewer, ref, 'publish', async (client, picture) => {
    await moveTo(client, viewer, picture, 'published', 'published');
    await note(client, viewer, { action: 'picture.published', subject: ref });
    await tellContributor(client, viewer, context, picture, 'picturePublished');
  });
}

/** Sends a picture back to be corrected, also one that is published: it is out of the gallery until then. */
export function sendBack(context: CpdbContext, viewer: Viewer, ref: string, reason: string): Promise<void> {
  return inStep(context, viewer, ref, 'return', async (client, picture) => {
    await moveTo(client, viewer, picture, 'returned', 'returned', reason);
    await note(client, viewer, { action: 'picture.returned', subject: ref, detail: { reason } });
    await tellContributor(client, viewer, context, picture, 'pictureReturned');
  });
}

/** Takes a published picture out of the gallery, for the reason its office and its RILO are shown. */
export function withdraw(context: CpdbContext, viewer: Viewer, ref: string, reason: string): Promise<void> {
  return inStep(context, viewer, ref, 'withdraw', async (client, picture) => {
    await moveTo(client, viewer, picture, 'withdrawn', 'withdrawn', reason);
    await note(client, viewer, { action: 'picture.withdrawn', subject: ref, detail: { reason } });
    await tellContributor(client, viewer, context, picture, 'pictureWithdrawn');
  });
}

async function tellContributor(
  client: Client,
  viewer: Viewer,
  { outbox }: CpdbContext,
  { ref, madeBy }: Picture,
  kind: 'picturePublished' | 'pictureReturned' | 'pictureWithdrawn',
): Promise<void> {
  if (madeBy !== null && madeBy !== viewer.loginId)
    await tellLogin(client, outbox, madeBy, { about: 'cws', kind, values: { ref }, path: `${path}/${ref}` });
}

/** The office whose queue a picture is in. */
export function reviewerOf({ offices }: Pick<CpdbContext, 'offices'>, { regionId }: Pick<Picture, 'regionId'>): number {
  return regionId ?? offices.all.find(({ kind }) => kind === 'secretariat')?.id ?? -1;
}
