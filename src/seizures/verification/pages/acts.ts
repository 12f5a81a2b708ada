import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../../access/index.ts';
import { BadRequest, Conflict, Forbidden } from '../../../errors.ts';
import { anyText, choice, longtext, readForm, version, type Fields, type ValuesOf } from '../../../fields/index.ts';
import { answerForm, type FormPage } from '../../../forms/index.ts';
import { addDays, today } from '../../../text/plain-date.ts';
import type { Seizures } from '../../context.ts';
import { longestReason } from '../../entry/form-check.ts';
import { refOf } from '../../entry/pages/load.ts';
import { settle } from '../../flags/settle.ts';
import { can, type Action } from '../../permissions.ts';
import { restore } from '../../record/restore.ts';
import { readSeizure } from '../../record/store.ts';
import { wordsFor, type Words } from '../../record/pages/presenter-words.ts';
import { confirmQuantity, later } from '../confirm.ts';
import { deskFields, deskHref, filterFields, filterOf } from './query.ts';

/** Where the form stood, and leads back to. */
const from = { ...filterFields, from: choice(['desk', 'record'], { optional: true }), next: deskFields.open };
const reason = longtext({ max: longestReason });

/** What is done with one record beside verifying it, each with its reason. */
export function recordActs({ context }: Seizures) {
  const wordsIn = wordsFor(context);

  /**
   * One form with a reason: 404 unless the record is there for the viewer, 403 unless it is theirs to act on; what is
   * wrong with it is shown on a page of its own, with what was typed.
   */
  function act<F extends Fields>(
    what: 'settle' | 'confirm' | 'restore',
    fields: F,
    work: (req: Request, values: ValuesOf<F & typeof from & { reason: typeof reason }>) => Promise<string>,
  ) {
    return async (req: Request, res: Response): Promise<void> => {
      const ref = refOf(req);
      await requireTheirs(req, what, ref);
      const words = wordsIn(res.locals.lang as Lang);
      const reading = readForm(req.body, { ...fields, ...from, reason });
      await answerForm(res, words, reasonPage(what, ref, reading.typed, words), reading, values => work(req, values));
    };
  }

  async function requireTheirs(req: Request, action: Action, ref: string): Promise<void> {
    const viewer = viewerOf(req);
    const deed = { action: 'seizure.read', detail: { for: action } } as const;
    const seizure = await readSeizure(context.pool, viewer, ref, deed);
    if (action === 'restore' && seizure.status !== 'withdrawn') throw new Conflict(`${ref} is not withdrawn`);
    const asked = action === 'confirm' ? { ...seizure, held: true } : seizure;
    if (!can(viewer, action, asked)) throw new Forbidden(`may not ${action}`);
  }

  return {
    settle: act('settle', { flag: anyText }, async (req, values) => {
      await settle(context, viewerOf(req), refOf(req), values);
      return backTo(refOf(req), values, 'settled');
    }),

    confirm: act('confirm', { version }, async (req, values) => {
      await confirmQuantity(context, viewerOf(req), { ...values, ref: refOf(req) });
      return backTo(refOf(req), values, 'confirmed');
    }),

    restore: act('restore', {}, async (req, values) => {
      await restore(context, viewerOf(req), refOf(req), values.reason);
      return `/seizures/${refOf(req)}?restored=1`;
    }),

    async later(req: Request, res: Response): Promise<void> {
      const ref = refOf(req);
      await requireTheirs(req, 'verify', ref);
      const { values, typed, problems } = readForm(req.body, from);
      // What no field of the desk can mean has no place in its address, whose length has an end.
      if (!values) throw new BadRequest(problems);
      await later(context, viewerOf(req), ref, addDays(today(), 1));
      res.redirect(303, deskHref(filterOf(typed), { done: 'later', about: ref, open: typed.next }));
    },
  };
}

type From = Readonly<Record<'kind' | 'member' | 'heading' | 'channel' | 'from', string>>;

function backTo(ref: string, values: { readonly [N in keyof From]?: From[N] | undefined }, done: string): string {
  const { kind = '', member = '', heading = '', channel = '' } = values;
  return values.from === 'desk'
    ? deskHref(filterOf({ kind, member, heading, channel }), { open: ref, done, about: ref })
    : `/seizures/${ref}?${done}=1`;
}

const addresses = { settle: 'settlement', confirm: 'confirmation', restore: 'restoration' } as const;

function reasonPage(
  what: 'settle' | 'confirm' | 'restore',
  ref: string,
  typed: Readonly<Record<string, string>>,
  words: Words,
): FormPage {
  const { reason: given = '', ...hidden } = typed;
  const text = (key: string): string => words.t(`flags:act.${what}.${key}`, { ref });
  return {
    title: text('title'),
    lead: text('lead'),
    crumbs: [
      { label: words.t('record:crumb'), href: '/seizures' },
      { label: ref, href: `/seizures/${ref}` },
    ],
    action: `/seizures/${ref}/${addresses[what]}`,
    hidden,
    groups: [
      { fields: [{ type: 'longtext', name: 'reason', label: text('reason'), value: given, max: longestReason }] },
    ],
    submit: { label: text('send'), icon: 'check' },
    cancelHref: `/seizures/${ref}`,
  };
}
