-- Which social worker goes with somebody who signed up (社工+志愿者).
CREATE TABLE activity_partners (
    sign_up_id TEXT PRIMARY KEY REFERENCES activity_sign_ups (id),
    worker     TEXT NOT NULL
);
