-- A meeting's page, its agenda and every change of either look for the notices about it among all that the city ever planned.
CREATE INDEX notice_meeting_idx ON notice ((facts ->> 'meeting'), kind) WHERE facts ->> 'meeting' IS NOT NULL;
