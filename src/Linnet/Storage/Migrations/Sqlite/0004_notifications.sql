-- A person's inbox: what others did that concerns them. Written in the transaction of the act, so it is there exactly if
-- the act is; gone with the tweet or the people it speaks of.
create table notifications (
    id           integer primary key autoincrement,
    recipient_id bigint not null references users (id) on delete cascade,
    -- like, follow, reply, retweet
    kind         text   not null,
    actor_id     bigint not null references users (id) on delete cascade,
    -- the tweet that was liked, or the reply or retweet itself; a follow has none
    tweet_id     bigint references tweets (id) on delete cascade,
    created_at   bigint not null
);

-- the inbox, newest first, and "how many are newer than what I have read"
create index notifications_recipient on notifications (recipient_id, id);
-- lets an unlike find its like, and a deleted tweet its notifications
create index notifications_tweet on notifications (tweet_id, actor_id) where tweet_id is not null;
-- lets an unfollow find its follow, and a deleted account its acts
create index notifications_actor on notifications (actor_id, recipient_id);

-- How far a person has read. One row a person instead of a flag a notification: marking a thousand as read writes one row.
create table notification_cursors (
    user_id    bigint primary key references users (id) on delete cascade,
    read_up_to bigint not null
);

-- Up to which id old notifications were removed: a client that was away for longer is told to start afresh.
create table notification_pruning (
    only_row     integer primary key check (only_row = 1),
    pruned_up_to bigint not null
);
insert into notification_pruning (only_row, pruned_up_to) values (1, 0);
