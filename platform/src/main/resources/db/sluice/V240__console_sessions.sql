create table console_sessions (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  key_id     text not null,
  opened_at  timestamptz not null default now(),
  expires_at timestamptz not null
);
comment on table console_sessions is 'Who signed in with a key in a browser. Only the SHA-256 of a token is kept; a token is signed with the hash of its key, so it ends with the key.';
