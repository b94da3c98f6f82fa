-- Lessons: their content beside a station's, who signed up, which seats kiosks may give, what was called off.
ALTER TABLE station ADD COLUMN lesson_content TEXT NOT NULL DEFAULT '';  -- lessons.json of the newest content

-- Columns are what the book and lists ask for; `content` is the domain's JSON. Nothing here can name a person
-- but the masked contact in it.
CREATE TABLE lesson_sign_up (
  id TEXT PRIMARY KEY,
  station TEXT NOT NULL,
  session TEXT NOT NULL,             -- "basics-mon.20261123"
  starts BIGINT NOT NULL,
  turn_at BIGINT NOT NULL,           -- when it was made, by the clocks put right: the order of the list
  uncertainty BIGINT NOT NULL,       -- of that, milliseconds
  content TEXT NOT NULL);
CREATE INDEX lesson_sign_up_by_start ON lesson_sign_up (station, starts);
CREATE INDEX lesson_sign_up_by_session ON lesson_sign_up (station, session);

CREATE TABLE lesson_grant (
  id TEXT PRIMARY KEY,
  station TEXT NOT NULL,
  ends BIGINT NOT NULL,              -- not given after this
  is_returned BIGINT NOT NULL,       -- 1: nothing more is given out of it
  content TEXT NOT NULL);
CREATE INDEX lesson_grant_by_end ON lesson_grant (station, is_returned, ends);

CREATE TABLE lesson_called_off (
  station TEXT NOT NULL,
  session TEXT NOT NULL,
  at BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (station, session));

-- Events with a box, the line as it came: a phone number stays sealed until somebody asks for it.
CREATE TABLE lesson_box (
  event TEXT PRIMARY KEY,
  sign_up TEXT NOT NULL REFERENCES lesson_sign_up (id),
  line BYTEA NOT NULL);
CREATE INDEX lesson_box_by_sign_up ON lesson_box (sign_up);
