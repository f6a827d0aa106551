// SHA-256 of bytes that come piece by piece: browsers compute it only of what is in memory as a whole, and only on pages from https.

export class Sha256 {
  #state = new Uint32Array(START);
  #words = new Uint32Array(64);
  #block = new Uint8Array(BLOCK_BYTES);
  #view = new DataView(this.#block.buffer);
  #length = 0;

  /** @param {Uint8Array} bytes */
  add(bytes) {
    let from = 0;
    while (from < bytes.length) {
      const at = this.#length % BLOCK_BYTES;
      const part = bytes.subarray(from, from + BLOCK_BYTES - at);
      this.#block.set(part, at);
      this.#length += part.length;
      from += part.length;
      if (this.#length % BLOCK_BYTES === 0) this.#mix();
    }
  }

  /** In hexadecimal. Nothing can be added any more. */
  end() {
    const bits = BigInt(this.#length) * 8n;
    const rest = (this.#length + 1 + LENGTH_BYTES) % BLOCK_BYTES;
    const end = new Uint8Array(1 + (rest === 0 ? 0 : BLOCK_BYTES - rest) + LENGTH_BYTES);
    end[0] = 0x80;
    new DataView(end.buffer).setBigUint64(end.length - LENGTH_BYTES, bits);
    this.add(end);
    return [...this.#state].map((word) => word.toString(16).padStart(8, "0")).join("");
  }

  /** As FIPS 180-4, 6.2.2. */
  #mix() {
    const w = this.#words;
    for (let i = 0; i < 16; i += 1) w[i] = this.#view.getUint32(i * 4);
    for (let i = 16; i < 64; i += 1) {
      const s0 = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = this.#state;
    for (let i = 0; i < 64; i += 1) {
      const t1 = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
      const t2 = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (this.#state[i] += word));
  }
}

/** @param {number} word @param {number} bits */
function turned(word, bits) {
  return (word >>> bits) | (word << (32 - bits));
}

/** The first 32 bits of the fraction of a root. @param {number} root */
function fraction(root) {
  return Math.floor((root % 1) * 2 ** 32);
}

/** @param {number} count */
function primes(count) {
  const found = [2];
  for (let next = 3; found.length < count; next += 2) if (found.every((prime) => next % prime !== 0)) found.push(next);
  return found;
}

const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;
const START = primes(8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = new Uint32Array(primes(64).map((prime) => fraction(Math.cbrt(prime))));
