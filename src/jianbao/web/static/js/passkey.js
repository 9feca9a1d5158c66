// A form with data-passkey="create|get" asks the device for a passkey and sends what it answers.
// The options stand in data-options, or at the address data-options-from. The form stays hidden in a
// browser without passkeys, or too old to write them as JSON (before Chromium 129, Safari 18.4).
const keys = window.PublicKeyCredential;

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options.publicKey;
}

function stored(asked, passwordless) {
  const authenticatorSelection = {
    ...asked.authenticatorSelection,
    residentKey: passwordless ? "required" : "discouraged",
    requireResidentKey: passwordless,
    ...(passwordless && { userVerification: "required" }),
  };
  return keys.parseCreationOptionsFromJSON({ ...asked, authenticatorSelection });
}

async function use(form) {
  const creating = form.dataset.passkey === "create", asked = await options(form);
  const credential = creating
    ? await navigator.credentials.create({ publicKey: stored(asked, Boolean(form.elements.passwordless?.checked)) })
    : await navigator.credentials.get({ publicKey: keys.parseRequestOptionsFromJSON(asked) });
  form.elements.credential.value = JSON.stringify(credential);
  form.submit();
}

for (const form of keys?.parseCreationOptionsFromJSON ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const says = form.querySelector("[data-passkey-says]");
    says.textContent = "";
    use(form).catch(() => { says.textContent = says.dataset.passkeySays; });
  });
}
