-- Followed hashtags are listed by when they were followed. In the order of the hashtags' own ids, everyone could see which ones
-- somebody had used before.
create table tag_follows_in_order (
    id      integer primary key autoincrement,
    user_id bigint not null references users (id) on delete cascade,
    tag_id  bigint not null references tags (id) on delete cascade,
    unique (user_id, tag_id)
);
insert into tag_follows_in_order (user_id, tag_id) select user_id, tag_id from tag_follows order by tag_id;
drop table tag_follows;
alter table tag_follows_in_order rename to tag_follows;
-- the list
create index tag_follows_user on tag_follows (user_id, id);
create index tag_follows_tag on tag_follows (tag_id, user_id);
