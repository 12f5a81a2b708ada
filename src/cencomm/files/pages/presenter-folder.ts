import type { FieldProblem } from '../../../errors.ts';
import { summaryOf } from '../../../forms/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { mayWrite, type Entered } from '../../operations/operation.ts';
import { deepest, longest, mostAtOnce, pageSize, type Folder, type LibraryFile } from '../library.ts';
import { presentUploads, uploadForm, type OwnUpload } from './presenter-upload.ts';
import type { Tree } from '../folder-tree.ts';
import {
  authorWords,
  errorAt,
  fileName,
  filePath,
  folderName,
  folderPath,
  folderPathText,
  iconOf,
  libraryPath,
  sizeWords,
  timeOf,
} from './words.ts';

export const sorts = ['name', '-name', 'date', '-date'] as const;
export type Sort = (typeof sorts)[number];

export interface FolderSources {
  readonly entered: Entered;
  readonly tree: Tree;
  /** Undefined at the top. */
  readonly folder: Folder | undefined;
  readonly files: readonly LibraryFile[];
  readonly recent: readonly LibraryFile[];
  readonly uploads: readonly OwnUpload[];
  readonly words: Words;
  /** Whether there is a virus scanner. */
  readonly scans: boolean;
  readonly offices: Offices;
  readonly clientUuid: string;
  readonly sort: Sort;
  readonly page: number;
  readonly done: string;
  readonly problems: readonly FieldProblem[];
  readonly typed: { readonly note?: string; readonly name?: string };
  readonly isUnscanned: boolean;
}

/** A folder of the library, or its top. Pure. */
export function presentFolder(sources: FolderSources) {
  const { entered, tree, folder, files, words, problems, done, uploads } = sources;
  const { t } = words;
  const { id } = entered.operation;
  const here = folder?.id ?? null;
  const isWriter = mayWrite(entered);
  const upload = isWriter ? addForm(sources, here) : undefined;
  const newFolder = isWriter && tree.pathTo(here).length < deepest ? newFolderForm(sources, here) : undefined;
  return {
    title: titleOf(sources),
    mayWrite: isWriter,
    here,
    head: headOf(sources, here),
    done: done === '' ? '' : t(`cencommfiles:done.${done}`),
    isUnscanned: sources.isUnscanned,
    problems: summaryOf(words, problems, [...(upload?.fields ?? []), newFolder?.field]),
    recent: sources.recent.map(file => recentRow(file, sources)),
    table: tableOf(sources, here),
    isEmpty: tree.inside(here).length === 0 && files.length === 0,
    empty: t(isWriter ? 'cencommfiles:emptyWriter' : 'cencommfiles:empty'),
    pager: files.length > pageSize ? pagerOf(sources, folderPath(id, here)) : undefined,
    uploads: presentUploads(uploads, words, id),
    isWaiting: uploads.some(({ row }) => row.state === 'checking'),
    upload,
    newFolder,
  };
}

const titleOf = ({ folder, words }: FolderSources): string =>
  folder ? folderName(folder, words) : words.t('cencommfiles:title');

function headOf(sources: FolderSources, here: string | null) {
  const { entered, tree, folder, files, words } = sources;
  const { t } = words;
  const { id } = entered.operation;
  const inFolders = folder ? 0 : tree.all.reduce((sum, one) => sum + one.files, 0);
  const isNamed = folder !== undefined && folder.name !== undefined;
  return {
    title: titleOf(sources),
    scope: t('cencommfiles:count', { count: files.length + inFolders }),
    crumbs: folder ? crumbsTo(tree, here, words, id).slice(0, -1) : undefined,
    actions: [
      ...(isNamed && mayWrite(entered)
        ? [{ label: t('cencommfiles:changeFolder'), href: `${folderPath(id, folder.id)}/edit`, icon: 'pencil-line' }]
        : []),
      ...(!folder && entered.membership.role === 'owner'
        ? [{ label: t('cencommfiles:removed.title'), href: `${libraryPath(id)}/removed`, icon: 'trash-2' }]
        : []),
    ],
  };
}

function recentRow({ id, folderId, latest, isKnown }: LibraryFile, { entered, tree, words, offices }: FolderSources) {
  return {
    title: fileName(latest, words),
    href: filePath(entered.operation.id, id),
    icon: iconOf(latest.kind),
    isNew: !isKnown,
    text: [folderPathText(tree, folderId, words), authorWords(latest, words, offices), timeOf(latest.createdMs, words)]
      .filter(Boolean)
      .join(' · '),
  };
}

