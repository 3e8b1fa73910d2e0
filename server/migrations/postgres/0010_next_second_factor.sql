-- A second factor that is still to be confirmed stands beside the one that holds until then.
ALTER TABLE staff ADD COLUMN next_second_factor TEXT;

UPDATE staff SET second_factor = NULL WHERE NOT second_factor_confirmed;
