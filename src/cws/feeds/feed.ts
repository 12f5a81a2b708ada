import { createHash, randomBytes } from 'node:crypto';
import type { KindCode } from '../kinds/index.ts';

/** A feed as its owner sees it. Times are ISO texts. */
export interface Feed {
  readonly id: string;
  readonly name: string;
  readonly madeAt: string;
  readonly usedAt: string | null;
  /** Network address it was last read from. */
  readonly usedFrom: string | null;
}

/** One publication in a feed: no word of it but its title. */
export interface FeedEntry {
  readonly ref: string;
  readonly kind: KindCode;
  readonly urgent: boolean;
  readonly title: string;
  /** Withdrawn: its entry says so, and nothing else. */
  readonly withdrawn: boolean;
  readonly firstPublishedAt: string;
  /** When its present version came to be read, or was withdrawn. */
  readonly openedAt: string;
}

/** Publications in a feed: the newest. */
export const mostEntries = 50;
/** Feeds an account has at once. */
export const maxFeeds = 10;
/** Characters of a feed's name. */
export const longestName = 60;

const formats = ['atom', 'rss'] as const;
export type Format = (typeof formats)[number];

/** 256 bits, as they stand in an address. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the table knows a feed by. 32 random bytes need no salt and no slow hash. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const address = /^([A-Za-z0-9_-]{43})(?:\.(atom|rss))?$/;

/**
 * Token and format of the last part of a feed's address; Atom where none is named. Undefined for what cannot be one.
 */
export function readAddress(text: string): { token: string; format: Format } | undefined {
  const [, token, format = 'atom'] = address.exec(text) ?? [];
  return token === undefined ? undefined : { token, format: format as Format };
}
