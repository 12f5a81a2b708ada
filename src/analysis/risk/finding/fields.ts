import { choice, shaped } from '../../../fields/index.ts';
import type { DimensionName } from '../../cells/dimension.ts';
import type { Question } from '../../question/question.ts';

/** What an indicator can say something about. */
export const abouts = ['product', 'group', 'heading', 'concealment'] as const satisfies readonly DimensionName[];
export type About = (typeof abouts)[number];
export const supports = ['20', '50', '100', '200'] as const;

/** What the page asks beside the search. */
export const riskFields = { about: choice(abouts, { optional: true }), support: choice(supports, { optional: true }) };
export type RiskFields = typeof riskFields;

/** States a kept indicator may be listed by, and orders of the list. */
export const listedStates = ['holds', 'fading', 'too_early'] as const;
export const orders = ['lift', 'later', 'cases', 'newest'] as const;
export type Order = (typeof orders)[number];

/** What an indicator says is found: "product:DRUG/KET". */
const outcome = shaped(/^(?:product|group|heading|concealment):.{1,80}$/, 'forms:problem.malformed', {
  optional: true,
});

/** What the list asks besides: which of what is kept is shown, and in which order. */
export const listFields = {
  ...riskFields,
  found: outcome,
  state: choice(listedStates, { optional: true }),
  order: choice(orders, { optional: true }),
};
export type ListQuestion = Question<typeof listFields>;

/** Of one heading its products, of several the headings, where nothing is said. */
export function aboutOf({ asked, criteria }: Question<RiskFields>): About {
  return asked.about || (criteria.heading.length === 1 ? 'product' : 'heading');
}

const way: readonly DimensionName[] = ['departure', 'destination', 'origin', 'transport', 'location', 'direction'];

/** What an officer sees before anything is found, in the order it is said. */
export function signsFor(about: About): readonly DimensionName[] {
  return about === 'concealment' ? [...way, 'group', 'weekday'] : [...way, 'concealment', 'weekday'];
}
