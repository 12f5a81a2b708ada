import { deriveKey, openEither, seal } from '../crypto/envelope.ts';

/** A letter as it goes out. Plain text; addresses and subject hold no line breaks. */
export interface Composed {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Address that ends letters of this kind when a mail program posts to it (RFC 8058). */
  readonly leave?: string | undefined;
}

/** Letters wait sealed, for they carry links that open accounts: a copy of the database is no copy of the mail. */
export interface LetterSeal {
  seal(letter: Composed): Buffer;
  /** Throws BrokenSeal when it was changed or is of another master key. */
  open(sealed: Buffer): Composed;
}

const context = ['mail', 'letter', 1] as const;

export function letterSeal(masterKey: Buffer): LetterSeal {
  const key = deriveKey(masterKey, 'letter', 'mail/v1/letter');
  return {
    seal: letter => seal(key, context, JSON.stringify(letter)),
    open: sealed => JSON.parse(openEither(key, context, sealed).toString()) as Composed,
  };
}
