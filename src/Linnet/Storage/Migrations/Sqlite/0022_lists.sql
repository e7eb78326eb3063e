-- Lists of users, whose tweets make timelines of their own. Only their owner knows of them.
create table lists (
    id            integer primary key autoincrement,
    owner_id      bigint  not null references users (id) on delete cascade,
    name          text    not null,
    -- its members leave the owner's home timeline
    is_exclusive  boolean not null,
    -- 0 all, 1 members, 2 none
    replies       bigint  not null,
    shows_reposts boolean not null,
    created_at    bigint  not null
);
create index lists_owner on lists (owner_id, id);
-- each home timeline asks for these when it is loaded, and few have any
create index lists_exclusive on lists (owner_id) where is_exclusive;

-- list first: it serves "whose tweets"
create table list_members (
    list_id  bigint not null references lists (id) on delete cascade,
    user_id  bigint not null references users (id) on delete cascade,
    added_at bigint not null,
    primary key (list_id, user_id)
) without rowid;
-- serves "which of my lists", and the deletion of an account
create index list_members_user on list_members (user_id, list_id);
