-- What Core ML plans for each operation, as gzipped JSON: read only when asked for.
create table evaluation_plan (
  evaluation_id text collate "C" primary key references evaluation (id) on delete cascade,
  rows bytea not null
);
