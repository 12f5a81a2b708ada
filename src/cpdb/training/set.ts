import type { Language } from '../../i18n/index.ts';
import type { Captions } from '../pictures/picture.ts';

export const path = '/cpdb/training';

export const states = ['draft', 'open', 'closed'] as const;
export type State = (typeof states)[number];

/** `mark`: point at the hiding place; `which`: one suspicious X-ray among clean ones; `what`: one of four labels. */
export const kinds = ['mark', 'which', 'what'] as const;
export type Kind = (typeof kinds)[number];

/** What a `what` asks for: the goods, the hiding place or the conveyance. */
export const asked = ['goods', 'place', 'transport'] as const;
export type Asks = (typeof asked)[number];

/** Whom an open set is for: accounts of the office, of the region's offices, or every member. */
export const audiences = ['office', 'region', 'all'] as const;
type Audience = (typeof audiences)[number];

/** When the right answer is shown: after each exercise, or once all are answered. */
export const feedbacks = ['each', 'end'] as const;
export type Feedback = (typeof feedbacks)[number];

/** Limits a set may have. Seconds. */
export const limits = ['15', '30', '60'] as const;

/** What one try shows of its set: all in the trainer's order, all shuffled, or so many drawn by chance. */
export const drawWays = ['shuffled', 'inOrder', '5', '10', '15', '20'] as const;
type DrawWay = (typeof drawWays)[number];

/** `draws` of a way, and back. */
export function drawsOf(way: DrawWay): number | null {
  if (way === 'inOrder') return null;
  return way === 'shuffled' ? maxExercises : Number(way);
}

export function drawWayOf(draws: number | null): DrawWay {
  if (draws === null) return 'inOrder';
  return drawWays.find(way => way === String(draws)) ?? 'shuffled';
}

export interface SetFacts {
  readonly title: Captions;
  readonly description: Captions;
  /** For each exercise; null: none. */
  readonly seconds: number | null;
  /** Exercises of one try at most, drawn and shuffled; null: all of them in their order. */
  readonly draws: number | null;
  readonly feedback: Feedback;
  readonly audience: Audience;
}

/** A training set. Times are ISO text in UTC. */
export interface TrainingSet extends SetFacts {
  readonly id: number;
  readonly ref: string;
  readonly officeId: number;
  readonly regionId: number | null;
  /** Login; null for the portal's own. */
  readonly madeBy: string | null;
  readonly state: State;
  readonly version: number;
  readonly openedAt: string | null;
  readonly synthetic: boolean;
  /** Exercises in it now. */
  readonly exercises: number;
}

/** An image of an exercise; `twin`: the same scene with nothing hidden in it. */
export interface ShownImage {
  readonly image: string;
  readonly twin: boolean;
}

export interface Exercise {
  readonly id: number;
  readonly setId: number;
  readonly place: number;
  readonly kind: Kind;
  readonly pictureId: number;
  readonly shown: readonly ShownImage[];
  readonly asks: Asks | null;
  /** Codes of the labels of a `what`: a pool of which a try shows some. */
  readonly options: readonly string[];
  /** Position of the right one in `shown` (which) or `options` (what). */
  readonly answer: number | null;
}

/** Exercises of one set at most. */
export const maxExercises = 40;
/** X-rays beside the suspicious one: least, and most shown at once. */
export const [minOthers, maxOthers] = [3, 4] as const;
/** Labels to choose from. */
export const labels = 4;
/** Labels, and X-rays beside the suspicious one, that are kept to be drawn from. */
export const [labelsKept, othersKept] = [8, 8] as const;

/** A text in a language, or in the other where there is only that. */
export function textIn(text: Captions, lang: Language): string {
  return text[lang] ?? text.en ?? text.fr ?? '';
}

/** Whether nothing is hidden in the image an exercise asks to point at. */
export function isClean({ kind, shown }: Pick<Exercise, 'kind' | 'shown'>): boolean {
  return kind === 'mark' && shown[0]?.twin === true;
}
