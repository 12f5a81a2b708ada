import type { Request, Response } from 'express';
import {
  acknowledge,
  addNetwork,
  changeRule,
  countOpenAlarms,
  endNetwork,
  listAlarms,
  listNetworks,
  listRuleChanges,
  note,
  readAlarm,
  readRules,
  type Trail,
} from '../../audit/index.ts';
import { Conflict, NotFound, NotVisible, type FieldProblem } from '../../errors.ts';
import { viewerOf } from '../guard.ts';
import { numberIn, type TrailDeps } from '../trail/pages.ts';
import { wordsOf } from '../trail/words.ts';
import { isKind, networkForm, noteForm, readRule } from './forms.ts';
import {
  alarmsPerPage,
  presentAlarm,
  presentAlarms,
  presentNetworks,
  presentRules,
  type RuleAttempt,
} from './presenter.ts';
import { choice, integer, readForm, readQuery } from '../../fields/index.ts';
import { render } from '../../web/render.ts';

/**
 * `/access/alarms`: what waits for an administrator, the rules that raise it, and the networks that calm one of them.
 */
export function alarmPages(deps: TrailDeps) {
  const { pool } = deps.trail;
  return {
    async list(req: Request, res: Response): Promise<void> {
      const { state, below } = readList(req.query);
      const [alarms, open] = await Promise.all([
        listAlarms(pool, state === 'open', below, alarmsPerPage + 1),
        countOpenAlarms(pool),
        noteReading(pool, req, state),
      ]);
      render(res, 'audit/alarms', presentAlarms(alarms, state, open.count, wordsOf(deps, res)));
    },
    show: (req: Request, res: Response) => showAlarm(deps, req, res, { note: '', problems: [] }),
    async acknowledge(req: Request, res: Response): Promise<void> {
      const number = numberIn(req, 'number');
      const { typed, values, problems } = readForm(req.body, noteForm);
      if (!values) {
        res.status(422);
        return showAlarm(deps, req, res, { note: typed.note, problems });
      }
      await acknowledge(pool, viewerOf(req), number, values.note);
      res.redirect(303, '/access/alarms');
    },
    rules: (req: Request, res: Response) => showRules(deps, req, res),
    async changeRule(req: Request, res: Response): Promise<void> {
      const kind = String(req.params.kind);
      if (!isKind(kind)) throw new NotFound('no such rule');
      const { typed, problems, rule, reason } = readRule(req.body, kind);
      if (rule && (await changeRule(pool, viewerOf(req), { kind, ...rule }, reason)))
        return res.redirect(303, '/access/alarms/rules');
      res.status(422);
      const same = { path: 'threshold', key: 'audit:errors.sameRule' };
      return showRules(deps, req, res, { kind, typed, problems: rule ? [same] : problems });
    },
    networks: (req: Request, res: Response) => showNetworks(deps, req, res, { typed: {}, problems: [] }),
    async addNetwork(req: Request, res: Response): Promise<void> {
      const { typed, values, problems } = readForm(req.body, networkForm(deps.offices));
      const isAdded =
        values &&
        (await addNetwork(pool, viewerOf(req), { officeId: values.office.id, block: values.block, note: values.note }));
      if (isAdded) return res.redirect(303, '/access/alarms/networks');
      res.status(422);
      const known = { path: 'block', key: 'audit:errors.knownBlock' };
      return showNetworks(deps, req, res, { typed, problems: values ? [known] : problems });
    },
    async endNetwork(req: Request, res: Response): Promise<void> {
      readForm(req.body, {});
      await endNetwork(pool, viewerOf(req), numberIn(req, 'network'));
      res.redirect(303, '/access/alarms/networks');
    },
  };
}

function readList(query: Readonly<Record<string, unknown>>): { state: 'open' | 'seen'; below: number | undefined } {
  const { state, below } = readQuery(query, {
    state: choice(['open', 'seen']),
    below: integer({ min: 1, max: 999_999_999 }),
  });
  return { state: state || 'open', below: below === '' ? undefined : below };
}

function noteReading(pool: Trail['pool'], req: Request, page: string): Promise<void> {
  return note(pool, viewerOf(req), { action: 'alarm.read', detail: { page } });
}

async function showAlarm(
  deps: TrailDeps,
  req: Request,
  res: Response,
  form: { note: string; problems: readonly FieldProblem[] },
): Promise<void> {
  const { pool } = deps.trail;
  const alarm = await readAlarm(pool, numberIn(req, 'number'));
  if (!alarm) throw new NotVisible('no such alarm');
  if (form.problems.length > 0 && alarm.acknowledgedAt !== null)
    throw new Conflict(`alarm ${alarm.number} was acknowledged already`);
  await note(pool, viewerOf(req), { action: 'alarm.read', subject: `alarm:${alarm.number}` });
  render(res, 'audit/alarm', presentAlarm(alarm, wordsOf(deps, res), form));
}

async function showRules(deps: TrailDeps, req: Request, res: Response, attempt?: RuleAttempt): Promise<void> {
  const { pool } = deps.trail;
  const [rules, changes, open] = await Promise.all([
    readRules(pool),
    listRuleChanges(pool, 50),
    countOpenAlarms(pool),
    noteReading(pool, req, 'rules'),
  ]);
  render(res, 'audit/alarm-rules', presentRules(rules, changes, open.count, wordsOf(deps, res), attempt));
}

async function showNetworks(
  deps: TrailDeps,
  req: Request,
  res: Response,
  form: Parameters<typeof presentNetworks>[4],
): Promise<void> {
  const { pool } = deps.trail;
  const [networks, open] = await Promise.all([
    listNetworks(pool),
    countOpenAlarms(pool),
    noteReading(pool, req, 'networks'),
  ]);
  render(res, 'audit/alarm-networks', presentNetworks(networks, open.count, wordsOf(deps, res), deps.offices, form));
}
