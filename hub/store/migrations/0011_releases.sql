-- Signed system images that kiosks are offered, and what each kiosk tells of its own.
CREATE TABLE app_release (
  id BIGINT PRIMARY KEY,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,              -- of the bundle, which lies among the blobs
  bytes BIGINT NOT NULL,
  station TEXT NOT NULL,             -- '': every station's
  made_at BIGINT NOT NULL);
ALTER TABLE device ADD COLUMN app_version TEXT NOT NULL DEFAULT '';  -- what runs; '': it has not told
ALTER TABLE device ADD COLUMN app_next TEXT NOT NULL DEFAULT '';     -- the last one that it told something of
ALTER TABLE device ADD COLUMN app_news TEXT NOT NULL DEFAULT '';     -- installed, rolled_back, or why it was refused
