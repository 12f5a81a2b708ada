import { addressOf } from '../../fields/index.ts';

export const path = '/cpdb/watches';

/** What is followed: a place, and a conveyance and goods where they are not empty, as the gallery asks for them. */
export interface Followed {
  readonly place: string;
  readonly transport: string;
  readonly heading: string;
}

/** A hiding place that an account follows. */
export interface Watch extends Followed {
  readonly id: number;
  readonly madeAt: string;
  /** Pictures published since the last visit. */
  readonly fresh: number;
}

/** Hiding places one account follows at most. */
export const mostWatches = 50;

export function galleryOf({ place, transport, heading }: Followed): string {
  return addressOf('/cpdb', { place, transport, heading });
}

export function followAddress(followed: Partial<Followed>): string {
  return addressOf(`${path}/new`, { ...followed });
}
