import type { Language } from '../../../i18n/index.ts';
import type { Words } from '../../../reference/index.ts';
import { today } from '../../../text/plain-date.ts';
import type { CwsContext } from '../../context.ts';
import { standing, type CwsDocument } from '../document.ts';

export interface Tag {
  readonly label: string;
  readonly icon?: string;
  readonly tone?: string;
}

/** How a document stands, as tags: its state, its urgency, for whom. */
export function tagsOf(document: CwsDocument, { t }: Words): Tag[] {
  const state = standing(document, today());
  const tags: Record<ReturnType<typeof standing>, Tag[]> = {
    working: [
      {
        label: t(`cws:state.${document.state}`),
        icon: document.state === 'draft' ? 'pencil-line' : document.state === 'submitted' ? 'clock-3' : 'undo-2',
        tone: document.state === 'returned' ? 'warn' : 'info',
      },
    ],
    inForce: [],
    expired: [{ label: t('cws:state.expired'), icon: 'hourglass', tone: 'warn' }],
    withdrawn: [{ label: t('cws:state.withdrawn'), icon: 'undo-2' }],
  };
  return [
    ...(document.urgent && state === 'inForce'
      ? [{ label: t('common:status.urgent'), icon: 'siren', tone: 'bad' }]
      : []),
    ...tags[state],
    ...(document.audience === 'region'
      ? [{ label: t('cws:audience.regionTag'), icon: 'map-pin', tone: 'outline' }]
      : []),
  ];
}

/** An office by its id, '' for none. */
export function officeName(id: number | null, words: Words, { offices }: Pick<CwsContext, 'offices'>): string {
  const office = id === null ? undefined : offices.byId(id);
  return office ? words.office(office) : '';
}

/** Title and summary in a language, or in the one it was written in. */
export function titleOf(
  { titles, ref }: Pick<CwsDocument, 'titles' | 'ref'>,
  lang: Language,
): { title: string; summary: string; lang: Language } {
  const known = ([lang, 'en', 'fr'] as const).find(one => titles[one] !== undefined) ?? lang;
  return { ...(titles[known] ?? { title: ref, summary: '' }), lang: known };
}
