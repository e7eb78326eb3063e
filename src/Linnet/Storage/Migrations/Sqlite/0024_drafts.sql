-- What accounts have written and not posted, so that it follows them from device to device.
create table drafts (
    id         integer primary key autoincrement,
    user_id    bigint not null references users (id) on delete cascade,
    -- JSON as POST /tweets/ takes it, but not judged: a draft may be too long
    body       text   not null,
    -- counts the writes, so that a device notices that another one wrote since
    version    bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
-- an account's drafts, the newest first
create index drafts_user on drafts (user_id, id);
