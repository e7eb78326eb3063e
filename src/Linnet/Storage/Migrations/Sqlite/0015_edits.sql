-- What a tweet said before each of its edits. What it says now is in tweets alone, so that posting writes no second row.
create table tweet_versions (
    tweet_id        bigint  not null references tweets (id) on delete cascade,
    -- from 1
    number          bigint  not null,
    content         text    not null,
    content_warning text,
    is_sensitive    boolean not null,
    -- When it was posted, or became what it says by an edit.
    written_at      bigint  not null,
    primary key (tweet_id, number)
) without rowid;

-- null: never
alter table tweets add column edited_at bigint;
-- When those who reposted it were last notified of an edit.
alter table tweets add column edit_notified_at bigint;

-- Until now every edit moved updated_at, and nothing else did. Imported tweets that were never edited have two readings of the
-- clock there, microseconds apart.
update tweets set edited_at = updated_at where updated_at >= created_at + 1000000;
