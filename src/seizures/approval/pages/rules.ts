import type { Request, Response } from 'express';
import { viewerOf, type Lang } from '../../../access/index.ts';
import { recordRead } from '../../../audit/index.ts';
import { Forbidden, type FieldProblem } from '../../../errors.ts';
import { choice, choices, readForm, readQuery, version } from '../../../fields/index.ts';
import { ChangedMeanwhile, presentForm, Refused, type FormPage } from '../../../forms/index.ts';
import { render } from '../../../web/render.ts';
import type { Seizures } from '../../context.ts';
import { headingCodes } from '../../goods/heading.ts';
import { isContactPoint } from '../../permissions.ts';
import { releasesUnder } from '../../record/store-audience.ts';
import { wordsFor, type Words } from '../../record/pages/presenter-words.ts';
import { changeRules } from '../rules.ts';
import { listRuleChanges, readRules, type OfficeRules, type RuleChange } from '../store-rules.ts';
import { rulesItems } from './presenter-desk.ts';

const releases = releasesUnder('all');
const fields = {
  version,
  approveHeadings: choices(headingCodes, { optional: true }),
  releaseCeiling: choice(releases),
  defaultRelease: choice(releases),
};
const query = { done: choice(['saved'], { optional: true }) };

interface Again {
  readonly typed?: OfficeRules;
  readonly problems?: readonly FieldProblem[];
  readonly isMeanwhile?: boolean;
  readonly isDone?: boolean;
}

export type RulesPage = ReturnType<typeof presentForm<FormPage>> & {
  readonly done: string | undefined;
  readonly changed: { readonly text: string; readonly items: ReturnType<typeof rulesItems> } | undefined;
  readonly history: ReturnType<typeof historyOf>;
};

/** What an office wants its contact point to see first, and how far its records go. */
export function rulesPages({ context }: Seizures) {
  const wordsIn = wordsFor(context);

  async function show(req: Request, res: Response, { typed, problems = [], isMeanwhile, isDone }: Again = {}) {
    const viewer = viewerOf(req);
    if (!isContactPoint(viewer, viewer.office.id)) throw new Forbidden('not the contact point of the office');
    const words = wordsIn(res.locals.lang as Lang);
    const [saved, changes] = await Promise.all([
      readRules(context.pool, viewer.office.id),
      listRuleChanges(context.pool, viewer.office.id),
      recordRead(context.pool, viewer, { action: 'approval.rulesRead' }),
    ]);
    if (isMeanwhile) res.status(409);
    else if (problems.length > 0) res.status(422);
    const page = formOf(typed ?? saved, saved.version, words);
    render(res, 'seizures/approval/rules', {
      ...presentForm(words, page, problems),
      done: isDone ? words.t('approval:rules.saved') : undefined,
      changed: isMeanwhile ? { text: words.t('approval:rules.meanwhile'), items: rulesItems(saved, words) } : undefined,
      history: historyOf(changes, words),
    });
  }

  return {
    async ask(req: Request, res: Response): Promise<void> {
      const { done } = readQuery(req.query, query);
      await show(req, res, { isDone: done === 'saved' });
    },

    async save(req: Request, res: Response): Promise<void> {
      const { values, problems, typed } = readForm(req.body, fields);
      const given: OfficeRules = {
        approveHeadings: [typed.approveHeadings ?? []].flat().join(',').split(',').filter(Boolean),
        releaseCeiling: String(typed.releaseCeiling ?? ''),
        defaultRelease: String(typed.defaultRelease ?? ''),
      };
      if (!values) return show(req, res, { typed: given, problems });
      try {
        const { version: seen, ...rules } = values;
        await changeRules(context, viewerOf(req), seen, rules);
      } catch (error) {
        if (error instanceof Refused) return show(req, res, { typed: given, problems: [error.problem] });
        if (error instanceof ChangedMeanwhile) return show(req, res, { typed: given, isMeanwhile: true });
        throw error;
      }
      res.redirect(303, '/seizures/approval/rules?done=saved');
    },
  };
}

function formOf(rules: OfficeRules, seen: number, words: Words): FormPage {
  const release = (name: 'releaseCeiling' | 'defaultRelease') => ({
    name,
    type: 'choice' as const,
    display: 'radios' as const,
    label: words.t(`approval:rules.field.${name}`),
    hint: words.t(`approval:rules.hint.${name}`),
    value: rules[name],
    options: releases.map(value => ({ value, label: words.option('release', value) })),
  });
  return {
    title: words.t('approval:rules.title'),
    lead: words.t('approval:rules.lead'),
    crumbs: [
      { label: words.t('approval:section'), href: '/seizures/approval' },
      { label: words.t('approval:rules.crumb') },
    ],
    action: '/seizures/approval/rules',
    hidden: { version: String(seen) },
    groups: [
      {
        fields: [
          {
            name: 'approveHeadings',
            type: 'choices',
            display: 'columns',
            optional: true,
            label: words.t('approval:rules.field.approveHeadings'),
            hint: words.t('approval:rules.hint.approveHeadings'),
            value: [...rules.approveHeadings],
            options: headingCodes.map(value => ({ value, label: words.names.heading(value).label })),
          },
          release('releaseCeiling'),
          release('defaultRelease'),
        ],
      },
    ],
    submit: { label: words.t('approval:rules.save'), icon: 'check' },
    cancelHref: '/seizures/approval',
  };
}

function historyOf(changes: readonly RuleChange[], words: Words) {
  return changes.map(({ at, login, rules }) => ({
    when: words.time(at.toISOString()),
    datetime: at.toISOString(),
    who: login,
    items: rulesItems(rules, words),
  }));
}
