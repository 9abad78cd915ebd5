-- CreateTable
CREATE TABLE "start_draft" (
    "city" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "definition" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "saved_by" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "start_draft_pkey" PRIMARY KEY ("city","fiscal_year")
);

-- Read and added to by default (0002_append_only). A preparation is of the moment: it ends with the year's start.
GRANT UPDATE, DELETE ON start_draft TO junkan_app;
