-- So that only tweets with a poll are looked up in the tables below.
alter table tweets add column has_poll boolean not null default false;

-- A poll has the id of its tweet.
create table polls (
    id           integer primary key references tweets (id) on delete cascade,
    is_multiple  boolean not null,
    hides_totals boolean not null,
    ends_at      bigint  not null,
    -- accounts that voted
    voters_count bigint  not null default 0
);

create table poll_options (
    id          integer primary key autoincrement,
    poll_id     bigint not null references polls (id) on delete cascade,
    -- from 0
    position    bigint not null,
    title       text   not null,
    votes_count bigint not null default 0
);
create unique index poll_options_poll on poll_options (poll_id, position);

-- One row an account, which so cannot vote twice.
create table poll_votes (
    poll_id bigint not null references polls (id) on delete cascade,
    user_id bigint not null references users (id) on delete cascade,
    -- The positions of the chosen options as bits: 1 for position 0, 2 for 1, 4 for 2, 8 for 3.
    choices bigint not null,
    primary key (poll_id, user_id)
) without rowid;
-- an account's votes, in the newest polls first
create index poll_votes_user on poll_votes (user_id, poll_id);
