import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Offices } from '../../../reference/index.ts';
import type { Lang } from '../../viewer.ts';
import { malformed } from './form.ts';
import { wordsIn } from './presenter-words.ts';
import type { Words } from './presenter-words.ts';

export function wordsOf(res: Response, offices: Offices): Words {
  return wordsIn(res.locals.lang as Lang, res.locals.t as (key: string) => string, offices);
}

/** The query by a strict schema. Throws BadRequest for a parameter that is unknown or cannot be. */
export function queryBy<S extends z.ZodType>(req: Request, schema: S): z.infer<S> {
  return parsed(schema, { ...req.query });
}

/** The posted form by a strict schema. Throws BadRequest for a field that is unknown. */
export function formBy<S extends z.ZodType>(req: Request, schema: S): z.infer<S> {
  const { _csrf, ...fields } = { ...(req.body as Record<string, unknown> | undefined) };
  return parsed(schema, fields);
}

function parsed<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const result = schema.safeParse(input);
  if (!result.success) throw malformed(result.error);
  return result.data;
}

/** A text of a form: '' when it is missing. */
export const text = z.string().default('');
/** One or several of a name. */
export const texts = z.union([z.string().transform(one => [one]), z.array(z.string())]).default([]);

export function refOf(req: Request): string {
  return String(req.params.ref);
}
