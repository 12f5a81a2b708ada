import type { Language } from '../../i18n/index.ts';
import type { KindCode } from '../kinds/index.ts';

export type State = 'draft' | 'submitted' | 'returned' | 'published' | 'withdrawn' | 'discarded';
export type Audience = 'region' | 'world';

/**
 * A text of a document: title, summary, body (Markdown) and what its kind adds. `basis`: the original it was translated
 * from.
 */
export interface DocumentText {
  readonly title: string;
  readonly summary: string;
  readonly body: string;
  readonly basis?: string;
  readonly [name: string]: string | undefined;
}

/** A file of a document, in its order on the page. */
export interface FileUse {
  readonly id: string;
  readonly role: 'picture' | 'xray' | 'attachment';
  readonly captions: Partial<Record<Language, string>>;
}

/** What a version says: its texts by language, and the fields of its kind, a list where the field holds several. */
export interface Content {
  readonly original: Language;
  readonly texts: Partial<Record<Language, DocumentText>>;
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
  readonly files: readonly FileUse[];
  /** Of a published sheet: its figures as counted then, see src/cws/sheets/snapshot.ts. */
  readonly figures?: unknown;
}

/** A document as lists and pages know it. Times as ISO texts, `validUntil` a plain date. */
export interface CwsDocument {
  readonly id: number;
  readonly kind: KindCode;
  readonly ref: string;
  readonly officeId: number;
  readonly regionId: number | null;
  /** Login of its writer; null: it came with the portal. */
  readonly madeBy: string | null;
  readonly madeAt: string;
  readonly state: State;
  readonly version: number;
  readonly audience: Audience | null;
  readonly publisherId: number | null;
  readonly publishedAt: string | null;
  readonly firstPublishedAt: string | null;
  readonly embargoUntil: string | null;
  readonly validUntil: string | null;
  readonly urgent: boolean;
  readonly withdrawnAt: string | null;
  readonly withdrawnReason: string | null;
  /** When its newest version that corrects an earlier one was published. */
  readonly correctedAt: string | null;
  readonly headings: readonly string[];
  readonly countries: readonly string[];
  readonly titles: Partial<Record<Language, { readonly title: string; readonly summary: string }>>;
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
  readonly synthetic: boolean;
  /** Whether a working copy is open. */
  readonly isOpen: boolean;
  /** Whether a RILO waits for the Secretariat to open it to the world. */
  readonly isWorldAsked: boolean;
  /** The newest version this viewer has read; 0 for none. */
  readonly readVersion: number;
  /** In its newest version. */
  readonly acknowledged: boolean;
}

/** How a published document stands on a plain date. */
export function standing(
  { state, validUntil }: Pick<CwsDocument, 'state' | 'validUntil'>,
  today: string,
): 'working' | 'inForce' | 'expired' | 'withdrawn' {
  if (state === 'withdrawn') return 'withdrawn';
  if (state !== 'published') return 'working';
  return validUntil !== null && validUntil < today ? 'expired' : 'inForce';
}

/**
 * When the present version came to be read: at its publication, or when its embargo ended. ISO text; null for what is
 * not published.
 */
export function openedAt({
  publishedAt,
  embargoUntil,
}: Pick<CwsDocument, 'publishedAt' | 'embargoUntil'>): string | null {
  return publishedAt !== null && embargoUntil !== null && embargoUntil > publishedAt ? embargoUntil : publishedAt;
}
