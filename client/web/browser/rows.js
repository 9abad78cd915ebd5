/*
 * Adds a row to a list of a form without asking the server. Without this script, saving shows one more empty row.
 */
;(() => {
  /** `figures.0.label` of row 0 becomes `figures.1.label`: the number after the list's own name. */
  const renamed = (text, id, from, to) => text.replace(`${id}.${from}`, `${id}.${to}`)

  function add(rows, id) {
    const all = rows.querySelectorAll(':scope > [data-row]')
    const last = all[all.length - 1]
    const from = Number(last.dataset.row)
    const row = last.cloneNode(true)
    row.dataset.row = String(from + 1)
    for (const input of row.querySelectorAll('input[type=hidden]')) input.remove()
    for (const element of row.querySelectorAll('[name]')) {
      element.name = renamed(element.name, id, from, from + 1)
      // The first control of a list bears the field's own id, for links to the field; its copy must not.
      element.id = `f-${element.name}`
      element.removeAttribute('aria-invalid')
      if (element.type === 'checkbox') element.checked = false
      else if (element.tagName === 'SELECT') element.selectedIndex = 0
      else element.value = ''
    }
    for (const label of row.querySelectorAll('label')) {
      const control = label.parentElement?.querySelector('[name]')
      if (control) label.htmlFor = control.id
    }
    const counted = (text) => text.replace(new RegExp(`(^|\\D)${from + 1}(?!\\d)`), `$1${from + 2}`)
    for (const element of row.querySelectorAll('[aria-label]'))
      element.setAttribute('aria-label', counted(element.getAttribute('aria-label')))
    for (const label of row.querySelectorAll('label')) if (label.childElementCount === 0) label.textContent = counted(label.textContent)
    last.after(row)
    row.querySelector('[name]')?.focus()
  }

  for (const rows of document.querySelectorAll('[data-rows]')) {
    const id = rows.dataset.rows
    const button = document.querySelector(`button[data-add="${id}"]`)
    if (!button) continue
    button.hidden = false
    for (const word of document.querySelectorAll(`[data-without-script="${id}"]`)) word.hidden = true
    button.addEventListener('click', () => add(rows, id))
  }
})()
