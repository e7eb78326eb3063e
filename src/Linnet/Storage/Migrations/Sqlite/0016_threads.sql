-- A thread in one range of ids, whatever its shape. Most tweets answer nothing, so the index leaves them out.
create index tweets_conversation on tweets (conversation_id, id) where conversation_id is not null;

-- What a reply answered that was deleted: reply_to_id is null then.
alter table tweets add column deleted_parent_id bigint;

-- Deleted tweets that had been answered. They hold the halves of their threads together.
create table tombstones (
    tweet_id        integer primary key,
    parent_id       bigint,
    conversation_id bigint
);
create index tombstones_conversation on tombstones (conversation_id, tweet_id) where conversation_id is not null;
