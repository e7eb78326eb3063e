-- When an account was deleted, for as long as its rows are being removed; null for everybody who is there. Nothing shows a
-- deleted account or anything of its own: to all but those who remove its rows it is gone.
alter table users add column deleted_at bigint;

-- "Is anybody being removed, and who", which nearly always finds nothing; the oldest first.
create index users_deleted on users (deleted_at, id) where deleted_at is not null;
