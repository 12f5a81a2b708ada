import type { FieldProblem } from '../../../errors.ts';
import type { Words } from '../../../reference/index.ts';
import { largestFile, largestMail, mostFiles } from '../writing/attach.ts';
import { sizeText } from '../reading/message-style.ts';
import type { Attachment } from '../writing/store-attachments.ts';

/** The files of a draft and the field for more, for views/cencomm/mail/_draft-files.ejs. Pure. */
export function presentDraftFiles(attachments: readonly Attachment[], problems: readonly FieldProblem[], words: Words) {
  const { t } = words;
  const problem = problems
    .filter(({ path }) => path === 'file')
    .map(one => words.problem(one))
    .join(' ');
  return {
    attached: attachments.map(({ id, name, size }) => ({
      id,
      name: name ?? t('cencommmail:brokenName'),
      size: sizeText(size, words),
    })),
    field: {
      id: 'field-file',
      name: 'file',
      type: 'file',
      label: t('cencommmail:field.file'),
      optional: true,
      many: true,
      span: 12,
      hint: t('cencommmail:hint.file', {
        each: largestFile / 1024 / 1024,
        all: largestMail / 1024 / 1024,
        files: mostFiles,
      }),
      ...(problem ? { error: problem } : {}),
    },
  };
}
