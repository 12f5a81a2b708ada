import type { Words } from '../../../reference/index.ts';
import { pathOf } from '../../pages-frame.ts';
import { draftPath } from '../writing/addresses.ts';
import { kindLooks, shortTime } from '../reading/message-style.ts';
import { startOf } from '../reading/open-lines.ts';
import type { Draft, TypedForm } from '../writing/store-drafts.ts';

/** Messages that are being written, plain and by template, each leading to its form. Pure but for the clock. */
export function presentDrafts(operationId: string, drafts: readonly Draft<TypedForm>[], words: Words) {
  const { t } = words;
  return {
    rows: drafts.map(({ id, kind, typed, savedAt }) => {
      const said = (name: string): string => [typed?.[name] ?? ''].flat().join(' ').trim();
      const title = typed === undefined ? t('cencommmail:brokenName') : said('subject') || t('cencommmail:noSubject');
      const end = shortTime(Date.parse(savedAt), words);
      if (kind === 'plain')
        return { title, text: startOf(said('body')), href: draftPath(operationId, id), icon: 'pencil-line', end };
      return {
        title: `${t(`cencomm:kind.${kind}`)}${t('common:colon')} ${title}`,
        text: startOf(said('remarks')),
        href: `${pathOf(operationId)}/forms/${kind}/new?draft=${id}`,
        icon: kindLooks[kind].icon,
        end,
      };
    }),
    empty: { text: t('cencommmail:none.drafts') },
  };
}
