import type { FieldProblem } from '../../errors.ts';
import { isPicture } from '../../files/kinds/kinds.ts';
import type { Words } from '../../reference/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import type { Draft } from '../documents/editing/store-drafts.ts';
import { addressOfRef } from '../kinds/index.ts';
import { largestFile, mostAtOnce } from './file.ts';
import type { CwsFile } from './file.ts';
import type { ShownFiles } from './publication.ts';
import type { OpenedFile } from './store.ts';
import type { FieldLook } from '../../web/forms/views.ts';
import { numberFormat } from '../../text/formats.ts';

export interface FilesSources {
  readonly document: CwsDocument;
  readonly draft: Draft;
  readonly files: readonly CwsFile[];
  readonly words: Words;
  readonly isUnscanned: boolean;
  readonly done?: string;
  readonly problems?: readonly FieldProblem[];
  readonly typed?: Readonly<Record<string, string>>;
  readonly isMeanwhile?: boolean;
}

/** "1.4 MB", "38 kB": in thousands, as file managers count. */
export function sizeWords(bytes: number, { lang, t }: Words): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, 'MB'] : [bytes / 1000, 'kB'];
  return t(`cwsfiles:${unit}`, {
    number: numberFormat(lang, { maximumSignificantDigits: 2, minimumSignificantDigits: 1 }).format(
      Math.max(value, 0.1),
    ),
  });
}

/** The files of a working copy with their form. Pure. */
export function presentFiles({
  document,
  draft,
  files,
  words,
  isUnscanned,
  done = '',
  problems = [],
  typed = draft.typed,
  isMeanwhile,
}: FilesSources) {
  const { t } = words;
  const errors = new Map(problems.map(problem => [problem.path, words.problem(problem)]));
  const field = (name: string, rest: FieldLook & { readonly label: string }) => ({
    ...rest,
    name,
    id: `field-${name.replaceAll('.', '-')}`,
    value: typed[name] ?? draft.typed[name] ?? '',
    ...(errors.has(name) ? { error: errors.get(name) } : {}),
  });
  return {
    title: t('cwsfiles:title', { ref: document.ref }),
    ref: document.ref,
    edition: String(draft.edition),
    isUnscanned,
    head: {
      title: t('cwsfiles:title', { ref: document.ref }),
      scope: t('cwsfiles:scope'),
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: t('cws:desk.title'), href: '/cws/documents' },
        { label: document.ref, href: `/cws/documents/${document.ref}` },
        { label: t('cwsfiles:crumb') },
      ],
      actions: [
        { label: t('cwsfiles:toText'), href: `/cws/documents/${document.ref}/edit`, icon: 'square-pen' },
        { label: t('cwsfiles:toReview'), href: `/cws/documents/${document.ref}`, icon: 'eye' },
      ],
    },
    done: done === '' ? '' : t(`cwsfiles:done.${done}`),
    meanwhile: isMeanwhile ? t('cwsfiles:meanwhile', { login: draft.savedBy }) : '',
    problems: problems.map(({ path }, at) => ({
      text: words.problem(problems[at] as FieldProblem),
      href: `#field-${path.replaceAll('.', '-')}`,
    })),
    upload: {
      type: 'file',
      many: true,
      id: 'field-file',
      name: 'file',
      label: t('cwsfiles:add'),
      hint: t('cwsfiles:addHint', { files: mostAtOnce, size: Math.round(largestFile / 1024 / 1024) }),
      ...(problems.some(({ path }) => path === 'file')
        ? {
            error: problems
              .filter(({ path }) => path === 'file')
              .map(problem => words.problem(problem))
              .join(' '),
          }
        : {}),
    },
    isWaiting: files.some(({ state }) => state === 'waiting'),
    files: files.map((file, at) => ({
      id: file.id,
      name: file.name,
      state: file.state,
      isPicture: isPicture(file.kind),
      thumbnail: file.state === 'clean' ? file.derivatives.find(({ size }) => size === 'thumbnail') : undefined,
      meta: [
        file.kind.toUpperCase(),
        sizeWords(file.size, words),
        file.pages === null ? '' : t('cwsfiles:pages', { count: file.pages }),
        file.width === null ? '' : `${file.width} × ${file.height}`,
      ]
        .filter(Boolean)
        .join(' · '),
      stateText:
        file.state === 'waiting'
          ? t('files:waiting')
          : file.state === 'refused'
            ? t(`files:refusals.${file.refusal?.reason}`, { ...file.refusal?.values })
            : file.scanned
              ? t('cwsfiles:scanned')
              : t('cwsfiles:unscanned'),
      removed:
        file.removed.length === 0
          ? ''
          : t('cwsfiles:removed', { what: file.removed.map(one => t(`cwsfiles:metadata.${one}`)).join(', ') }),
      markup: isPicture(file.kind) && file.state === 'clean' ? `![](file:${file.id})` : '',
      role: field(`role.${file.id}`, {
        type: 'choice',
        display: 'select',
        noBlank: true,
        label: t('cwsfiles:role'),
        options: (isPicture(file.kind) ? ['picture', 'xray', 'attachment'] : ['attachment']).map(value => ({
          value,
          label: t(`cwsfiles:roles.${value}`),
        })),
      }),
      captionEn: field(`caption.en.${file.id}`, {
        type: 'text',
        max: 300,
        optional: true,
        label: t('cwsfiles:caption', { language: words.language('en') }),
      }),
      captionFr: field(`caption.fr.${file.id}`, {
        type: 'text',
        max: 300,
        optional: true,
        label: t('cwsfiles:caption', { language: words.language('fr') }),
      }),
      place: {
        ...field(`place.${file.id}`, {
          type: 'choice',
          display: 'select',
          noBlank: true,
          label: t('cwsfiles:place'),
          options: files.map((_, place) => ({ value: String(place + 1), label: String(place + 1) })),
        }),
        value: typed[`place.${file.id}`] ?? String(at + 1),
      },
      remove: { name: `remove.${file.id}`, checked: typed[`remove.${file.id}`] === 'yes' },
    })),
  };
}

