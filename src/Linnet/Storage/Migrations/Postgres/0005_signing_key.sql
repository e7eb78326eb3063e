-- The key that signs access tokens, where none is configured: made by whichever node starts first, and the same for all.
-- It stands beside the password hashes: who can read this database can be anybody, with or without it.
create table signing_key (
    only_row bigint primary key check (only_row = 1),
    key      bytea not null
);
