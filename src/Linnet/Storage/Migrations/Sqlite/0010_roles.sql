-- What an account may do to others: a user nothing, a moderator and an admin what moderation gives them. Set by an operator.
alter table users add column role text not null default 'user' check (role in ('user', 'moderator', 'admin'));
