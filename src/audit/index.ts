export { insertNote, note, noteRead, recordRead } from './store-note.ts';
export type { Actor, Deed, Origin, Person } from './store-note.ts';
export { actionGroups, actions, actionsOf, groupOf } from './actions.ts';
export { openChain, openTrail } from './context.ts';
export type { Chain, Trail } from './context.ts';
export { askForCheck, startTrailJobs } from './jobs.ts';
export { checkTrail } from './chain/check.ts';
export type { Problem } from './chain/problems.ts';
export { sealRows } from './chain/seal-rows.ts';
export { marksOf, placeOrder } from './chain/seal.ts';
export type { Place } from './chain/seal.ts';
export { continueTrail, sealOver } from './chain/store-seals.ts';
export { chainState, lastChecks } from './chain/store-checks.ts';
export type { ChainState, Check } from './chain/store-checks.ts';
export { listTrail, outcomes, readTrailRow, trailCountedTo } from './store-trail.ts';
export type {
  Outcome,
  Reader,
  TrailFilter,
  TrailPage,
  TrailPlace,
  TrailRow,
  WholeRow,
} from './store-trail.ts';
export { exportHours, listExports, readExport, readExported } from './store-exports.ts';
export type { ExportState, TrailExport } from './store-exports.ts';
export { askForExport, decideExport, openExport } from './export-decide.ts';
export { alarmKinds, habitKinds } from './alarms/alarms.ts';
export type { AlarmKind, AlarmRule } from './alarms/alarms.ts';
export { acknowledge, addNetwork, changeRule, endNetwork } from './alarms/change.ts';
export {
  countOpenAlarms,
  listAlarms,
  listRuleChanges,
  readAlarm,
  readRules,
  takeUntoldAlarms,
} from './alarms/store-alarms.ts';
export type { Alarm, RuleChange } from './alarms/store-alarms.ts';
export { listNetworks } from './alarms/store-networks.ts';
export type { OfficeNetwork } from './alarms/store-networks.ts';
export { raiseAlarms } from './alarms/raise.ts';
export { listAbout } from './store-about.ts';
