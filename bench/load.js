'use strict';

const { spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const root = path.join(__dirname, '..');

/** The JDK that ./cortado found, or the one of the environment. */
function findJdk() {
  const remembered = path.join(root, 'target/launcher/jdk');
  if (fs.existsSync(remembered)) return fs.readFileSync(remembered, 'utf8').trim();
  if (process.env.JAVA_HOME) return process.env.JAVA_HOME;
  throw new Error('no JDK: run ./cortado once, or set JAVA_HOME to a JDK 25');
}

/** The load generator: one JVM for a whole run, so it is warm when the server is not. */
class LoadGenerator {
  #process;
  #lines;

  static async start() {
    const bin = path.join(findJdk(), 'bin');
    const classes = path.join(root, 'target/bench');
    const source = path.join(__dirname, 'Load.java');
    const { status, stderr } = spawnSync(path.join(bin, 'javac'), ['-d', classes, source]);
    if (status !== 0) throw new Error(String(stderr));
    const generator = new LoadGenerator();
    generator.#process = spawn(path.join(bin, 'java'), ['-XX:+UseSerialGC', '-cp', classes, 'Load'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    generator.#lines = readline.createInterface({ input: generator.#process.stdout });
    await once(generator.#lines, 'line');
    return generator;
  }

  /**
   * Loads a server.
   * @param {{port: number, path?: string, connections?: number, warmup?: number, seconds?: number,
   *   requests?: number}} job seconds are measured after `warmup` seconds; `requests` ends it early
   * @returns {Promise<{requests: number, rps: number, p50: number, p99: number, errors: number,
   *   curve: number[]}>} percentiles in µs; the curve counts answers in each 100 ms from the start
   */
  async run({ port, path = '/', connections = 64, warmup = 0, seconds = 5, requests = 1e15 }) {
    const answer = once(this.#lines, 'line');
    this.#process.stdin.write(`${port} ${path} ${connections} ${warmup} ${seconds} ${requests}\n`);
    const result = JSON.parse((await answer)[0]);
    if (result.errors > 0) throw new Error(`${result.errors} failed requests`);
    return result;
  }

  stop() {
    this.#process.stdin.end();
  }
}

module.exports = { LoadGenerator };
