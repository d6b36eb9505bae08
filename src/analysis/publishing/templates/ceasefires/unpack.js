// Packed data: base 85 in Python's alphabet ("." for "<", "," for "&"), then gzip.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=>?@^_`{|}~";

/** The bytes of base-85 text; five letters are four bytes, the last group may be shorter. */
function bytesOf(text) {
  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const padding = (5 - (text.length % 5)) % 5;
  const letters = text + "~".repeat(padding);
  const bytes = new Uint8Array((letters.length / 5) * 4);
  for (let from = 0, to = 0; from < letters.length; from += 5) {
    let group = 0;
    for (let i = from; i < from + 5; i++) group = group * 85 + values[letters.charCodeAt(i)];
    bytes[to++] = group >>> 24;
    bytes[to++] = group >>> 16;
    bytes[to++] = group >>> 8;
    bytes[to++] = group;
  }
  return bytes.subarray(0, bytes.length - padding);
}

/** The text packed in the element with this id. */
async function unpack(id) {
  const bytes = bytesOf(document.getElementById(id).textContent.trim());
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
