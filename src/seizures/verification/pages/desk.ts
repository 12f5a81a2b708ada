import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { BadRequest, type FieldProblem } from '../../../errors.ts';
import { anyTexts, malformed, readForm, readQuery } from '../../../fields/index.ts';
import { today } from '../../../text/plain-date.ts';
import { render } from '../../../web/render.ts';
import type { Seizures } from '../../context.ts';

import { wordsFor } from '../../record/pages/presenter-words.ts';
import { mostVerified, verify, type Asked, type NotVerified } from '../verify.ts';
import { countQueue, listQueue, type QueueFilter, type QueuePlace } from '../store-queue.ts';
import { openRecord } from './open-record.ts';
import { keptTurnaround, keptTurnaroundOfMembers } from './kept-turnaround.ts';
import { presentDesk } from './presenter-desk.ts';

import { presentTurnaround } from './presenter-turnaround.ts';
import { deskFields, deskHref, filterFields, filterOf } from './query.ts';

const asRecord = /^([A-Z]{2}-\d{4}-\d{6,9}):(\d{1,6})$/;
/** Records of one page of the queue. */
const size = 25;

interface Shown {
  readonly filter: QueueFilter;
  readonly after?: QueuePlace | undefined;
  readonly open: string;
  readonly done?: { readonly what: string; readonly n: number; readonly about: string };
  readonly ticked?: readonly string[];
  readonly refused?: readonly { readonly ref: string; readonly why: NotVerified }[];
  readonly problem?: FieldProblem;
}

/** The desk where a RILO verifies the records of its Members. */
export function deskPages({ context }: Seizures) {
  const wordsIn = wordsFor(context);
  const wordsOf = (res: Response) => wordsIn(res.locals.lang as Lang);
  const turnaround = keptTurnaround(context.figures);

  async function show(req: Request, res: Response, shown: Shown): Promise<void> {
    const viewer = viewerOf(req);
    const { pool } = context;
    const listing = listQueue(pool, viewer, shown.filter, { after: shown.after, size });
    // The record beside the list is read while its queue is still being counted.
    const opening = listing.then(async ([first]) => {
      const ref = shown.open === '' ? first?.ref : shown.open;
      return ref === undefined ? undefined : openRecord(pool, viewer, shown.filter, ref);
    });
    const [rows, open, counts, strip] = await Promise.all([
      listing,
      opening,
      countQueue(pool, viewer, shown.filter),
      turnaround(viewer),
      recordRead(pool, viewer, { action: 'seizure.queueListed', detail: { ...shown.filter } }),
    ]);
    const page = rows.slice(0, size).map(row => (row.ref === open?.seizure.ref ? { ...row, isOpened: true } : row));
    render(
      res,
      'seizures/verification/desk',
      presentDesk({
        ...shown,
        viewer,
        rows: page,
        next: rows.length > size ? page.at(-1) : undefined,
        counts,
        turnaround: strip,
        open,
        offices: context.offices,
        words: wordsOf(res),
      }),
    );
  }

  return {
    async index(req: Request, res: Response): Promise<void> {
      const { after, open, done, n, about, ...rest } = readQuery(req.query, deskFields);
      await show(req, res, {
        filter: filterOf(rest),
        after: after === '' ? undefined : after,
        open,
        ...(done === '' ? {} : { done: { what: done, n: Number(n || 1), about } }),
      });
    },

    /** Verifies what was ticked, or the one record of the pane: each as `REF:version`. */
    async verify(req: Request, res: Response): Promise<void> {
      const { values, problems } = readForm(req.body, { ...filterFields, record: anyTexts, next: deskFields.open });
      if (!values) throw new BadRequest(problems);
      const filter = filterOf(textsOf(values));
      const ticked = values.record;
      const asked = readAsked(ticked);
      const problem = problemOf(asked);
      if (problem) return show(req, res.status(422), { filter, open: '', ticked, problem });
      const { verified, refused } = await verify(context, viewerOf(req), asked);
      if (refused.length > 0) {
        const done = verified.length > 0 ? { done: { what: 'verified', n: verified.length, about: '' } } : {};
        const open = refused[0]?.why === 'gone' ? '' : (refused[0]?.ref ?? '');
        return show(req, res.status(409), { filter, open, refused, ...done });
      }
      const next = { open: values.next ?? '', done: 'verified', n: String(verified.length) };
      res.redirect(303, deskHref(filter, next));
    },
  };
}

function textsOf(values: Readonly<Record<string, unknown>>) {
  const text = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  return { kind: text('kind'), member: text('member'), heading: text('heading'), channel: text('channel') };
}

/** Throws BadRequest where one of them is no record with its version. */
function readAsked(ticked: readonly string[]): Asked[] {
  const read = ticked.map(one => asRecord.exec(one));
  if (read.some(one => one === null))
    throw new BadRequest([
      malformed(
        'record',
        ticked.find(one => !asRecord.test(one)),
      ),
    ]);
  const asked = read.map(one => ({ ref: one?.[1] ?? '', version: Number(one?.[2]) }));
  return [...new Map(asked.map(one => [one.ref, one])).values()];
}

function problemOf(asked: readonly Asked[]): FieldProblem | undefined {
  if (asked.length === 0) return { path: 'record', key: 'verification:problem.nothing' };
  return asked.length > mostVerified
    ? { path: 'record', key: 'verification:problem.tooMany', values: { max: mostVerified } }
    : undefined;
}

/** How long verifying takes for each Member. */
export function turnaroundPage({ context }: Seizures) {
  const turnaround = keptTurnaroundOfMembers(context);
  return async (req: Request, res: Response): Promise<void> => {
    readQuery(req.query, {});
    const viewer = viewerOf(req);
    const [rows] = await Promise.all([
      turnaround(viewer),
      recordRead(context.pool, viewer, { action: 'seizure.turnaroundRead' }),
    ]);
    render(
      res,
      'seizures/verification/turnaround',
      presentTurnaround(rows, today(), wordsFor(context)(res.locals.lang as Lang)),
    );
  };
}
