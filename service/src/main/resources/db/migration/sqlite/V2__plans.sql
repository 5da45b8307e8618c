-- What Core ML plans for each operation, as gzipped JSON: read only when asked for.
create table evaluation_plan (
  evaluation_id text primary key references evaluation (id) on delete cascade,
  rows blob not null
);
