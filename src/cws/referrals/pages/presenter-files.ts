import { limits } from '../../../files/sandbox/tasks.ts';
import { idOf } from '../../../forms/index.ts';
import { largestFile, mostAtOnce, type CwsFile } from '../../files/file.ts';
import { sizeWords, stateText } from '../../files/presenter.ts';
import { can } from '../permissions.ts';
import type { ShowSources } from './show-sources.ts';

/** Pictures and documents of a referral, and the form for more where the viewer may add them. Pure. */
export function presentReferralFiles({ viewer, referral, files, words, problems = [] }: ShowSources) {
  const { t } = words;
  const mayTakeBack = can(viewer, 'say', referral);
  const shown = files.map(file => ({
    ...fileOf(file),
    meta: metaOf(file),
    removal: mayTakeBack && file.state !== 'takenBack' ? `files/${file.id}/removal` : undefined,
  }));
  const errors = problems.filter(({ path }) => path === 'file').map(problem => words.problem(problem));
  function metaOf(file: CwsFile): string {
    const state = file.state === 'clean' && file.scanned ? '' : stateText(file, words);
    return [file.kind.toUpperCase(), sizeWords(file.size, words), state].filter(Boolean).join(' · ');
  }
  return {
    count: files.length,
    pictures: shown.flatMap(({ picture, ...file }) => (picture ? [{ ...file, picture }] : [])),
    others: shown.filter(({ picture }) => !picture),
    upload: mayTakeBack
      ? {
          type: 'file',
          many: true,
          pixels: limits.pixels,
          id: idOf('file'),
          name: 'file',
          label: t('cwsreferrals:files.add'),
          hint: t('cwsreferrals:files.hint', { files: mostAtOnce, size: Math.round(largestFile / 1024 / 1024) }),
          ...(errors.length > 0 ? { error: errors.join(' ') } : {}),
        }
      : undefined,
  };
}

const icons = { takenBack: 'undo-2', refused: 'file-x', waiting: 'hourglass', clean: 'file-text' } as const;

function fileOf(file: CwsFile) {
  const isClean = file.state === 'clean';
  const picture = file.derivatives.find(({ size }) => size === 'screen') ?? file.derivatives.at(-1);
  const canPreview = file.kind === 'pdf' || picture !== undefined;
  return {
    name: file.name,
    icon: icons[file.state],
    href: isClean ? `/cws/files/${file.id}${canPreview ? '/preview' : ''}` : undefined,
    picture:
      isClean && picture
        ? { src: `/cws/files/${file.id}/${picture.size}`, width: picture.width, height: picture.height }
        : undefined,
  };
}
