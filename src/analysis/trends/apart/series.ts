import { rights, type Viewer } from '../../../access/index.ts';
import type { Offices } from '../../../reference/index.ts';
import type { Queryable } from '../../../db/pool.ts';
import type { DimensionName, Value } from '../../cells/dimension.ts';
import { narrowed, narrowedTo } from '../../cells/drill.ts';
import type { Sources } from '../../cells/sources.ts';
import { addressOf, type Question } from '../../question/question.ts';
import { officesSeen } from '../../risk/kept/scope.ts';
import { listApart, type MonthApart } from './store-apart.ts';

/** One series of a page: all of its search, or one value of the field that is split by. */
export interface SeriesOf {
  readonly split: DimensionName;
  /** Undefined of the whole. */
  readonly value: Value | undefined;
}

type Lookup = Pick<Sources, 'lists' | 'offices'>;

/**
 * What a series counts, whatever page shows it: its search without dates, in one order. Undefined where no filter says
 * it. Pure.
 */
export function seriesAddress(question: Question, { split, value }: SeriesOf, sources: Lookup): string | undefined {
  const { from, to } = question.criteria;
  const more = value === undefined ? {} : narrowedTo(split, [value], sources);
  const plain = narrowed({ ...question.plain, from, to }, [more], sources.lists);
  if (!plain || Object.values(more ?? {}).some(one => Array.isArray(one) && one.length === 0)) return undefined;
  // A country is the same in whatever region it was looked for.
  const area = more?.country ? '' : question.area;
  const own = { from: undefined, to: undefined, sort: undefined };
  return addressOf('', { ...question, plain, area }, own)
    .slice(1)
    .split('&')
    .toSorted()
    .join('&');
}

/** What the viewer's office, and for a RILO those of its Members, say is explained. */
export interface ApartSeen {
  readonly notes: readonly MonthApart[];
  readonly officeId: number;
  /** Whether the viewer says so for the office. */
  readonly maySay: boolean;
}

export async function readApart(on: Queryable, viewer: Viewer, offices: Offices): Promise<ApartSeen> {
  const notes = await listApart(on, officesSeen(viewer, offices));
  return { notes, officeId: viewer.office.id, maySay: rights['database:write'](viewer) };
}
