-- Tweets that are to be posted later, each by a job. None of them is a tweet before, and their ids are not those of tweets.
create table scheduled_tweets (
    id           integer primary key autoincrement,
    user_id      bigint not null references users (id) on delete cascade,
    -- JSON, as POST /tweets/ takes it
    draft        text   not null,
    due_at       bigint not null,
    -- 0 waiting, 1 failed
    state        bigint not null,
    -- why it failed
    error_code   text,
    error_detail text,
    created_at   bigint not null,
    updated_at   bigint not null
);
create index scheduled_tweets_user on scheduled_tweets (user_id, id);
-- the oldest first, for those that are pruned
create index scheduled_tweets_failed on scheduled_tweets (updated_at) where state = 1;

-- What was scheduled with the key. No reference, as for tweet_id.
alter table post_keys add column scheduled_id bigint;
-- finds the key when the tweet is posted
create index post_keys_scheduled on post_keys (scheduled_id) where scheduled_id is not null;
