/** Where persons, not offices, have their mail. The part before the country's ending decides: yahoo.fr, yahoo.co.uk. */
const personal = new Set([
  'gmail',
  'googlemail',
  'yahoo',
  'ymail',
  'rocketmail',
  'hotmail',
  'outlook',
  'live',
  'msn',
  'icloud',
  'me',
  'mac',
  'aol',
  'gmx',
  'web',
  'mail',
  'inbox',
  'bk',
  'yandex',
  'ya',
  'rambler',
  'proton',
  'protonmail',
  'pm',
  'tutanota',
  'zoho',
  'fastmail',
  'hey',
  'qq',
  '163',
  '126',
  'sina',
  'foxmail',
  'naver',
  'hanmail',
  'daum',
  'orange',
  'wanadoo',
  'laposte',
  'free',
  'sfr',
  'libero',
  't-online',
  'uol',
  'bol',
  'terra',
  'rediffmail',
  'wp',
  'o2',
  'onet',
  'interia',
  'seznam',
]);

/** Whether a mail address is one that persons have, not offices. */
export function isPersonalMail(mail: string): boolean {
  const labels = mail
    .slice(mail.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  // mail.customs.example is an office's own server; only what stands right before the ending counts.
  const ending = labels.length > 2 && /^(co|com|net|org)$/.test(labels.at(-2) ?? '') ? 3 : 2;
  return labels.length === ending && personal.has(labels[0] ?? '');
}
