import type { Request, Response } from 'express';
import { viewerOf, type Viewer } from '../../access/index.ts';
import { note } from '../../audit/index.ts';
import type { FieldProblem } from '../../errors.ts';
import { readForm, readQuery } from '../../fields/index.ts';
import { Refused as RefusedFile, galleryKinds, isPicture, type FileRefusal } from '../../files/kinds/kinds.ts';
import { alikeWithin, sameWithin } from '../../files/pictures/perceptual-hash.ts';
import type { KnownBy } from '../../files/sandbox/answers.ts';
import { readTaken } from '../../web/forms/upload.ts';
import { render } from '../../web/render.ts';
import { largestImage, mostPixels } from '../images/image.ts';
import { acceptedFiles } from '../images/presenter.ts';
import { findNear, findSame } from '../images/store-alike.ts';
import { presentCard } from '../pictures/presenter-card.ts';
import { publishedPictures } from '../pictures/scope.ts';
import { listCards } from '../pictures/store.ts';
import { wordsOf, type CpdbContext, type FoundDocument } from '../context.ts';

type Taken = { readonly known: KnownBy } | { readonly refusal: FileRefusal };
type Found = Readonly<Record<'same' | 'alike', readonly number[]>> & { readonly documents: readonly FoundDocument[] };

/** Pictures of each kind that are shown. */
const mostShown = 12;

/**
 * Find by picture: a reader brings an image and is shown the published pictures it is, those it looks like, and the
 * documents it is in. Nothing of it is kept.
 */
export function findPages(context: CpdbContext) {
  return {
    ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      return show(context, res, {});
    },

    async find(req: Request, res: Response): Promise<void> {
      const read = await readTaken<Taken>(req, res, {
        limits: { files: 1, fields: 2, fieldBytes: 200 },
        fields: ['file'],
        taker: { take: (stream, { name }) => known(context, stream, name), drop: async () => undefined },
      });
      readForm(req.body, {});
      if ('problem' in read)
        return show(context, res, {
          problem: { path: 'file', key: `files:problems.${read.problem}`, values: { limit: 1 } },
        });
      const [taken] = read.files.map(({ taken: one }) => one);
      if (!taken) return show(context, res, { problem: { path: 'file', key: 'cpdbfind:problem.none' } });
      if ('refusal' in taken)
        return show(context, res, {
          problem: { path: 'file', key: `files:refusals.${taken.refusal.reason}`, values: taken.refusal.values ?? {} },
        });
      return show(context, res, { found: await findBy(context, viewerOf(req), taken.known) });
    },
  };
}

/** The file lies in the private directory while it is read, and nowhere afterwards. */
async function known(
  { intake }: CpdbContext,
  stream: Parameters<CpdbContext['intake']['withPlain']>[0],
  name: string,
): Promise<Taken> {
  const taken = await intake.withPlain(
    stream,
    { name, limit: largestImage, kinds: galleryKinds, pixels: mostPixels },
    async ({ path, kind }): Promise<Taken> => {
      if (!isPicture(kind)) throw new Error('a picture of no kind of picture');
      try {
        return { known: await intake.knownBy({ path, kind }) };
      } catch (error) {
        if (error instanceof RefusedFile) return { refusal: error.refusal };
        throw error;
      }
    },
  );
  return 'done' in taken ? taken.done : taken;
}

/** The act is noted with what it found, and nothing of the picture. */
async function findBy({ pool, documentsWith }: CpdbContext, viewer: Viewer, by: KnownBy): Promise<Found> {
  const same = await findSame(pool, { ...by, bits: sameWithin, scope: publishedPictures });
  const near = await findNear(pool, by.hash, publishedPictures, { bits: alikeWithin, most: mostShown });
  const alike = near.filter(one => !same.includes(one));
  const documents = by.fingerprint ? await documentsWith(viewer, by.fingerprint) : [];
  await note(pool, viewer, {
    action: 'picture.soughtByImage',
    detail: { same: same.length, alike: alike.length, documents: documents.length },
  });
  return { same, alike, documents };
}

async function show(
  context: CpdbContext,
  res: Response,
  { found, problem }: { readonly found?: Found; readonly problem?: FieldProblem },
): Promise<void> {
  const cards = await listCards(
    context.pool,
    [...(found?.same ?? []), ...(found?.alike ?? [])].slice(0, 2 * mostShown),
    publishedPictures,
  );
  if (problem) res.status(422);
  const words = wordsOf(context, res);
  render(res, 'cpdb/find', presentFind(cards, found, problem, words, context));
}

/** Pure. */
export function presentFind(
  cards: Awaited<ReturnType<typeof listCards>>,
  found: Found | undefined,
  problem: FieldProblem | undefined,
  words: ReturnType<typeof wordsOf>,
  context: Pick<CpdbContext, 'lists' | 'texts'>,
) {
  const { t } = words;
  const shown = (ids: readonly number[] = []) =>
    ids.flatMap(id => cards.get(id) ?? []).map(card => presentCard(card, words, context));
  const groups = (['same', 'alike'] as const).map(name => ({
    id: name,
    title: t(`cpdbfind:${name}`),
    note: t(`cpdbfind:${name}Note`),
    cards: shown(found?.[name]),
  }));
  return {
    title: t('cpdbfind:title'),
    head: {
      title: t('cpdbfind:title'),
      crumbs: [{ label: t('cpdb:title'), href: '/cpdb' }, { label: t('cpdbfind:title') }],
      scope: t('cpdbfind:scope'),
    },
    problems: problem ? [{ text: words.problem(problem), href: '#field-file' }] : [],
    upload: {
      type: 'file',
      id: 'field-file',
      name: 'file',
      accept: acceptedFiles,
      pixels: mostPixels,
      label: t('cpdbfind:file'),
      hint: t('cpdbfind:hint', { size: largestImage / 1024 / 1024 }),
      ...(problem ? { error: words.problem(problem) } : {}),
    },
    documents: (found?.documents ?? []).map(one => documentRow(one, words)),
    groups: groups.filter(({ cards: some }) => some.length > 0),
    none: found?.documents.length === 0 && groups.every(({ cards: some }) => some.length === 0),
  };
}

/** Where else the picture is. */
function documentRow({ ref, kind, href, titles }: FoundDocument, { t, lang }: ReturnType<typeof wordsOf>) {
  return {
    title: (titles[lang] ?? titles.en ?? titles.fr)?.title ?? ref,
    text: `${t(`cws:kind.${kind}.one`)} · ${ref}`,
    href,
    icon: 'file-text',
  };
}
