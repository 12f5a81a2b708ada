import type { Request, Response } from 'express';
import { Forbidden } from '../../errors.ts';
import { readForm, readQuery } from '../../fields/index.ts';
import { ChangedMeanwhile, answerForm, showForm } from '../../forms/index.ts';
import type { AccountsContext } from '../accounts/context.ts';
import type { Account } from '../accounts/account.ts';
import { accountId } from '../accounts/pages/pages-account.ts';
import { findAccount } from '../accounts/store.ts';
import { domainsOf } from '../applications/store.ts';
import { wordsOf } from '../applications/pages/pages-common.ts';
import { viewerOf } from '../guard.ts';
import { correct, settleByManager } from './correct.ts';
import { addressFields, addressForm, checkedOf, correctionFields, correctionForm, correctionProblems } from './form.ts';
import { isOpenToCorrection, mayCorrect } from './permissions.ts';
import { findOpenAddress } from './store.ts';

/** `/access/accounts/:id/corrections` and `/address`: what is wrong about a person is put right. */
export function correctionPages(context: AccountsContext) {
  const accountOf = (req: Request): Promise<Account> => findAccount(context.pool, viewerOf(req), accountId(req));
  const back = (account: Account): string => `/access/accounts/${account.id}`;
  const refuse = (req: Request, account: Account): void => {
    if (!mayCorrect(viewerOf(req), account)) throw new Forbidden('may not correct this account');
  };

  return {
    async ask(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const account = await accountOf(req);
      if (!isOpenToCorrection(account)) return res.redirect(303, back(account));
      refuse(req, account);
      const words = wordsOf(res, context.offices);
      const domains = await domainsOf(context.pool, account.officeId);
      showForm(res, words, correctionForm({ account, words, domains }));
    },

    async save(req: Request, res: Response): Promise<void> {
      const account = await accountOf(req);
      refuse(req, account);
      const words = wordsOf(res, context.offices);
      const domains = await domainsOf(context.pool, account.officeId);
      const reading = readForm(req.body, correctionFields, given => correctionProblems(given, account));
      const page = correctionForm({ account, words, typed: reading.typed, domains });
      try {
        // Who comes too late is shown how things stand before being told what is wrong.
        if (reading.typed.version !== String(account.version)) throw new ChangedMeanwhile('the form is older');
        await answerForm(res, words, page, reading, async values => {
          const order = { id: account.id, version: values.version, reason: values.reason, ...checkedOf(values) };
          const done = await correct(context, viewerOf(req), order);
          return `${back(account)}?done=${done === 'address' ? 'addressAsked' : 'corrected'}`;
        });
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        const now = await accountOf(req);
        showForm(res, words, correctionForm({ account: now, words, typed: reading.typed, domains, stale: true }));
      }
    },

    async askAddress(req: Request, res: Response): Promise<void> {
      readQuery(req.query, {});
      const account = await accountOf(req);
      const open = await findOpenAddress(context.pool, account);
      if (!open) return res.redirect(303, back(account));
      refuse(req, account);
      const words = wordsOf(res, context.offices);
      showForm(res, words, addressForm({ account, words, open }));
    },

    async settleAddress(req: Request, res: Response): Promise<void> {
      const account = await accountOf(req);
      refuse(req, account);
      const words = wordsOf(res, context.offices);
      const reading = readForm(req.body, addressFields);
      const open = await findOpenAddress(context.pool, account);
      if (!open) return res.redirect(303, back(account));
      try {
        const page = addressForm({ account, words, typed: reading.typed, open });
        await answerForm(res, words, page, reading, async values => {
          await settleByManager(context, viewerOf(req), { id: account.id, ...values });
          return `${back(account)}?done=${values.act === 'resend' ? 'addressSent' : 'addressWithdrawn'}`;
        });
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile)) throw error;
        const now = await accountOf(req);
        const waiting = await findOpenAddress(context.pool, now);
        if (!waiting) return res.redirect(303, back(now));
        showForm(res, words, addressForm({ account: now, words, typed: reading.typed, open: waiting, stale: true }));
      }
    },
  };
}
