// 「住所を入れる」 without a new page; if anything fails the button posts the form as usual.
const button = document.querySelector('[data-postcode]')

function fill (form, name, value) {
  const control = form.elements.namedItem(name)
  if (control && value !== undefined && (name !== 'street' || !control.value)) {
    control.value = value
  }
}

button?.addEventListener('click', async (event) => {
  event.preventDefault()
  const form = button.form
  const status = document.getElementById('postcode-status')
  const address = new URL(button.dataset.postcode, location.href)
  address.searchParams.set('code', form.elements.namedItem('postal_code').value)
  try {
    const answer = await fetch(address, { headers: { Accept: 'application/json' } })
    const found = await answer.json()
    status.textContent = found.message || ''
    for (const name of ['prefecture', 'city', 'street']) fill(form, name, found[name])
    if (answer.ok) form.elements.namedItem('street').focus()
  } catch {
    form.requestSubmit(button)
  }
})
