import type { Response } from 'express';
import { BadRequest } from '../../errors.ts';
import { lookedAt, rereadFile } from '../decide.ts';
import type { Overrides } from '../engine/text/dialect.ts';
import type { Form } from '../upload/form.ts';
import { noQuery, onward, sent, shown, type Desk, type Sent } from '../pages-common.ts';
import { frameOf } from '../presenter-frame.ts';
import { seenPage } from './presenter-seen.ts';
import { problemText } from '../check/presenter-problems.ts';
import { delimiterName, delimiters, encodings, readPage } from './presenter-read.ts';
import { addressOf } from '../wizard-step.ts';
import { findSameFile, type Import } from '../store.ts';
import { render } from '../../web/render.ts';

/** "How we read it": what was recognised in the file and may be told otherwise; and a file that was uploaded before. */
export function readPages(desk: Desk) {
  return {
    read: shown(desk, 'read', noQuery, ({ file }, res) =>
      file.step === 'seen' && file.state === 'uploaded' ? showSeen(desk, file, res) : showRead(desk, file, res),
    ),
    send: sent(desk, (given, res) => takeReading(desk, given, res)),
  };
}

function showRead(desk: Desk, file: Import, res: Response, refused?: string): void {
  const words = desk.words(res);
  render(res, 'imports/read', {
    ...frameOf(words, file, 'read'),
    ...readPage(words, file, refused),
    problems: refused === undefined ? [] : [{ text: refused, href: '#how' }],
  });
}

async function showSeen(desk: Desk, file: Import, res: Response): Promise<void> {
  const same = await findSameFile(desk.context.pool, { office: { id: file.officeId } }, file.sha256, file.id);
  const words = desk.words(res);
  render(res, 'imports/seen', { ...frameOf(words, file, 'read'), seen: seenPage(words, same) });
}

async function takeReading(desk: Desk, { viewer, file, form }: Sent, res: Response): Promise<void> {
  const { context } = desk;
  if (form.text('action') === 'again') {
    await lookedAt(context, viewer, file, 'read');
    return onward(res, file);
  }
  const overrides = overridesIn(form, file);
  if (overrides === undefined) {
    if (file.state === 'uploaded' && file.step === 'read') await lookedAt(context, viewer, file, 'columns');
    return res.redirect(303, addressOf(file, 'columns'));
  }
  const unreadable = await rereadFile(context, viewer, file, overrides);
  if (!unreadable) return res.redirect(303, addressOf(file, 'read'));
  showRead(desk, file, res.status(422), problemText(desk.words(res), unreadable.problem));
}

/**
 * What the officer wants read otherwise than it is; undefined when nothing. Throws BadRequest for what the page does
 * not offer.
 */
function overridesIn(form: Form, { sniffed, plan }: Import): Overrides | undefined {
  const { dialect, sheets = [] } = sniffed;
  const wanted = {
    encoding: chosen(form, 'encoding', dialect.encoding, [...encodings, dialect.encoding ?? '']),
    delimiter: chosen(form, 'delimiter', delimiterName(dialect.delimiter), Object.keys(delimiters)),
    headerLine: chosen(form, 'headerLine', String(dialect.headerLine), undefined),
  };
  const named = form.all('sheet');
  if (named.some(name => !sheets.some(sheet => sheet.name === name))) throw badChoice('sheet');
  const before = sheets.filter(sheet => sheet.chosen).map(({ name }) => name);
  const other = named.length > 0 && (named.length !== before.length || named.some(name => !before.includes(name)));
  const hidden = form.has('hiddenAsked') && (form.text('hidden') === 'yes') !== (plan.overrides.hidden === true);
  if (!other && !hidden && Object.values(wanted).every(one => one === undefined)) return undefined;
  return {
    ...plan.overrides,
    ...(wanted.encoding === undefined ? {} : { encoding: wanted.encoding }),
    ...(wanted.delimiter === undefined ? {} : { delimiter: delimiters[wanted.delimiter] ?? ',' }),
    ...(wanted.headerLine === undefined ? {} : { headerLine: Number(wanted.headerLine) }),
    ...(other ? { sheets: named } : {}),
    ...(hidden ? { hidden: form.text('hidden') === 'yes' } : {}),
  };
}

/** A choice that differs from what holds; undefined when it does not, or is not asked. */
function chosen(
  form: Form,
  name: string,
  holds: string | undefined,
  offered: readonly string[] | undefined,
): string | undefined {
  const text = form.text(name);
  if (!form.has(name) || text === '' || text === holds) return undefined;
  if (offered ? !offered.includes(text) : !/^\d{1,4}$/.test(text)) throw badChoice(name);
  return text;
}

function badChoice(name: string): BadRequest {
  return new BadRequest([{ path: name, key: 'errors:fields.notInList' }]);
}
