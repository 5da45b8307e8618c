-- Which request an idempotency key came with, and the evaluation that answers it. The same statement runs on every
-- database. Times are milliseconds since 1970 in UTC.
create table idempotency_key (
  owner varchar(200) not null,
  idempotency_key varchar(255) not null,
  fingerprint varchar(64) not null,
  evaluation_id varchar(26) references evaluation (id) on delete cascade,
  created_at bigint not null,
  primary key (owner, idempotency_key)
);

create index idempotency_key_age on idempotency_key (created_at);
create index idempotency_key_evaluation on idempotency_key (evaluation_id);
