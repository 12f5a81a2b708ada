import type { FieldProblem } from '../../../errors.ts';
import { isAddress } from '../../../mail/index.ts';

/**
 * Where everybody may have an address, whoever he is: never official, also if somebody should enter one as an office's.
 */
const freeProviders = [
  'gmail.com',
  'googlemail.com',
  'yahoo.com',
  'yahoo.fr',
  'yahoo.co.uk',
  'ymail.com',
  'rocketmail.com',
  'hotmail.com',
  'hotmail.fr',
  'hotmail.co.uk',
  'outlook.com',
  'outlook.fr',
  'live.com',
  'live.fr',
  'msn.com',
  'aol.com',
  'icloud.com',
  'me.com',
  'mac.com',
  'proton.me',
  'protonmail.com',
  'pm.me',
  'tutanota.com',
  'tuta.io',
  'gmx.com',
  'gmx.de',
  'gmx.net',
  'gmx.fr',
  'web.de',
  't-online.de',
  'mail.com',
  'email.com',
  'mail.ru',
  'inbox.ru',
  'bk.ru',
  'list.ru',
  'yandex.ru',
  'yandex.com',
  'ya.ru',
  'rambler.ru',
  'ukr.net',
  'qq.com',
  'foxmail.com',
  '163.com',
  '126.com',
  'yeah.net',
  'sina.com',
  'sohu.com',
  'aliyun.com',
  'naver.com',
  'daum.net',
  'hanmail.net',
  'rediffmail.com',
  'zoho.com',
  'zohomail.com',
  'fastmail.com',
  'hushmail.com',
  'orange.fr',
  'wanadoo.fr',
  'free.fr',
  'laposte.net',
  'sfr.fr',
  'libero.it',
  'virgilio.it',
  'tiscali.it',
  'terra.com.br',
  'uol.com.br',
  'bol.com.br',
  'ig.com.br',
  'seznam.cz',
  'wp.pl',
  'onet.pl',
  'o2.pl',
  'interia.pl',
  'abv.bg',
  'mail.bg',
  'walla.co.il',
  'comcast.net',
  'verizon.net',
  'att.net',
  'cox.net',
  'btinternet.com',
  'bluewin.ch',
  'telenet.be',
  'skynet.be',
  'mailinator.com',
  'guerrillamail.com',
  'yopmail.com',
  '10minutemail.com',
  'temp-mail.org',
  'sharklasers.com',
  'trashmail.com',
  'duck.com',
  'hey.com',
  'mailfence.com',
  'posteo.de',
  'mailbox.org',
];

const shape = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Whether a domain, or one it stands in, is of a free-mail provider. */
function isFreeMail(domain: string): boolean {
  return freeProviders.some(one => isUnder(domain, one));
}

/**
 * The same domain or a sub-domain of it: `mail.customs.ke.example` is under `customs.ke.example`,
 * `evilcustoms.ke.example` is not.
 */
function isUnder(domain: string, above: string): boolean {
  return domain === above || domain.endsWith(`.${above}`);
}

/** What is wrong with an official address (lower case), or undefined. `domains` are those of the officer's office. */
export function emailProblem(email: string, domains: readonly string[]): Omit<FieldProblem, 'path'> | undefined {
  if (email === '') return { key: 'applications:problems.emailMissing' };
  if (!isAddress(email)) return { key: 'applications:problems.emailShape' };
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (isFreeMail(domain)) return { key: 'applications:problems.emailFree', values: { domain } };
  if (domains.length === 0) return { key: 'applications:problems.emailNoDomains' };
  if (!domains.some(one => isUnder(domain, one)))
    return { key: 'applications:problems.emailForeign', values: { domain, domains: domains.join(', ') } };
  return undefined;
}

/**
 * What is wrong with a domain an administrator enters as an office's, or undefined. A public suffix as wide as a
 * country is refused.
 */
export function domainProblem(domain: string): Omit<FieldProblem, 'path'> | undefined {
  if (domain.length > 253 || !shape.test(domain)) return { key: 'applications:problems.domainShape' };
  if (isFreeMail(domain)) return { key: 'applications:problems.emailFree', values: { domain } };
  const [first = '', ...rest] = domain.split('.');
  if (rest.length === 1 && /^(co|com|gov|gob|gouv|go|gc|org|net|edu|ac|int|mil)$/.test(first))
    return { key: 'applications:problems.domainWide', values: { domain } };
  return undefined;
}
