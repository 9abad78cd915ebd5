-- AlterTable
ALTER TABLE "holding" ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "post_successor" (
    "id" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "from_post" TEXT NOT NULL,
    "to_post" TEXT NOT NULL,
    "on" DATE NOT NULL,
    "cancelled" BOOLEAN NOT NULL DEFAULT false,
    "by_person" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "post_successor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_change" (
    "id" TEXT NOT NULL,
    "no" SERIAL NOT NULL,
    "city" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_person" TEXT NOT NULL,
    "by_post" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "register_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "post_successor_city_on_idx" ON "post_successor"("city", "on");

-- CreateIndex
CREATE INDEX "register_change_city_no_idx" ON "register_change"("city", "no");

-- Read and added to by default (0002_append_only). A succession may be called off before its day.
GRANT UPDATE ON post_successor TO junkan_app;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE register_change ENABLE ALWAYS TRIGGER append_only;
