-- What opens one live connection: taken out by its use, on whichever node. Kept as a SHA-256, like every other secret.
create table socket_tickets (
    ticket_hash   blob   not null primary key,
    session_id    bigint not null references sessions (id) on delete cascade,
    -- until when the connection may last: as long as the access token that the ticket was asked for with
    grant_ends_at bigint not null,
    expires_at    bigint not null
);

-- lets a session that ends, or asks for another ticket, find its own
create index socket_tickets_session on socket_tickets (session_id);
