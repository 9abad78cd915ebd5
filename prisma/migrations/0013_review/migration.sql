-- AlterTable
ALTER TABLE "process" ADD COLUMN     "counts" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "members_see_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "programme" ADD COLUMN     "formerly" JSONB NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "meeting" (
    "id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "place" TEXT NOT NULL DEFAULT '',
    "openness" TEXT NOT NULL DEFAULT 'open',
    "closed_reason" TEXT,
    "announced_on" DATE,
    "visitors" INTEGER,
    "quorum" INTEGER NOT NULL,
    "decisions" JSONB NOT NULL DEFAULT '[]',
    "materials_at" TIMESTAMPTZ(3),
    "minutes_state" TEXT NOT NULL DEFAULT 'none',
    "moves" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agenda_item" (
    "meeting_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cycle_id" TEXT,
    "step_key" TEXT,
    "closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "agenda_item_pkey" PRIMARY KEY ("meeting_id","no")
);

-- CreateTable
CREATE TABLE "attendance" (
    "meeting_id" TEXT NOT NULL,
    "seat" TEXT NOT NULL,
    "reply" TEXT,
    "replied_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "present" TEXT,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("meeting_id","seat")
);

-- CreateTable
CREATE TABLE "minutes" (
    "meeting_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "minutes_pkey" PRIMARY KEY ("meeting_id","no")
);

