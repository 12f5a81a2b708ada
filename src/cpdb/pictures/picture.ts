import type { Language } from '../../i18n/index.ts';

export const states = ['draft', 'submitted', 'returned', 'published', 'withdrawn', 'discarded'] as const;
export type State = (typeof states)[number];

/** What its images are: a photo with an X-ray, or only one of them. */
export const shown = ['pair', 'photo', 'xray'] as const;
type Shows = (typeof shown)[number];

export type Captions = Readonly<Partial<Record<Language, string>>>;

/** What is told of a hiding place. `seizedOn` is YYYY-MM-DD, or YYYY-MM where only the month is known. */
export interface Facts {
  readonly captions: Captions;
  readonly heading: string;
  readonly product: string | null;
  readonly concealment: string;
  readonly transport: string;
  readonly detection: string | null;
  readonly country: string;
  readonly seizedOn: string;
}

/** An image as lists show it. Pixels of the upright original. */
export interface CoverImage {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}
interface Cover {
  readonly photo?: CoverImage;
  readonly xray?: CoverImage;
}

/** One hiding place. Times are ISO text in UTC. */
export interface Picture extends Facts {
  readonly id: number;
  readonly ref: string;
  readonly officeId: number;
  /** RILO that reviews it; null where the administrator does. */
  readonly regionId: number | null;
  /** Login of who contributed it; null for the portal's own. */
  readonly madeBy: string | null;
  readonly madeAt: string;
  readonly state: State;
  readonly version: number;
  /** Draft of a seizure it was begun with, while that is not submitted. */
  readonly draftId: string | null;
  /** Of the record it belongs to. Who may follow it is the record's own scope. */
  readonly seizureRef: string | null;
  readonly year: number;
  readonly shows: Shows | null;
  readonly images: number;
  readonly cover: Cover;
  readonly publishedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnReason: string | null;
  readonly synthetic: boolean;
}

/** What a picture in a grid tells. */
export type Card = Pick<
  Picture,
  'id' | 'ref' | 'captions' | 'heading' | 'product' | 'country' | 'seizedOn' | 'transport' | 'shows' | 'cover'
>;

export const path = '/cpdb/pictures';
export const pictureRef = /^CP-\d{4}-\d{5,12}$/;

/** The caption in a language, or in the other where there is only that. */
export function captionIn(captions: Captions, lang: Language): string {
  return captions[lang] ?? captions.en ?? captions.fr ?? '';
}
