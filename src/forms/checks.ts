import { screen } from '../personal-data/index.ts';
import type { Check } from './sheet.ts';
import { isPlainDate } from '../text/plain-date.ts';
import { readText } from '../text/readable-text.ts';

interface Text {
  readonly max: number;
  readonly optional?: true;
  /** Line breaks are part of it. */
  readonly lines?: true;
  /** Persons may be spoken of in it, or it is screened elsewhere. */
  readonly unscreened?: true;
}

const missing = { problem: { key: 'forms:problem.missing' } };

/** A free text: readable, not too long, and, unless it is said otherwise, nothing in it about a person. */
export function text({ max, optional, lines, unscreened }: Text): Check {
  return {
    read(typed) {
      const reading = readText(typed, max, lines === true);
      if (!reading.ok) return { problem: { key: reading.key, ...(reading.values ? { values: reading.values } : {}) } };
      if (reading.value.trim() === '') return optional ? { value: '' } : missing;
      const [found] = unscreened ? [] : screen(reading.value);
      return found
        ? { problem: { key: 'forms:problem.nominal', values: { found: found.text.slice(0, 60) } } }
        : { value: reading.value };
    },
  };
}

/** A plain date within bounds, both included. */
export function date({ from, to, optional }: { from: string; to: string; optional?: true }): Check {
  return {
    read(typed) {
      const value = typed.trim();
      if (value === '') return optional ? { value } : missing;
      if (!isPlainDate(value)) return { problem: { key: 'forms:problem.noDate' } };
      return value < from || value > to
        ? { problem: { key: 'forms:problem.dateOutside', values: { from, to } } }
        : { value };
    },
  };
}

/** One of some codes. */
export function oneOf(codes: readonly string[], { optional }: { optional?: true } = {}): Check {
  return {
    read(typed) {
      if (typed === '') return optional ? { value: '' } : missing;
      return codes.includes(typed) ? { value: typed } : { problem: { key: 'forms:problem.notListed' } };
    },
  };
}

/** Some of some codes, in the order of the list. */
export function someOf(codes: readonly string[]): Check {
  return {
    many: true,
    read(typed) {
      const given = typed.split(',').filter(code => code !== '');
      return given.every(code => codes.includes(code))
        ? { value: codes.filter(code => given.includes(code)).join(',') }
        : { problem: { key: 'forms:problem.notListed' } };
    },
  };
}

/** A text of one shape. */
export function shaped(shape: RegExp, key: string, { optional }: { optional?: true } = {}): Check {
  return {
    read(typed) {
      const value = typed.trim();
      if (value === '') return optional ? { value } : missing;
      return shape.test(value) ? { value } : { problem: { key } };
    },
  };
}

const address = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
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

/** The official mail address of an office or a desk; the domain in lower case. */
export function officialMail({ optional }: { optional?: true } = {}): Check {
  return {
    read(typed) {
      const value = typed.trim();
      if (value === '') return optional ? { value } : missing;
      if (value.length > 200 || !address.test(value) || value.includes('..'))
        return { problem: { key: 'forms:problem.noMail' } };
      if (isPersonalMail(value)) return { problem: { key: 'forms:problem.personalMail' } };
      const at = value.lastIndexOf('@');
      return { value: value.slice(0, at) + value.slice(at).toLowerCase() };
    },
  };
}

/** The office's telephone, with the country's code. */
export function phone(): Check {
  return shaped(/^\+[1-9](?:[ ().-]{0,2}\d){5,16}$/, 'forms:problem.noPhone', { optional: true });
}
