-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "held_at" TIMESTAMPTZ(3),
ADD COLUMN     "held_file" TEXT,
ADD COLUMN     "quorum_set" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "sent_file" TEXT;

-- AlterTable
ALTER TABLE "attendance" ADD COLUMN     "replied_to" TIMESTAMPTZ(3);

-- What stands already: the trail alone knew which file was sent by hand; a reply was given to the time that the meeting has; a number of
-- seats that somebody may have thought about stays.
UPDATE meeting SET quorum_set = true, sent_file = (
  SELECT t.body::jsonb ->> 'document' FROM trail t WHERE t.kind = 'materials-sent' AND t.body::jsonb ->> 'meeting' = meeting.id
  ORDER BY t.recorded_at DESC LIMIT 1);
UPDATE attendance SET replied_to = m.starts_at FROM meeting m WHERE m.id = attendance.meeting_id AND attendance.replied_at IS NOT NULL;
