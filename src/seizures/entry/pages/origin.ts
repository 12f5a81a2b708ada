import type { DraftOrigin } from '../store-drafts.ts';
import type { Words } from '../../record/pages/presenter-words.ts';

export function originTitle({ kind }: DraftOrigin, { t }: Words): string {
  return kind === 'copy' ? t('onepage:copied.title') : t('entry:origin.head');
}

/** What stayed where the draft comes from, and what was taken out of its texts. */
export function originOf(origin: DraftOrigin, words: Words): string[] {
  const { t } = words;
  if (origin.kind === 'copy') return [t('onepage:copied.from', { ref: origin.ref }), t('onepage:copied.left')];
  const { isNamed, left, taken } = origin;
  const list = (parts: readonly string[]): string => new Intl.ListFormat(words.lang).format(parts);
  const parts = Object.entries(taken).map(([field, count]) => `${words.label(field)} (${count})`);
  return [
    t(`entry:origin.title.${isNamed ? 'named' : 'kept'}`),
    ...(left.length === 0
      ? []
      : [t('entry:origin.left', { what: list(left.map(name => t(`entry:origin.of.${name}`))) })]),
    ...(parts.length === 0 ? [] : [t('entry:origin.taken', { what: list(parts) })]),
    t('entry:origin.check'),
  ];
}
