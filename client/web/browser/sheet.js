/*
 * Keeps a sheet while it is typed. Every change goes to this browser's own store at once and to the server within three seconds;
 * what the server has, the browser forgets. Without this script the form's own buttons do the same work.
 */
;(() => {
  const keyOf = (path) => `junkan.sheet:${path}`
  const handedIn = document.querySelector('[data-handed-in]')
  if (handedIn) localStorage.removeItem(keyOf(handedIn.dataset.handedIn))

  const form = document.querySelector('form[data-autosave]')
  if (!form) return
  const path = form.getAttribute('action')
  const state = form.querySelector('.save-state')
  const revision = form.elements.namedItem('_revision')

  /** Milliseconds after the last key, and after the first unsaved one. */
  const rest = 900
  const longest = 2_500
  let timer = 0
  let since = 0
  let saving = false
  let again = false
  let stopped = false
  let failures = 0

  const tell = (kind, text, ...more) => {
    state.dataset.state = kind
    const line = state.querySelector('p')
    line.replaceChildren(text, ...more)
  }
  const link = (href, text) => {
    const a = document.createElement('a')
    a.href = href
    a.target = '_blank'
    a.rel = 'noopener'
    a.textContent = text
    return a
  }
  const button = (text, act) => {
    const one = document.createElement('button')
    one.type = 'button'
    one.className = 'second'
    one.textContent = text
    one.addEventListener('click', act)
    return one
  }
  const entries = () => [...new FormData(form)].filter(([name, value]) => !name.startsWith('_') && typeof value === 'string')
  const clock = (at) => new Intl.DateTimeFormat('ja-JP', { hour: 'numeric', minute: '2-digit', timeZone: 'Asia/Tokyo' }).format(at)

  const keep = () => {
    try {
      localStorage.setItem(keyOf(path), JSON.stringify({ at: Date.now(), revision: revision.value, entries: entries() }))
    } catch {
      // A full or forbidden store: the server's copy is the one that counts.
    }
  }
  const forget = () => localStorage.removeItem(keyOf(path))

  const later = (wait) => {
    clearTimeout(timer)
    timer = setTimeout(save, wait)
  }

  const changed = () => {
    if (since === 0) since = Date.now()
    keep()
    if (stopped) return
    tell('waiting', '書いています…')
    later(Math.max(0, Math.min(rest, since + longest - Date.now())))
  }

  async function save() {
    clearTimeout(timer)
    if (since === 0 || stopped) return
    if (saving) {
      again = true
      return
    }
    saving = true
    const sent = since
    since = 0
    const body = new URLSearchParams([...entries(), ['_revision', revision.value]])
    try {
      tell('saving', '保存しています…')
      const response = await fetch(form.dataset.autosave, {
        method: 'POST',
        headers: { Accept: 'application/json' },
        body,
        redirect: 'error',
        keepalive: body.toString().length < 60_000,
      })
      await settle(response, sent)
    } catch {
      if (since === 0) since = sent
      failures += 1
      tell('offline', 'サーバーにつながりません。書いた内容はこのブラウザーに残っています。つながると自動で保存します。')
      later(Math.min(3_000 * failures, 30_000))
    } finally {
      saving = false
      if (again) {
        again = false
        later(0)
      }
    }
  }

  async function settle(response, sent) {
    if (response.ok) {
      const saved = await response.json()
      revision.value = String(saved.revision)
      failures = 0
      if (since === 0) forget()
      else keep()
      tell('saved', `${clock(new Date())} に保存しました。提出はまだです。`)
      return
    }
    if (since === 0) since = sent
    if (response.status === 401) {
      tell(
        'signed-out',
        'サインインの期限が切れました。書いた内容はこのブラウザーに残っています。',
        link('/sign-in', '別の画面でサインインし直す'),
        '（済んだらこの画面に戻ってください。続きから保存します。）',
      )
      return
    }
    if (response.status === 409) {
      const { savedBy } = await response.json()
      stopped = true
      tell(
        'conflict',
        `${savedBy || 'ほかの画面'} が先に保存したため、自動の保存を止めました。書いた内容はこの画面に残っています。「保存する」を押すと、両方を見比べて選べます。`,
      )
      return
    }
    if (response.status === 410 || response.status === 404) {
      stopped = true
      tell(
        'conflict',
        'この依頼は、もう書き換えられません。書いた内容はこの画面に残っています。「保存する」を押すと、違いを確かめられます。',
      )
      return
    }
    throw new Error(String(response.status))
  }

  function restore(copy) {
    revision.value = copy.revision
    const names = new Set(copy.entries.map(([name]) => name))
    for (const element of form.elements) {
      if (!element.name || element.name.startsWith('_') || names.has(element.name)) continue
      if (element.type === 'checkbox' || element.type === 'radio') element.checked = false
      else if (element.type !== 'hidden') element.value = ''
    }
    for (const [name, value] of copy.entries) {
      const found = form.elements.namedItem(name)
      if (!found) {
        const hidden = document.createElement('input')
        hidden.type = 'hidden'
        hidden.name = name
        hidden.value = value
        form.append(hidden)
      } else if (found instanceof RadioNodeList) found.value = value
      else if (found.type === 'checkbox') found.checked = found.value === value
      else found.value = value
    }
    changed()
  }

  const stored = localStorage.getItem(keyOf(path))
  if (stored) {
    const copy = JSON.parse(stored)
    const own = new Map(entries())
    const differs =
      copy.entries.some(([name, value]) => (own.get(name) ?? '') !== value) ||
      [...own].some(([name, value]) => value !== '' && !copy.entries.some(([other]) => other === name))
    if (!differs) forget()
    else {
      tell(
        'kept',
        `前に保存できなかった入力が、このブラウザーに残っています（${clock(new Date(copy.at))}）。 `,
        button('その入力に戻す', () => restore(copy)),
        button('捨てる', () => {
          forget()
          tell('idle', '残っていた入力を捨てました。')
        }),
      )
    }
  }

  form.addEventListener('input', changed)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save()
    else if (since !== 0) later(0)
  })
  addEventListener('online', () => later(0))
  addEventListener('beforeunload', (event) => {
    if (since !== 0 && !submitting) event.preventDefault()
  })
  let submitting = false
  form.addEventListener('submit', () => {
    // The page that answers says what became of it; until then this browser keeps its copy.
    submitting = true
    clearTimeout(timer)
    keep()
  })
})()
