import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import {
  largestFile,
  largestInForm,
  longest,
  mostAtOnce,
  quota,
  uploadDays,
  uploadPiece,
  type UploadRow,
  type UploadTexts,
} from '../library.ts';
import { errorAt, libraryPath, sizeWords, timeOf } from './words.ts';

/** The viewer's own upload; `texts` is undefined where they could not be verified. */
export interface OwnUpload {
  readonly row: UploadRow;
  readonly texts: UploadTexts | undefined;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

/** Uploads under way, or refused. Pure. */
export function presentUploads(uploads: readonly OwnUpload[], words: Words, operationId: string) {
  const { t } = words;
  return uploads.map(({ row, texts }) => ({
    id: row.id,
    name: texts?.name ?? t('cencommfiles:brokenName'),
    size: row.size,
    received: row.received,
    state: row.state,
    url: `${libraryPath(operationId)}/uploads/${row.id}`,
    folder: row.folderId ?? '',
    file: row.fileId ?? '',
    tone: row.state === 'refused' ? 'bad' : 'plain',
    canDrop: row.state !== 'checking',
    dropLabel: t(row.state === 'refused' ? 'cencommfiles:upload.dismiss' : 'cencommfiles:upload.giveUp'),
    text:
      row.state === 'refused'
        ? t(`files:refusals.${row.refusal?.reason}`, { ...row.refusal?.values })
        : row.state === 'checking'
          ? t('cencommfiles:upload.checking')
          : t('cencommfiles:upload.came', {
              part: sizeWords(row.received, words),
              size: sizeWords(row.size, words),
              time: timeOf(row.touchedMs, words),
            }),
  }));
}

interface UploadFormSources {
  readonly action: string;
  readonly begin: string;
  readonly clientUuid: string;
  readonly folder: string;
  readonly file: string;
  readonly words: Words;
  readonly scans: boolean;
  readonly note: string;
  readonly many: boolean;
  readonly label: string;
  readonly problems: readonly FieldProblem[];
}

/** The form that takes files, for views/cencomm/files/_upload.ejs. Pure. */
export function uploadForm({
  action,
  begin,
  clientUuid,
  folder,
  file,
  words,
  scans,
  note,
  many,
  label,
  problems,
}: UploadFormSources) {
  const { t } = words;
  const limits = {
    form: megabytes(largestInForm),
    largest: megabytes(largestFile),
    quota: quota / 1024 ** 3,
    max: mostAtOnce,
    days: uploadDays,
  };
  return {
    action,
    begin,
    clientUuid,
    folder,
    file,
    piece: uploadPiece,
    largest: largestFile,
    fields: [
      {
        type: 'file',
        many,
        id: 'field-file',
        name: 'file',
        label,
        hint: [t('cencommfiles:limits', limits), t(scans ? 'cencomm:scan.each' : 'cencomm:scan.none')].join(' '),
        ...errorAt(problems, 'file', words),
      },
      {
        type: 'longtext',
        id: 'field-note',
        name: 'note',
        rows: 2,
        max: longest.note,
        optional: true,
        label: t('cencommfiles:note'),
        value: note,
        ...errorAt(problems, 'note', words),
      },
    ],
    texts: Object.fromEntries(
      (
        [
          'waits',
          'sending',
          'resuming',
          'line',
          'again',
          'checking',
          'taken',
          'toolarge',
          'signedout',
          'failed',
        ] as const
      ).map(name => [name, t(`cencommfiles:script.${name}`, limits)]),
    ),
  };
}
