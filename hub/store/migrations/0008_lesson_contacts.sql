-- Who of staff did what with lessons, and who opened a sealed phone number and why (written before it is shown).
CREATE TABLE lesson_audit (
  station TEXT NOT NULL,
  session TEXT NOT NULL,
  sign_up TEXT NOT NULL,             -- '': it is about the session
  account TEXT NOT NULL,
  what TEXT NOT NULL,                -- 'list', 'contact', 'contact erased', or the kind of an event
  reason TEXT NOT NULL,              -- of 'contact', in words
  at BIGINT NOT NULL);
CREATE INDEX lesson_audit_by_session ON lesson_audit (station, session, at);

-- Each line, as it came, that carries a box of a sign-up: so that all of it is found when its term is over.
CREATE TABLE lesson_line (
  device TEXT NOT NULL,
  epoch TEXT NOT NULL,
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  sign_up TEXT NOT NULL REFERENCES lesson_sign_up (id),
  PRIMARY KEY (device, epoch, stream, seq));
CREATE INDEX lesson_line_by_sign_up ON lesson_line (sign_up);
CREATE INDEX lesson_sign_up_by_time ON lesson_sign_up (starts);

INSERT INTO lesson_line (device, epoch, stream, seq, sign_up)
  SELECT line.device, line.epoch, line.stream, line.seq, lesson_box.sign_up
  FROM lesson_box JOIN line ON line.bytes = lesson_box.line;
