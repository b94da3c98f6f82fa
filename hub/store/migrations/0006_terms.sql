-- What belongs to a person is kept for its term and then erased (hub/terms.h). So that all of it is found: each file
-- that an event of a wish names, and each line, as it came, that carries a box of a wish.
CREATE TABLE wish_file (
  sha256 TEXT NOT NULL,
  wish TEXT NOT NULL REFERENCES wish (id),
  PRIMARY KEY (sha256, wish));
CREATE INDEX wish_file_by_wish ON wish_file (wish);

CREATE TABLE wish_line (
  device TEXT NOT NULL,
  epoch TEXT NOT NULL,
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  wish TEXT NOT NULL REFERENCES wish (id),
  PRIMARY KEY (device, epoch, stream, seq));
CREATE INDEX wish_line_by_wish ON wish_line (wish);

CREATE INDEX wish_by_end ON wish (closed_at);
CREATE INDEX help_call_by_time ON help_call (is_open, called_at);
CREATE INDEX upload_by_op ON upload (op);
CREATE INDEX upload_by_hash ON upload (sha256);

INSERT INTO wish_line (device, epoch, stream, seq, wish)
  SELECT line.device, line.epoch, line.stream, line.seq, wish_box.wish
  FROM wish_box JOIN line ON line.bytes = wish_box.line;
INSERT INTO wish_file (sha256, wish)
  SELECT DISTINCT upload.sha256, wish.id FROM upload JOIN wish ON wish.id = upload.op;
