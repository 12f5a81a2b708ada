import { randomUUID } from 'node:crypto';
import { read, refuse } from '../text/readable-text.ts';
import { choice, parsed, shaped, type Field } from './field.ts';
import { isPersonalMail } from './personal-mail.ts';

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Made by the form when it was opened, so that sending it twice does its work once. */
export const uuid = shaped(uuidShape, 'forms:problem.malformed');

/** The id a form was sent with; a new one where it is none. */
export function formIdOf(typed: string): string {
  return uuidShape.test(typed) ? typed : randomUUID();
}

/** Characters of a reason: why something was decided, changed or asked for, as its history keeps it. */
export const longestReason = 1000;

/** The version of the thing a form was opened over. */
export const version = parsed(typed =>
  /^\d{1,9}$/.test(typed) ? read(Number(typed)) : refuse('forms:problem.malformed'),
);

/** A text that the handler judges itself, or that goes into a draft as it is. */
export const anyText = parsed(read, { optional: true });

/** Texts without commas, as ids are, that the handler judges itself. */
export const anyTexts: Field<readonly string[]> = { type: 'code', many: true, most: 1000, optional: true };

/** One box, ticked or not. */
export const ticked = choice(['yes'], { optional: true });

const address = /^[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** The official mail address of an office or a desk; the domain in lower case. */
export function officialMail(options: { optional?: boolean } = {}) {
  return parsed(typed => {
    if (typed.length > 200 || !address.test(typed) || typed.includes('..')) return refuse('forms:problem.noMail');
    if (isPersonalMail(typed)) return refuse('forms:problem.personalMail');
    const at = typed.lastIndexOf('@');
    return read(typed.slice(0, at) + typed.slice(at).toLowerCase());
  }, options);
}

/** The office's telephone, with the country's code. */
export const phone = shaped(/^\+[1-9](?:[ ().-]{0,2}\d){5,16}$/, 'forms:problem.noPhone', { optional: true });
