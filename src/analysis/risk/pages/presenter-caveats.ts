import type { Sources } from '../../cells/sources.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import type { Found, Tally } from '../finding/found.ts';
import { countryName } from './presenter-rail.ts';

interface Known {
  /** Of each sign, cases that state its field. */
  readonly stated: readonly Tally[];
  readonly isAlerted: boolean;
}

/** Of the cases, what two Members may give before it is said. */
const mostOfTwo = 0.6;

/** What has to be known before anything is made of an indicator. */
export function caveatsOf({ stated, isAlerted }: Known, shown: Found, sources: Sources) {
  const { names } = sources;
  const { share } = formatsOf(names);
  return {
    title: names.label('risk:caveats.title'),
    items: [
      names.label('risk:caveats.seizures'),
      names.label('risk:caveats.persons'),
      ...stated.flatMap(({ cases, hits }, at) => {
        const sign = shown.signs[at];
        if (!sign || cases === 0 || hits / cases >= 0.95) return [];
        return [
          names.text('risk:caveats.stated', {
            field: names.label(`analysis:dimension.${sign.field}`),
            share: share(hits, cases),
          }),
        ];
      }),
      ...fewMembers(shown, sources),
      ...(isAlerted ? [names.label('risk:caveats.alerted')] : []),
      names.label('risk:caveats.goods'),
    ],
  };
}

function fewMembers({ members: [first, second], share: { cases } }: Found, sources: Sources): string[] {
  if (!first || !second) return [];
  const both = first.cases + second.cases;
  if (both / cases <= mostOfTwo) return [];
  const members = [first, second].map(({ country }) => countryName(country, sources)).join(', ');
  return [sources.names.text('risk:caveats.members', { share: formatsOf(sources.names).share(both, cases), members })];
}
