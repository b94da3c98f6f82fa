-- Nothing ever asked for these: both stand in `content`, and a pseudonym belongs in no more places than it must.
ALTER TABLE wish DROP COLUMN state;
ALTER TABLE wish DROP COLUMN subject;
