// The leader's open page goes on showing the code of the minute with no signal: it has all codes of the shift, and waits
// for the first.
const shown = document.querySelector("[data-codes]");
if (shown) {
  const codes = shown.dataset.codes.split(",");
  const pictures = (shown.dataset.pictures ?? "").split(",");
  const first = Number(shown.dataset.first);
  const digits = shown.querySelector("[data-digits]");
  const picture = shown.querySelector("[data-picture]");
  const left = shown.querySelector("[data-left]");
  const draw = (bits) => {
    const width = Number(shown.dataset.width);
    const squares = [];
    for (let at = 0; at < width * width; at += 1) {
      if ((parseInt(bits[at >> 2], 16) >> (3 - (at & 3))) & 1) {
        squares.push(`M${(at % width) + 4} ${Math.floor(at / width) + 4}h1v1h-1z`);
      }
    }
    picture.querySelector("path").setAttribute("d", squares.join(""));
  };
  const show = () => {
    const now = Date.now();
    const step = Math.floor(now / 60000) - first;
    const code = codes[step];
    digits.textContent = code ? `${code.slice(0, 3)} ${code.slice(3)}` : shown.dataset[step < 0 ? "before" : "over"];
    picture.hidden = !pictures[step];
    if (pictures[step]) draw(pictures[step]);
    left.hidden = !code;
    left.textContent = left.dataset.left.replace("{}", 60 - (Math.floor(now / 1000) % 60));
  };
  show();
  setInterval(show, 1000);
}
