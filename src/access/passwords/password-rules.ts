import { caseless } from '../../text/fold.ts';
import { isCommon, spelled } from './common-passwords.ts';
import { longestPassword } from './password.ts';
import type { FieldProblem } from '../../errors.ts';

/**
 * Characters. The rules are those of NIST SP 800-63B and ASVS 5.0: length and a deny list, no composition, no expiry.
 */
export const shortestPassword = 12;

/** Whose password it is to be: its login ID, and names people would think of first (the office, the portal). */
interface PasswordOwner {
  readonly loginId: string;
  readonly names: readonly string[];
}

/**
 * Words of the trade, without which a guesser's list would not be one. Short ones count only where they stand alone.
 */
const contextWords = [
  'cencomm',
  'cen',
  'cws',
  'cpdb',
  'wco',
  'omd',
  'rilo',
  'brlr',
  'customs',
  'douane',
  'douanes',
  'seizure',
  'seizures',
  'saisie',
  'saisies',
  'enforcement',
  'portal',
  'portail',
  'password',
  'passwort',
];
const shortWord = 5;
const rows = [
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'qsdfghjklm',
  'zxcvbnm',
  'yxcvbnm',
  'wxcvbn',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
];
const fewestOwn = 8;

/**
 * What is wrong with a password somebody chooses, as a message key; undefined when it may be used. Case and spaces stay
 * as typed.
 */
export function passwordProblem(password: string, owner: PasswordOwner): Omit<FieldProblem, 'path'> | undefined {
  const length = [...password].length;
  if (length < shortestPassword) return { key: 'account:rules.short', values: { count: shortestPassword } };
  if (password.length > longestPassword) return { key: 'account:rules.long', values: { count: longestPassword } };
  const folded = caseless(password);
  const word = wordWithin(folded, owner);
  if (word !== undefined) return { key: 'account:rules.context', values: { word } };
  if (isCommon(password)) return { key: 'account:rules.common' };
  return isPattern(folded) ? { key: 'account:rules.pattern' } : undefined;
}

/** The login ID, its parts, a word of the trade or of a name that stands in the password, in disguise too. */
function wordWithin(password: string, { loginId, names }: PasswordOwner): string | undefined {
  const runs = new Set(password.split(/[^\p{L}]+/u));
  const disguised = password.split(/\s+/).map(spelled);
  const words = [loginId.toLowerCase(), ...wordsOf(loginId), ...contextWords, ...names.flatMap(wordsOf)];
  return words.filter(Boolean).find(word => {
    if (word.length < shortWord) return runs.has(word);
    return password.includes(word) || disguised.some(run => run.includes(spelled(word)));
  });
}

/**
 * Words of a name that tell something: "Republic of Kenya Revenue Authority" gives republic, kenya, revenue, authority.
 */
function wordsOf(name: string): string[] {
  return caseless(name)
    .split(/[^\p{L}]+/u)
    .filter(word => word.length >= 4);
}

/** One piece over and over, or little besides runs of one letter, of the alphabet, of digits or of a row of keys. */
function isPattern(password: string): boolean {
  if (/^(.{1,11}?)\1+.{0,3}$/su.test(password)) return true;
  const letters = [...password];
  const own = letters.filter((letter, at) => at === 0 || !follows(letters[at - 1] ?? '', letter));
  return own.length < fewestOwn;
}

function follows(before: string, letter: string): boolean {
  if (before === letter) return true;
  return rows.some(row => {
    const [one, two] = [row.indexOf(before), row.indexOf(letter)];
    return one >= 0 && two >= 0 && Math.abs(one - two) === 1;
  });
}
