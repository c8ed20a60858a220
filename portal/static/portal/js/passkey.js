// Says in words what went wrong with a passkey; allauth only writes to the console.
const words = {
  ja: 'パスキーを使えませんでした。もう一度試すか、ほかの方法を選んでください。',
  en: 'The passkey could not be used. Try again or choose another way.'
}

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const form = document.querySelector('form.needs-script')
  if (!form) return
  let note = form.querySelector('[role="alert"]')
  if (!note) {
    note = document.createElement('p')
    note.setAttribute('role', 'alert')
    note.className = 'field-error'
    form.append(note)
  }
  note.textContent = words[document.documentElement.lang] || words.ja
})
