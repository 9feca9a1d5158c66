// A form with data-passkey="create|get" asks the device for a passkey and sends what it answers.
// The options stand in data-options, or at the address data-options-from. Without passkeys the form stays hidden.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const listed = (credentials = []) => credentials.map((one) => ({ ...one, id: bytes(one.id) }));

function prepared(options, passwordless) {
  const asked = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  if (asked.excludeCredentials) asked.excludeCredentials = listed(asked.excludeCredentials);
  if (asked.allowCredentials) asked.allowCredentials = listed(asked.allowCredentials);
  if (passwordless !== undefined) {
    asked.authenticatorSelection = {
      ...asked.authenticatorSelection,
      residentKey: passwordless ? "required" : "discouraged",
      requireResidentKey: passwordless,
      ...(passwordless && { userVerification: "required" }),
    };
  }
  return asked;
}

function answered(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...Object.fromEntries(given), ...(response.getTransports && { transports: response.getTransports() }) },
  };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function use(form) {
  const creating = form.dataset.passkey === "create";
  const passwordless = creating ? Boolean(form.elements.passwordless?.checked) : undefined;
  const publicKey = prepared(await options(form), passwordless);
  const credential = await navigator.credentials[creating ? "create" : "get"]({ publicKey });
  form.elements.credential.value = JSON.stringify(answered(credential));
  form.submit();
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const says = form.querySelector("[data-passkey-says]");
    says.textContent = "";
    use(form).catch(() => { says.textContent = says.dataset.passkeySays; });
  });
}
