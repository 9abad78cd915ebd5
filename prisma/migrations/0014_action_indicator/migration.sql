-- The same view as before (0013), with the indicator that will show what an Action does.
CREATE OR REPLACE VIEW action AS
SELECT
  p.cycle_id,
  p.id AS process_id,
  p.subject,
  v.id AS version_id,
  CASE WHEN jsonb_typeof(e.item -> 'no') = 'number' THEN (e.item ->> 'no')::numeric::int ELSE e.position::int END AS no,
  e.item ->> 'text' AS text,
  e.item ->> 'category' AS category,
  CASE WHEN jsonb_typeof(e.item -> 'answers') = 'array' THEN e.item -> 'answers' ELSE '[]' END AS answers,
  CASE WHEN jsonb_typeof(e.item -> 'whole') = 'array' THEN e.item -> 'whole' ELSE '[]' END AS whole,
  e.item ->> 'timing' AS timing,
  e.item ->> 'budget' AS budget,
  e.item ->> 'continues' AS continues,
  e.item ->> 'indicator' AS indicator
FROM process p
JOIN version v ON v.id = p.accepted_version
CROSS JOIN LATERAL jsonb_array_elements(
  CASE WHEN jsonb_typeof(v.content -> 'actions') = 'array' THEN v.content -> 'actions' ELSE '[]' END
) WITH ORDINALITY AS e (item, position)
WHERE p.kind = 'assignment' AND p.state <> 'withdrawn';
