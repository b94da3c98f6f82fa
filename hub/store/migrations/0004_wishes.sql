-- Wishes: the wish wall's content beside a station's, who works for which unit, and what became of each wish.
ALTER TABLE station ADD COLUMN wish_content TEXT NOT NULL DEFAULT '';  -- wishes.json of the newest content
ALTER TABLE account ADD COLUMN unit TEXT NOT NULL DEFAULT '';          -- of the role unit

-- Columns are what lists, the clock and figures ask for; `content` is the domain's JSON. Nothing here can
-- name a person but the masked contact in it.
CREATE TABLE wish (
  id TEXT PRIMARY KEY,
  station TEXT NOT NULL,
  number TEXT NOT NULL UNIQUE,       -- no two stations give the same
  state TEXT NOT NULL,
  level TEXT NOT NULL,
  unit TEXT NOT NULL,                -- '' while a dispatcher has it
  due BIGINT NOT NULL,               -- 0 once it is closed
  subject TEXT NOT NULL,             -- pseudonym or ''
  stars BIGINT NOT NULL,
  submitted_at BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,       -- 0 before, as the two below
  resolved_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  content TEXT NOT NULL);
CREATE INDEX wish_by_due ON wish (due);
CREATE INDEX wish_by_station ON wish (station, closed_at);
CREATE INDEX wish_by_time ON wish (station, submitted_at);

-- Events with a box, the line as it came: what is sealed stays so until somebody asks for this wish.
CREATE TABLE wish_box (
  event TEXT PRIMARY KEY,
  wish TEXT NOT NULL REFERENCES wish (id),
  line BYTEA NOT NULL);
CREATE INDEX wish_box_by_wish ON wish_box (wish);

-- When each claim was made by the clocks put right: the earlier one holds.
CREATE TABLE wish_claim (
  event TEXT PRIMARY KEY,
  wish TEXT NOT NULL REFERENCES wish (id),
  claimant TEXT NOT NULL,
  claimed_at BIGINT NOT NULL,        -- as the event says
  corrected_at BIGINT NOT NULL,
  uncertainty BIGINT NOT NULL,       -- milliseconds, -1: not known
  receipt BIGINT NOT NULL);          -- order in which they were applied
CREATE INDEX wish_claim_by_wish ON wish_claim (wish);

-- Numbers are granted for ever; a kiosk's blocks in the order of their numbers are those in order of granting.
CREATE TABLE wish_block (
  block BIGINT PRIMARY KEY,          -- never two kiosks the same
  device TEXT NOT NULL REFERENCES device (id),
  granted_at BIGINT NOT NULL);
CREATE INDEX wish_block_by_device ON wish_block (device);

-- Who opened what a resident told (written before it is shown), and who did what with the wish.
CREATE TABLE wish_audit (
  wish TEXT NOT NULL,
  account TEXT NOT NULL,
  what TEXT NOT NULL,                -- 'words', 'file <sha256>', or the kind of an event
  at BIGINT NOT NULL);
CREATE INDEX wish_audit_by_wish ON wish_audit (wish, at);
