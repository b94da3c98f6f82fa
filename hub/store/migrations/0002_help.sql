-- Calls for help as they are now: place and kind, and who took them; never who called.
CREATE TABLE help_call (
  id TEXT PRIMARY KEY,
  station TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  called_at BIGINT NOT NULL,
  content TEXT NOT NULL);            -- domain's JSON
CREATE INDEX help_call_by_station ON help_call (station, is_open, called_at);

ALTER TABLE account ADD COLUMN display_name TEXT NOT NULL DEFAULT '';
