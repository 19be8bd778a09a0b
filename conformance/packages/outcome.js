'use strict';

const NUMBER = String.raw`\d+(?:\.\d+)?`;

/**
 * Takes out of a program's output what differs from run to run: folders, times, ports, process ids. Frames of
 * stacks go too, because those inside the runtime have names of their own.
 * @param {string} text
 * @param {[string, string][]} places folders and what stands for them
 */
function normalise(text, places) {
  for (const [place, name] of places) {
    text = text.replaceAll(place, name);
  }
  return text
    .replace(/^\s+at .*(?:\n|$)/gm, '')
    .replace(new RegExp(` \\(${NUMBER} ?m?s\\)`, 'g'), '')
    .replace(new RegExp(`\\b${NUMBER} ?(?:ms|s|seconds?)\\b`, 'g'), '<time>')
    .replace(/duration_ms: .*/g, 'duration_ms: <time>')
    .replace(/((?:localhost|127\.0\.0\.1|\[::1?\]):)\d{4,5}/g, '$1<port>')
    .replace(/\((node|[\w-]+):\d+\)/g, '($1:<pid>)')
    .replace(/^Node\.js v[\d.]+$/gm, 'Node.js <version>');
}

/** The lines in which two texts first differ. */
function firstDifference(stream, expected, actual) {
  const left = expected.split('\n');
  const right = actual.split('\n');
  let line = 0;
  while (left[line] === right[line]) line++;
  const from = Math.max(0, line - 1);
  const show = (lines, sign) => lines.slice(from, line + 4).map((text) => `  ${sign} ${text.slice(0, 300)}`).join('\n');
  return `${stream}, line ${line + 1}:\n${show(left, '-')}\n${show(right, '+')}\n`;
}

/**
 * What tells two runs of a program apart; an empty text if nothing does.
 * @param {{code: number, stdout: string, stderr: string}} expected
 * @param {{code: number, stdout: string, stderr: string}} actual
 */
function differences(expected, actual) {
  let found = '';
  for (const stream of ['stdout', 'stderr']) {
    if (expected[stream] !== actual[stream]) found += firstDifference(stream, expected[stream], actual[stream]);
  }
  if (expected.code !== actual.code) found += `exit code ${actual.code} instead of ${expected.code}\n`;
  return found;
}

module.exports = { differences, normalise };
