import type { Viewer } from '../../access/index.ts';
import { halves, productsOfGroup } from '../cells/dimension.ts';
import type { AnalysisContext } from '../context.ts';
import type { NamedSign } from '../risk/finding/found.ts';
import { recount } from '../risk/kept/recount.ts';
import { officesSeen } from '../risk/kept/scope.ts';
import { listIndicators, type KeptIndicator } from '../risk/kept/store-indicators.ts';
import type { KeptNow } from '../risk/pages/presenter-rows.ts';
import type { Subject } from './subject.ts';

/** Looked at, and shown of these. */
const mostKept = 40;
const mostShown = 4;
const ends = ['departure', 'destination', 'origin'];

/** Kept indicators of a subject that the viewer sees and that are not given up, scored now; the newest first. */
export async function readIndicators(context: AnalysisContext, viewer: Viewer, subject: Subject): Promise<KeptNow[]> {
  const headings = subject.kind === 'product' ? [halves(subject.code, '/')[0]] : [];
  const kept = await listIndicators(context.pool, officesSeen(viewer, context.offices), { headings, most: mostKept });
  const own = kept.filter(one => one.givenUpAt === null && isAbout(one, subject, context)).slice(0, mostShown);
  return Promise.all(own.map(async one => ({ kept: one, now: await recount(context, viewer, one) })));
}

/** A product is what is found, a country an end of the route; of a Member are those that it keeps. */
function isAbout(
  { found, officeId }: KeptIndicator,
  { kind, code }: Subject,
  { lists, offices }: Pick<AnalysisContext, 'lists' | 'offices'>,
): boolean {
  if (kind === 'member') return offices.byId(officeId)?.country === code;
  if (kind === 'country') return found.signs.some(({ field, value }) => ends.includes(field) && value === code);
  return isFound(found.outcome, halves(code, '/')[1], code, lists);
}

function isFound({ field, value }: NamedSign, product: string, code: string, lists: AnalysisContext['lists']): boolean {
  if (field === 'product') return value === code;
  return field === 'group' && productsOfGroup(value, lists).includes(product);
}
