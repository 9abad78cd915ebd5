// @ts-check
/*
 * Keeps a sheet while it is typed. Every change goes to this browser's own store at once and to the server within three seconds;
 * what the server has, the browser forgets. Each save bears the opened page's key and a number (its turn), so that the server knows
 * a late or repeated one from another page's. Without this script the form's own buttons do the same work.
 */
;(() => {
  /** @typedef {[name: string, text: string][]} Entries */
  /** @typedef {{ at: number, person: string, path: string, revision: string, base: string, turn: string, entries: Entries }} Copy */

  const prefix = 'junkan.sheet:'
  /** Milliseconds after which a copy goes that nobody came back for: on a shared machine, it is not to lie there for ever. */
  const longKept = 30 * 24 * 3_600_000

  /** @param {string} key of the page whose copy is not needed any more */
  function forget(key) {
    try {
      localStorage.removeItem(prefix + key)
    } catch {
      // A store that is forbidden holds nothing.
    }
  }

  /** What pages of this person left for this path, by their keys, the newest first. @returns {{ key: string, copy: Copy }[]} */
  function leftBehind(/** @type {string} */ person, /** @type {string} */ path) {
    try {
      const all = Object.keys(localStorage).filter((name) => name.startsWith(prefix))
      const read = all.map((name) => ({ key: name.slice(prefix.length), copy: readCopy(localStorage.getItem(name)) }))
      for (const { key, copy } of read) if (!copy || copy.at < Date.now() - longKept) forget(key)
      const own = read.flatMap(({ key, copy }) => (copy && copy.person === person && copy.path === path ? [{ key, copy }] : []))
      return own.sort((a, b) => b.copy.at - a.copy.at)
    } catch {
      return []
    }
  }

  /** @param {string | null} text @returns {Copy | null} null: it cannot be read */
  function readCopy(text) {
    try {
      const copy = JSON.parse(text ?? '')
      return Array.isArray(copy.entries) && typeof copy.at === 'number' ? copy : null
    } catch {
      return null
    }
  }

  const handedIn = /** @type {HTMLElement | null} */ (document.querySelector('[data-handed-in]'))
  if (handedIn) forget(handedIn.dataset['handedIn'] ?? '')

  const found = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-autosave]'))
  const place = /** @type {HTMLElement | null} */ (found?.querySelector('.save-state'))
  if (!found || !place) return
  const form = found
  const shown = place
  const saveButton = form.dataset['saveButton'] ?? '保存する'
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name))
  const [revision, base, turn] = [field('_revision'), field('_base'), field('_turn')]
  const [key, person, path] = [field('_key').value, field('_person').value, form.getAttribute('action') ?? '']

  /** Milliseconds after the last key, and after the first unsaved one; that an answer may take; between tries. */
  const [rest, longest, patience, pause] = [900, 2_000, 10_000, 3_000]
  /** When the first unsaved key was pressed; 0: everything is saved, or on its way. */
  let since = 0
  let timer = 0
  let underWay = 0
  let stopped = false
  let submitting = false
  /** This browser has its own copy of what is typed. */
  let kept = true
  let savedAt = ''

  /** @param {string} kind @param {...(string | Node)} words */
  function tell(kind, ...words) {
    const line = shown.querySelector('p')
    const same = shown.dataset['state'] === kind && words.length === 1 && line?.textContent === words[0]
    if (same) return
    shown.dataset['state'] = kind
    line?.replaceChildren(...words)
  }
  /** @param {string} text @param {() => void} act */
  function button(text, act) {
    const one = document.createElement('button')
    one.type = 'button'
    one.className = 'second'
    one.textContent = text
    one.addEventListener('click', act)
    return one
  }
  function signIn() {
    const link = document.createElement('a')
    Object.assign(link, { href: '/sign-in', target: '_blank', rel: 'noopener', textContent: '別の画面でサインインし直す' })
    return link
  }
  const where = () =>
    kept ? '書いた内容はこのブラウザーに残っています。' : 'この画面を閉じないでください。書いた内容は、まだこの画面にしかありません。'
  const clock = (/** @type {Date} */ at) =>
    new Intl.DateTimeFormat('ja-JP', { hour: 'numeric', minute: '2-digit', timeZone: 'Asia/Tokyo' }).format(at)
  const day = (/** @type {Date} */ at) =>
    new Intl.DateTimeFormat('ja-JP', { month: 'long', day: 'numeric', timeZone: 'Asia/Tokyo' }).format(at)

  /** @returns {Entries} */
  const entries = () =>
    [...new FormData(form)].flatMap(([name, text]) => (name.startsWith('_') || typeof text !== 'string' ? [] : [[name, text]]))

  /** @param {number} sentAs the turn under which this is going to be sent */
  function keep(sentAs) {
    const copy = { at: Date.now(), person, path, revision: revision.value, base: base.value, turn: String(sentAs), entries: entries() }
    try {
      localStorage.setItem(prefix + key, JSON.stringify(copy))
      kept = true
    } catch {
      kept = false
    }
  }

  const later = (/** @type {number} */ wait) => {
    clearTimeout(timer)
    timer = setTimeout(() => save(), wait)
  }
  const soon = () => later(Math.max(0, Math.min(rest, since + longest - Date.now())))

  function changed() {
    since ||= Date.now()
    submitting = false
    keep(Number(turn.value) + 1)
    if (stopped) return
    tell('waiting', savedAt ? `書いています…（${savedAt} までの分は保存しました）` : '書いています…')
    soon()
  }

  /** @param {boolean} [last] the page may be about to go: no waiting for the answer to an earlier save */
  async function save(last = false) {
    clearTimeout(timer)
    // What was sent with the form is the last word of this page: a save after it could take back what the server added (a picture).
    if (since === 0 || stopped || submitting || (underWay > 0 && !last)) return
    const sent = since
    since = 0
    underWay += 1
    turn.value = String(Number(turn.value) + 1)
    const told = ['_key', '_turn', '_person', '_revision', '_base'].map((name) => [name, field(name).value])
    const body = new URLSearchParams([...told, ...entries()])
    try {
      tell('saving', '保存しています…')
      const response = await fetch(form.dataset['autosave'] ?? '', {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
        // The browser lets no more than 64 KiB outlive a page.
        keepalive: last && body.toString().length < 60_000,
      })
      const problem = await settle(response)
      if (problem) since = Math.min(since || sent, sent)
      else if (since !== 0) soon()
    } catch (error) {
      since = Math.min(since || sent, sent)
      const cause = error instanceof Unsaved ? 'サーバーで保存できませんでした。' : 'サーバーにつながらないため、まだ保存していません。'
      tell('offline', `${cause}${where()}つながると自動で保存します。`)
      later(pause)
    } finally {
      underWay -= 1
    }
  }

  /** The server failed in a way that may pass. */
  class Unsaved extends Error {}

  /** @param {Response} response @returns {Promise<boolean>} whether the text is still unsaved. @throws when it is to be sent again */
  async function settle(response) {
    if (response.ok) {
      const saved = await response.json()
      if (typeof saved.revision !== 'number') throw new Unsaved()
      revision.value = String(Math.max(Number(revision.value), saved.revision))
      savedAt = clock(new Date(saved.savedAt))
      if (since !== 0) return false
      forget(key)
      tell('saved', `${savedAt} に保存しました。${form.dataset['unsent'] ?? '提出はまだです。'}`)
      return false
    }
    // Signed out: answered so, or sent elsewhere to sign in.
    if (response.status === 401 || response.type === 'opaqueredirect') {
      tell('signed-out', `サインインの期限が切れました。${where()}`, signIn(), '（済んだらこの画面に戻ってください。続きから保存します。）')
      return true
    }
    if (response.status === 409) {
      const { kind, name, savedBy } = await response.json()
      if (kind === 'other-person') {
        const who = `いまは ${name} としてサインインしているため、保存していません。${where()}`
        tell('signed-out', who, signIn(), '（この画面を開いた人でサインインすると、続きから保存します。）')
        return true
      }
      const other = savedBy ? `別の画面（${savedBy}）で先に保存された` : 'この画面を開いた後に提出された'
      stop(`${other}ため、自動の保存を止めました。${where()}「${saveButton}」を押すと、両方を見比べて選べます。`)
      return true
    }
    if (response.status === 410) stop(`この依頼は、もう書き換えられません。${where()}「${saveButton}」を押すと、違いを確かめられます。`)
    else if (response.status === 404) stop(`この依頼を開けなくなりました。担当が変わったときは、事務局に知らせてください。${where()}`)
    else if (response.status === 413) tell('conflict', `長すぎるため保存できません。文章を短くしてください。${where()}`)
    else throw new Unsaved()
    return true
  }

  function stop(/** @type {string} */ words) {
    stopped = true
    tell('conflict', words)
  }

  /** Sends what an earlier page left as that page would have: the server compares, and shows everything of it. */
  function restore(/** @type {string} */ of, /** @type {Copy} */ copy) {
    const again = document.createElement('form')
    again.method = 'post'
    again.action = path
    again.hidden = true
    /** @type {Entries} */
    const own = [
      ['_key', of],
      ['_turn', copy.turn],
      ['_person', copy.person],
      ['_revision', copy.revision],
      ['_base', copy.base],
      ['_do', 'save'],
    ]
    for (const [name, value] of [...own, ...copy.entries]) {
      const input = document.createElement('input')
      Object.assign(input, { type: 'hidden', name, value })
      again.append(input)
    }
    document.body.append(again)
    submitting = true
    again.submit()
  }

  function offerWhatWasLeft() {
    const here = new Map(entries())
    const [newest] = leftBehind(person, path).filter(({ key: of, copy }) => {
      const has = of === form.dataset['savedKey'] && Number(copy.turn) <= Number(form.dataset['savedTurn'])
      const names = new Set([...here.keys(), ...copy.entries.map(([name]) => name)])
      const there = new Map(copy.entries)
      const same = [...names].every((name) => (here.get(name) ?? '') === (there.get(name) ?? ''))
      if (has || same) forget(of)
      return !has && !same
    })
    if (!newest) return
    const at = new Date(newest.copy.at)
    const words = `前に保存できなかった入力が、このブラウザーに残っています（${day(at)} ${clock(at)}）。`
    const drop = () => {
      forget(newest.key)
      tell('idle', '残っていた入力を捨てました。')
      offerWhatWasLeft()
    }
    tell(
      'kept',
      words,
      button('その入力に戻す', () => restore(newest.key, newest.copy)),
      button('捨てる', drop),
    )
  }

  // What the browser itself would put back on the way back is older than what the server has.
  form.autocomplete = 'off'
  offerWhatWasLeft()
  form.addEventListener('input', changed)
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? save(true) : save()))
  addEventListener('focus', () => save())
  addEventListener('online', () => save())
  addEventListener('beforeunload', (event) => {
    if ((since !== 0 || underWay > 0) && !submitting) event.preventDefault()
  })
  form.addEventListener('submit', () => {
    // The page that answers says what became of it; until then this browser keeps its copy.
    submitting = true
    clearTimeout(timer)
    turn.value = String(Number(turn.value) + 1)
    keep(Number(turn.value))
  })
  addEventListener('pageshow', (event) => {
    // Come back to by the back button, from memory: the sheet may have been handed in meanwhile.
    if (!event.persisted) return
    submitting = kept
    if (kept) location.replace(path)
    else save()
  })
})()
