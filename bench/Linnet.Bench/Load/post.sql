-- What Linnet sends to PostgreSQL for a post, in as many round trips: it begins with the first statement and commits with the
-- outbox's row. Compared with what Linnet really sends before it is measured: PostStatements.cs.
\set author :client_id + 1
\set now 1767225600000000 + :author
\set number random(1, 1000000000)
\startpipeline
begin transaction isolation level read committed;
update users set tweets_count = tweets_count + 1 where id = :author and deleted_at is null;
\endpipeline
select pg_advisory_xact_lock_shared((26980::bigint << 48) | case when is_called then last_value else 0 end) from tweets_id_seq;
insert into tweets (content, created_at, updated_at, author_id, reply_to_id, retweet_of_id, kind, visibility, is_sensitive, content_warning,
                    reply_policy, quote_policy, reply_to_author_id, retweet_of_author_id, conversation_id, entities)
values (:content, :now, :now, :author, null, null, 0, 0, false, null,
        0, 0, null, null, null, null)
returning id;
\startpipeline
insert into outbox (node, number, messages) values (:author, :number, :message) returning xid;
commit;
\endpipeline
