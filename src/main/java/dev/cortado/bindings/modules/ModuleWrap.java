package dev.cortado.bindings.modules;

import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.AbstractModuleRecord;
import com.oracle.truffle.js.runtime.objects.CyclicModuleRecord;
import com.oracle.truffle.js.runtime.objects.JSModuleData;
import com.oracle.truffle.js.runtime.objects.JSModuleLoader;
import com.oracle.truffle.js.runtime.objects.JSModuleRecord;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import com.oracle.truffle.js.runtime.objects.SyntheticModuleRecord;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeObject;
import dev.cortado.engine.NodeException;
import dev.cortado.engine.SyntaxErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A module record that {@code lib/internal/modules/esm} links by hand: the loader in JavaScript
 * decides what each request means before the engine is asked to link.
 */
final class ModuleWrap {
  private final Environment env;
  private final NativeObject jsThis;
  private final String url;
  private final AbstractModuleRecord record;
  private final List<ModuleRequest> requests;

  private ModuleWrap(
      Environment env, NativeObject jsThis, String url, AbstractModuleRecord record) {
    this.env = env;
    this.jsThis = jsThis;
    this.url = url;
    this.record = record;
    this.requests =
        record instanceof CyclicModuleRecord cyclic ? cyclic.getRequestedModules() : List.of();
  }

  /** {@code new ModuleWrap(url, sourceText)} or {@code (url, exportNames, evaluationSteps)}. */
  static ModuleWrap create(Environment env, Arguments args) {
    NativeObject jsThis = (NativeObject) args.jsThis();
    String url = args.string(0);
    return args.isFunction(2)
        ? synthetic(env, jsThis, url, args.object(1), args.function(2))
        : sourceText(env, jsThis, url, args.string(1));
  }

  private static ModuleWrap sourceText(
      Environment env, NativeObject jsThis, String url, String text) {
    JSContext context = env.realm().getContext();
    Source source = source(url, text);
    Holder holder = new Holder();
    JSModuleRecord record = new JSModuleRecord(parse(context, source), NO_IMPLICIT_LOADING, holder);
    holder.wrap = new ModuleWrap(env, jsThis, url, record);
    return holder.wrap;
  }

  private static JSModuleData parse(JSContext context, Source source) {
    try {
      return context.getEvaluator().parseModule(context, source);
    } catch (JSException e) {
      throw SyntaxErrors.reword(e, source, 0);
    }
  }

  private static ModuleWrap synthetic(
      Environment env, NativeObject jsThis, String url, Object names, JSFunctionObject steps) {
    List<TruffleString> exportNames = new ArrayList<>();
    int length = ((Number) Js.get(names, "length")).intValue();
    for (int i = 0; i < length; i++) {
      exportNames.add((TruffleString) Js.get(names, (long) i));
    }
    Holder holder = new Holder();
    SyntheticModuleRecord record =
        new SyntheticModuleRecord(
            env.realm().getContext(),
            source(url, ""),
            holder,
            exportNames,
            made -> Js.call(steps, jsThis));
    holder.wrap = new ModuleWrap(env, jsThis, url, record);
    return holder.wrap;
  }

  static Source source(String url, String text) {
    return Source.newBuilder("js", text, url).mimeType("application/javascript+module").build();
  }

  /** Ties a record to its wrap; the record is made first. */
  private static final class Holder {
    private ModuleWrap wrap;
  }

  /** The wrap of a module of ours, or {@code null}. */
  static ModuleWrap of(ScriptOrModule module) {
    return module instanceof AbstractModuleRecord record
            && record.getHostDefined() instanceof Holder holder
        ? holder.wrap
        : null;
  }

  private static final JSModuleLoader NO_IMPLICIT_LOADING =
      new JSModuleLoader() {
        @Override
        public AbstractModuleRecord resolveImportedModule(
            ScriptOrModule referrer, ModuleRequest request) {
          throw new NodeException(
              NodeException.Kind.ERROR,
              "ERR_VM_MODULE_LINK_FAILURE",
              "request for '" + request.specifier() + "' is not yet fulfilled");
        }
      };

  String url() {
    return url;
  }

  NativeObject jsThis() {
    return jsThis;
  }

  /** The import statements: an array of {@code {specifier, attributes, phase}}. */
  Object getModuleRequests() {
    Object[] list = new Object[requests.size()];
    for (int i = 0; i < list.length; i++) {
      ModuleRequest request = requests.get(i);
      JSObject entry = env.newObject();
      Js.set(entry, "specifier", request.specifier());
      Js.set(entry, "attributes", attributesOf(env, request));
      Js.set(entry, "phase", request.phase().ordinal());
      list[i] = entry;
    }
    return env.newArray(list);
  }

  static JSObject attributesOf(Environment env, ModuleRequest request) {
    JSObject attributes = env.newObject();
    for (Map.Entry<TruffleString, TruffleString> entry : request.attributes().entrySet()) {
      Js.set(attributes, Js.toJavaString(entry.getKey()), entry.getValue());
    }
    return attributes;
  }

  /** Says which module each request means, in the order of {@link #getModuleRequests}. */
  void link(Arguments args) {
    Object wraps = args.object(0);
    for (int i = 0; i < requests.size(); i++) {
      NativeObject target = (NativeObject) Js.get(wraps, (long) i);
      record.addLoadedModule(env.realm(), requests.get(i), ((ModuleWrap) target.payload()).record);
    }
  }

  void instantiate() {
    JSRealm realm = env.realm();
    record.loadRequestedModulesSync(realm, Js.UNDEFINED);
    record.link(realm);
  }

  /** Runs the module; returns the promise of its evaluation. */
  Object evaluate() {
    return record.evaluate(env.realm());
  }

  Object getNamespace() {
    return record.getModuleNamespace(com.oracle.js.parser.ir.Module.ImportPhase.Evaluation);
  }

  /**
   * One of {@code uninstantiated instantiating instantiated evaluating evaluated errored}, as 0…5.
   */
  int getStatus() {
    return switch (record.getStatus()) {
      case New, Unlinked -> 0;
      case Linking -> 1;
      case Linked -> 2;
      case Evaluating -> 3;
      case EvaluatingAsync -> 4;
      case Evaluated -> hasError() ? 5 : 4;
    };
  }

  private boolean hasError() {
    return record instanceof CyclicModuleRecord cyclic && cyclic.getEvaluationError() != null;
  }

  Object getError() {
    return record instanceof CyclicModuleRecord cyclic && cyclic.getEvaluationError() != null
        ? env.toError(cyclic.getEvaluationError())
        : null;
  }

  boolean hasTopLevelAwait() {
    return record instanceof CyclicModuleRecord cyclic && cyclic.hasTLA();
  }

  void setExport(TruffleString name, Object value) {
    ((SyntheticModuleRecord) record).setSyntheticModuleExport(name, value);
  }
}
