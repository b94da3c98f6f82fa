-- What people who put down a card learnt on the practice phone: by pseudonym, the most stars and the last time.
CREATE TABLE practice_progress (
  station TEXT NOT NULL,
  person TEXT NOT NULL,              -- pseudonym
  pack TEXT NOT NULL,
  scene TEXT NOT NULL,
  stars BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (station, person, pack, scene));
CREATE INDEX practice_progress_by_time ON practice_progress (at);
