-- What an account may do to others: a user nothing, a moderator and an admin what moderation gives them. Set by an operator.
-- A constant default is kept in the catalogue: no row is rewritten.
alter table users add column role text collate "C" not null default 'user' check (role in ('user', 'moderator', 'admin'));
