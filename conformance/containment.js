'use strict';

const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const OUTPUT_LIMIT = 64 * 1024;

/**
 * What gives each process its own process ids, so all it starts ends with it, and its own loopback.
 * @returns {{prefix: string[], description: string}}
 */
function namespaces() {
  const pids = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const network = [...pids, '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];
  for (const [prefix, description] of [
    [network, 'own processes and network each'],
    [pids, 'own processes each'],
  ]) {
    if (spawnSync(prefix[0], [...prefix.slice(1), 'true']).status === 0) {
      return { prefix, description };
    }
  }
  return { prefix: [], description: 'no namespaces' };
}

/**
 * Runs a command that cannot outlive its time.
 * @param {string[]} command
 * @param {{cwd: string, env: object, seconds: number}} options
 * @returns {Promise<{code: number | null, stdout: string, stderr: string, output: string, timedOut: boolean,
 *   seconds: number}>} output has both streams as they came
 */
function execute(command, { cwd, env, seconds }) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command[0], command.slice(1), {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '', output: '' };
    let timedOut = false;
    const collect = (name) => (chunk) => {
      for (const key of [name, 'output']) {
        if (text[key].length < OUTPUT_LIMIT) text[key] += chunk;
      }
    };
    for (const name of ['stdout', 'stderr']) {
      child[name].setEncoding('utf8').on('data', collect(name));
    }
    const timer = setTimeout(() => {
      timedOut = true;
      kill(child);
    }, seconds * 1000);
    child.on('error', (error) => collect('stderr')(error.message));
    child.on('exit', () => {
      clearTimeout(timer);
      kill(child);
      child.stdout.destroy();
      child.stderr.destroy();
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ ...text, code, timedOut, seconds: Number(((performance.now() - started) / 1000).toFixed(2)) });
    });
  });
}

/** Runs test files as processes that cannot outlive their time nor meet each other. */
class Containment {
  #runtime;
  #checkout;
  #folder;
  #prefix;

  /**
   * @param {string} runtime a command, or the path of one
   * @param {string} checkout the folder that has test/
   * @param {string} [seconds] the time of one test; by default it follows the runtime's start-up
   */
  constructor(runtime, checkout, seconds) {
    this.#runtime = runtime.includes('/') ? path.resolve(runtime) : runtime;
    this.#checkout = path.resolve(checkout);
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), 'conformance-'));
    ({ prefix: this.#prefix, description: this.description } = namespaces());
    this.seconds = seconds ? Number(seconds) : this.#timeLimit();
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
  async run(test, slot) {
    const temporary = path.join(this.#folder, `slot-${slot}`);
    fs.mkdirSync(temporary, { recursive: true });
    const environment = { ...process.env, NODE_TEST_DIR: temporary, TEST_THREAD_ID: String(slot) };
    for (const name of Object.keys(environment)) {
      if (/^(NODE_(?!TEST_DIR)|FORCE_COLOR|NO_COLOR|TEST_SERIAL|npm_)/.test(name)) {
        delete environment[name];
      }
    }
    const { code, output, timedOut, seconds } = await execute(
      [...this.#prefix, this.#runtime, ...this.#arguments(test)],
      { cwd: this.#checkout, env: environment, seconds: this.seconds },
    );
    fs.rmSync(temporary, { recursive: true, force: true });
    let outcome = code === 0 ? 'pass' : 'fail';
    if (timedOut) outcome = 'timeout';
    else if (code === 0 && /^1\.\.0 # Skipped/m.test(output)) outcome = 'skip';
    return { name: test.name, module: test.module, outcome, seconds, output };
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

module.exports = { Containment, execute, namespaces };
