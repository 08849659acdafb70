"use strict";
// What follows # stays in this browser. It is put into the link that opens the program, and sent nowhere.
const show = (id) => document.getElementById(id);
const invitation = location.hash.slice(1);
if (/^[A-Za-z0-9-]+\.[A-Za-z0-9_-]{43}$/.test(invitation)) {
  const relay = location.origin + location.pathname.replace(/\/join$/, "");
  const link = `${relay}/join#${invitation}`;
  show("open").href = `dev.gangway.console:/join#${new URLSearchParams({ relay, invitation })}`;
  show("link").value = link;
  show("opening").hidden = false;
  show("whole").hidden = false;
  show("copy").addEventListener("click", async () => {
    show("link").select();
    await navigator.clipboard.writeText(link);
    show("copy").textContent = show("copy").dataset.done;
  });
} else {
  show("incomplete").hidden = false;
}
