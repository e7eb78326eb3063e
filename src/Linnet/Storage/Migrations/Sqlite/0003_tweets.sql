-- Ids grow with time, so "newest first" is "greatest id first" everywhere and needs no index on created_at.
create table tweets (
    id             integer primary key autoincrement,
    content        text   not null,
    created_at     bigint not null,
    updated_at     bigint not null,
    author_id      bigint not null references users (id) on delete cascade,
    -- An answer outlives what it answers.
    reply_to_id    bigint references tweets (id) on delete set null,
    retweet_of_id  bigint references tweets (id) on delete set null,
    likes_count    bigint not null default 0,
    replies_count  bigint not null default 0,
    retweets_count bigint not null default 0
);

-- An author's newest ids in a few steps: author feeds, and the merge behind every home timeline.
create index tweets_author on tweets (author_id, id);
-- Replies of a tweet, newest first. Most tweets are none, so the index leaves them out.
create index tweets_reply_to on tweets (reply_to_id, id) where reply_to_id is not null;
-- Lets a deleted tweet find its retweets without a scan.
create index tweets_retweet_of on tweets (retweet_of_id, id) where retweet_of_id is not null;

-- user first: "which of these twenty does the viewer like" is one short range a page
create table likes (
    user_id  bigint not null references users (id) on delete cascade,
    tweet_id bigint not null references tweets (id) on delete cascade,
    primary key (user_id, tweet_id)
) without rowid;

-- and the other way, for a deleted tweet's likes
create index likes_tweet on likes (tweet_id, user_id);
