-- When the session last proved that it knows the account's password: at its log-in, or later. Who did so just now need not do it
-- again to change the password or the address. No session of before is taken to have.
alter table sessions add column proved_at bigint not null default 0;
