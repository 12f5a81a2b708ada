/** The modules whose rules are mutated: pure, and reached by unit tests. */
const rules = [
  'src/seizures/duplicates/{compare,clusters,group,merge,side,thresholds}.ts',
  'src/seizures/goods/plausible.ts',
  'src/seizures/approval/rules.ts',
  'src/seizures/permissions.ts',
  'src/cws/documents/permissions.ts',
  'src/analysis/statistics/*.ts',
  'src/analysis/indicators/{mine,score,select,tail}.ts',
  'src/imports/engine/values/{dates,date-style,calendars,numbers,number-style,quantities,measured}.ts',
  'src/imports/engine/draft/{assumed-unit,natural-unit,line-unit}.ts',
];

export default {
  mutate: rules,
  testRunner: 'vitest',
  vitest: { configFile: 'test/support/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // TypeScript 7 has no API by which Stryker could rewrite tsconfig.json: it does without the file.
  tsconfigFile: 'none',
  tempDirName: '.data/mutation',
  ignorePatterns: ['.data', 'bench', 'test-results'],
  allowConsoleColors: false,
  reporters: ['clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: '.data/mutation-report.json' },
  htmlReporter: { fileName: '.data/mutation-report.html' },
};
