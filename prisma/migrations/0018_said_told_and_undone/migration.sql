-- DropIndex
DROP INDEX "set_aside_cycle_id_idx";

-- AlterTable
ALTER TABLE "draft" ADD COLUMN     "begun" TEXT NOT NULL DEFAULT gen_random_uuid()::text;

-- AlterTable
ALTER TABLE "remark" ADD COLUMN     "told" TEXT;

-- AlterTable
ALTER TABLE "draft_before" DROP CONSTRAINT "draft_before_pkey",
ADD CONSTRAINT "draft_before_pkey" PRIMARY KEY ("process_id", "act_id");

-- CreateIndex
CREATE INDEX "set_aside_cycle_id_key_no_idx" ON "set_aside"("cycle_id", "key", "no" DESC);

-- The same view as before (0016), with the whole rule of how far a member has confirmed what was written down: by what the member handed in
-- of this row, by a word told otherwise, not yet; or it is nobody's in particular.
CREATE OR REPLACE VIEW said AS
SELECT r.cycle_id, 'r' || CASE WHEN r.replaces IS NULL THEN r.no ELSE (
    WITH RECURSIVE earlier (no, replaces) AS (
      SELECT r.no, r.replaces
      UNION ALL SELECT b.no, b.replaces FROM earlier e JOIN remark b ON b.no = e.replaces)
    SELECT no FROM earlier WHERE replaces IS NULL) END AS key,
  r.subject, coalesce(nullif(m.text, ''), r.text) AS text, r.text AS recorded, r.seat, r.source, r.source_of,
  r.place, r.document_id, r.no AS remark_no, r.recorded_at AS at,
  CASE WHEN m.agreed THEN 'agreed' WHEN m.item_id IS NOT NULL THEN 'mended' WHEN r.told = 'page' THEN 'agreed' WHEN r.told IS NOT NULL THEN 'told'
    WHEN r.seat IS NULL THEN 'nobody' ELSE 'not-yet' END AS confirmed,
  r.told
FROM remark r
LEFT JOIN (
  SELECT DISTINCT ON (cycle_id, of) cycle_id, of, item_id, text, agreed FROM member_remark WHERE of IS NOT NULL ORDER BY cycle_id, of, at DESC) m
  ON m.cycle_id = r.cycle_id AND m.of = r.no
WHERE NOT r.taken_back AND NOT EXISTS (SELECT 1 FROM remark n WHERE n.replaces = r.no OFFSET 0)
UNION ALL
SELECT m.cycle_id, 'm:' || m.process_id || '#' || m.item_id, m.subject, m.text, m.text, m.seat, 'member', m.process_id,
  '', NULL, NULL, m.at, 'agreed', NULL
FROM member_remark m WHERE m.of IS NULL;
