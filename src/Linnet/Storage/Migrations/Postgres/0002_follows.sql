-- follower first: it serves "whom do I follow", the home timeline's question
create table follows (
    follower_id bigint not null references users (id) on delete cascade,
    followed_id bigint not null references users (id) on delete cascade,
    primary key (follower_id, followed_id)
);

-- and the other way: "who follows this author"
create index follows_followed on follows (followed_id, follower_id);
