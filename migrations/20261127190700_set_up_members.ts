import type { Knex } from 'knex';

export { noWayBack as down } from '../src/db/no-way-back.ts';

/** Mail domains that a first set-up asks for: entered when another administrator grants its batch. */
const domains = `
  create table application_batch_domains (
    batch_id int not null constraint application_batch_domains_batch_fk references application_batches,
    office_id int not null constraint application_batch_domains_office_fk references offices,
    domain text not null,
    constraint application_batch_domains_pkey primary key (batch_id, office_id, domain)
  );
  grant select, insert on application_batch_domains to cen_app;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(domains);
}