/** What can be seen of a file without opening it. Pure. */
export function presentPreview(file: OpenedFile, words: Words) {
  const { t } = words;
  const picture = file.derivatives.find(({ size }) => size === 'screen') ?? file.derivatives.at(-1);
  return {
    title: file.name,
    head: {
      title: file.name,
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: file.ref, href: file.version === 0 ? `/cws/documents/${file.ref}` : (addressOfRef(file.ref) ?? '') },
        { label: t('cwsfiles:crumb') },
      ],
      scope: [
        file.kind.toUpperCase(),
        sizeWords(file.size, words),
        file.pages === null ? '' : t('cwsfiles:pages', { count: file.pages }),
      ]
        .filter(Boolean)
        .join(' · '),
      actions: [
        { label: t('common:action.download'), href: `/cws/files/${file.id}`, icon: 'download', tone: 'primary' },
      ],
    },
    picture: picture && {
      src: `/cws/files/${file.id}/${picture.size}`,
      width: picture.width,
      height: picture.height,
      alt: file.name,
    },
    pages: file.texts
      .map((text, at) => ({
        title: t('cwsfiles:page', { number: at + 1 }),
        paragraphs: text
          .split(/\n{2,}|\n(?=\s*[•–-])/)
          .map(one => one.trim())
          .filter(Boolean),
      }))
      .filter(({ paragraphs }) => paragraphs.length > 0),
    empty: file.kind === 'pdf' ? t('cwsfiles:noText') : '',
    sha256: file.sha256,
    note: t('cwsfiles:previewNote'),
  };
}

/** Pictures and attachments of a version, sizes in words. Pure. */
export function presentShownFiles({ gallery, attachments }: ShownFiles, words: Words) {
  return {
    gallery,
    attachments: attachments.map(one => ({
      ...one,
      meta: [
        one.kind,
        sizeWords(one.size, words),
        one.pages === null ? '' : words.t('cwsfiles:pages', { count: one.pages }),
        one.caption === one.name ? '' : one.name,
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  };
}
