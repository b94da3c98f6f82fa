-- One text for SQLite and PostgreSQL: BIGINT, TEXT and BYTEA only, no sequences, no booleans.
-- Times are milliseconds UTC.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE station (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  content TEXT NOT NULL,             -- station.json of the newest content, '' before the first
  content_version BIGINT NOT NULL);

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  station TEXT NOT NULL REFERENCES station (id),
  kiosk_digit BIGINT NOT NULL,
  public_key TEXT NOT NULL,
  state TEXT NOT NULL,               -- pending, live, suspended, revoked, retired
  digits TEXT NOT NULL,              -- the six that both screens show
  enrolled_at BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  content_version BIGINT NOT NULL);  -- what it says it shows

CREATE TABLE enrolment_code (
  name TEXT PRIMARY KEY,             -- first half of the code
  code_hash TEXT NOT NULL,
  station TEXT NOT NULL REFERENCES station (id),
  kiosk_digit BIGINT NOT NULL,
  auto_confirm BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  device TEXT NOT NULL);             -- who used it, '' while nobody has

CREATE TABLE fork (device TEXT NOT NULL, at BIGINT NOT NULL);

-- What kiosks sent, byte for byte. acked > applied: there is something in the apply queue.
CREATE TABLE stream (
  device TEXT NOT NULL,
  epoch TEXT NOT NULL,
  name TEXT NOT NULL,
  acked BIGINT NOT NULL,
  head BYTEA NOT NULL,
  applied BIGINT NOT NULL,
  PRIMARY KEY (device, epoch, name));

CREATE TABLE line (
  device TEXT NOT NULL,
  epoch TEXT NOT NULL,
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  head BYTEA NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (device, epoch, stream, seq));

-- Every event that was applied, once; the second net against doing things twice.
CREATE TABLE event (
  id TEXT PRIMARY KEY,
  station TEXT NOT NULL,
  type TEXT NOT NULL,
  entity TEXT NOT NULL,
  source TEXT NOT NULL,              -- the device, or 'hub'
  applied_at BIGINT NOT NULL);

CREATE TABLE feed (
  rev BIGINT PRIMARY KEY,
  station TEXT NOT NULL,
  source TEXT NOT NULL,
  line TEXT NOT NULL);
CREATE INDEX feed_by_station ON feed (station, rev);

CREATE TABLE dead_letter (
  device TEXT NOT NULL,
  epoch TEXT NOT NULL,
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  station TEXT NOT NULL,
  code TEXT NOT NULL,                -- 'parked': waits behind another of the same entity
  detail TEXT NOT NULL,
  event_id TEXT NOT NULL,
  type TEXT NOT NULL,
  entity TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (device, epoch, stream, seq));
CREATE INDEX dead_letter_by_entity ON dead_letter (station, entity);

CREATE TABLE ticket (
  id TEXT PRIMARY KEY,
  station TEXT NOT NULL,
  day TEXT NOT NULL,
  label TEXT NOT NULL,
  content TEXT NOT NULL);            -- domain's JSON
CREATE INDEX ticket_by_label ON ticket (day, label);
CREATE INDEX ticket_by_station ON ticket (station, day);

CREATE TABLE account (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,                -- counter, admin
  station TEXT NOT NULL,             -- '' for an admin of all
  password_hash TEXT NOT NULL,
  must_change BIGINT NOT NULL,
  first_until BIGINT NOT NULL,       -- a first password is good until then, 0 otherwise
  made_at BIGINT NOT NULL);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (name),
  made_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL);

CREATE TABLE content_version (
  version BIGINT PRIMARY KEY,
  station TEXT NOT NULL,
  manifest TEXT NOT NULL,            -- the signed envelope, as it is served
  made_at BIGINT NOT NULL);
