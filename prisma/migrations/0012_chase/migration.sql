-- AlterTable
ALTER TABLE "process" ADD COLUMN     "extension_asked" TEXT,
ADD COLUMN     "mail_released_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "notice" ADD COLUMN     "held_for" TEXT;

-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "calendar" TEXT;

-- AlterTable
ALTER TABLE "holding" ADD COLUMN     "takes_mail" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "dispatch_hold" (
    "city" TEXT NOT NULL,
    "held_at" TIMESTAMPTZ(3) NOT NULL,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "dispatch_hold_pkey" PRIMARY KEY ("city")
);

-- CreateTable
CREATE TABLE "covering_line" (
    "city" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "mailbox" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "covering_line_pkey" PRIMARY KEY ("city","slot","mailbox")
);

-- CreateTable
CREATE TABLE "refused_address" (
    "city" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "reply" TEXT NOT NULL,
    "mail_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    "cleared_by" TEXT,
    "reason" TEXT,

    CONSTRAINT "refused_address_pkey" PRIMARY KEY ("city","mailbox","since")
);

-- CreateTable
CREATE TABLE "letters" (
    "city" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "adopted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "letters_pkey" PRIMARY KEY ("city","no")
);

-- CreateTable
CREATE TABLE "chase_override" (
    "no" SERIAL NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "chase" TEXT,
    "standing" BOOLEAN NOT NULL DEFAULT true,
    "by_post" TEXT NOT NULL,
    "by_person" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "chase_override_pkey" PRIMARY KEY ("no")
);

-- CreateIndex
CREATE INDEX "chase_override_cycle_id_idx" ON "chase_override"("cycle_id");

-- Years that run already have long written to everybody: their mails go on leaving.
UPDATE process SET mail_released_at = coalesce(opens_at, updated_at) WHERE kind = 'cycle';

GRANT UPDATE, DELETE ON dispatch_hold, covering_line TO junkan_app;
GRANT UPDATE ON refused_address TO junkan_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON letters FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chase_override FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE letters ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE chase_override ENABLE ALWAYS TRIGGER append_only;

-- Where a post's mail goes on a day: to the deputy or holder who takes it to an address of their own, else to the post's mailbox.
-- Null: there is nobody to write to.
CREATE FUNCTION mailbox_of(post_id text, on_day date) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT person.email FROM holding h JOIN person ON person.id = h.person_id
      WHERE h.post_id = mailbox_of.post_id AND h.takes_mail AND h.announced AND h."from" <= on_day AND (h.until IS NULL OR h.until >= on_day)
      ORDER BY h.kind = 'deputy' DESC, h."from" DESC, h.id LIMIT 1),
    (SELECT nullif(post.mailbox, '') FROM post WHERE post.id = mailbox_of.post_id))
$$;
