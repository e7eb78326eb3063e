-- The number of the last commit. Whoever keeps rows in memory reads it in the snapshot in which it reads the rows, and so
-- knows which later changes are yet to be applied to them; and a number that moved by another process's hand says that
-- something was written which this one did not hear of.
create table write_sequence (
    only_row integer primary key check (only_row = 1),
    number   bigint not null
);
insert into write_sequence (only_row, number) values (1, 0);
