/* A form that was sent is not sent again by an impatient finger. Everything works without this. */
const PATIENCE = 5000; // milliseconds; then it may be sent again: the answer was a file, or the network is gone

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, PATIENCE);
});
