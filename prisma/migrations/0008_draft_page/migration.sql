-- AlterTable
ALTER TABLE "draft" ADD COLUMN "saved_key" TEXT,
ADD COLUMN "saved_turn" INTEGER;
