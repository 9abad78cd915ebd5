-- CreateTable
CREATE TABLE "agenda_file" (
    "document_id" TEXT NOT NULL,
    "meeting_id" TEXT NOT NULL,
    "item_no" INTEGER,
    "position" INTEGER NOT NULL,
    "pages" INTEGER NOT NULL,

    CONSTRAINT "agenda_file_pkey" PRIMARY KEY ("document_id")
);

-- CreateIndex
CREATE INDEX "agenda_file_meeting_id_idx" ON "agenda_file"("meeting_id");

GRANT UPDATE, DELETE ON agenda_file TO junkan_app;
