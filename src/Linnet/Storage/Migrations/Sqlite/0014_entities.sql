-- What a tweet's content refers to, as JSON of TweetEntities; null for nothing. Found once, when the content is written.
alter table tweets add column entities text;

-- Whom a tweet mentions, by id: a change of name leaves it.
create table mentions (
    tweet_id bigint not null references tweets (id) on delete cascade,
    user_id  bigint not null references users (id) on delete cascade,
    primary key (tweet_id, user_id)
) without rowid;
-- and the other way, for a deleted account
create index mentions_user on mentions (user_id, tweet_id);

create table tags (
    id            integer primary key autoincrement,
    -- what all spellings have in common
    key           text   not null unique,
    -- as it was first written in a public tweet; the key until then
    name          text   not null,
    first_used_at bigint not null
);

-- tag first: a tag's newest tweets are one short range
create table tweet_tags (
    tag_id   bigint not null references tags (id) on delete cascade,
    tweet_id bigint not null references tweets (id) on delete cascade,
    primary key (tag_id, tweet_id)
) without rowid;
create index tweet_tags_tweet on tweet_tags (tweet_id, tag_id);

create table tag_follows (
    user_id bigint not null references users (id) on delete cascade,
    tag_id  bigint not null references tags (id) on delete cascade,
    primary key (user_id, tag_id)
) without rowid;
create index tag_follows_tag on tag_follows (tag_id, user_id);

-- Tweets that are there already are searched in the background, the newest first: the key says up to where.
insert into jobs (kind, key, due_at) select 'find_entities', cast(max(id) + 1 as text), max(created_at) from tweets having count(*) > 0;
