// Sets the theme that the viewer has chosen, before the page is drawn. Runs alone, without the page's modules.

{
  let theme;
  try {
    theme = JSON.parse(localStorage.getItem("tapewire.settings") ?? "{}").theme;
  } catch {
    // No storage, or something else in it: settings.js says so. The system's theme is right then.
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
