import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { BadRequest } from '../../../errors.ts';
import { choice, readQuery } from '../../../fields/index.ts';
import { ChangedMeanwhile } from '../../../forms/index.ts';
import { frameOf, pathOf } from '../../pages-frame.ts';
import { wordsOf, type CencommContext } from '../../context.ts';
import { renewKey, steps, changeState } from '../lifecycle/lifecycle.ts';
import { readDetails } from '../lifecycle/create.ts';
import { requireManager, requireOwner } from '../operation.ts';
import { actInside, markFailed } from './pages-act.ts';
import { presentSettings, type SettingsSources } from '../presenters/presenter-settings.ts';
import { saveSettings } from '../lifecycle/settings.ts';
import { readSettings } from './settings-form.ts';
import { enter } from '../store.ts';
import { render } from '../../../web/render.ts';

const deeds = ['saved', 'keyRenewed', 'close', 'reopen', 'archive'] as const;

/** The settings of an operation, for its owner. */
export function settingsPages(context: CencommContext) {
  async function show(req: Request, res: Response, failed?: NonNullable<SettingsSources['failed']>): Promise<void> {
    const viewer = viewerOf(req);
    const entered = await enter(context.pool, viewer, req.params.id);
    requireOwner(entered);
    const { done } = failed ? { done: '' } : readQuery(req.query, { done: choice(deeds) });
    const details = await readDetails(context.pool, context.keys, entered.operation.id);
    const frame = await frameOf(context, viewer, res, entered, 'settings');
    markFailed(res, failed && { typed: {}, ...(failed.isMeanwhile ? { isMeanwhile: true } : {}) });
    render(res, 'cencomm/operations/settings', {
      frame,
      ...presentSettings({ entered, details, context, words: wordsOf(context, res), ...(failed ? { failed } : {}) }),
      done: done === '' ? undefined : done,
    });
  }

  const settingsOf = (req: Request, done: (typeof deeds)[number]): string =>
    `${pathOf(String(req.params.id))}/settings?done=${done}`;
  const again = (req: Request, res: Response, { isMeanwhile }: { isMeanwhile?: boolean }): Promise<void> =>
    show(req, res, { typed: {}, ...(isMeanwhile ? { isMeanwhile } : {}) });

  return {
    settings: (req: Request, res: Response): Promise<void> => show(req, res),

    async save(req: Request, res: Response): Promise<void> {
      const viewer = viewerOf(req);
      const entered = await enter(context.pool, viewer, req.params.id);
      requireManager(entered);
      const { typed, problems, settings } = readSettings(req.body, entered.operation);
      if (problems.some(({ path }) => path === 'version')) throw new BadRequest(problems);
      if (!settings) return show(req, res, { typed, problems });
      try {
        await saveSettings(context, viewer, entered.operation.id, settings);
      } catch (error) {
        if (error instanceof ChangedMeanwhile) return show(req, res, { typed, isMeanwhile: true });
        throw error;
      }
      res.redirect(303, settingsOf(req, 'saved'));
    },

    step: actInside(context, {
      fields: { step: choice(steps) },
      hidden: ['step'],
      require: requireOwner,
      again,
      async work(req, { step }) {
        await changeState(context, viewerOf(req), String(req.params.id), step);
        return settingsOf(req, step);
      },
    }),

    renewKey: actInside(context, {
      fields: {},
      require: requireOwner,
      again,
      async work(req) {
        await renewKey(context, viewerOf(req), String(req.params.id));
        return settingsOf(req, 'keyRenewed');
      },
    }),
  };
}
