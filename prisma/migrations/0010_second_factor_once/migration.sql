-- DropIndex
DROP INDEX "two_factor_person_id_idx";

-- CreateIndex
CREATE UNIQUE INDEX "two_factor_person_id_key" ON "two_factor"("person_id");
