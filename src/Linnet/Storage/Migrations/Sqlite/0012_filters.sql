-- Words that an account does not want to read.
create table filters (
    id            integer primary key autoincrement,
    user_id       bigint  not null references users (id) on delete cascade,
    title         text    not null,
    -- 0 warn, 1 hide
    action        bigint  not null,
    is_whole_word boolean not null,
    -- bits: 1 home, 2 public, 4 profile, 8 thread, 16 notifications
    contexts      bigint  not null,
    -- Stays after this time, so that people can renew it.
    ends_at       bigint,
    created_at    bigint  not null
);
create index filters_user on filters (user_id, id);

create table filter_words (
    filter_id bigint not null references filters (id) on delete cascade,
    position  bigint not null,
    word      text   not null,
    primary key (filter_id, position)
) without rowid;
