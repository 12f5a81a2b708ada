import type { Sources } from '../../cells/sources.ts';
import { pages } from '../../question/presenter-question.ts';
import type { KeptIndicator } from '../kept/store-indicators.ts';
import type { Made } from './made.ts';

/** Why an indicator was given up, and what that means for what the viewer made of it; undefined while it is kept. */
export function givenUpOf(
  { ref, givenUpAt, givenUpBy, reason }: KeptIndicator,
  made: Made | undefined,
  { names }: Sources,
) {
  if (givenUpAt === null) return undefined;
  const date = names.date(givenUpAt.slice(0, 10));
  return {
    text:
      givenUpBy === null
        ? names.text('risk:one.givenUpRule', { date })
        : names.text('risk:one.givenUpBy', { date, login: givenUpBy, reason: reason ?? '' }),
    made: made && {
      title: names.label('risk:made.title'),
      none: names.label('risk:made.none'),
      items: made.left.map(one =>
        one.kind === 'watch'
          ? {
              label: names.text('risk:made.list', { name: one.name }),
              href: `/seizures/watches/${one.id}`,
              text: names.label('risk:made.watch'),
            }
          : {
              label: one.ref,
              href: `/cws/documents/${one.ref}`,
              text: names.label(`risk:made.${one.isOut ? 'alertOut' : 'alertDraft'}`),
            },
      ),
      noted: made.isNoted
        ? undefined
        : { action: `${pages.riskIndicators}/${ref}/noted`, label: names.label('risk:act.noted') },
    },
  };
}
