// Light, dark, or as the device: kept in a cookie the server reads, so that no page flashes.
const YEAR = 365 * 24 * 3600;

function choose(theme) {
  const root = document.documentElement;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  document.querySelector("meta[name=color-scheme]").content = theme || "light dark";
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `jianbao_theme=${theme}; Path=/; Max-Age=${theme ? YEAR : 0}; SameSite=Lax${secure}`;
  for (const button of document.querySelectorAll("[data-theme-form] button")) {
    button.setAttribute("aria-pressed", button.value === theme);
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-theme-form]")) return;
  event.preventDefault();
  choose(event.submitter?.value ?? "");
});
for (const form of document.querySelectorAll("[data-theme-form]")) form.hidden = false;
