import type { Request, Response } from 'express';
import { viewerOf } from '../../../access/index.ts';
import { NotVisible } from '../../../errors.ts';
import type { Language } from '../../../i18n/index.ts';
import { namesFor, type Names } from '../../../seizures/index.ts';
import { uuidParam } from '../../../web/uuid-param.ts';
import type { AnalysisContext } from '../../context.ts';
import type { Sources } from '../../cells/sources.ts';
import { officesSeen } from '../kept/scope.ts';
import { findIndicator, type KeptIndicator } from '../kept/store-indicators.ts';
import { findSearch, type RiskSearch } from '../finding/store-searches.ts';

/** What the pages of risk indicators work with. */
export interface RiskContext extends AnalysisContext {
  readonly names: (lang: Language) => Names;
}

export function riskContext(context: AnalysisContext): RiskContext {
  return { ...context, names: namesFor(context) };
}

export function sourcesOf(context: RiskContext, req: Request, res: Response): Sources {
  const { names, lists, offices } = context;
  return { names: names(res.locals.lang as Language), lists, offices, country: viewerOf(req).office.country };
}

/** The search of the address, where it is of the viewer's office. Throws NotVisible for any other. */
export async function searchOf({ pool }: RiskContext, req: Request): Promise<RiskSearch> {
  const search = await findSearch(pool, viewerOf(req), uuidParam(req, 'search'));
  if (!search) throw new NotVisible('no such search');
  return search;
}

/** The indicator of the address, where the viewer sees it. Throws NotVisible for any other. */
export async function indicatorOf({ pool, offices }: RiskContext, req: Request): Promise<KeptIndicator> {
  const found = await findIndicator(pool, officesSeen(viewerOf(req), offices), String(req.params.indicator));
  if (!found) throw new NotVisible('no such indicator');
  return found;
}
