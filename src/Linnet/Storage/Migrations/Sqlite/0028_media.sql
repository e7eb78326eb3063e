-- Stored files, each once however many pictures have it. Its name is sha256.id: one that is being deleted and a new one with the same
-- bytes are two files.
create table blobs (
    id        integer primary key autoincrement,
    sha256    text   not null,
    -- in bytes
    size      bigint not null,
    -- when no picture was left that has it; the file and then this row go
    doomed_at bigint
);
create unique index blobs_sha256 on blobs (sha256) where doomed_at is null;
create index blobs_doomed on blobs (doomed_at) where doomed_at is not null;

-- Pictures of tweets and of profiles.
create table media (
    id          integer primary key autoincrement,
    user_id     bigint  not null references users (id) on delete cascade,
    -- 0 image, 1 animation, 2 avatar, 3 header
    kind        bigint  not null,
    -- random: part of the URLs of its files, which need no token
    key         text    not null,
    -- null while no tweet has it
    tweet_id    bigint references tweets (id) on delete cascade,
    -- among the pictures of its tweet, from 0
    position    bigint  not null default 0,
    -- false until its files are stored: a row comes first, so that no file is without one
    is_ready    boolean not null default false,
    large_id    bigint  not null references blobs (id),
    preview_id  bigint  not null references blobs (id),
    -- jpg or webp
    type        text    not null,
    width       bigint  not null,
    height      bigint  not null,
    blurhash    text    not null,
    description text,
    focus       text,
    created_at  bigint  not null
);
create unique index media_key on media (key);
create index media_user on media (user_id, id);
create index media_tweet on media (tweet_id, position) where tweet_id is not null;
-- the oldest first, for those that nothing uses
create index media_unused on media (created_at) where tweet_id is null;
-- find out whether a file is used
create index media_large on media (large_id);
create index media_preview on media (preview_id);

-- So that only tweets with pictures are looked up in media.
alter table tweets add column has_media boolean not null default false;

-- The names of the files, for the URLs.
alter table users add column avatar_file text;
alter table users add column header_file text;

-- Pictures that drafts and scheduled tweets name, which keeps them.
create table draft_media (
    draft_id bigint not null references drafts (id) on delete cascade,
    media_id bigint not null references media (id) on delete cascade,
    primary key (draft_id, media_id)
) without rowid;
create index draft_media_media on draft_media (media_id);
create table scheduled_media (
    scheduled_id bigint not null references scheduled_tweets (id) on delete cascade,
    media_id     bigint not null references media (id) on delete cascade,
    primary key (scheduled_id, media_id)
) without rowid;
-- One tweet has a picture, and so one scheduled tweet.
create unique index scheduled_media_media on scheduled_media (media_id);
