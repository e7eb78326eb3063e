-- What a client called a tweet before it knew its id (Idempotency-Key), kept for a day: a try that is repeated, because its
-- answer was lost, finds the tweet that the first one made. Written in the tweet's own transaction.
create table post_keys (
    user_id    bigint not null references users (id) on delete cascade,
    key        text collate "C" not null,
    -- SHA-256 of what was to be posted: the same key for something else is a client's mistake and told as such
    draft_hash bytea  not null,
    -- No reference, so that a repeated try does not bring a deleted tweet back; ids are never used again.
    tweet_id   bigint,
    created_at bigint not null,
    primary key (user_id, key)
);

-- the oldest first, for those that are pruned
create index post_keys_age on post_keys (created_at);
