-- Opinions and Actions live inside the versions that hold them, word for word; these views list those that count:
-- the accepted version of every assignment that was not withdrawn. An element without a number takes its position.

CREATE VIEW opinion AS
SELECT
  p.cycle_id,
  p.id AS process_id,
  p.subject,
  v.id AS version_id,
  CASE WHEN jsonb_typeof(e.item -> 'no') = 'number' THEN (e.item ->> 'no')::numeric::int ELSE e.position::int END AS no,
  e.item ->> 'kind' AS kind,
  e.item ->> 'viewpoint' AS viewpoint,
  e.item ->> 'text' AS text
FROM process p
JOIN version v ON v.id = p.accepted_version
CROSS JOIN LATERAL jsonb_array_elements(
  CASE WHEN jsonb_typeof(v.content -> 'opinions') = 'array' THEN v.content -> 'opinions' ELSE '[]' END
) WITH ORDINALITY AS e (item, position)
WHERE p.kind = 'assignment' AND p.state <> 'withdrawn';

CREATE VIEW action AS
SELECT
  p.cycle_id,
  p.id AS process_id,
  p.subject,
  v.id AS version_id,
  CASE WHEN jsonb_typeof(e.item -> 'no') = 'number' THEN (e.item ->> 'no')::numeric::int ELSE e.position::int END AS no,
  e.item ->> 'text' AS text,
  e.item ->> 'category' AS category,
  CASE WHEN jsonb_typeof(e.item -> 'answers') = 'array' THEN e.item -> 'answers' ELSE '[]' END AS answers
FROM process p
JOIN version v ON v.id = p.accepted_version
CROSS JOIN LATERAL jsonb_array_elements(
  CASE WHEN jsonb_typeof(v.content -> 'actions') = 'array' THEN v.content -> 'actions' ELSE '[]' END
) WITH ORDINALITY AS e (item, position)
WHERE p.kind = 'assignment' AND p.state <> 'withdrawn';

REVOKE ALL ON opinion, action FROM junkan_app;
GRANT SELECT ON opinion, action TO junkan_app;
