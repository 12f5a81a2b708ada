import type { Request, Response } from 'express';
import { viewerOf } from '../../access/index.ts';
import { note, recordRead } from '../../audit/index.ts';
import { Forbidden, NotFound } from '../../errors.ts';
import type { Derivative } from '../../files/pictures/picture-types.ts';
import { tileId } from '../../files/pictures/tiles.ts';
import { readQuery } from '../../fields/index.ts';
import { answeredFromBrowser, sendOriginal, sendStamped } from '../../web/send-file.ts';
import { uuidParam } from '../../web/uuid-param.ts';
import { can } from '../pictures/permissions.ts';
import type { CpdbContext } from '../context.ts';
import { getImage, type OpenedImage } from './store.ts';

/**
 * The images themselves, to who may see their picture. What pages show small is noted with the page that lists it, and
 * kept by the browser for the session; an image opened large, tiles and originals are noted each on its own.
 */
export function servePages(context: CpdbContext) {
  async function imageOf(req: Request): Promise<OpenedImage> {
    readQuery(req.query, {});
    return getImage(context.pool, viewerOf(req), uuidParam(req, 'image'));
  }

  function noteOpened(req: Request, { ref, id }: OpenedImage, size: string): Promise<void> {
    const deed = { action: 'picture.imageOpened', subject: ref, detail: { image: id, size } } as const;
    return recordRead(context.pool, viewerOf(req), deed);
  }

  /** Who is handed it and when goes into every image; it is also to be read in the large one. */
  async function send(
    req: Request,
    res: Response,
    { ref }: OpenedImage,
    { storedId, kind }: Pick<Derivative, 'storedId' | 'kind'>,
    visible = false,
    isKept = false,
  ): Promise<void> {
    const { loginId, office } = viewerOf(req);
    await sendStamped(res, context, {
      storedId,
      kind,
      fetched: { login: loginId, office: office.code, at: new Date(), ref },
      visible,
      isKept,
    });
  }

  return {
    async picture(req: Request, res: Response): Promise<void> {
      const image = await imageOf(req);
      const size = String(req.params.size);
      if (size === 'depth' && image.depth) {
        await noteOpened(req, image, size);
        return send(req, res, image, { storedId: image.depth.storedId, kind: 'webp' });
      }
      const derivative = derivativeFor(image.derivatives, size, req.get('accept') ?? '');
      if (!derivative) throw new NotFound('no such picture');
      const isLarge = size === 'screen';
      if (isLarge) await noteOpened(req, image, size);
      else if (answeredFromBrowser(req, res, derivative.storedId)) return;
      await send(req, res, image, derivative, isLarge, !isLarge);
    },

    async original(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const image = await imageOf(req);
      if (!can(viewer, 'original', { ...image, state: image.pictureState }))
        throw new Forbidden('may not open originals');
      await note(context.pool, viewer, {
        action: 'picture.originalOpened',
        subject: image.ref,
        detail: { file: image.name, image: image.id },
      });
      await sendOriginal(res, context.files, image);
    },

    async tile(req: Request, res: Response): Promise<void> {
      const image = await imageOf(req);
      const [level = -1, column = -1, row = -1] = ['level', 'column', 'row'].map(name =>
        /^\d{1,5}$/.test(String(req.params[name])) ? Number(req.params[name]) : -1,
      );
      const storedId = image.tiles ? tileId(image.tiles, level, column, row) : undefined;
      if (storedId === undefined) throw new NotFound('no such tile');
      // One note for a look into the picture: its smallest level is fetched first, and once.
      if (level === image.tiles?.first) await noteOpened(req, image, 'tiles');
      await send(req, res, image, { storedId, kind: 'webp' });
    },
  };
}

/** The best a browser takes of a size; a thumbnail there is in one kind only gives way to the next size. */
export function derivativeFor(
  derivatives: readonly Derivative[],
  size: string,
  accept: string,
): Derivative | undefined {
  const fitting = derivatives.filter(one => one.size === size);
  if (fitting.length === 0) return undefined;
  const takes = ({ kind }: Derivative): boolean =>
    kind === 'webp' || /image\/avif|\*\/\*/.test(accept.replace(/image\/\*/, ''));
  return (
    fitting.find(one => one.kind === 'avif' && takes(one)) ??
    fitting.find(takes) ??
    (size === 'thumbnail' ? derivativeFor(derivatives, 'card', accept) : fitting[0])
  );
}
