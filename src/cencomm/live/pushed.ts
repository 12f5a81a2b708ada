import type { Language } from '../../i18n/index.ts';

/** A line of a list, in words, as an open page puts it in. */
export interface PushedLine {
  readonly id: string;
  readonly thread: string;
  readonly kind: string;
  readonly href: string;
  readonly tag: { readonly label: string; readonly tone: string };
  readonly who: string;
  readonly operation: string;
  readonly time: string;
  readonly iso: string;
  readonly subject: string;
  readonly start: string;
  readonly urgent: boolean;
  readonly files: boolean;
  readonly answerBy: string;
}

/** A message that came, once for all open pages of this process: in each language, and the accounts it is for. */
export interface Pushed {
  readonly lines: Readonly<Record<Language, PushedLine>>;
  readonly accountIds: ReadonlySet<number>;
}
