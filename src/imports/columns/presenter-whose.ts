import type { Viewer } from '../../access/index.ts';
import { mayEnterFor, type RecordWords as Words } from '../../seizures/index.ts';
import type { Plan } from '../plan.ts';
import { asksWhose, type Whose } from './whose.ts';

/** In the head: how many of the places named lie in the country. */
export function placesText(words: Words, { places }: Whose): string {
  return places === undefined
    ? ''
    : words.t('imports:whose.places', {
        count: places.of,
        n: words.number(places.n),
        of: words.number(places.of),
        country: words.code('country', places.country),
      });
}

/** The question whose seizures they are, with the answers the viewer may give; undefined when it need not be asked. */
export function whoseCard(words: Words, viewer: Viewer, whose: Whose, plan: Pick<Plan, 'whose' | 'rows'>) {
  const { other, country, places } = whose;
  if (other === undefined || !asksWhose(whose, plan)) return undefined;
  const name = (code: string): string => words.code('country', code);
  const mayBe = [country, mayEnterFor(viewer, other) ? other : undefined].flatMap(code => code ?? []);
  return {
    title: words.t('imports:whose.title', { count: places?.of ?? 2, country: name(other) }),
    text: words.t(viewer.office.kind === 'administration' ? 'imports:whose.contactPoint' : 'imports:whose.behalf', {
      country: name(country ?? other),
    }),
    answers: mayBe.map(code => ({ value: code, label: words.t('imports:whose.answer', { country: name(code) }) })),
  };
}
