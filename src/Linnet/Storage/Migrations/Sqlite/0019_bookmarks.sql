-- Tweets that accounts keep for themselves. They have ids of their own, because they are listed by when they were bookmarked.
create table bookmarks (
    id         integer primary key autoincrement,
    user_id    bigint not null references users (id) on delete cascade,
    tweet_id   bigint not null references tweets (id) on delete cascade,
    created_at bigint not null
);
-- also serves "which of these tweets", and "the newest tweets that are bookmarked"
create unique index bookmarks_once on bookmarks (user_id, tweet_id);
create index bookmarks_user on bookmarks (user_id, id);
-- finds what goes with a tweet
create index bookmarks_tweet on bookmarks (tweet_id, id);
