import type { FieldProblem } from '../../errors.ts';
import type { Words } from '../../reference/index.ts';
import { captionIn, path, type Picture } from '../pictures/picture.ts';
import { imageAddress, stateTag } from '../pictures/presenter-card.ts';
import { pairNames } from './arrangement.ts';
import { largestImage, mostAtOnce, mostImages, mostPixels, roles, type Image } from './image.ts';

/**
 * What a browser offers to choose. Named one by one: under `image/*` some leave out what only scanners write.
 */
export const acceptedFiles =
  'image/jpeg,image/png,image/webp,image/heic,image/heif,image/avif,image/tiff,.heic,.heif,.dcm,.dicom,.dcs,.tif,.tiff';

interface ImagesSources {
  readonly picture: Picture;
  readonly images: readonly Image[];
  /** Keys of the files there are, so that a script sends none twice. */
  readonly keys: readonly string[];
  /** Pictures the viewer may see, by number: those images look like. */
  readonly known: ReadonlyMap<number, Picture>;
  readonly words: Words;
  readonly isUnscanned: boolean;
  readonly done?: string;
  readonly problems?: readonly FieldProblem[];
  readonly typed?: Readonly<Record<string, string>>;
}

/** The page with the images of a draft: what came, what became of it, and how it stands. Pure. */
export function presentImages({
  picture,
  images,
  keys,
  known,
  words,
  isUnscanned,
  done,
  problems = [],
  typed,
}: ImagesSources) {
  const { t } = words;
  const base = `${path}/${picture.ref}`;
  const errors = new Map(problems.map(problem => [problem.path, words.problem(problem)]));
  const title = t('cpdbimages:title', { ref: picture.ref });
  return {
    ref: picture.ref,
    title,
    base,
    isUnscanned,
    backToDraft: picture.draftId === null ? undefined : `/seizures/drafts/${picture.draftId}#pictures`,
    done: done === undefined ? undefined : t(`cpdbimages:done.${done}`),
    isWaiting: images.some(({ state }) => state === 'waiting'),
    head: {
      title,
      crumbs: [
        { label: t('cpdb:title'), href: '/cpdb' },
        { label: picture.ref, href: base },
        { label: t('cpdbimages:crumb') },
      ],
      scope: captionIn(picture.captions, words.lang),
      tag: stateTag(picture.state, words),
    },
    problems: problems.map(problem => ({
      text: words.problem(problem),
      href: problem.path === 'file' ? '#field-file' : `#field-${problem.path.replaceAll('.', '-')}`,
    })),
    upload: {
      type: 'file',
      id: 'field-file',
      name: 'file',
      many: true,
      accept: acceptedFiles,
      pixels: mostPixels,
      label: t('cpdbimages:add'),
      placeholder: t('cpdbimages:drop'),
      hint: t('cpdbimages:addHint', { files: mostAtOnce, size: largestImage / 1024 / 1024, most: mostImages }),
      ...(errors.has('file') ? { error: errors.get('file') } : {}),
    },
    keys: keys.join(' '),
    largest: largestImage,
    images: images.map((image, at) => imageRow(image, { at, count: images.length, base, known, words, errors, typed })),
    texts: Object.fromEntries(
      ['waits', 'sending', 'taken', 'same', 'broken', 'away', 'again', 'tooLarge', 'refresh', 'signedOut', 'alike'].map(
        key => [key, t(`cpdbimages:sending.${key}`, { size: largestImage / 1024 / 1024 })],
      ),
    ),
  };
}

interface RowSources {
  readonly at: number;
  readonly count: number;
  readonly base: string;
  readonly known: ReadonlyMap<number, Picture>;
  readonly words: Words;
  readonly errors: ReadonlyMap<string, string>;
  readonly typed: Readonly<Record<string, string>> | undefined;
}

export function imageRow(image: Image, { at, count, base, known, words, errors, typed }: RowSources) {
  const { t } = words;
  const { id } = image;
  const value = (name: string, kept: string): string => typed?.[`${name}.${id}`] ?? kept;
  const select = (name: string, kept: string, options: readonly { value: string; label: string }[], more = {}) => ({
    type: 'choice',
    display: 'select',
    id: `field-${name}-${id}`,
    name: `${name}.${id}`,
    label: t(`cpdbimages:${name}`),
    value: value(name, kept),
    options,
    noBlank: true,
    ...(errors.has(`${name}.${id}`) ? { error: errors.get(`${name}.${id}`) } : {}),
    ...more,
  });
  const like = image.isAnother ? [] : image.alike.flatMap(one => known.get(one) ?? []);
  return {
    id,
    name: image.name,
    state: image.state,
    href: `${base}/files/${id}`,
    thumbnail:
      image.state === 'ready'
        ? { src: imageAddress(id, 'thumbnail'), width: image.width, height: image.height }
        : undefined,
    meta: metaOf(image, words),
    stateText:
      image.state === 'refused'
        ? t(`files:refusals.${image.refusal?.reason ?? 'damaged'}`, { ...image.refusal?.values })
        : t(`cpdbimages:state.${image.state}`),
    removed:
      image.removed.length > 0
        ? t('cpdbimages:removed', { what: image.removed.map(what => t(`cwsfiles:metadata.${what}`)).join(', ') })
        : '',
    marked: [
      image.regions.length > 0 ? t('cpdbimages:marked', { count: image.regions.length }) : '',
      image.blurred > 0 ? t('cpdbimages:blurred', { count: image.blurred }) : '',
    ]
      .filter(Boolean)
      .join(' · '),
    like: like.map(one => ({ ref: one.ref, href: `${path}/${one.ref}`, caption: captionIn(one.captions, words.lang) })),
    role: select(
      'role',
      image.role,
      roles.map(one => ({ value: one, label: t(`cpdb:role.${one}`) })),
    ),
    pair: select('pair', image.pair === null ? '' : (pairNames[image.pair - 1] ?? ''), [
      { value: '', label: t('cpdbimages:noPair') },
      ...pairNames.slice(0, Math.max(3, Math.ceil(count / 2))).map(one => ({ value: one, label: one })),
    ]),
    place: select(
      'place',
      String(at + 1),
      Array.from({ length: count }, (_, one) => ({ value: String(one + 1), label: String(one + 1) })),
    ),
    remove: { name: `remove.${id}`, checked: typed?.[`remove.${id}`] === 'yes' },
  };
}

/** What the file is: its kind, size and pixels. */
function metaOf({ kind, size, width, height, depth }: Image, { t, count }: Words): string {
  return [
    kind.toUpperCase(),
    size >= 1e6
      ? t('cwsfiles:MB', { number: count(Math.round(size / 1e5) / 10) })
      : t('cwsfiles:kB', { number: count(Math.max(1, Math.round(size / 1000))) }),
    width === null ? '' : t('cpdbimages:pixels', { width, height }),
    depth === null ? '' : t('cpdbimages:depth'),
  ]
    .filter(Boolean)
    .join(' · ');
}
