'use strict';

// What the program is told it runs on. Programs compare these, so they are the figures of the Node.js release whose
// behaviour Cortado has, also where another part does the work.

const { version } = internalBinding('process_methods');

const release = version.slice(1);

const components = {
  acorn: '8.15.0',
  ada: '3.3.0',
  amaro: '1.1.4',
  ares: '1.34.5',
  brotli: '1.1.0',
  cjs_module_lexer: '2.1.0',
  cldr: '48.0',
  icu: '78.1',
  llhttp: '9.3.0',
  modules: '137',
  napi: '10',
  nbytes: '0.1.1',
  ncrypto: '0.0.1',
  nghttp2: '1.67.1',
  openssl: '3.5.4',
  simdjson: '4.2.2',
  simdutf: '6.4.0',
  tz: '2025b',
  undici: '7.16.0',
  unicode: '17.0',
  uv: '1.51.0',
  uvwasi: '0.0.23',
  v8: '13.6.233.17-node.37',
  zlib: '1.3.1',
  zstd: '1.5.7',
};

function readOnly(values) {
  const target = {};
  for (const name of Object.keys(values)) {
    Object.defineProperty(target, name, {
      __proto__: null, configurable: true, enumerable: true, writable: false, value: values[name],
    });
  }
  return target;
}

const isWindows = process.platform === 'win32';

const variables = {
  asan: 0,
  coverage: false,
  dcheck_always_on: 0,
  debug_nghttp2: false,
  debug_node: false,
  enable_lto: false,
  error_on_warn: false,
  force_dynamic_crt: 0,
  host_arch: process.arch,
  icu_small: false,
  is_debug: 0,
  llvm_version: '0.0',
  napi_build_version: components.napi,
  node_builtin_shareable_builtins: [
    'deps/cjs-module-lexer/lexer.js', 'deps/cjs-module-lexer/dist/lexer.js', 'deps/undici/undici.js',
    'deps/amaro/dist/index.js',
  ],
  node_byteorder: 'little',
  node_debug_lib: false,
  node_enable_d8: false,
  node_install_corepack: false,
  node_install_npm: false,
  node_library_files: [],
  node_module_version: Number(components.modules),
  node_no_browser_globals: false,
  node_prefix: require('../../path').resolve(process.execPath, '..', '..'),
  node_release_urlbase: '',
  node_shared: false,
  node_shared_openssl: false,
  node_shared_zlib: false,
  node_tag: '',
  node_target_type: 'executable',
  node_use_amaro: true,
  node_use_bundled_v8: false,
  node_use_node_code_cache: false,
  node_use_node_snapshot: false,
  node_use_openssl: true,
  node_use_quic: false,
  node_use_sqlite: false,
  node_use_v8_platform: false,
  node_with_ltcg: false,
  node_without_node_options: false,
  openssl_is_boringssl: false,
  openssl_is_fips: false,
  shlib_suffix: isWindows ? 'dll' : process.platform === 'darwin' ? '137.dylib' : 'so.137',
  single_executable_application: false,
  target_arch: process.arch,
  ubsan: 0,
  v8_enable_i18n_support: 1,
  v8_enable_inspector: 0,
  v8_enable_pointer_compression: 0,
  v8_enable_sandbox: 0,
  v8_enable_webassembly: 1,
  want_separate_host_toolset: 0,
};

const targetDefaults = {
  cflags: [],
  configurations: { Release: { variables: {} }, Debug: { variables: {} } },
  default_configuration: 'Release',
  defines: [],
  include_dirs: [],
  libraries: [],
};

function deepFreeze(value) {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

const features = Object.defineProperties({}, {
  inspector: flag(false),
  debug: flag(false),
  uv: flag(true),
  ipv6: flag(true),
  openssl_is_boringssl: flag(false),
  tls_alpn: flag(true),
  tls_sni: flag(true),
  tls_ocsp: flag(true),
  tls: flag(true),
  cached_builtins: getter(() => false),
  require_module: getter(() => require('../options').getOptionValue('--experimental-require-module') !== false),
  typescript: getter(() => require('../modules/typescript').isEnabled() && 'strip'),
});

function flag(value) {
  return { __proto__: null, configurable: true, enumerable: true, writable: true, value };
}

function getter(get) {
  return { __proto__: null, configurable: true, enumerable: true, get };
}

const url = `https://nodejs.org/download/release/${version}/node-${version}`;

module.exports = {
  versions: readOnly({ node: release, ...components }),
  release: readOnly({
    name: 'node',
    lts: 'Krypton',
    sourceUrl: `${url}.tar.gz`,
    headersUrl: `${url}-headers.tar.gz`,
  }),
  features,
  config: deepFreeze({ target_defaults: targetDefaults, variables }),
};
