-- How practice lessons went on kiosks' screens, in plain numbers of nobody: one row for each that was played, and one for each step
-- that its learner came to.
CREATE TABLE practice_run (
  event TEXT PRIMARY KEY,
  station TEXT NOT NULL,
  pack TEXT NOT NULL,
  title_zh TEXT NOT NULL,            -- as the screen said it
  title_en TEXT NOT NULL,
  version BIGINT NOT NULL,           -- of the content
  stars BIGINT NOT NULL,             -- 0: left before its end
  scene BIGINT NOT NULL,             -- where it ended
  step BIGINT NOT NULL,              -- where it was left; 0: it was finished
  minutes BIGINT NOT NULL,
  at BIGINT NOT NULL);
CREATE INDEX practice_run_by_time ON practice_run (station, at);

CREATE TABLE practice_step (
  event TEXT NOT NULL REFERENCES practice_run (event),
  scene BIGINT NOT NULL,
  step BIGINT NOT NULL,
  misses BIGINT NOT NULL,
  PRIMARY KEY (event, scene, step));
