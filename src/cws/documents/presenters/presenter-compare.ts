import type { Words } from '../../../reference/index.ts';
import { kinds } from '../../kinds/index.ts';
import type { CwsDocument } from '../document.ts';
import type { VersionHead } from '../store.ts';
import { titleOf } from './presenter-names.ts';
import type { Difference } from './presenter-differences.ts';

interface CompareSources {
  readonly document: CwsDocument;
  readonly version: number;
  readonly versions: readonly VersionHead[];
  readonly differences: readonly Difference[];
  readonly words: Words;
}

/** A version beside the one before it. Pure. */
export function presentCompared({ document, version, versions, differences, words }: CompareSources) {
  const { t } = words;
  const address = `${kinds[document.kind].base}/${document.ref}`;
  const shown = versions.find(one => one.version === version);
  const title = t('cws:compare.title', { version, before: version - 1 });
  return {
    title: `${document.ref}${t('common:colon')} ${title}`,
    head: {
      title,
      over: titleOf(document, words.lang).title,
      scope: shown?.note ?? '',
      crumbs: [
        { label: t('cws:title'), href: '/cws' },
        { label: document.ref, href: address },
        { label: t('cws:compare.crumb') },
      ],
    },
    differences,
    pages: versions
      .filter(one => one.version > 1)
      .map(one => ({
        label: t('cws:compare.title', { version: one.version, before: one.version - 1 }),
        href: `/cws/documents/${document.ref}/compare?version=${one.version}`,
        current: one.version === version,
        when: words.time(one.at),
        datetime: one.at,
        note: one.note ?? '',
      })),
  };
}
