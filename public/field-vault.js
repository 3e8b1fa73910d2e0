// Seals what opens a tablet's door to the server, and the key of what people told, under the passphrase of whoever works
// on it, and opens it again: `app/src/offline/lock.rs` says when. What people told is sealed under that key. AES-256-GCM under a key from PBKDF2, which every browser has: a stronger
// derivation would have to be downloaded by everybody who only looks up a village.
const ROUNDS = 600_000;

const written = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const read = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

async function key(passphrase, salt, iterations) {
  const typed = new TextEncoder().encode(passphrase.trim().normalize("NFKC"));
  const known = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const derived = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(derived, known, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function dataKey(digits) {
  const bytes = Uint8Array.from(digits.match(/../g), (two) => parseInt(two, 16));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

window.fieldVault = {
  async seal(passphrase, secret) {
    const [salt, iv] = [16, 12].map((length) => crypto.getRandomValues(new Uint8Array(length)));
    const under = await key(passphrase, salt, ROUNDS);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, under, new TextEncoder().encode(secret));
    return [ROUNDS, written(salt), written(iv), written(new Uint8Array(sealed))].join(".");
  },
  // A key for what people tell: 64 hexadecimal digits.
  async freshKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  },
  async sealUnder(digits, text) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await dataKey(digits), new TextEncoder().encode(text));
    return [iv, new Uint8Array(sealed)].map(written).join(".");
  },
  // Rejected for another key.
  async openUnder(digits, text) {
    const [iv, sealed] = text.split(".").map(read);
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await dataKey(digits), sealed));
  },
  // Rejected for a wrong passphrase.
  async open(passphrase, text) {
    const [rounds, ...parts] = text.split(".");
    const [salt, iv, sealed] = parts.map(read);
    const under = await key(passphrase, salt, Number(rounds));
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, under, sealed));
  },
};
