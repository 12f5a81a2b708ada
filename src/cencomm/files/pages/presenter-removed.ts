import type { Words } from '../../../reference/index.ts';
import { mayWrite, type Entered } from '../../operations/operation.ts';
import type { LibraryFile } from '../library.ts';
import { personText } from '../../words.ts';
import { fileName, filePath, iconOf, libraryPath, sizeWords } from './words.ts';

/** The files removed from the library, for the owner. Pure. */
export function presentRemoved({
  entered,
  files,
  done,
  words,
}: {
  entered: Entered;
  files: readonly LibraryFile[];
  done: string;
  words: Words;
}) {
  const { t } = words;
  const { id } = entered.operation;
  return {
    title: t('cencommfiles:removed.title'),
    head: {
      title: t('cencommfiles:removed.title'),
      scope: t('cencommfiles:removed.lead'),
      crumbs: [{ label: t('cencommfiles:title'), href: libraryPath(id) }],
    },
    done: done === '' ? '' : t(`cencommfiles:done.${done}`),
    files: files.map(({ id: fileId, latest, removedAt, removedByLogin, removedByName }) => ({
      name: fileName(latest, words),
      icon: iconOf(latest.kind),
      meta: [latest.kind.toUpperCase(), sizeWords(latest.size, words)].join(' · '),
      when: t('cencommfiles:removed.when', {
        login: personText({ login: removedByLogin, personName: removedByName }),
        time: removedAt === null ? '' : words.time(removedAt.toISOString()),
      }),
      restore: mayWrite(entered) ? `${filePath(id, fileId)}/restoral` : undefined,
    })),
  };
}
