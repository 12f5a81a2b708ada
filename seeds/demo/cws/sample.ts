import type { Audience } from '../../../src/cws/documents/document.ts';
import type { KindCode } from '../../../src/cws/kinds/index.ts';

/**
 * An invented document of the website, from its working copy to where it stands today. Days are counted back from
 * today.
 */
export interface SampleDocument {
  readonly kind: KindCode;
  /** Login that wrote it. */
  readonly writer: string;
  /** Office that publishes it: a RILO, or the Secretariat. Left out: nobody yet. */
  readonly publisher?: string;
  readonly audience?: Audience;
  /** When it was published; when it was begun, for what is not. */
  readonly days: number;
  /** Inputs of its form. `{{case}}` in a text becomes the first of `cases`. */
  readonly typed: Readonly<Record<string, string>>;
  /** Days from today it is valid for, negative where it has expired. */
  readonly validFor?: number;
  /** Days from today readers wait for it. */
  readonly embargoFor?: number;
  /** Headings of demo seizures it names as its cases, one for each. */
  readonly cases?: readonly string[];
  /** Published once more, with these inputs instead. */
  readonly later?: { readonly days: number; readonly typed: Readonly<Record<string, string>>; readonly note: string };
  /** Query of its figures over a period, as a sheet has one: the twelve months before it was published. */
  readonly query?: (from: string, to: string) => string;
  /** Days since a media release was given out. */
  readonly releasedAgo?: number;
  readonly withdrawn?: { readonly days: number; readonly reason: string };
  /** Not published: sent to the desk, or sent back by it with this reason. */
  readonly waits?: 'draft' | 'submitted' | { readonly returned: string };
}
