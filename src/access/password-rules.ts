/** Characters of a password. No rule of composition, and none of age (NIST SP 800-63B, OWASP ASVS 5.0 V6.2). */
export const shortestNewPassword = 12;
export const longestNewPassword = 1024;

export interface PasswordProblem {
  /** Key of the locales, in `activation:rules`. */
  readonly key: 'tooShort' | 'tooLong' | 'common' | 'personal' | 'repeated';
  readonly values?: Readonly<Record<string, string | number>>;
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
 * What is wrong with a new password, or undefined. `about` are words of the account (login, name, e-mail, office): a
 * password that is little more than they is refused. Length is counted in characters.
 */
export function findPasswordProblem(password: string, about: readonly string[]): PasswordProblem | undefined {
  const length = [...password].length;
  if (length < shortestNewPassword) return { key: 'tooShort', values: { least: shortestNewPassword } };
  if (password.length > longestNewPassword) return { key: 'tooLong', values: { most: longestNewPassword } };
  const plain = plainOf(password);
  if (common.has(plain)) return { key: 'common' };
  if (new Set(password).size < 5) return { key: 'repeated' };
  const words = [...about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]), ...portalWords].map(plainOf).filter((word) => word.length >= 4);
  const rest = [...words].sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), plain);
  if (rest !== plain && rest.replace(/\p{N}/gu, '').length < 6) return { key: 'personal' };
  return undefined;
}

/** Lower case without accents, spaces and signs, and with the digits read as the letters they stand for left alone. */
function plainOf(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
