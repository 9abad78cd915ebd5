-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "clock" (
    "city" TEXT NOT NULL,
    "played" BOOLEAN NOT NULL,
    "now" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("city")
);

-- CreateTable
CREATE TABLE "snapshot" (
    "id" TEXT NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "changes" JSONB,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "cycle_id" TEXT,
    "parent_id" TEXT,
    "state" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "sealed" BOOLEAN NOT NULL DEFAULT false,
    "started" BOOLEAN NOT NULL DEFAULT false,
    "wake_at" TIMESTAMPTZ(3),
    "snapshot_no" INTEGER,
    "definition" TEXT,
    "fiscal_year" INTEGER,
    "step_key" TEXT,
    "step_kind" TEXT,
    "subject" TEXT,
    "form" TEXT,
    "round" TEXT,
    "chase" TEXT,
    "checked" BOOLEAN NOT NULL DEFAULT true,
    "post" TEXT,
    "check_post" TEXT,
    "opens_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "asked_at" TIMESTAMPTZ(3),
    "check_due_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "overdue" BOOLEAN NOT NULL DEFAULT false,
    "paused_until" TIMESTAMPTZ(3),
    "version_id" TEXT,
    "accepted_version" TEXT,
    "plan" JSONB,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate" (
    "id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "acted" INTEGER NOT NULL DEFAULT 0,
    "listening" BOOLEAN NOT NULL DEFAULT false,
    "wake_at" TIMESTAMPTZ(3),
    "expected" INTEGER NOT NULL DEFAULT 0,
    "open" INTEGER NOT NULL DEFAULT 0,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "overrides" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "gate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command" (
    "id" TEXT NOT NULL,
    "receipt_no" SERIAL NOT NULL,
    "process_id" TEXT NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "actor_post" TEXT NOT NULL,
    "actor_person" TEXT,
    "via" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "version_id" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "state" TEXT NOT NULL,
    "seq" INTEGER,
    "outcome" JSONB,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "version" (
    "id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "round" TEXT,
    "no" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "by_post" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "facts" JSONB,
    "state" TEXT NOT NULL,
    "mail_id" TEXT,
    "ended" TEXT,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "message_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempt" TEXT,
    "reply" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "trail" (
    "cycle_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "process_id" TEXT,
    "body" TEXT NOT NULL,
    "prev_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "trail_pkey" PRIMARY KEY ("cycle_id","no")
);

-- CreateTable
CREATE TABLE "chain_head" (
    "cycle_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "chain_head_pkey" PRIMARY KEY ("cycle_id")
);

-- CreateTable
CREATE TABLE "department" (
    "id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bureau" TEXT NOT NULL,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post" (
    "id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "mailbox" TEXT NOT NULL,

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "cycle_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "article" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL,
    "priority" BOOLEAN NOT NULL,
    "form" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "shared_with" TEXT,
    "components" JSONB NOT NULL DEFAULT '[]',
    "note" TEXT,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("cycle_id","key")
);

-- CreateTable
CREATE TABLE "edition" (
    "cycle_id" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" TEXT NOT NULL,
    "counts" JSONB NOT NULL,

    CONSTRAINT "edition_pkey" PRIMARY KEY ("cycle_id","no")
);

-- CreateTable
CREATE TABLE "edition_file" (
    "cycle_id" TEXT NOT NULL,
    "edition_no" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "edition_file_pkey" PRIMARY KEY ("cycle_id","edition_no","path")
);

-- CreateTable
CREATE TABLE "fault" (
    "id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "cycle_id" TEXT,
    "process_id" TEXT,
    "kind" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "fault_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "snapshot_cycle_id_no_key" ON "snapshot"("cycle_id", "no");

-- CreateIndex
CREATE INDEX "process_cycle_id_kind_state_idx" ON "process"("cycle_id", "kind", "state");

-- CreateIndex
CREATE INDEX "process_parent_id_idx" ON "process"("parent_id");

-- CreateIndex
CREATE INDEX "process_city_wake_at_idx" ON "process"("city", "wake_at");

-- CreateIndex
CREATE INDEX "command_state_recorded_at_idx" ON "command"("state", "recorded_at");

-- CreateIndex
CREATE INDEX "command_process_id_idx" ON "command"("process_id");

-- CreateIndex
CREATE INDEX "version_cycle_id_subject_idx" ON "version"("cycle_id", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "version_process_id_no_key" ON "version"("process_id", "no");

-- CreateIndex
CREATE INDEX "notice_city_state_at_idx" ON "notice"("city", "state", "at");

-- CreateIndex
CREATE INDEX "notice_process_id_idx" ON "notice"("process_id");

-- CreateIndex
CREATE INDEX "notice_mail_id_idx" ON "notice"("mail_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_message_id_key" ON "mail"("message_id");

-- CreateIndex
CREATE INDEX "mail_state_idx" ON "mail"("state");

-- CreateIndex
CREATE UNIQUE INDEX "mail_city_mailbox_slot_key" ON "mail"("city", "mailbox", "slot");

-- CreateIndex
CREATE INDEX "trail_process_id_idx" ON "trail"("process_id");

-- CreateIndex
CREATE UNIQUE INDEX "trail_cycle_id_key_key" ON "trail"("cycle_id", "key");

-- CreateIndex
CREATE INDEX "post_city_department_role_idx" ON "post"("city", "department", "role");

-- CreateIndex
CREATE INDEX "fault_city_cleared_at_idx" ON "fault"("city", "cleared_at");
