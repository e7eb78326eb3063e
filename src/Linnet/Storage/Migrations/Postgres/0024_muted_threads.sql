-- Threads of which an account gets no notifications. By the id of the thread's first tweet, without a reference: that tweet may be deleted,
-- and the thread stays muted. The account first: it serves "does this account mute this thread", which each notification asks.
create table muted_threads (
    user_id         bigint not null references users (id) on delete cascade,
    conversation_id bigint not null,
    created_at      bigint not null,
    primary key (user_id, conversation_id)
);
