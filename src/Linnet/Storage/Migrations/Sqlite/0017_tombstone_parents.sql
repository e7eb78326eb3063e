-- Whether a tweet that is deleted has a tombstone below it. The index by conversation holds all tombstones of its thread.
create index tombstones_parent on tombstones (parent_id) where parent_id is not null;
