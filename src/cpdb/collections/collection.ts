export const path = '/cpdb/collections';

/** Who sees a collection: its maker, the maker's office, or every member. */
export const audiences = ['own', 'office', 'all'] as const;
type Audience = (typeof audiences)[number];

export interface CollectionFacts {
  readonly name: string;
  readonly note: string;
  readonly audience: Audience;
}

/** Pictures put together under a name. */
export interface Collection extends CollectionFacts {
  readonly id: number;
  readonly accountId: number;
  readonly officeId: number;
  readonly madeBy: string;
  readonly version: number;
  /** Published pictures in it. */
  readonly pictures: number;
}

/** Pictures of one collection at most. */
export const mostPictures = 200;

/** Characters. */
export const longest = { name: 120, note: 1000 } as const;
