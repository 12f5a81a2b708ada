import type { FieldProblem } from '../errors.ts';
import { longestPassword } from './password.ts';

/** Characters. No rule of composition, and none of age (NIST SP 800-63B, OWASP ASVS 5.0 V6.2). */
export const shortestPassword = 12;

/** Whose password it is to be: its login ID, and names people would think of first (person, e-mail, office). */
export interface PasswordOwner {
  readonly loginId: string;
  readonly names: readonly string[];
}

/** Words of this portal and its trade: whoever guesses begins with them. */
const portalWords = ['customs', 'enforcement', 'network', 'douane', 'seizure', 'portal', 'password', 'motdepasse', 'administration'];

/** What people choose most where twelve characters are asked for; compared without case, spaces and signs. */
const common = new Set([
  'password1234', 'password12345', 'password123456', 'passwordpassword', '1234567890', '123456789012', '1234567890123', '12345678901234', '123456123456',
  'qwertyuiop12', 'qwertyuiop123', 'qwertyqwerty', 'azertyuiop12', 'azertyuiop123', '1q2w3e4r5t6y', '1qaz2wsx3edc', 'qazwsxedcrfv', 'zaq12wsxcde3',
  'iloveyou1234', 'iloveyouforever', 'letmein12345', 'welcome12345', 'welcome123456', 'administrator', 'administrator1', 'administrateur', 'changeme1234',
  'changemenow1', 'motdepasse123', 'motdepasse1234', 'bonjour12345', 'soleil123456', 'doudou123456', 'football1234', 'liverpool1234', 'manchester123',
  'abcdefghijkl', 'abcdefghijklm', 'abcd12345678', 'abc123abc123', 'qwerty123456', 'azerty123456', 'superman1234', 'princess1234', 'sunshine1234',
  'trustno1trustno1', 'correcthorsebatterystaple', 'thisisapassword', 'mypassword123', 'secretpassword', 'adminadmin123', 'testtesttest', 'spring2026spring',
]);

/**
 * What is wrong with a new password, as a message key, or undefined. One that is little more than words of its owner or of
 * the portal is refused.
 */
export function passwordProblem(password: string, { loginId, names }: PasswordOwner): Omit<FieldProblem, 'path'> | undefined {
  const length = [...password].length;
  if (length < shortestPassword) return { key: 'activation:rules.tooShort', values: { least: shortestPassword } };
  if (password.length > longestPassword) return { key: 'activation:rules.tooLong', values: { most: longestPassword } };
  const plain = plainOf(password);
  if (common.has(plain)) return { key: 'activation:rules.common' };
  if (new Set(password).size < 5) return { key: 'activation:rules.repeated' };
  const words = [...[loginId, ...names].flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]), ...portalWords].map(plainOf).filter((word) => word.length >= 4);
  const rest = [...words].sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), plain);
  if (rest !== plain && rest.replace(/\p{N}/gu, '').length < 6) return { key: 'activation:rules.personal' };
  return undefined;
}

/** Lower case without accents, spaces and signs. */
function plainOf(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
