-- Direct messages. They are no tweets: what reads tweets cannot show one.
create table conversations (
    id         integer primary key autoincrement,
    is_group   boolean not null,
    -- The accounts of a conversation of two, the lower id first; null in a group. No references: the conversation stays when one
    -- of them is deleted, and ids are never used again.
    low_id     bigint,
    high_id    bigint,
    created_at bigint not null,
    -- when the last message was sent
    updated_at bigint not null
);
-- one conversation a pair, also when both begin it at the same time
create unique index conversations_pair on conversations (low_id, high_id);

create table conversation_members (
    conversation_id bigint not null references conversations (id) on delete cascade,
    user_id         bigint not null references users (id) on delete cascade,
    -- 0 accepted, 1 requested, 2 left
    state           bigint not null,
    last_read_id    bigint not null default 0,
    -- The member sees the messages after this one: a group does not show a new member what was said before.
    joined_after_id bigint not null default 0,
    -- The message that last moved the conversation to the top of the member's list. Kept here for the index.
    activity_id     bigint not null default 0,
    primary key (conversation_id, user_id)
) without rowid;
-- an account's conversations, latest activity first
create index conversation_members_list on conversation_members (user_id, state, activity_id);

create table messages (
    id              integer primary key autoincrement,
    conversation_id bigint not null references conversations (id) on delete cascade,
    sender_id       bigint not null references users (id) on delete cascade,
    content         text   not null,
    created_at      bigint not null,
    -- What the client called the message before it knew its id (Idempotency-Key), and the SHA-256 of what it sent.
    client_key      text,
    draft_hash      blob
);
-- a conversation, newest first
create index messages_conversation on messages (conversation_id, id);
-- a deleted account's messages
create index messages_sender on messages (sender_id, id);
-- finds the message of an earlier try
create unique index messages_key on messages (sender_id, client_key) where client_key is not null;
