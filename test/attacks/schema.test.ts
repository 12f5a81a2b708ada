import { beforeAll, describe, expect, test } from 'vitest';
import { sectionKeys } from '../../src/analysis/report/sections.ts';
import { countFailures, countKinds, countStates } from '../../src/analysis/report/store-counts.ts';
import { fileStates } from '../../src/analysis/report/store-files.ts';
import { reportStates, sectionStates } from '../../src/analysis/report/store-reports.ts';
import { reportKeys } from '../../src/analysis/obligations/reports.ts';
import { failures, searchStates } from '../../src/analysis/risk/finding/store-searches.ts';
import { duties, langs, levels, officeKinds } from '../../src/access/viewer.ts';
import { alarmKinds } from '../../src/audit/alarms/alarms.ts';
import { messageKinds, memberRoles, operationStates } from '../../src/cencomm/operations/operation.ts';
import { asked, states as setStates } from '../../src/cpdb/training/set.ts';
import { states as pictureStates } from '../../src/cpdb/pictures/picture.ts';
import { troubles } from '../../src/cpdb/review/report.ts';
import { kindCodes } from '../../src/cws/kinds/index.ts';
import { outcomes, sources, stages, states as referralStates, subjects } from '../../src/cws/referrals/referral.ts';
import { weekdays } from '../../src/network/office.ts';
import { parts, states as suggestionStates } from '../../src/network/suggestions/suggestion.ts';
import { leaves } from '../../src/seizures/fields.ts';
import { importStates, importSteps, rowStates } from '../../src/imports/import.ts';
import { channels, releases, statuses } from '../../src/seizures/seizure.ts';
import { sampleRecord } from '../support/builders.ts';
import { ownDatabase, type TestDatabase } from '../support/database.ts';
import { groundOf, type Ground } from '../support/seizures.ts';

let database: TestDatabase;
let ground: Ground;

beforeAll(async () => {
  database = await ownDatabase();
  ground = await groundOf(database);
});

describe('a record and its children', () => {
  test.each([
    ['seizure_records', "(seizure_id, record) values (0, '{}')"],
    ['goods_lines', "(seizure_id, line_no, heading, product) values (0, 1, 'DRUG', 'COC-HCL')"],
    ['seizure_steps', "(seizure_id, kind, version, account_id) values (0, 'submitted', 1, 1)"],
    ['seizure_changes', "(seizure_id, kind) values (0, 'upsert')"],
    ['seizure_versions', "(seizure_id, version, record) values (0, 1, '{}')"],
  ])('%s takes no row without its record', async (table, row) => {
    await expect(database.owner.query(`insert into ${table} ${row}`)).rejects.toMatchObject({
      code: '23503',
      constraint: `${table}_seizure_fk`,
    });
  });

  test('a code that is in no list is written by no way', async () => {
    await ground.put([sampleRecord('DRUG')]);
    for (const change of ["concealment = 'CON-NOWHERE'", "transit = '{OM,QQ}'", "headings = '{DRUG,NONE}'"]) {
      await expect(database.owner.query(`update seizures set ${change}`)).rejects.toMatchObject({
        code: '23503',
        constraint: 'seizures_codes_known',
      });
    }
    await expect(
      ground.put([sampleRecord('DRUG', { facts: { nationalRef: undefined, detection: 'DET-DREAM' } })]),
    ).rejects.toThrow('no code "DET-DREAM" in the list "detection"');
  });

  test('stated quantities are kept exactly: tenths add up', async () => {
    const [first = '', second = ''] = await ground.put(
      [0.1, 0.2].map(quantity =>
        sampleRecord('DRUG', { facts: { nationalRef: undefined }, line: { quantity, unit: 'kg' } }),
      ),
    );
    const { rows } = await database.owner.query(
      `select sum(quantity) = 0.3 as stated, sum(base_quantity) = 0.3 as base, sum(main_quantity) = 0.3 as main
       from seizures s join goods_lines g on g.seizure_id = s.id where ref in ($1, $2)`,
      [first, second],
    );
    expect(rows).toEqual([{ stated: true, base: true, main: true }]);
  });
});

describe('a closed set is the same in the code and in the database', () => {
  test.each<[string, readonly string[]]>([
    ['account_duties_known', duties],
    ['account_proposals_duties_known', duties],
    ['accounts_lang_known', langs],
    ['accounts_level_known', levels],
    ['alarm_rules_kind_known', alarmKinds],
    ['alarms_kind_known', [...alarmKinds, 'trail']],
    ['analysis_report_counts_failure_known', countFailures],
    ['analysis_report_counts_kind_known', countKinds],
    ['analysis_report_counts_state_known', countStates],
    ['analysis_report_files_state_known', fileStates],
    ['analysis_report_sections_key_known', sectionKeys],
    ['analysis_report_sections_state_known', sectionStates],
    ['analysis_reports_state_known', reportStates],
    ['applications_decided_duties_known', duties],
    ['applications_decided_level_known', levels],
    ['applications_duties_known', duties],
    ['applications_level_known', levels],
    ['cencomm_mailbox_kind_known', messageKinds],
    ['cencomm_members_role_known', memberRoles],
    ['cencomm_messages_kind_known', messageKinds],
    ['cencomm_operations_state_known', operationStates],
    ['cpdb_exercises_asks_known', asked],
    ['cpdb_pictures_state_known', pictureStates],
    ['cpdb_reports_about_known', troubles],
    ['cpdb_sets_state_known', setStates],
    ['cws_documents_kind_known', kindCodes],
    ['cws_numbers_kind_known', kindCodes],
    ['cws_search_kind_known', [...kindCodes, 'product', 'link']],
    ['cws_subscriptions_kinds_known', kindCodes],
    ['import_rows_state_known', rowStates],
    ['imports_state_known', importStates],
    ['imports_step_known', [...importSteps]],
    ['obligation_files_report_known', reportKeys],
    ['risk_searches_state_known', searchStates],
    ['risk_searches_failure_known', failures],
    ['office_contacts_days_known', weekdays],
    ['offices_kind_known', officeKinds],
    ['referrals_known_by_known', sources],
    ['referrals_outcome_known', outcomes],
    ['referrals_stage_known', stages],
    ['referrals_state_known', referralStates],
    ['referrals_subject_known', subjects],
    ['seizure_drafts_step_known', leaves],
    ['seizures_channel_known', channels],
    ['seizures_release_known', releases],
    ['seizures_status_known', statuses],
    ['suggestions_part_known', parts],
    ['suggestions_state_known', suggestionStates],
  ])('%s', async (constraint, words) => {
    const { rows } = await database.owner.query<{ def: string }>(
      'select pg_get_constraintdef(oid) as def from pg_constraint where conname = $1',
      [constraint],
    );
    const allowed = [...(rows[0]?.def ?? '').matchAll(/'([^']*)'/g)].map(([, word = '']) => word);
    expect(allowed.sort()).toEqual([...words].sort());
  });
});
