-- AlterTable
ALTER TABLE "picture" ADD COLUMN     "by_section" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "by_section" BOOLEAN NOT NULL DEFAULT true;

-- What is being written already: by a section if whoever saved it holds a post there now.
UPDATE draft SET by_section = EXISTS (
  SELECT 1 FROM holding h JOIN post held ON held.id = h.post_id JOIN process q ON q.id = draft.process_id JOIN post o ON o.id = q.post
  WHERE h.person_id = draft.saved_by AND held.city = o.city AND held.department = o.department
    AND h.announced AND h."from" <= current_date AND (h.until IS NULL OR h.until >= current_date));
