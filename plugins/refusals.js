// Shows the server's own line whenever it refuses what somebody asked for.
{
  const SHOWN = 15000; // milliseconds
  const LOOK = "position:fixed;top:1rem;left:50%;transform:translateX(-50%);z-index:9999;" +
    "max-width:40rem;padding:.8rem 1.2rem;border-radius:.3rem;background:#7f1d1d;color:#fff";
  const show = (line) => {
    const box = document.createElement("div");
    box.setAttribute("role", "alert");
    box.style.cssText = LOOK;
    box.textContent = line;
    document.body.append(box);
    setTimeout(() => box.remove(), SHOWN);
  };
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, ...others) {
    this.addEventListener("load", () => {
      if (method.toUpperCase() === "GET" || this.status < 400) return;
      try {
        const line = JSON.parse(this.responseText).detail;
        if (typeof line === "string") show(line);
      } catch { /* no line of ours */ }
    });
    return open.call(this, method, ...others);
  };
}
