-- Files that kiosks send beside their events. The bytes are in <data>/uploads: <id>.part while received < length, then
-- one named by its SHA-256.
CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  device TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  mime TEXT NOT NULL,
  op TEXT NOT NULL,                  -- of the event that names it, which may come later
  length BIGINT NOT NULL,
  received BIGINT NOT NULL,
  done BIGINT NOT NULL,              -- whole, and its hash was looked at
  made_at BIGINT NOT NULL,
  UNIQUE (device, sha256));
