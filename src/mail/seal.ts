import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A letter as it goes out. Plain text; addresses and subject hold no line breaks. */
export interface Composed {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Letters wait sealed, for they carry links that open accounts: a copy of the database is no copy of the mail. */
export interface LetterSeal {
  seal(letter: Composed): Buffer;
  /** Throws when the blob was changed or is of another master key. */
  open(sealed: Buffer): Composed;
}

const nonceLength = 12;
const tagLength = 16;

export function letterSeal(masterKey: Buffer): LetterSeal {
  const key = Buffer.from(hkdfSync('sha256', masterKey, 'letter', 'mail/v1/letter', 32));
  return {
    seal(letter) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
      return Buffer.concat([nonce, cipher.update(JSON.stringify(letter), 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed) {
      if (sealed.length < nonceLength + tagLength) throw new Error('a sealed letter is too short');
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), {
        authTagLength: tagLength,
      });
      decipher.setAuthTag(sealed.subarray(-tagLength));
      const text = Buffer.concat([
        decipher.update(sealed.subarray(nonceLength, -tagLength)),
        decipher.final(),
      ]).toString('utf8');
      return JSON.parse(text) as Composed;
    },
  };
}
