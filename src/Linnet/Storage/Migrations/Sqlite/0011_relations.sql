-- Who does not want to see whom. Blocking and unblocking are rare, and the questions are "whom do I hide" and "who hides me".
create table blocks (
    blocker_id bigint not null references users (id) on delete cascade,
    blocked_id bigint not null references users (id) on delete cascade,
    created_at bigint not null,
    primary key (blocker_id, blocked_id)
) without rowid;
create index blocks_blocked on blocks (blocked_id, blocker_id);

-- A row is there exactly as long as the mute holds: a job removes it at its end.
create table mutes (
    muter_id            bigint  not null references users (id) on delete cascade,
    muted_id            bigint  not null references users (id) on delete cascade,
    hides_notifications boolean not null,
    ends_at             bigint,
    created_at          bigint  not null,
    primary key (muter_id, muted_id)
) without rowid;
create index mutes_muted on mutes (muted_id, muter_id);

alter table follows add column hides_reposts boolean not null default false;

-- Of a locked account: followers only once it accepts them.
alter table users add column is_locked boolean not null default false;

create table follow_requests (
    requester_id bigint not null references users (id) on delete cascade,
    target_id    bigint not null references users (id) on delete cascade,
    created_at   bigint not null,
    primary key (requester_id, target_id)
) without rowid;
create index follow_requests_target on follow_requests (target_id, requester_id);

-- Work that is due at a time. Inserted by the write that causes it, and deleted by the write that does it, so it is done once.
create table jobs (
    id         integer primary key autoincrement,
    kind       text not null,
    -- What it is about; a kind has one job for each key.
    key        text not null,
    due_at     bigint not null,
    attempts   bigint not null default 0,
    last_error text
);
create unique index jobs_kind_key on jobs (kind, key);
create index jobs_due on jobs (due_at, id);

-- Every filter of a viewer is decided by numbers in the tweet's own row: no join, no walk up a thread.
-- 0 post, 1 repost. A repost has no content: it shows its original.
alter table tweets add column kind bigint not null default 0;
-- 0 public, 1 unlisted, 2 followers
alter table tweets add column visibility bigint not null default 0;
alter table tweets add column is_sensitive boolean not null default false;
alter table tweets add column content_warning text;
-- 0 everyone, 1 followers, 2 nobody: who may reply to it and to all below it, and who may quote it
alter table tweets add column reply_policy bigint not null default 0;
alter table tweets add column quote_policy bigint not null default 0;
-- Hidden from its thread by the author of what it answers.
alter table tweets add column is_hidden_reply boolean not null default false;
-- The author of the original took the quote off it.
alter table tweets add column is_detached boolean not null default false;
alter table tweets add column quotes_count bigint not null default 0;
-- These two stay when the tweet that they are about goes.
alter table tweets add column reply_to_author_id bigint;
alter table tweets add column retweet_of_author_id bigint;
-- The first tweet of its thread; null for the first itself.
alter table tweets add column conversation_id bigint;

update tweets set reply_to_author_id = (select p.author_id from tweets p where p.id = tweets.reply_to_id) where reply_to_id is not null;
update tweets set retweet_of_author_id = (select o.author_id from tweets o where o.id = tweets.retweet_of_id) where retweet_of_id is not null;
-- Until now every retweet had a text of its own: a quote.
update tweets set quotes_count = retweets_count where retweets_count > 0;
with recursive threads (id, root) as (
    select id, id from tweets where reply_to_id is null
    union all
    select t.id, threads.root from threads join tweets t on t.reply_to_id = threads.id)
update tweets set conversation_id = threads.root from threads where threads.id = tweets.id and threads.id <> threads.root;

-- One repost for each account and tweet.
create unique index tweets_repost_once on tweets (author_id, retweet_of_id) where kind = 1;
-- and the other way: "who reposted this"
create index tweets_reposters on tweets (retweet_of_id, author_id) where kind = 1;
-- "Are there followers-only tweets at all": nearly always the answer spares a look at each tweet.
create index tweets_followers_only on tweets (id) where visibility = 2;
