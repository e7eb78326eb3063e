-- When its author pinned it; null for nearly all.
alter table tweets add column pinned_at bigint;
create index tweets_pinned on tweets (author_id, pinned_at) where pinned_at is not null;
