-- When a tweet deletes itself; null: never. A job does it, so no index is needed.
alter table tweets add column expires_at bigint;
