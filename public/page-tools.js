// Print, and read aloud: buttons that appear only where the browser can.
const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => globalThis.print());
}

const aloud = document.querySelector("[data-read-aloud]");
if (aloud && globalThis.speechSynthesis) {
  const start = aloud.textContent;
  const stopped = () => {
    aloud.textContent = start;
  };
  aloud.hidden = false;
  aloud.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      stopped();
      return;
    }
    const words = [...document.querySelectorAll("main h1, main .opening, main .hours, main .facts, main h2, main li")];
    const speech = new SpeechSynthesisUtterance(words.map((element) => element.innerText).join("。"));
    speech.lang = document.documentElement.lang;
    speech.rate = 0.9;
    speech.addEventListener("end", stopped);
    speech.addEventListener("error", stopped);
    aloud.textContent = aloud.dataset.stop;
    speechSynthesis.speak(speech);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}
