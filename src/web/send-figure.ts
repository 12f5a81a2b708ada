import type { Request, Response } from 'express';
import { NotFound } from '../errors.ts';
import type { Language } from '../i18n/index.ts';
import {
  figureFile,
  figureKinds,
  heatDrawing,
  type FigureDocument,
  type FigureKind,
  type FigureShown,
  type HeatTable,
} from './charts/index.ts';

/** Which figure is asked for, in which form. Throws NotFound for a name that no page gives. */
export function figureAsked(req: Request): { readonly id: string; readonly kind: FigureKind } {
  const [, id = '', ending = ''] = /^([a-z0-9-]{1,40})\.([a-z]{3,4})$/.exec(String(req.params.file)) ?? [];
  const kind = figureKinds.find(one => one === ending);
  if (kind === undefined) throw new NotFound('no such figure');
  return { id, kind };
}

/** Figures of a page as their files tell of them. */
export interface FiguresSent {
  readonly parts: readonly { readonly figure: FigureShown; readonly heat?: HeatTable }[];
  /** Of the page, within the name of the file. */
  readonly name: string;
  /** The whole question, each field with its value. */
  readonly about: FigureDocument['question'];
  /** Whom the file is for. */
  readonly readers: string;
  readonly source: string;
}

/** The words of a file, in its language. */
interface FileWords {
  readonly lang: Language;
  label(key: string): string;
}

/**
 * Sends the figure that is asked for as a file; `note` writes into the trail that it left. Throws NotFound where there
 * is none of it.
 */
export async function sendFigureOf(
  req: Request,
  res: Response,
  { lang, label }: FileWords,
  { parts, name: page, about, readers, source }: FiguresSent,
  note: (name: string) => Promise<void>,
): Promise<void> {
  const { id, kind } = figureAsked(req);
  const part = parts.find(({ figure }) => figure.id === id);
  const table = part?.figure.table;
  if (!part || !table) throw new NotFound('no such figure');
  const document: FigureDocument = {
    name: `cen-${page}-${id}-${new Date().toISOString().slice(0, 10)}`,
    title: part.figure.title,
    sub: part.figure.sub,
    svg: part.figure.chart?.wide ?? (part.heat ? heatDrawing(part.heat) : ''),
    key: part.figure.key,
    // What people wrote of it is for their office, and stays on the page.
    note: part.figure.note,
    question: [...about, [label('figures:file.readers'), readers]],
    coverage: part.figure.coverage,
    table,
    source,
    sheets: { numbers: label('figures:file.numbers'), about: label('figures:file.about') },
  };
  const { name, type, body } = await figureFile(document, kind, lang);
  await note(name);
  res.attachment(name).type(type).send(body);
}
