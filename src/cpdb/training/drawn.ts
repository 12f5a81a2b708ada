import { randomInt } from 'node:crypto';
import { labels, maxOthers, type Exercise } from './set.ts';

/** From 0 to below 1. */
export type Random = () => number;
export const chance: Random = () => randomInt(2 ** 32) / 2 ** 32;

export function shuffled<T>(things: readonly T[], random: Random): T[] {
  const mixed = [...things];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}

type Choices = Pick<Exercise, 'kind' | 'shown' | 'options' | 'answer'>;

function choicesOf({ kind, shown, options }: Choices): readonly unknown[] {
  return kind === 'which' ? shown : kind === 'what' ? options : [];
}

/** The right choice and as many others as are shown at once, drawn from those of an exercise, in an order by chance. */
export function drawOrder(exercise: Choices, random: Random = chance): number[] {
  const others = [...choicesOf(exercise).keys()].filter(at => at !== exercise.answer);
  return exercise.answer === null
    ? []
    : shuffled([exercise.answer, ...shuffled(others, random).slice(0, shownOf(exercise.kind) - 1)], random);
}

/** An exercise with its choices as a run, or a handout, shows them. Without an order: the first ones. */
export function asDrawn<E extends Choices>(exercise: E, order?: readonly number[]): E {
  const { kind, answer } = exercise;
  if (answer === null || choicesOf(exercise).length === 0) return exercise;
  const positions = order ?? [...choicesOf(exercise).keys()].slice(0, shownOf(kind));
  const pick = <T>(things: readonly T[]): T[] => positions.flatMap(at => (at in things ? [things[at] as T] : []));
  return {
    ...exercise,
    ...(kind === 'which' ? { shown: pick(exercise.shown) } : { options: pick(exercise.options) }),
    answer: positions.indexOf(answer),
  };
}

/** Choices shown at once. */
function shownOf(kind: Exercise['kind']): number {
  return kind === 'which' ? maxOthers + 1 : labels;
}
