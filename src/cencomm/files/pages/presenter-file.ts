import type { FieldProblem } from '../../../errors.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { mayWrite } from '../../operations/operation.ts';
import type { Entered } from '../../operations/operation.ts';
import { mayRemove } from '../change-files.ts';
import type { LibraryFile, Version } from '../library.ts';
import { crumbsTo } from './presenter-folder.ts';
import { presentUploads, uploadForm } from './presenter-upload.ts';
import type { OwnUpload } from './presenter-upload.ts';
import type { Preview } from '../preview.ts';
import type { Read } from '../store-files.ts';
import type { Tree } from '../folder-tree.ts';
import { fileName, filePath, folderName, libraryPath, personWords, sizeWords, timeOf } from './words.ts';

export interface FileSources {
  readonly entered: Entered;
  readonly tree: Tree;
  readonly file: LibraryFile;
  readonly versions: readonly Version[];
  readonly reads: readonly Read[];
  readonly members: number;
  readonly isAuthor: boolean;
  /** `away`: the store does not answer; `broken`: it could not be verified. */
  readonly preview: Preview | 'away' | 'broken' | undefined;
  readonly uploads: readonly OwnUpload[];
  readonly words: Words;
  readonly offices: Offices;
  readonly clientUuid: string;
  readonly done: string;
  readonly problem: string;
  readonly problems: readonly FieldProblem[];
  readonly typed: { readonly note?: string };
}

/** Folders to choose from, by the way to each. Pure. */
export function folderChoices(tree: Tree, words: Words): { value: string; label: string }[] {
  const ways = tree.all.map(({ id }) => ({
    value: id,
    label: tree
      .pathTo(id)
      .map(one => folderName(one, words))
      .join(' / '),
  }));
  return [
    { value: 'top', label: words.t('cencommfiles:top') },
    ...ways.toSorted((a, b) => a.label.localeCompare(b.label, words.lang)),
  ];
}

/** One file: what is to be seen of it, its versions and who read them. Pure. */
export function presentFile(sources: FileSources) {
  const { entered, tree, file, versions, reads, words, offices, problems } = sources;
  const { t } = words;
  const { latest } = file;
  const { id } = entered.operation;
  const path = filePath(id, file.id);
  const isWriter = mayWrite(entered);
  const errorOf = (name: string): string | undefined =>
    problems
      .filter(problem => problem.path === name)
      .map(problem => words.problem(problem))
      .join(' ') || undefined;
  const readersOf = (version: Version): readonly Read[] => reads.filter(({ versionId }) => versionId === version.id);
  return {
    title: fileName(latest, words),
    path,
    head: {
      title: fileName(latest, words),
      crumbs: crumbsTo(tree, file.folderId, words, id),
      scope: [
        latest.kind.toUpperCase(),
        sizeWords(latest.size, words),
        versions.length > 1 ? t('cencommfiles:versions', { count: versions.length }) : '',
      ]
        .filter(Boolean)
        .join(' · '),
      actions: [
        {
          label: t('common:action.download'),
          href: `${path}/versions/${latest.id}`,
          icon: 'download',
          tone: 'primary',
        },
      ],
    },
    done: sources.done === '' ? '' : t(`cencommfiles:done.${sources.done}`),
    broken:
      sources.problem === 'broken' || sources.preview === 'broken' || latest.name === undefined
        ? t('cencommfiles:broken')
        : '',
    problems: problems.map(problem => ({ text: words.problem(problem), href: `#field-${problem.path}` })),
    preview: presentPreview(sources, path),
    versions: versions.map(version => ({
      number: t('cencommfiles:version', { number: version.number }),
      name: fileName(version, words),
      note: version.note ?? '',
      meta: [version.kind.toUpperCase(), sizeWords(version.size, words)].join(' · '),
      by: personWords(version.authorLogin, version.authorOfficeId, words, offices),
      at: timeOf(version.createdMs, words),
      href: `${path}/versions/${version.id}`,
      readers: t('cencommfiles:readBy', { count: readersOf(version).length }),
    })),
    facts: [
      {
        label: t('cencommfiles:fact.folder'),
        value:
          file.folderId === null
            ? t('cencommfiles:top')
            : tree
                .pathTo(file.folderId)
                .map(one => folderName(one, words))
                .join(' / '),
      },
      {
        label: t('cencommfiles:fact.by'),
        value: personWords(latest.authorLogin, latest.authorOfficeId, words, offices),
      },
      { label: t('cencommfiles:fact.at'), value: timeOf(latest.createdMs, words) },
      ...(latest.note === undefined ? [] : [{ label: t('cencommfiles:fact.note'), value: latest.note }]),
    ],
    readTitle: t('cencommfiles:readBy', { count: new Set(reads.map(({ login }) => login)).size }),
    readNote: t('cencommfiles:ofMembers', { count: sources.members }),
    reads: reads.map(read => ({
      who: personWords(read.login, read.officeId, words, offices),
      when: words.time(read.firstAt),
      version:
        versions.length > 1
          ? t('cencommfiles:versionShort', {
              number: versions.find(version => version.id === read.versionId)?.number ?? '',
            })
          : '',
    })),
    uploads: presentUploads(sources.uploads, words, id),
    isWaiting: sources.uploads.some(({ row }) => row.state === 'checking'),
    upload: isWriter
      ? uploadForm({
          action: `${path}/versions`,
          begin: `${libraryPath(id)}/uploads`,
          clientUuid: sources.clientUuid,
          folder: '',
          file: file.id,
          words,
          note: sources.typed.note ?? '',
          many: false,
          label: t('cencommfiles:newVersion'),
          fileError: errorOf('file'),
          noteError: errorOf('note'),
        })
      : undefined,
    move: isWriter
      ? {
          action: `${path}/move`,
          field: {
            type: 'choice',
            display: 'select',
            noBlank: true,
            id: 'field-folder',
            name: 'folder',
            label: t('cencommfiles:moveTo'),
            value: file.folderId ?? 'top',
            options: folderChoices(tree, words),
          },
        }
      : undefined,
    removal: mayRemove(entered, sources.isAuthor) ? `${path}/removal` : undefined,
  };
}

function presentPreview({ preview, file, words }: FileSources, path: string) {
  const { t } = words;
  if (preview === undefined || preview === 'broken') return { kind: 'none', text: t('cencommfiles:preview.none') };
  if (preview === 'away') return { kind: 'none', text: t('cencommfiles:preview.away') };
  return {
    kind: 'some',
    pages: preview.pages === undefined ? '' : t('cencommfiles:preview.pages', { count: preview.pages }),
    picture: preview.picture && {
      src: `${path}/versions/${file.latest.id}/picture`,
      width: preview.picture.width,
      height: preview.picture.height,
      alt: t('cencommfiles:preview.alt', { name: fileName(file.latest, words) }),
    },
    lines: preview.text ?? '',
    isCut: preview.isCut ? t('cencommfiles:preview.cut') : '',
    text: preview.text === undefined && !preview.picture ? t('cencommfiles:preview.noText') : '',
  };
}
