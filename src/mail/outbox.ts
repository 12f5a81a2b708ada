import type { Queryable } from '../db/pool.ts';
import type { Language, Texts } from '../i18n/index.ts';
import type { LetterSeal } from './seal.ts';
import { insertLetter } from './store.ts';

/** A letter to be written: words of `mail:<kind>.subject` and `mail:<kind>.text` in the reader's language. */
export interface Letter {
  readonly kind: string;
  readonly to: string;
  readonly lang: Language;
  readonly values?: Readonly<Record<string, string | number>>;
  /**
   * A path of the portal, given to the text as `link` under the portal's own address, never under one a request named.
   */
  readonly path?: string;
  /** A path that ends letters of this kind when a mail program posts to it, without signing in (RFC 8058). */
  readonly leave?: string;
  /** What whoever wrote it holds it against before it leaves; see `Sending.isRight`. */
  readonly about?: string;
}

export interface Outbox {
  /** Puts a letter into the outbox, in the transaction of the change it tells of: both happen or neither. */
  post(on: Queryable, letter: Letter): Promise<void>;
}

export function openOutbox({ texts, seal, baseUrl }: { texts: Texts; seal: LetterSeal; baseUrl: string }): Outbox {
  return {
    async post(on, { kind, to, lang, values = {}, path, leave, about }) {
      if (!isAddress(to)) throw new Error('not an address a letter can go to');
      const t = texts.t[lang];
      const said = { ...values, portal: baseUrl, ...(path === undefined ? {} : { link: new URL(path, baseUrl).href }) };
      const subject = oneLine(t(`mail:${kind}.subject`, said));
      const text = `${t(`mail:${kind}.text`, said)}\n\n${t('mail:foot', said)}\n`;
      const ending = leave === undefined ? {} : { leave: new URL(leave, baseUrl).href };
      const sealed = seal.seal({ to, subject, text, ...ending });
      await insertLetter(on, { kind, recipient: to, sealed, about: about ?? null });
    },
  };
}

/**
 * One plain address: no list, no display name, nothing a header could be broken with (RFC 5321, without quoted local
 * parts).
 */
export function isAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i.test(text)
  );
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
}
