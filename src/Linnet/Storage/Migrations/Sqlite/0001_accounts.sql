-- Every moment is a bigint: microseconds since 1970, UTC (select datetime(created_at / 1000000, 'unixepoch') shows it).

-- autoincrement: an id is never used again, so a token or a link to a deleted account can never mean a new one.
create table users (
    id              integer primary key autoincrement,
    username        text    not null,
    email           text    not null,
    hashed_password text    not null,
    full_name       text,
    bio             text,
    is_active       boolean not null default true,
    is_verified     boolean not null default false,
    created_at      bigint  not null,
    -- Kept by the transaction that changes what they count: a list of users shows them, and counting costs a scan a row.
    followers_count bigint  not null default 0,
    following_count bigint  not null default 0,
    tweets_count    bigint  not null default 0
);

-- Names are unique and looked up without regard to case, but shown as they were registered.
create unique index users_username_key on users (lower(username));
create unique index users_email_key on users (lower(email));

-- A log-in. Its refresh token is <family secret><rotating secret>, each kept as a SHA-256: a known family with another
-- rotating part is a token that was used before, and ends the session. One row a session, so nothing needs pruning
-- but sessions that ran out.
create table sessions (
    id           integer primary key autoincrement,
    user_id      bigint not null references users (id) on delete cascade,
    family_hash  blob   not null,
    refresh_hash blob   not null,
    client       text   not null,
    created_at   bigint not null,
    last_used_at bigint not null,
    expires_at   bigint not null
);

create unique index sessions_family_key on sessions (family_hash);
-- serves "my sessions" and the clean-up at log-in
create index sessions_user on sessions (user_id);
