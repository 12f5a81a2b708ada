import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { largestFile, largestMail, mostFiles } from '../writing/attach.ts';
import { sizeText } from '../reading/message-style.ts';
import type { Attachment } from '../writing/store-attachments.ts';

/** "scanned, clean": said only of a file that was scanned. */
export function scannedText(isScanned: boolean | null, { t }: Words): string {
  return t(isScanned === null ? 'cencomm:scan.unknown' : isScanned ? 'cencomm:scan.clean' : 'cencomm:scan.not');
}

/** The files of a draft and the field for more, for views/cencomm/mail/_draft-files.ejs. Pure. */
export function presentDraftFiles(
  attachments: readonly Attachment[],
  problems: readonly FieldProblem[],
  words: Words,
  scans: boolean,
) {
  const { t } = words;
  const problem = problems
    .filter(({ path }) => path === 'file')
    .map(one => words.problem(one))
    .join(' ');
  return {
    attached: attachments.map(({ id, name, size, isScanned }) => ({
      id,
      name: name ?? t('cencommmail:brokenName'),
      size: [sizeText(size, words), scannedText(isScanned, words)].join(' · '),
    })),
    field: {
      id: 'field-file',
      name: 'file',
      type: 'file',
      label: t('cencommmail:field.file'),
      optional: true,
      many: true,
      span: 12,
      hint: [
        t('cencommmail:hint.file', {
          each: largestFile / 1024 / 1024,
          all: largestMail / 1024 / 1024,
          files: mostFiles,
        }),
        t(scans ? 'cencomm:scan.each' : 'cencomm:scan.none'),
      ].join(' '),
      ...(problem ? { error: problem } : {}),
    },
  };
}
