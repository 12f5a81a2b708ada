import type { FieldProblem } from '../../../errors.ts';
import { summaryOf } from '../../../forms/index.ts';
import type { Offices, Words } from '../../../reference/index.ts';
import { mayWrite, type Entered } from '../../operations/operation.ts';
import { mayRemove } from '../change-files.ts';
import type { LibraryFile, Version } from '../library.ts';
import { crumbsTo } from './presenter-folder.ts';
import { presentUploads, uploadForm, type OwnUpload } from './presenter-upload.ts';
import type { Preview } from '../preview.ts';
import type { Read } from '../store-files.ts';
import type { Tree } from '../folder-tree.ts';
import { scannedText } from '../../mail/pages/presenter-attachments.ts';
import {
  authorWords,
  fileName,
  filePath,
  folderPathText,
  libraryPath,
  personWords,
  sizeWords,
  timeOf,
} from './words.ts';

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
  /** Whether there is a virus scanner. */
  readonly scans: boolean;
  readonly offices: Offices;
  readonly clientUuid: string;
  readonly done: string;
  readonly problem: string;
  readonly problems: readonly FieldProblem[];
  readonly typed: { readonly note?: string };
}

/** Folders to choose from, each with the way to it. Pure. */
export function folderChoices(tree: Tree, words: Words): { value: string; label: string }[] {
  const folders = tree.all.map(({ id }) => ({ value: id, label: folderPathText(tree, id, words) }));
  return [
    { value: 'top', label: words.t('cencommfiles:top') },
    ...folders.toSorted((a, b) => a.label.localeCompare(b.label, words.lang)),
  ];
}

/** One file: what can be seen of it, its versions and who read them. Pure. */
export function presentFile(sources: FileSources) {
  const { entered, tree, file, versions, reads, words, problems, preview, problem, done } = sources;
  const { t } = words;
  const { latest } = file;
  const { id } = entered.operation;
  const path = filePath(id, file.id);
  const isBroken = problem === 'broken' || preview === 'broken' || latest.name === undefined;
  const isWriter = mayWrite(entered);
  const upload = isWriter ? versionForm(sources, path) : undefined;
  return {
    title: fileName(latest, words),
    path,
    head: headOf(sources, path),
    done: done === '' ? '' : t(`cencommfiles:done.${done}`),
    broken: isBroken ? t('cencommfiles:broken') : '',
    problems: summaryOf(words, problems, upload?.fields ?? []),
    preview: presentPreview(sources, path),
    versions: versions.map(version => versionRow(version, sources, path)),
    facts: factsOf(sources),
    readTitle: t('cencommfiles:readBy', { count: new Set(reads.map(({ login }) => login)).size }),
    readNote: t('cencommfiles:ofMembers', { count: sources.members }),
    reads: reads.map(read => readRow(read, sources)),
    uploads: presentUploads(sources.uploads, words, id),
    isWaiting: sources.uploads.some(({ row }) => row.state === 'checking'),
    upload,
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

const kindAndSize = ({ kind, size, isScanned }: Version, words: Words): string[] => [
  kind.toUpperCase(),
  sizeWords(size, words),
  scannedText(isScanned, words),
];

function headOf({ entered, tree, file: { latest, folderId }, versions, words }: FileSources, path: string) {
  const { t } = words;
  const count = versions.length > 1 ? [t('cencommfiles:versions', { count: versions.length })] : [];
  return {
    title: fileName(latest, words),
    crumbs: crumbsTo(tree, folderId, words, entered.operation.id),
    scope: [...kindAndSize(latest, words), ...count].join(' · '),
    actions: [
      { label: t('common:action.download'), href: `${path}/versions/${latest.id}`, icon: 'download', tone: 'primary' },
    ],
  };
}

function factsOf({ tree, file: { latest, folderId }, words, offices }: FileSources) {
  const { t } = words;
  const fact = (name: string, value: string) => ({ label: t(`cencommfiles:fact.${name}`), value });
  return [
    fact('folder', folderId === null ? t('cencommfiles:top') : folderPathText(tree, folderId, words)),
    fact('by', authorWords(latest, words, offices)),
    fact('at', timeOf(latest.createdMs, words)),
    ...(latest.note === undefined ? [] : [fact('note', latest.note)]),
  ];
}

function versionRow(version: Version, { reads, words, offices }: FileSources, path: string) {
  const { t } = words;
  return {
    number: t('cencommfiles:version', { number: version.number }),
    name: fileName(version, words),
    note: version.note ?? '',
    meta: kindAndSize(version, words).join(' · '),
    by: authorWords(version, words, offices),
    at: timeOf(version.createdMs, words),
    href: `${path}/versions/${version.id}`,
    readers: t('cencommfiles:readBy', { count: reads.filter(({ versionId }) => versionId === version.id).length }),
  };
}

function readRow({ firstAt, versionId, ...person }: Read, { versions, words, offices }: FileSources) {
  const number = versions.find(({ id }) => id === versionId)?.number ?? '';
  return {
    who: personWords(person, words, offices),
    when: words.time(firstAt),
    version: versions.length > 1 ? words.t('cencommfiles:versionShort', { number }) : '',
  };
}

function versionForm({ entered, file, words, scans, clientUuid, typed, problems }: FileSources, path: string) {
  return uploadForm({
    action: `${path}/versions`,
    begin: `${libraryPath(entered.operation.id)}/uploads`,
    clientUuid,
    folder: '',
    file: file.id,
    words,
    scans,
    note: typed.note ?? '',
    many: false,
    label: words.t('cencommfiles:newVersion'),
    problems,
  });
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
