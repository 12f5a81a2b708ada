export { note, noteRead, recordRead } from './store-note.ts';
export type { Actor, Deed, Origin, Person } from './store-note.ts';
export { hideInTrail } from './store-removed-words.ts';
export { noteRefusal } from './store-refusals.ts';
export type { Refusal } from './store-refusals.ts';
export { actionGroups, actionsOf, groupOf, insideActions } from './action-groups.ts';
export { actions } from './actions.ts';
export { archiveMonth, changeMonthsKept, verifyArchive } from './archive/archive.ts';
export type { ArchiveRecord } from './archive/record.ts';
export { archivedMonths, readArchives, readMonthsDue, readMonthsKept } from './archive/store-archives.ts';
export { openChain, openTrail } from './context.ts';
export type { Chain, Trail } from './context.ts';
export { askForCheck } from './jobs.ts';
export { checkTrail } from './chain/check.ts';
export { followTrail } from './follow.ts';
export { isDoubt } from './chain/problems.ts';
export type { Problem } from './chain/problems.ts';
export { isSealedWith, sealRows } from './chain/seal-rows.ts';
export { marksOf, placeOrder } from './chain/seal.ts';
export type { Place } from './chain/seal.ts';
export { continueTrail, sealOver } from './chain/store-seals.ts';
export { chainState, lastChecks, sealLag } from './chain/store-checks.ts';
export { raiseLateness } from './chain/trust.ts';
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
export type { AlarmKind, AlarmRule, RaisedKind } from './alarms/alarms.ts';
export { acknowledge, addNetwork, changeRule, endNetwork } from './alarms/change.ts';
export {
  countOpenAlarms,
  listAlarms,
  listRuleChanges,
  readAlarm,
  readRules,
  takeUntoldAlarms,
} from './alarms/store-alarms.ts';
export type { Alarm, OpenAlarms, RuleChange } from './alarms/store-alarms.ts';
export { listNetworks } from './alarms/store-networks.ts';
export type { OfficeNetwork } from './alarms/store-networks.ts';
export { raiseAlarms } from './alarms/raise.ts';
export { listAbout } from './store-about.ts';
export { countEventsByDay, listEventsOf } from './store-of-operation.ts';
export type { EventScope, OperationEvent } from './store-of-operation.ts';
