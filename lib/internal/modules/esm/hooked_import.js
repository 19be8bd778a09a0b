'use strict';

// An import whose resolving and loading take their time: what the asynchronous hooks say of a module, and of what that
// imports, is gathered first; then the loader links it all at once, as it always does.

const { customization, getEsmConditions, stripBOM } = require('../helpers');
const { evaluate, findJob, requestJob } = require('./loader');

/** What hooks have said of one graph of modules. */
class Gathered {
  /** @param {{ resolve: Function, load: Function }} hooks asynchronous ones */
  constructor(hooks) {
    this.hooks = hooks;
    this.resolved = new Map();
    this.loaded = new Map();
  }

  /** @returns {Promise<string>} the URL of what an import means; it and its imports have been gathered */
  async gather(specifier, parentURL, importAttributes) {
    const conditions = [...getEsmConditions()];
    const resolved = await this.hooks.resolve(specifier, { conditions, importAttributes, parentURL });
    this.resolved.set(`${parentURL}\0${specifier}`, resolved);
    const { url, format } = resolved;
    if (!this.loaded.has(url) && findJob(url) === undefined) {
      const loading = this.hooks.load(url, {
        conditions, format, importAttributes: resolved.importAttributes ?? importAttributes,
      });
      this.loaded.set(url, loading);
      const loaded = await loading;
      this.loaded.set(url, loaded);
      if (loaded.format?.startsWith('module')) await this.gatherImports(url, loaded);
    }
    return url;
  }

  async gatherImports(url, { format, source }) {
    let text = stripBOM(textOf(source));
    if (format !== 'module') text = require('../typescript').stripAhead(text, url);
    for (const request of require('./syntax').parseModule(text, url).getModuleRequests()) {
      await this.gather(request.specifier, url, { ...request.attributes });
    }
  }

  resolveImported(specifier, parentURL) {
    return this.resolved.get(`${parentURL}\0${specifier}`);
  }

  loadImported(url) {
    const { format, source } = this.loaded.get(url);
    return { format, source, isOwnSource: false };
  }

  textOf(source) {
    return textOf(source);
  }
}

function textOf(source) {
  return typeof source === 'string' ? source : new (require('../../encoding').TextDecoder)().decode(source);
}

/**
 * @param {{ resolve: Function, load: Function }} hooks
 * @param {string} specifier
 * @param {string} parentURL
 * @returns {Promise<{ url: string, namespace: object }>}
 */
async function importThrough(hooks, specifier, parentURL) {
  const gathered = new Gathered(hooks);
  const url = await gathered.gather(specifier, parentURL, {});
  const { hooks: before } = customization;
  customization.hooks = gathered;
  let job;
  try {
    job = requestJob(specifier, parentURL);
    job.instantiate();
  } finally {
    customization.hooks = before;
  }
  await evaluate(job);
  return { url, namespace: job.namespace };
}

module.exports = { importThrough };
