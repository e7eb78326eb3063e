-- The ids of a thread that was posted with the key, with commas between them. No reference, as for tweet_id, which is null then.
alter table post_keys add column thread_ids text;
