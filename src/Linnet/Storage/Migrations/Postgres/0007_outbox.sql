-- What a write tells the other nodes, added in the write's own transaction: it is there exactly if the write is. One row a
-- write. Read by what a node's last snapshot did not show, so the transaction's id is what rows are looked up by.
create table outbox (
    xid      bigint primary key default pg_current_xact_id()::text::bigint,
    -- rows are told in this order; of two writes of which one saw the other's rows it is theirs
    id       bigint generated always as identity,
    -- whose write it is, by a number that each process draws at its start: it does not tell itself
    node     bigint not null,
    -- which of the node's writes it is, for one whose commit was left unanswered
    number   bigint not null,
    -- the events, one a line
    messages text collate "C" not null
);

-- Below which transaction rows may have been removed: a node that had not read up to there has missed some.
create table outbox_pruning (
    only_row     integer primary key check (only_row = 1),
    pruned_below bigint not null
);
insert into outbox_pruning (only_row, pruned_below) values (1, 0);
