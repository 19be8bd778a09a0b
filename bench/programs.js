'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');

const TICKS_PER_SECOND = 100;

function start(runtime, program, environment = {}) {
  const file = path.join(__dirname, 'programs', program);
  return spawn(runtime.command, [...runtime.options, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...environment },
  });
}

/**
 * Runs a program to its end and returns the JSON that it printed.
 * @param {{name: string, command: string, options: string[]}} runtime
 * @param {string} program in bench/programs
 * @param {Record<string, string>} environment
 */
async function runProgram(runtime, program, environment) {
  const child = start(runtime, program, environment);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${signal ?? code} on ${runtime.name}`);
  return output;
}

/** A server under test. */
class Server {
  #child;

  /** Starts it and waits for the port that it prints. */
  static async start(runtime, program) {
    const server = new Server();
    server.#child = start(runtime, program);
    const lines = readline.createInterface({ input: server.#child.stdout });
    const ended = once(server.#child, 'exit').then(([code]) => {
      throw new Error(`${program} ended with ${code} on ${runtime.name}`);
    });
    ended.catch(() => {});
    const [line] = await Promise.race([once(lines, 'line'), ended]);
    server.port = Number(line);
    return server;
  }

  /** Resident memory in MB. */
  rss() {
    return residentMegabytes(this.#child.pid);
  }

  /** Seconds of processor time so far. */
  cpuSeconds() {
    const fields = fs.readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Keeps it from running until `resume`. */
  pause() {
    this.#child.kill('SIGSTOP');
  }

  resume() {
    this.#child.kill('SIGCONT');
  }

  async stop() {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}

function residentMegabytes(pid) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)[1]) / 1024;
}

/** Milliseconds from a program's start to its end. */
async function timeProcess(runtime, program) {
  const started = performance.now();
  const child = start(runtime, program);
  child.stdout.resume();
  await ended(child, runtime, program);
  return performance.now() - started;
}

/** The most memory in MB that a program had resident. A run of its own: looking takes time. */
async function peakMemory(runtime, program) {
  const child = start(runtime, program);
  let peak = 0;
  const look = () => {
    try {
      peak = Math.max(peak, highWater(child.pid));
    } catch {
      // It has ended.
    }
  };
  const looking = setInterval(look, 2);
  child.stdout.on('data', look);
  await ended(child, runtime, program);
  clearInterval(looking);
  return peak;
}

async function ended(child, runtime, program) {
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ended with ${code} on ${runtime.name}`);
}

function highWater(pid) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s*(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

module.exports = { Server, peakMemory, runProgram, timeProcess };
