import type { Client } from '../../src/db/pool.ts';

/** Questions as RILOs ask them, each about one field, with the answer of those that were answered. */
const questions: readonly (readonly [field: string, question: string, answer: string])[] = [
  ['lines.0.quantity', 'Is this the net weight, or with the wrapping?', 'Net. The wrapping was weighed apart.'],
  ['facts.concealment', 'The narrative says a rip-off, the field a cover load. Which is it?', 'A rip-off. Amended.'],
  ['facts.destination', 'The bill of lading we saw goes further inland. Is the destination certain?', 'It is.'],
  ['lines.0.product', 'Was the substance confirmed by a laboratory, or by a field test only?', 'Field test so far.'],
  ['facts.transit', 'Which port did the container call at in between?', 'None that we know of.'],
  ['facts.seizureDate', 'Is this the day of the control or of the seizure?', 'Of the seizure.'],
  [
    'facts.detection',
    'Was there a risk profile behind the selection, and may it be shared?',
    'Yes, ours of last month.',
  ],
  ['facts.direction', 'Import is stated, but the goods left the country. Is it an export?', 'Export. Amended.'],
  ['', 'Two records of the same day look alike. Is this one event?', 'Two vehicles of one convoy.'],
];

/**
 * What became of the synthetic records: older ones verified by the RILO of their region (by the Secretariat where no
 * RILO officer is in the cast), some recent ones asked about in words of their own, a few answered. Nothing is dated
 * after now.
 */
export async function seedLife(client: Client): Promise<void> {
  await client.query(`
    with desks as (
      select o.id as region, min(a.id) as account from accounts a join offices o on o.id = a.office_id
      join account_duties d on d.account_id = a.id and d.duty = 'rilo' where o.kind = 'rilo' group by 1),
    secretariat as (select id from accounts where login_id = 'wco.admin'),
    verified as (
      update seizures set status = 'verified', verified_version = version
      where synthetic and recorded_at < now() - interval '24 days' and id % 17 <> 0 or
        synthetic and recorded_at < now() - interval '90 days'
      returning id, version, recorded_at, region_id),
    changes as (insert into seizure_changes (seizure_id, kind) select id, 'upsert' from verified)
    insert into seizure_steps (seizure_id, kind, version, at, account_id)
    select v.id, 'verified', v.version,
      least(now() - interval '1 hour', v.recorded_at + interval '1 day' * (2 + v.id % 19)),
      coalesce(d.account, (select id from secretariat), 1)
    from verified v left join desks d on d.region = v.region_id`);
  await client.query(
    `
    with asked as (
      select s.id, s.version, s.recorded_at, row_number() over (order by s.id) as n, d.account
      from seizures s join (
        select o.id as region, min(a.id) as account from accounts a join offices o on o.id = a.office_id
        join account_duties d on d.account_id = a.id and d.duty = 'rilo' where o.kind = 'rilo' group by 1) d
        on d.region = s.region_id
      where s.synthetic and s.status = 'submitted' and s.id % 5 = 0),
    worded as (
      select a.*, q.field, q.question, q.answer, a.n % 4 = 3 as answered,
        least(now() - interval '2 hours', a.recorded_at + interval '30 hours') as at
      from asked a join jsonb_to_recordset($1::jsonb) q(no int, field text, question text, answer text)
        on q.no = a.n % ${questions.length}),
    put as (
      insert into seizure_questions (seizure_id, client_uuid, kind, field, version, account_id, due, state, asked_at,
        changed_at, news)
      select id, gen_random_uuid(), 'question', field, version, account, (at + interval '5 days')::date,
        case when answered then 'answered' else 'open' end, at, at, answered from worded returning id, seizure_id),
    texts as (
      insert into seizure_question_texts (question_id, account_id, at, text)
      select p.id, w.account, w.at, w.question from put p join worded w on w.id = p.seizure_id),
    answers as (
      insert into seizure_question_texts (question_id, account_id, at, text)
      select p.id, s.recorded_by, w.at + interval '1 hour', w.answer from put p join worded w on w.id = p.seizure_id
      join seizures s on s.id = w.id where w.answered),
    marked as (
      update seizures s set status = 'queried' from worded w where w.id = s.id and not w.answered
      returning s.id, s.version),
    changes as (
      insert into seizure_changes (seizure_id, kind)
      select id, 'upsert' from worded union all select id, 'upsert' from worded where answered)
    insert into seizure_steps (seizure_id, kind, version, at, account_id)
    select id, 'queried', version, at, account from worded
    union all select w.id, 'answered', w.version, w.at + interval '1 hour', s.recorded_by
    from worded w join seizures s on s.id = w.id where w.answered`,
    [JSON.stringify(questions.map(([field, question, answer], no) => ({ no, field, question, answer })))],
  );
}
