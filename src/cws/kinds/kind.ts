import type { Viewer } from '../../access/index.ts';

/** What the CEN website publishes. */
export const kindCodes = ['alert', 'sheet', 'page', 'bulletin', 'report', 'presentation', 'release'] as const;
export type KindCode = (typeof kindCodes)[number];

/** A text of a document in one language, beside its title, summary and body. */
export interface TextField {
  readonly name: string;
  readonly type: 'line' | 'lines';
  /** Characters. */
  readonly max: number;
}

/** A field of a document that says the same in every language. */
export interface Field {
  readonly name: string;
  readonly type:
    | 'choice'
    | 'code'
    | 'codes'
    | 'text'
    | 'date'
    | 'countries'
    | 'route'
    | 'references'
    | 'query'
    | 'address'
    | 'parent'
    | 'keeper';
  /** Reference list its codes are of, or the codes themselves. */
  readonly list?: string;
  readonly codes?: readonly string[];
  readonly optional?: true;
  /** Characters, or how many codes. */
  readonly max?: number;
  /** For dates: how many years ahead, and back, it may lie. */
  readonly ahead?: number;
  readonly back?: number;
}

/**
 * One kind of document: what it is called in an address, what it asks for beside title, summary and text, and who works
 * on it. Form, check, page, list, print, feed and letters read this declaration.
 */
export interface Kind {
  readonly code: KindCode;
  /** Of its references: ALERT-2026-0001. */
  readonly prefix: string;
  /** Where its documents are read: `${base}/ALERT-2026-0001`. */
  readonly base: string;
  /** Where its list is. */
  readonly list: (office: string) => string;
  readonly texts: readonly TextField[];
  readonly fields: readonly Field[];
  /** Whether its working copies pass another desk before they are published, when the writer may not publish. */
  readonly writers: (viewer: Viewer) => boolean;
  /** Who publishes it: the RILO of its region, the Secretariat, or both. */
  readonly publishers: readonly ('rilo' | 'secretariat')[];
  /**
   * For whom: 'ask' lets a RILO write for its region only and the Secretariat for the world; else always for the world.
   */
  readonly audience: 'ask' | 'world';
  /** Asks for urgency and acknowledgement. */
  readonly urgent?: true;
  readonly withoutValidity?: true;
}
