import { isSmallCount } from '../statistics/small-counts.ts';
import type { HeatTable, NumbersTable } from '../../web/charts/views.ts';
import { caseCoverage } from '../coverage/presenter-coverage.ts';
import type { Part } from '../question/files.ts';
import { addDays, addYears } from '../../text/plain-date.ts';
import { fewestCompared, type RouteChange } from './changes.ts';
import type { RouteFrame } from './presenter-frame.ts';
import { countCell } from '../cells/number-cells.ts';
import { numberCell } from '../../web/charts/index.ts';

const mostRows = 12;

/** Routes that appeared, grew, fell or moved in the last three months; nothing where there is nothing to compare. */
export function changesPart(frame: RouteFrame): Part | undefined {
  const { data, sources, question } = frame;
  const { names } = sources;
  const { changes, compared, before, after } = data.changes;
  if (compared === 0) return undefined;
  const title = titleOf(frame);
  const base = caseCoverage(data.coverage, names);
  return {
    figure: {
      id: 'changes',
      title,
      sub: names.text('analysis:routes.subChanges', {
        count: after,
        after: names.count(after),
        before: names.count(before),
        since: names.date(data.since),
        to: names.date(question.criteria.to),
        first: names.date(addYears(data.since, -1)),
        last: names.date(addDays(data.since, -1)),
      }),
      ...(changes.length === 0 ? {} : { table: numbersOf(frame, title) }),
      note: names.label('analysis:routes.noteChanges'),
      coverage: {
        title: names.label('analysis:routes.compared'),
        rows: [
          {
            label: names.text('analysis:routes.comparedRoutes', { count: fewestCompared }),
            value: names.count(compared),
          },
          { label: names.label('analysis:routes.changed'), value: names.count(changes.length) },
          { label: names.label('analysis:routes.falseAll'), value: frame.share(5, 100) },
          {
            label: names.label('analysis:routes.factor'),
            value: names.quantity(Math.round(data.changes.factor * 10) / 10),
          },
        ],
        note: base.note,
      },
    },
    ...(changes.length === 0 ? {} : { heat: tableOf(frame, title) }),
  };
}

function titleOf(frame: RouteFrame): string {
  const { data, sources, number } = frame;
  const [first, ...others] = data.changes.changes;
  if (!first) return sources.names.label('analysis:routes.noChange');
  const head = sources.names.text(`analysis:routes.title_${first.turn}`, {
    way: frame.way(first),
    count: first.after,
    after: number(first.after),
    expected: sources.names.count(Math.round(first.expected)),
  });
  if (others.length === 0) return head;
  const count = others.length;
  return `${head}; ${sources.names.text('analysis:routes.othersToo', { count, number: sources.names.count(count) })}`;
}

/** "appeared", or from where it moved. */
function turnOf(change: RouteChange, frame: RouteFrame): string {
  const { names } = frame.sources;
  const turn = names.label(`analysis:routes.turn_${change.turn}`);
  if (!change.movedFrom) return turn;
  return `${turn}, ${names.text('analysis:routes.moved', { way: frame.way(change.movedFrom) })}`;
}

function expectedOf(change: RouteChange, frame: RouteFrame): string {
  return frame.sources.names.quantity(Math.round(change.expected * 10) / 10);
}

function hrefOf(change: RouteChange, frame: RouteFrame, from: string, to: string): string {
  const [path, query] = frame.hrefOf(change).split('?');
  const params = new URLSearchParams(query);
  params.set('from', from);
  params.set('to', to);
  return `${path}?${params}`;
}

function headsOf({ sources: { names } }: RouteFrame): string[] {
  return ['before', 'expected', 'after', 'turn'].map(key => names.label(`analysis:routes.change_${key}`));
}

function tableOf(frame: RouteFrame, caption: string): HeatTable {
  const { data, sources, question } = frame;
  const { names } = sources;
  return {
    caption,
    rowHead: names.label(`analysis:routes.join_${data.ends}`),
    columns: headsOf(frame).map(label => ({ label })),
    groups: data.changes.changes
      .slice(0, mostRows)
      .map(change => ({
        label: frame.way(change),
        rows: [
          {
            cells: [
              {
                text: names.count(change.before),
                ...(change.before === 0
                  ? { kind: 'zero' as const }
                  : { href: hrefOf(change, frame, addYears(data.since, -1), addDays(data.since, -1)) }),
              },
              { text: expectedOf(change, frame) },
              {
                text: names.count(change.after),
                ...(change.after === 0
                  ? { kind: 'zero' as const }
                  : { href: hrefOf(change, frame, data.since, question.criteria.to) }),
                ...(change.after > 0 && isSmallCount(change.after) ? { kind: 'small' as const } : {}),
              },
              { text: turnOf(change, frame) },
            ],
          },
        ],
      })),
  };
}

function numbersOf(frame: RouteFrame, caption: string): NumbersTable {
  const { names } = frame.sources;
  return {
    caption,
    head: [names.label(`analysis:routes.join_${frame.data.ends}`), ...headsOf(frame)],
    rows: frame.data.changes.changes.map(change => [
      frame.way(change),
      countCell(change.before, names),
      numberCell(change.expected, () => expectedOf(change, frame)),
      countCell(change.after, names),
      turnOf(change, frame),
    ]),
  };
}