/** Folders first, on the first page only; then the files of the page. */
function tableOf(sources: FolderSources, here: string | null) {
  const { entered, tree, files, words, sort, page } = sources;
  const { id } = entered.operation;
  const folders = tree.inside(here).toSorted((a, b) => collate(words)(folderName(a, words), folderName(b, words)));
  const sorted = files.toSorted(orderOf(sort, words));
  return {
    heads: (['name', 'date'] as const).map(by => {
      const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : undefined;
      return {
        label: words.t(`cencommfiles:column.${by}`),
        href: `${folderPath(id, here)}?sort=${sort === by ? '-' : ''}${by}`,
        ...(direction ? { direction } : {}),
      };
    }),
    folders: page > 1 ? [] : folders.map(one => folderRow(one, sources)),
    files: sorted.slice((page - 1) * pageSize, page * pageSize).map(file => presentRow(file, sources)),
  };
}

function folderRow(folder: Folder, { entered, tree, words }: FolderSources) {
  const count = tree.inside(folder.id).length;
  return {
    name: folderName(folder, words),
    href: folderPath(entered.operation.id, folder.id),
    isEarlier: folder.name === undefined,
    meta: [
      ...(count > 0 ? [words.t('cencommfiles:foldersInside', { count })] : []),
      words.t('cencommfiles:count', { count: folder.files }),
    ].join(', '),
  };
}

function addForm({ entered, words, scans, clientUuid, typed, problems }: FolderSources, here: string | null) {
  const { id } = entered.operation;
  return uploadForm({
    action: folderPath(id, here),
    begin: `${libraryPath(id)}/uploads`,
    clientUuid,
    folder: here ?? '',
    file: '',
    words,
    scans,
    note: typed.note ?? '',
    many: true,
    label: words.t('cencommfiles:add', { max: mostAtOnce }),
    problems,
  });
}

function newFolderForm({ entered, words, clientUuid, typed, problems }: FolderSources, here: string | null) {
  const error = errorAt(problems, 'name', words);
  return {
    action: `${libraryPath(entered.operation.id)}/folders`,
    clientUuid,
    parent: here ?? '',
    isOpen: 'error' in error,
    field: {
      type: 'text',
      id: 'field-name',
      name: 'name',
      label: words.t('cencommfiles:folderName'),
      max: longest.folder,
      value: typed.name ?? '',
      ...error,
    },
  };
}

/** The way to a folder from the top, itself last. Pure. */
export function crumbsTo(
  tree: Tree,
  id: string | null,
  words: Words,
  operationId: string,
): { label: string; href: string }[] {
  return [
    { label: words.t('cencommfiles:title'), href: libraryPath(operationId) },
    ...tree.pathTo(id).map(one => ({ label: folderName(one, words), href: folderPath(operationId, one.id) })),
  ];
}

function presentRow(file: LibraryFile, { entered, words, offices }: FolderSources) {
  const { latest } = file;
  return {
    name: fileName(latest, words),
    href: filePath(entered.operation.id, file.id),
    icon: iconOf(latest.kind),
    isNew: !file.isKnown,
    isBroken: latest.name === undefined,
    version: latest.number > 1 ? words.t('cencommfiles:versionShort', { number: latest.number }) : '',
    kind: latest.kind.toUpperCase(),
    size: sizeWords(latest.size, words),
    by: authorWords(latest, words, offices),
    at: timeOf(latest.createdMs, words),
    readers: words.t('cencommfiles:readBy', { count: file.readers }),
  };
}

function collate({ lang }: Words): (a: string, b: string) => number {
  return new Intl.Collator(lang, { numeric: true, sensitivity: 'base' }).compare;
}

function orderOf(sort: Sort, words: Words): (a: LibraryFile, b: LibraryFile) => number {
  const byName = (a: LibraryFile, b: LibraryFile): number =>
    collate(words)(fileName(a.latest, words), fileName(b.latest, words)) || (a.id < b.id ? -1 : 1);
  const order = sort.endsWith('name')
    ? byName
    : (a: LibraryFile, b: LibraryFile): number => a.latest.createdMs - b.latest.createdMs || byName(a, b);
  return sort.startsWith('-') ? (a, b) => order(b, a) : order;
}

function pagerOf({ files, page, sort, words }: FolderSources, path: string) {
  const last = Math.ceil(files.length / pageSize);
  const href = (to: number): string => `${path}?sort=${sort}&page=${to}`;
  return {
    from: (page - 1) * pageSize + 1,
    to: Math.min(page * pageSize, files.length),
    total: files.length,
    ...(page > 1 ? { newer: href(page - 1) } : {}),
    ...(page < last ? { older: href(page + 1) } : {}),
    newerLabel: words.t('cencommfiles:previous'),
    olderLabel: words.t('cencommfiles:next'),
  };
}
