import { timeText } from '../../../text/formats.ts';
import type { CoverageShown } from '../../../web/charts/views.ts';
import type { Sources } from '../../cells/sources.ts';
import { valueName } from '../../cells/presenter-values.ts';
import { formatsOf } from '../../coverage/presenter-coverage.ts';
import { inSentence } from '../../question/presenter-question.ts';
import { falseExpected } from '../false-expected.ts';
import type { Method } from '../finding/found.ts';
import type { RiskSearch } from '../finding/store-searches.ts';

/** How indicators were found, in numbers, and what an indicator is not. */
export function methodBox(
  { method, readAt, changeSeq }: Pick<RiskSearch, 'method' | 'readAt' | 'changeSeq'>,
  kept: number | undefined,
  sources: Sources,
): CoverageShown | undefined {
  if (method === null) return undefined;
  const { names } = sources;
  const { count } = names;
  const row = (key: string, value: string) => ({ label: names.label(`risk:method.${key}`), value });
  return {
    title: names.label('risk:method.title'),
    rows: [
      row('tried', count(method.tried)),
      row('candidates', count(method.candidates)),
      row('shown', count(method.shown)),
      ...(kept === undefined ? [] : [row('kept', count(kept))]),
      row('rate', rateText(method, sources)),
      row('false', names.quantity(falseExpected(method))),
      row('support', names.text('risk:method.cases', { count: method.fewestCases, number: count(method.fewestCases) })),
      row('version', versionText({ readAt, changeSeq }, sources)),
    ],
    note: [{ text: names.label('risk:not.title') }, ' ', names.label('risk:not.text')],
  };
}

/** "5 %" */
export function rateText({ falseDiscovery }: Method, { names }: Sources): string {
  return formatsOf(names).share(falseDiscovery, 1);
}

/** "28 Nov 2026 09:14 UTC, change 12,345" */
export function versionText(
  { readAt, changeSeq }: Pick<RiskSearch, 'readAt' | 'changeSeq'>,
  { names }: Sources,
): string {
  return names.text('risk:version', {
    time: readAt === null ? '–' : timeText(readAt, names.lang),
    change: names.count(changeSeq),
  });
}

/** How one indicator was computed, line by line. */
export function computedItems(
  one: Pick<RiskSearch, 'readAt' | 'changeSeq' | 'from' | 'to' | 'cases'> & { readonly method: Method },
  folded: number,
  sources: Sources,
) {
  const { names } = sources;
  const { method } = one;
  const item = (key: string, value: string) => ({ label: names.label(`risk:computed.${key}`), value });
  return [
    item(
      'data',
      names.text('risk:computed.dataText', {
        count: one.cases,
        cases: names.count(one.cases),
        from: names.date(one.from),
        to: names.date(one.to),
        version: versionText(one, sources),
      }),
    ),
    item(
      'fields',
      [...method.fields, method.about].map(field => inSentence(names.label(`analysis:dimension.${field}`))).join(', '),
    ),
    item(
      'tried',
      names.text('risk:computed.triedText', {
        tried: names.count(method.tried),
        most: method.longest,
        least: method.fewestCases,
        hits: method.fewestHits,
        members: method.fewestMembers,
      }),
    ),
    item('rate', names.text('risk:computed.rateText', { rate: rateText(method, sources) })),
    item('interval', names.label('risk:computed.intervalText')),
    item('folded', names.text('risk:computed.foldedText', { count: folded, number: names.count(folded) })),
  ];
}

/** "Kenya" of a code. */
export function countryName(code: string, sources: Sources): string {
  return valueName('country', code, sources);
}
