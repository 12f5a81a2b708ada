import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, as measured in November 2026: begun last, one of them would keep all others waiting. */
const long = new RegExp(
  'journeys/|imports/(?:work|upload|templates)|attacks/(?:crawl|fuzz|scope|plain-date|foreign|csrf)|architecture/(?:' +
    'routes|typed-views)|files/(?:gallery|sandbox|upload)|cencomm/(?:keys-rotation|files-killed)|cpdb/(?:contribute|' +
    'faults|same-picture)|seizures/copy-|analysis/report-killed|start/|faults/short|operations/processes',
);

/** Long files first; the order of the others is vitest's own. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter(({ moduleId }) => long.test(moduleId)),
      ...sorted.filter(({ moduleId }) => !long.test(moduleId)),
    ];
  }
}
