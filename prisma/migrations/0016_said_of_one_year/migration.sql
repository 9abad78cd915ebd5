-- The same view as before (0013), which reads the rows of the year that is asked for and no other: what a remark was first and what it became
-- is looked up by its number, and what members mended is put together once and not once for each remark.
-- OFFSET 0 keeps PostgreSQL from reading the corrections of all years to join them.
CREATE OR REPLACE VIEW said AS
SELECT r.cycle_id, 'r' || CASE WHEN r.replaces IS NULL THEN r.no ELSE (
    WITH RECURSIVE earlier (no, replaces) AS (
      SELECT r.no, r.replaces
      UNION ALL SELECT b.no, b.replaces FROM earlier e JOIN remark b ON b.no = e.replaces)
    SELECT no FROM earlier WHERE replaces IS NULL) END AS key,
  r.subject, coalesce(nullif(m.text, ''), r.text) AS text, r.text AS recorded, r.seat, r.source, r.source_of,
  r.place, r.document_id, r.no AS remark_no, r.recorded_at AS at,
  CASE WHEN m.item_id IS NULL THEN 'asked-not' WHEN m.agreed THEN 'agreed' ELSE 'mended' END AS confirmed
FROM remark r
LEFT JOIN (
  SELECT DISTINCT ON (cycle_id, of) cycle_id, of, item_id, text, agreed FROM member_remark WHERE of IS NOT NULL ORDER BY cycle_id, of, at DESC) m
  ON m.cycle_id = r.cycle_id AND m.of = r.no
WHERE NOT r.taken_back AND NOT EXISTS (SELECT 1 FROM remark n WHERE n.replaces = r.no OFFSET 0)
UNION ALL
SELECT m.cycle_id, 'm:' || m.process_id || '#' || m.item_id, m.subject, m.text, m.text, m.seat, 'member', m.process_id,
  '', NULL, NULL, m.at, 'agreed'
FROM member_remark m WHERE m.of IS NULL;
