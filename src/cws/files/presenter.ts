import type { FieldProblem } from '../../errors.ts';
import type { Language } from '../../i18n/index.ts';
import { filledField, summaryOf } from '../../forms/index.ts';
import { isPicture } from '../../files/kinds/kinds.ts';
import { limits } from '../../files/sandbox/tasks.ts';
import type { Words } from '../../reference/index.ts';
import type { CwsDocument } from '../documents/document.ts';
import type { Draft } from '../documents/editing/store-drafts.ts';
import { addressOfRef } from '../kinds/index.ts';
import { largestFile, mostAtOnce, type CwsFile } from './file.ts';
import type { ShownFiles } from './publication.ts';
import type { OpenedFile } from './store.ts';
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
export function presentFiles(sources: FilesSources) {
  const { document, draft, files, words, isUnscanned, done = '', problems = [], isMeanwhile } = sources;
  const { t } = words;
  const title = t('cwsfiles:title', { ref: document.ref });
  const ofUpload = problems.filter(({ path }) => path === 'file').map(problem => words.problem(problem));
  return {
    title,
    ref: document.ref,
    edition: String(draft.edition),
    isUnscanned,
    head: {
      title,
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
    problems: summaryOf(words, problems, [{ name: 'file', label: t('cwsfiles:add') }]),
    upload: {
      type: 'file',
      many: true,
      pixels: limits.pixels,
      id: 'field-file',
      name: 'file',
      label: t('cwsfiles:add'),
      hint: t('cwsfiles:addHint', { files: mostAtOnce, size: Math.round(largestFile / 1024 / 1024) }),
      ...(ofUpload.length > 0 ? { error: ofUpload.join(' ') } : {}),
    },
    isWaiting: files.some(({ state }) => state === 'waiting'),
    files: files.map((file, at) => fileRow(file, at, sources)),
  };
}

function fileRow(file: CwsFile, at: number, sources: FilesSources) {
  const { files, words, draft } = sources;
  const typed = { ...draft.typed, ...sources.typed };
  const filled = { ...sources, typed };
  const { t } = words;
  const [picture, isClean] = [isPicture(file.kind), file.state === 'clean'];
  const caption = (lang: Language) => {
    const label = t('cwsfiles:caption', { language: words.language(lang) });
    return filledField({ name: `caption.${lang}.${file.id}`, type: 'text', max: 300, optional: true, label }, filled);
  };
  const choiceOf = (name: string, label: string, options: { value: string; label: string }[]) =>
    filledField(
      { name: `${name}.${file.id}`, type: 'choice', display: 'select', noBlank: true, label, options },
      filled,
    );
  const roles = picture ? ['picture', 'xray', 'attachment'] : ['attachment'];
  return {
    id: file.id,
    name: file.name,
    state: file.state,
    isPicture: picture,
    thumbnail: isClean ? file.derivatives.find(({ size }) => size === 'thumbnail') : undefined,
    meta: joined(
      file.kind.toUpperCase(),
      sizeWords(file.size, words),
      pagesWords(file, words),
      file.width === null ? '' : `${file.width} × ${file.height}`,
    ),
    stateText: stateText(file, words),
    removed:
      file.removed.length === 0
        ? ''
        : t('cwsfiles:removed', { what: file.removed.map(one => t(`cwsfiles:metadata.${one}`)).join(', ') }),
    markup: picture && isClean ? `![](file:${file.id})` : '',
    role: choiceOf(
      'role',
      t('cwsfiles:role'),
      roles.map(value => ({ value, label: t(`cwsfiles:roles.${value}`) })),
    ),
    captionEn: caption('en'),
    captionFr: caption('fr'),
    place: {
      ...choiceOf(
        'place',
        t('cwsfiles:place'),
        files.map((_, place) => ({ value: String(place + 1), label: String(place + 1) })),
      ),
      value: typed[`place.${file.id}`] ?? String(at + 1),
    },
    remove: { name: `remove.${file.id}`, checked: typed[`remove.${file.id}`] === 'yes' },
  };
}

export function stateText({ state, refusal, scanned }: CwsFile, { t }: Words): string {
  if (state === 'waiting') return t('files:waiting');
  if (state === 'takenBack') return t('cwsreferrals:files.takenBack');
  if (state === 'refused') return t(`files:refusals.${refusal?.reason}`, { ...refusal?.values });
  return t(scanned ? 'cwsfiles:scanned' : 'cwsfiles:unscanned');
}

function pagesWords({ pages }: { readonly pages: number | null }, { t }: Words): string {
  return pages === null ? '' : t('cwsfiles:pages', { count: pages });
}

function joined(...parts: readonly string[]): string {
  return parts.filter(Boolean).join(' · ');
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
        file.isOfReferral
          ? { label: t('cwsreferrals:title'), href: '/cws/referrals' }
          : { label: t('cws:title'), href: '/cws' },
        { label: file.ref, href: addressOfOwner(file) },
        { label: t('cwsfiles:crumb') },
      ],
      scope: joined(file.kind.toUpperCase(), sizeWords(file.size, words), pagesWords(file, words)),
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

function addressOfOwner({ ref, version, isOfReferral }: OpenedFile): string {
  if (isOfReferral) return `/cws/referrals/${ref}`;
  return version === 0 ? `/cws/documents/${ref}` : (addressOfRef(ref) ?? '');
}

/** Pictures and attachments of a version, sizes in words. Pure. */
export function presentShownFiles({ gallery, attachments }: ShownFiles, words: Words) {
  return {
    gallery,
    attachments: attachments.map(one => ({
      ...one,
      meta: joined(
        one.kind,
        sizeWords(one.size, words),
        pagesWords(one, words),
        one.caption === one.name ? '' : one.name,
      ),
    })),
  };
}
