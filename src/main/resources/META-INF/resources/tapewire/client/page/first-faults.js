// Says what to do when a file of the page cannot be loaded, as when the server has another version by now. Runs alone, without the page's modules.

{
  let isTold = false;

  const tell = () => {
    const reload = document.createElement("button");
    reload.type = "button";
    reload.className = "tapewire-button tapewire-button-framed";
    reload.append("Reload");
    reload.addEventListener("click", () => location.reload());
    const notice = document.createElement("p");
    notice.className = "tapewire-notice tapewire-incomplete";
    notice.setAttribute("role", "alert");
    notice.append("This page is not complete: the server may have another version by now. ", reload);
    (document.querySelector(".tapewire-finding") ?? document.body).prepend(notice);
  };

  addEventListener(
    "error",
    ({ target }) => {
      const isNeeded = target instanceof HTMLScriptElement || (target instanceof HTMLLinkElement && target.rel === "stylesheet");
      if (!isNeeded || isTold) return;
      isTold = true;
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", tell);
      else tell();
    },
    // These events do not bubble.
    true,
  );
}
