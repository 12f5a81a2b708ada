import { dictionary } from '@zxcvbn-ts/language-common';
import { describe, expect, test } from 'vitest';
import { isCommon } from '../../src/access/passwords/common-passwords.ts';
import { passwordProblem } from '../../src/access/passwords/password-rules.ts';

const owner = { loginId: 'vn.lan', names: ['Tran Thi Lan', 'Viet Nam Customs'] };

describe('the deny list', () => {
  test.each([
    ...['iloveyou1234567', 'P@ssw0rd1234', 'Nairobi2026!!', 'Passw0rd2026!!', 'letmein12345678', 'changeme12345'],
    ...['administrator1', 'Summer2026!!', '$umm3r-2026-!!', 'Mombasa@2026!', 'Bienvenue2026!', '0ctobre2026!!'],
    ...['I.L.0.v.3.Y.0.u.123', 'p-a-s-s-w-o-r-d-1', 'drowssap2026', 'Password_Password', '2026Dubai2026'],
    ...['monkey dragon 1', 'MyPassword2026', 'c0c@1n32026!', 'Ouagadougou2026!', 'Tanzania12345', 'Liverpool1892!'],
    ...['1q2w3e4r5t6y7u8i', 'motherfucker', 'qazwsxedcrfv'],
  ])('refuses %j', password => {
    expect(passwordProblem(password, owner)?.key).toMatch(/^account:rules\.(common|context|pattern)$/);
  });

  test('lets passphrases and made-up passwords through: of 1,500 none is refused', () => {
    const words = (dictionary['diceware-common'] ?? []).map(String);
    const letters = 'abcdefghijkmnpqrstuvwxyz23456789-!'.split('');
    // Numbers that look drawn and are the same at every run.
    let drawn = 20261127;
    const draw = (from: readonly string[]): string => {
      drawn = (drawn * 48271) % 2147483647;
      return from[drawn % from.length] ?? '';
    };
    const made = (count: number, from: readonly string[], between: string): string =>
      Array.from({ length: count }, () => draw(from)).join(between);
    const good = Array.from({ length: 500 }, () => [made(3, words, '-'), made(4, words, ' '), made(14, letters, '')]);
    expect(good.flat().filter(one => one.length >= 12 && isCommon(one))).toEqual([]);
  });
});
