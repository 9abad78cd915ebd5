-- CreateTable
CREATE TABLE "amount" (
    "no" SERIAL NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "programme" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "value" BIGINT NOT NULL,
    "as_of" DATE NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "by_person" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "amount_pkey" PRIMARY KEY ("no")
);

-- CreateIndex
CREATE INDEX "amount_cycle_id_programme_idx" ON "amount"("cycle_id", "programme");

-- Read and added to by default (0002_append_only). What a department was shown as the finance system's amount stays on record.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON amount FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE amount ENABLE ALWAYS TRIGGER append_only;