-- CreateTable
CREATE TABLE "minutes_word" (
    "no" SERIAL NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "minutes_no" INTEGER NOT NULL,
    "seat" TEXT NOT NULL,
    "agreed" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "minutes_word_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "allotment" (
    "no" SERIAL NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "seat" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allotment_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "remark" (
    "no" SERIAL NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "seat" TEXT,
    "source" TEXT NOT NULL,
    "source_of" TEXT,
    "place" TEXT NOT NULL DEFAULT '',
    "document_id" TEXT,
    "replaces" INTEGER,
    "taken_back" BOOLEAN NOT NULL DEFAULT false,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "remark_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "set_aside" (
    "no" SERIAL NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "standing" BOOLEAN NOT NULL DEFAULT true,
    "reason" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "set_aside_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "draft_before" (
    "process_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "act_id" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "by_person" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "draft_before_pkey" PRIMARY KEY ("process_id","revision")
);

-- CreateTable
CREATE TABLE "point_word" (
    "no" SERIAL NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "standing" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "version_id" TEXT,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "point_word_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "document" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "meeting_city_starts_at_idx" ON "meeting"("city", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_city_body_fiscal_year_no_key" ON "meeting"("city", "body", "fiscal_year", "no");

-- CreateIndex
CREATE INDEX "agenda_item_cycle_id_step_key_idx" ON "agenda_item"("cycle_id", "step_key");

-- CreateIndex
CREATE INDEX "minutes_word_meeting_id_idx" ON "minutes_word"("meeting_id");

-- CreateIndex
CREATE INDEX "allotment_cycle_id_idx" ON "allotment"("cycle_id");

-- CreateIndex
CREATE INDEX "remark_cycle_id_subject_idx" ON "remark"("cycle_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "remark_replaces_key" ON "remark"("replaces");

-- CreateIndex
CREATE INDEX "set_aside_cycle_id_idx" ON "set_aside"("cycle_id");

-- CreateIndex
CREATE INDEX "draft_before_act_id_idx" ON "draft_before"("act_id");

-- CreateIndex
CREATE INDEX "point_word_cycle_id_idx" ON "point_word"("cycle_id");

-- CreateIndex
CREATE INDEX "document_owner_id_idx" ON "document"("owner_id");

-- AddForeignKey
ALTER TABLE "draft_before" ADD CONSTRAINT "draft_before_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "draft"("process_id") ON DELETE CASCADE ON UPDATE CASCADE;

GRANT UPDATE ON meeting, attendance TO junkan_app;
GRANT UPDATE, DELETE ON agenda_item TO junkan_app;
GRANT UPDATE, DELETE ON draft_before TO junkan_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON minutes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON minutes_word FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON allotment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON remark FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON set_aside FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON point_word FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE minutes ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE minutes_word ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE allotment ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE remark ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE set_aside ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE point_word ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE document ENABLE ALWAYS TRIGGER append_only;

-- The same views as before (0003), with what an opinion became in print and what an Action says besides.
CREATE OR REPLACE VIEW opinion AS
SELECT
  p.cycle_id,
  p.id AS process_id,
  p.subject,
  v.id AS version_id,
  CASE WHEN jsonb_typeof(e.item -> 'no') = 'number' THEN (e.item ->> 'no')::numeric::int ELSE e.position::int END AS no,
  e.item ->> 'kind' AS kind,
  e.item ->> 'viewpoint' AS viewpoint,
  e.item ->> 'text' AS text,
  e.item ->> 'id' AS item_id,
  coalesce(e.item -> 'printing' ->> 'as', 'printed') AS printed_as,
  (e.item -> 'printing' ->> 'into')::numeric::int AS merged_into,
  CASE WHEN jsonb_typeof(e.item -> 'sources') = 'array' THEN e.item -> 'sources' ELSE '[]' END AS sources
FROM process p
JOIN version v ON v.id = p.accepted_version
CROSS JOIN LATERAL jsonb_array_elements(
  CASE WHEN jsonb_typeof(v.content -> 'opinions') = 'array' THEN v.content -> 'opinions' ELSE '[]' END
) WITH ORDINALITY AS e (item, position)
WHERE p.kind = 'assignment' AND p.state <> 'withdrawn';

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
  e.item ->> 'continues' AS continues
FROM process p
JOIN version v ON v.id = p.accepted_version
CROSS JOIN LATERAL jsonb_array_elements(
  CASE WHEN jsonb_typeof(v.content -> 'actions') = 'array' THEN v.content -> 'actions' ELSE '[]' END
) WITH ORDINALITY AS e (item, position)
WHERE p.kind = 'assignment' AND p.state <> 'withdrawn';

-- What members wrote or confirmed on their own pages, word for word: the accepted version of each.
CREATE VIEW member_remark AS
SELECT p.cycle_id, p.id AS process_id, p.post AS seat, v.id AS version_id, e.position::int AS position, e.item ->> 'id' AS item_id,
  e.item ->> 'subject' AS subject, e.item ->> 'text' AS text, (e.item ->> 'of')::numeric::int AS of,
  coalesce((e.item ->> 'agreed')::boolean, false) AS agreed, v.created_at AS at
FROM process p
JOIN version v ON v.id = p.accepted_version
CROSS JOIN LATERAL jsonb_array_elements(
  CASE WHEN jsonb_typeof(v.content -> 'statements') = 'array' THEN v.content -> 'statements' ELSE '[]' END
) WITH ORDINALITY AS e (item, position)
WHERE p.kind = 'assignment' AND p.state <> 'withdrawn';

-- Everything that was said, once: what the office wrote down (in the words of the member who mended it), and what members wrote themselves.
-- `key` is what an opinion names as its source: of a remark that was corrected, that of its first row, so that it stays the same.
CREATE VIEW said AS
WITH RECURSIVE line (no, root) AS (
  SELECT no, no FROM remark WHERE replaces IS NULL
  UNION ALL SELECT r.no, l.root FROM remark r JOIN line l ON r.replaces = l.no)
SELECT r.cycle_id, 'r' || l.root AS key, r.subject, coalesce(nullif(m.text, ''), r.text) AS text, r.text AS recorded, r.seat, r.source, r.source_of,
  r.place, r.document_id, r.no AS remark_no, r.recorded_at AS at,
  CASE WHEN m.item_id IS NULL THEN 'asked-not' WHEN m.agreed THEN 'agreed' ELSE 'mended' END AS confirmed
FROM remark r JOIN line l ON l.no = r.no
LEFT JOIN LATERAL (
  SELECT * FROM member_remark m WHERE m.cycle_id = r.cycle_id AND m.of = r.no ORDER BY m.at DESC LIMIT 1) m ON true
WHERE NOT r.taken_back AND NOT EXISTS (SELECT 1 FROM remark n WHERE n.replaces = r.no)
UNION ALL
SELECT m.cycle_id, 'm:' || m.process_id || '#' || m.item_id, m.subject, m.text, m.text, m.seat, 'member', m.process_id,
  '', NULL, NULL, m.at, 'agreed'
FROM member_remark m WHERE m.of IS NULL;

-- What next year's sheet says of what an accepted Action promised; its `ref` is `{fiscal year}/{subject}/{number}`.
CREATE VIEW promise_answer AS
SELECT c.city, c.definition, c.fiscal_year, p.cycle_id, p.id AS process_id, p.subject, v.id AS version_id, e.item ->> 'ref' AS ref,
  e.item ->> 'state' AS state, e.item ->> 'text' AS text, e.item ->> 'reason' AS reason, v.created_at AS at
FROM process p
JOIN process c ON c.id = p.cycle_id
JOIN version v ON v.id = p.accepted_version
CROSS JOIN LATERAL jsonb_array_elements(
  CASE WHEN jsonb_typeof(v.content -> 'promises') = 'array' THEN v.content -> 'promises' ELSE '[]' END
) AS e (item)
WHERE p.kind = 'assignment' AND p.state <> 'withdrawn';

REVOKE ALL ON opinion, action, member_remark, said, promise_answer FROM junkan_app;
GRANT SELECT ON opinion, action, member_remark, said, promise_answer TO junkan_app;
