'use strict';

const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const OUTPUT_LIMIT = 64 * 1024;

/** Runs test files as processes that cannot outlive their time nor meet each other. */
class Containment {
  #runtime;
  #checkout;
  #folder;
  #prefix = [];

  /**
   * @param {string} runtime a command, or the path of one
   * @param {string} checkout the folder that has test/
   * @param {string} [seconds] the time of one test; by default it follows the runtime's start-up
   */
  constructor(runtime, checkout, seconds) {
    this.#runtime = runtime.includes('/') ? path.resolve(runtime) : runtime;
    this.#checkout = path.resolve(checkout);
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-'));
    this.description = 'no namespaces';
    this.#useNamespaces();
    this.seconds = seconds ? Number(seconds) : this.#timeLimit();
  }

  /** Gives each test its own process ids, so all it starts ends with it, and its own loopback. */
  #useNamespaces() {
    const pids = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
    const network = [...pids, '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
    for (const [prefix, description] of [
      [network, 'own processes and network each'],
      [pids, 'own processes each'],
    ]) {
      if (spawnSync(prefix[0], [...prefix.slice(1), 'true']).status === 0) {
        this.#prefix = prefix;
        this.description = description;
        return;
      }
    }
  }

  #timeLimit() {
    const file = path.join(this.#folder, 'empty.js');
    fs.writeFileSync(file, '');
    spawnSync(this.#runtime, [file]);
    const started = performance.now();
    for (let i = 0; i < 3; i++) {
      spawnSync(this.#runtime, [file]);
    }
    return Math.round(10 + 20 * (performance.now() - started) / 3000);
  }

  /**
   * Runs one test.
   * @param {{name: string, file: string, module: string, flags: string[]}} test
   * @param {number} slot tells tests that run at the same time apart
   * @returns {Promise<{name: string, module: string, outcome: string, seconds: number,
   *   output: string}>} outcome: pass, fail, skip or timeout
   */
  run(test, slot) {
    const temporary = path.join(this.#folder, `slot-${slot}`);
    fs.mkdirSync(temporary, { recursive: true });
    const environment = { ...process.env, NODE_TEST_DIR: temporary, TEST_THREAD_ID: String(slot) };
    for (const name of Object.keys(environment)) {
      if (/^(NODE_(?!TEST_DIR)|FORCE_COLOR|NO_COLOR|TEST_SERIAL|npm_)/.test(name)) {
        delete environment[name];
      }
    }
    const command = [...this.#prefix, this.#runtime, ...this.#arguments(test)];
    const started = performance.now();
    return new Promise((resolve) => {
      const child = spawn(command[0], command.slice(1), {
        cwd: this.#checkout,
        env: environment,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      let timedOut = false;
      const collect = (chunk) => {
        if (output.length < OUTPUT_LIMIT) output += chunk;
      };
      child.stdout.setEncoding('utf8').on('data', collect);
      child.stderr.setEncoding('utf8').on('data', collect);
      const timer = setTimeout(() => {
        timedOut = true;
        kill(child);
      }, this.seconds * 1000);
      child.on('error', (error) => {
        output += error.message;
      });
      child.on('exit', () => {
        clearTimeout(timer);
        kill(child);
        child.stdout.destroy();
        child.stderr.destroy();
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        fs.rmSync(temporary, { recursive: true, force: true });
        let outcome = code === 0 ? 'pass' : 'fail';
        if (timedOut) outcome = 'timeout';
        else if (code === 0 && /^1\.\.0 # Skipped/m.test(output)) outcome = 'skip';
        const seconds = Number(((performance.now() - started) / 1000).toFixed(2));
        resolve({ name: test.name, module: test.module, outcome, seconds, output });
      });
    });
  }

  #arguments(test) {
    switch (path.basename(this.#runtime)) {
      case 'deno':
        return ['run', '-A', '--unstable-bare-node-builtins', '--unstable-detect-cjs', test.file];
      case 'bun':
        return [test.file];
      default:
        return [...test.flags, test.file];
    }
  }

  close() {
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Ends a test and what it started: with namespaces all of it, else its process group. */
function kill(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

module.exports = { Containment };
