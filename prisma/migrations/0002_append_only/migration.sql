-- What was handed in, published or entered in the trail is never changed: the database itself refuses, whoever asks.
-- Two locks: the application's role was never given the right, and a trigger refuses even the owner.

-- Roles belong to the whole server: another database of the same server may have made this one already.
DO $$
BEGIN
  CREATE ROLE junkan_app NOLOGIN;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'junkan_app') THEN
      RAISE EXCEPTION 'the role junkan_app is missing and % may not create it', current_user
        USING ERRCODE = 'insufficient_privilege',
              HINT = format('As an administrator: CREATE ROLE junkan_app NOLOGIN; GRANT junkan_app TO %I;', current_user);
    END IF;
END
$$;

-- The owner must be able to take the role on (SET ROLE), so that one login can serve a small installation.
DO $$
BEGIN
  EXECUTE format('GRANT junkan_app TO %I', current_user);
EXCEPTION
  WHEN insufficient_privilege THEN
    IF NOT pg_has_role(current_user, 'junkan_app', 'MEMBER') THEN
      RAISE EXCEPTION '% is not a member of junkan_app', current_user
        USING ERRCODE = 'insufficient_privilege',
              HINT = format('As an administrator: GRANT junkan_app TO %I;', current_user);
    END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO junkan_app;

GRANT SELECT, INSERT, UPDATE ON
  clock, process, gate, command, notice, mail, chain_head, department, post, programme, fault
TO junkan_app;
-- Steps that have not begun exist only as a plan, which an amendment replaces.
GRANT DELETE ON process, gate TO junkan_app;

GRANT SELECT, INSERT ON trail, version, edition, edition_file, snapshot TO junkan_app;

GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO junkan_app;

-- Tables of later migrations may be read and added to; a migration grants more where its table needs it.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO junkan_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO junkan_app;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only: % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation',
          HINT = 'A correction is a new row: a new version, a new edition, a new entry in the trail.';
END
$$;

-- Per statement, so that TRUNCATE and a change that happens to touch no row are refused as well;
-- ALWAYS, so that session_replication_role does not switch them off.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON edition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON edition_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE trail ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE version ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE edition ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE edition_file ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE snapshot ENABLE ALWAYS TRIGGER append_only;
