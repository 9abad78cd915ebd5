import type pg from 'pg'

/** Inserts rows by the columns that the first of them names. */
export async function insertRows(db: pg.Client, table: string, rows: object[]): Promise<void> {
  if (rows.length === 0) return
  const known = await db.query<{ name: string }>(
    'SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped',
    [table],
  )
  const given = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value])),
  )
  const columns = known.rows.map(({ name }) => name).filter((name) => name in (given[0] ?? {}))
  const list = columns.map((name) => `"${name}"`).join(', ')
  await db.query(`INSERT INTO ${table} (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [
    JSON.stringify(given),
  ])
}

/** Somebody for each mailbox, who holds its posts. */
export async function writePeople(db: pg.Client, city: string): Promise<void> {
  await db.query(
    `INSERT INTO person (id, name, email, email_verified, created_at, updated_at)
     SELECT 'person-' || mailbox, min(title), mailbox, true, '2012-04-01', '2012-04-01' FROM post WHERE city = $1 GROUP BY mailbox`,
    [city],
  )
  await db.query(
    `INSERT INTO holding (id, post_id, person_id, "from", recorded_by)
     SELECT 'holding-' || id, id, 'person-' || mailbox, '2012-04-01', 'register' FROM post WHERE city = $1`,
    [city],
  )
}

const hash = (of: string) => `encode(sha256(convert_to(${of}, 'UTF8')), 'hex')`

/** What happened to every assignment: versions, drafts, commands, notices, mails, and the rows of the trail. */
export async function writeCourse(db: pg.Client, city: string, now: string): Promise<void> {
  for (const sql of [versions, lastVersions, drafts, commands, notices, mails, noticesMailed, trail, heads, editions])
    await db.query(sql.replaceAll(':city', `'${city}'`).replaceAll(':now', `'${now}'::timestamptz`))
}

/** One version; a second where the first was returned and accepted then. Contents are dealt out by the id. */
const versions = `
  INSERT INTO version (id, process_id, cycle_id, subject, form, round, no, hash, content, by_post, created_at)
  SELECT p.id || '@' || n, p.id, p.cycle_id, p.subject, p.form, p.round, n, ${hash('m.content::text || n')}, m.content, p.post, p.due_at - (3 - n) * interval '9 hours'
  FROM process p JOIN process c ON c.id = p.cycle_id
  CROSS JOIN LATERAL generate_series(1, CASE WHEN p.state = 'accepted' AND hashtext(p.id) % 8 = 0 THEN 2 ELSE 1 END) n
  JOIN made_up m ON m.fiscal_year = c.fiscal_year AND m.form = p.form AND m.round IS NOT DISTINCT FROM p.round
    AND m.variant = abs(hashtext(p.id || n)) % 40
  WHERE p.kind = 'assignment' AND p.city = :city AND p.state IN ('submitted', 'returned', 'accepted')`

const lastVersions = `
  UPDATE process p SET version_id = v.id, accepted_version = CASE WHEN p.state = 'accepted' THEN v.id END, seq = v.no * 2
  FROM (SELECT DISTINCT ON (process_id) process_id, id, no FROM version ORDER BY process_id, no DESC) v WHERE v.process_id = p.id`

/** Two of three sections that have to write have begun to. */
const drafts = `
  INSERT INTO draft (process_id, content, revision, saved_by, requested)
  SELECT p.id, m.content, 3, h.person_id, CASE WHEN hashtext(p.id) % 4 = 0 THEN 3 END
  FROM process p JOIN process c ON c.id = p.cycle_id JOIN holding h ON h.post_id = p.post
  JOIN made_up m ON m.fiscal_year = c.fiscal_year AND m.form = p.form AND m.round IS NOT DISTINCT FROM p.round AND m.variant = abs(hashtext(p.id)) % 40
  WHERE p.kind = 'assignment' AND p.city = :city AND p.state IN ('open', 'returned') AND hashtext(p.id) % 3 <> 0`

const commands = `
  INSERT INTO command (id, process_id, cycle_id, act, actor_post, via, payload, payload_hash, version_id, received_at, recorded_at, state, seq, settled_at)
  SELECT p.id || '#' || a.act || a.seq, p.id, p.cycle_id, a.act, a.post, 'page', jsonb_strip_nulls(jsonb_build_object('travel', jsonb_build_object('act', a.act, 'post', a.post),
    'reason', a.reason, 'remarks', CASE WHEN a.act = 'return' THEN '[{"field": "実績", "text": "数値の単位を確かめてください。"}]'::jsonb END)),
    ${hash('p.id || a.act || a.seq')}, a.version, a.at, a.at, 'applied', a.seq, a.at
  FROM process p CROSS JOIN LATERAL (
    SELECT 'submit' AS act, v.by_post AS post, v.id AS version, v.no * 2 - 1 AS seq, v.created_at AS at, NULL AS reason FROM version v WHERE v.process_id = p.id
    UNION ALL SELECT 'return', p.check_post, p.id || '@1', 2, p.due_at - interval '15 hours', '数値の単位を確かめてください。'
      WHERE p.state = 'returned' OR EXISTS (SELECT FROM version v WHERE v.process_id = p.id AND v.no = 2)
    UNION ALL SELECT 'accept', p.check_post, p.version_id, p.seq, p.due_at, NULL WHERE p.state = 'accepted'
    UNION ALL SELECT 'attest', p.post, NULL, 1, p.due_at - interval '20 hours', '今年度は該当する取組がないため。' WHERE p.state = 'attested') a
  WHERE p.kind = 'assignment' AND p.city = :city AND a.post IS NOT NULL ORDER BY a.at`

/** The request, what goes out before and after the due day, and the receipt: sent, planned, or not needed any more. */
const notices = `
  INSERT INTO notice (id, process_id, cycle_id, city, rule, kind, post, at, reason, state, ended)
  SELECT p.id || '#0/' || r.kind || r.days, p.id, p.cycle_id, p.city, r.kind || r.days, r.kind, p.post, r.at, '期限の' || abs(r.days) || '日前後のお知らせ',
    CASE WHEN NOT p.sealed AND p.state IN ('open', 'returned') THEN CASE WHEN r.at <= :now THEN 'sent' ELSE 'planned' END
      WHEN r.days < 0 OR r.kind = 'receipt' THEN 'sent' ELSE 'cancelled' END,
    CASE WHEN p.state NOT IN ('open', 'returned') AND r.days >= 0 AND r.kind <> 'receipt' THEN '提出されたため' END
  FROM process p CROSS JOIN LATERAL (
    SELECT k.kind, k.days, date_trunc('day', p.due_at) + k.days * interval '1 day' AS at
    FROM (VALUES ('request', -14), ('reminder', -7), ('reminder', -1), ('overdue', 1), ('overdue', 3), ('head-notice', 5), ('escalation-proposal', 7), ('receipt', 0)) k (kind, days)) r
  WHERE p.kind = 'assignment' AND p.city = :city AND (r.kind <> 'receipt' OR p.state NOT IN ('open', 'returned'))`

const mails = `
  INSERT INTO mail (id, city, mailbox, slot, message_id, subject, text, html, state, reply, settled_at)
  SELECT n.city || '/mail/' || left(${hash('t.mailbox || n.at')}, 16), n.city, t.mailbox, n.at, '<' || ${hash('t.mailbox || n.at')} || '@junkan>', '【依頼】施策検証シートの作成について（' || count(*) || '件）',
    repeat('施策検証シートの作成をお願いします。期限までに提出してください。' || chr(10), 20), repeat('<p>施策検証シートの作成をお願いします。</p>', 20), 'sent', '250 2.0.0 OK', n.at
  FROM notice n JOIN post t ON t.id = n.post WHERE n.city = :city AND n.state = 'sent' GROUP BY n.city, t.mailbox, n.at`

const noticesMailed = `
  UPDATE notice n SET mail_id = m.id FROM post t, mail m WHERE t.id = n.post AND m.mailbox = t.mailbox AND m.slot = n.at AND n.state = 'sent' AND n.city = :city`

const trail = `
  INSERT INTO trail (cycle_id, no, key, kind, process_id, body, prev_hash, hash, recorded_at)
  SELECT cycle_id, no, key, kind, process_id, body, ${hash("key || 'before'")}, ${hash('key || body')}, at FROM (
    SELECT cycle_id, row_number() OVER (PARTITION BY cycle_id ORDER BY at, key) AS no, key, kind, process_id, at,
      (facts || jsonb_build_object('kind', kind, 'process', process_id, 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::text AS body
    FROM (
      SELECT cycle_id, id || '/0' AS key, 'asked' AS kind, id AS process_id, opens_at AS at, jsonb_build_object('seq', 0, 'owner', post, 'form', form, 'round', round) AS facts
      FROM process WHERE kind = 'assignment' AND city = :city
      UNION ALL SELECT c.cycle_id, c.id, 'applied', c.process_id, c.received_at,
        jsonb_build_object('seq', c.seq, 'act', c.act, 'post', c.actor_post, 'receipt', c.receipt_no, 'version', c.version_id, 'reason', c.payload ->> 'reason') FROM command c
      UNION ALL SELECT cycle_id, id || '/overdue', 'overdue', id, due_at, jsonb_build_object('owner', post) FROM process WHERE overdue AND city = :city
      UNION ALL SELECT n.cycle_id, n.mail_id || '/' || n.cycle_id, 'mail', min(n.process_id), n.at, jsonb_build_object('mail', n.mail_id, 'outcome', 'sent', 'reply', '250 2.0.0 OK')
      FROM notice n WHERE n.mail_id IS NOT NULL AND n.city = :city GROUP BY n.cycle_id, n.mail_id, n.at
      UNION ALL SELECT cycle_id, id || '/closed', 'closed', id, closed_at, '{}' FROM process WHERE kind = 'step' AND closed_at IS NOT NULL AND city = :city) happened) numbered`

const heads = `
  UPDATE chain_head h SET no = t.no, hash = t.hash FROM (SELECT DISTINCT ON (cycle_id) cycle_id, no, hash FROM trail ORDER BY cycle_id, no DESC) t WHERE t.cycle_id = h.cycle_id`

const editions = `
  INSERT INTO edition (cycle_id, no, title, published_at, hash, counts)
  SELECT cycle_id, 1, '施策実施状況報告書', closed_at, ${hash('id')}, '{"pages": 12}' FROM process WHERE kind = 'step' AND step_kind = 'publish' AND state = 'closed' AND city = :city`
