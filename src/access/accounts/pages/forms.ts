import type { FieldProblem } from '../../../errors.ts';
import { readDay, readReason, shown, textIn, textsIn } from '../../form-text.ts';
import { duties as allDuties, levels } from '../../viewer.ts';
import type { Duty, Level, Viewer } from '../../viewer.ts';
import type { Account } from '../account.ts';
import type { Order, Outcome } from '../commands/account-command.ts';
import { changeAccess } from '../commands/change-access.ts';
import { changeEnd } from '../commands/change-end.ts';
import { end } from '../commands/end.ts';
import { administers } from '../permissions.ts';
import type { Action } from '../permissions.ts';
import { reset } from '../commands/reset.ts';
import { resume } from '../commands/resume.ts';
import type { AccountsContext } from '../context.ts';
import { suspend } from '../commands/suspend.ts';
import { unlock } from '../commands/unlock.ts';
import { addDays, addYears } from '../../../text/plain-date.ts';

/** What was typed into the form of an act: shown again when it is refused. */
export interface TypedForm {
  readonly reason?: string;
  readonly level?: string;
  readonly duties?: readonly string[];
  readonly endsOn?: string;
  readonly until?: string;
}

export interface FormReading {
  readonly typed: TypedForm;
  readonly problems: readonly FieldProblem[];
  /** Does the act; to be called when there are no problems. */
  readonly act: (context: AccountsContext, viewer: Viewer) => Promise<Outcome>;
}

interface Asking {
  readonly body: unknown;
  readonly viewer: Viewer;
  readonly account: Account;
  readonly today: string;
  readonly order: Order;
  readonly reason: Pick<FormReading, 'problems'> & { typed: string };
}

/** The days an end date may have: two years ahead for an office, five for the administrator. */
export function endLimits(viewer: Viewer, today: string): { from: string; to: string } {
  return { from: today, to: addYears(today, administers(viewer) ? 5 : 2) };
}

export function untilLimits(today: string): { from: string; to: string; optional: true } {
  return { from: today, to: addDays(today, 365), optional: true };
}

/** Fields of each form beside version and reason. An office's own form has no duties in it. */
export function fieldsOf(action: Action, viewer: Viewer): readonly string[] {
  if (action === 'access') return administers(viewer) ? ['level', 'duties'] : ['level'];
  return action === 'endDate' ? ['endsOn'] : action === 'suspension' ? ['until'] : [];
}

/** Reads the form of an act. Nothing is looked up and nothing changed. */
export function readForm(
  action: Action,
  body: unknown,
  { viewer, account, today, version }: { viewer: Viewer; account: Account; today: string; version: number },
): FormReading {
  const { typed, value, problem } = readReason(body);
  const order = { id: account.id, version, reason: value ?? '' };
  return readers[action]({
    body,
    viewer,
    account,
    today,
    order,
    reason: { typed, problems: problem ? [problem] : [] },
  });
}

const plain =
  (act: (context: AccountsContext, viewer: Viewer, order: Order) => Promise<Outcome>) =>
  ({ order, reason }: Asking): FormReading => ({
    typed: { reason: reason.typed },
    problems: reason.problems,
    act: (context, viewer) => act(context, viewer, order),
  });

const readers: Readonly<Record<Action, (asking: Asking) => FormReading>> = {
  access: readAccess,
  endDate({ body, viewer, today, order, reason }) {
    const day = readDay(body, 'endsOn', endLimits(viewer, today));
    return {
      typed: { reason: reason.typed, endsOn: day.typed },
      problems: [...(day.problem ? [day.problem] : []), ...reason.problems],
      act: (context, by) => changeEnd(context, by, { ...order, endsOn: day.value ?? '' }),
    };
  },
  suspension({ body, today, order, reason }) {
    const day = readDay(body, 'until', untilLimits(today));
    return {
      typed: { reason: reason.typed, until: day.typed },
      problems: [...(day.problem ? [day.problem] : []), ...reason.problems],
      act: (context, by) => suspend(context, by, { ...order, until: day.value ?? null }),
    };
  },
  resumption: plain(resume),
  unlocking: plain(unlock),
  reset: plain(reset),
  ending: plain(end),
};

function readAccess({ body, viewer, account, order, reason }: Asking): FormReading {
  const level = textIn(body, 'level');
  const duties = administers(viewer) ? textsIn(body, 'duties') : account.duties;
  const isLevel = levels.includes(level as Level);
  const areDuties = duties.every(duty => allDuties.includes(duty as Duty));
  const problems = [
    ...(level === ''
      ? [{ path: 'level', key: 'errors:fields.required' }]
      : isLevel
        ? []
        : [{ path: 'level', key: 'errors:fields.notInList' }]),
    ...(areDuties ? [] : [{ path: 'duties', key: 'errors:fields.notInList' }]),
    ...reason.problems,
  ];
  const access = { level: level as Level, duties: [...new Set(duties)] as Duty[] };
  return {
    typed: { reason: reason.typed, level: shown(level), duties: duties.map(shown) },
    problems,
    act: (context, by) => changeAccess(context, by, { ...order, ...access }),
  };
}
