package dev.cortado.bindings.modules;

import com.oracle.js.parser.ir.Module.ImportPhase;
import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.strings.TruffleString;
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
import dev.cortado.bindings.vm.VmContext;
import dev.cortado.engine.Arguments;
import dev.cortado.engine.Environment;
import dev.cortado.engine.Errors;
import dev.cortado.engine.Js;
import dev.cortado.engine.NativeObject;
import dev.cortado.engine.NodeException;
import dev.cortado.engine.ScriptCompiler;
import dev.cortado.engine.ScriptOrigin;
import dev.cortado.engine.Watchdog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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

  /**
   * Of {@code vm}'s modules, which may live in a context of theirs: {@code null} for the loader's.
   */
  private final VmModule vm;

  /**
   * A synthetic module's steps run once: {@code null} before, then what they threw or undefined.
   */
  private Object syntheticOutcome;

  private boolean isEvaluating;

  /** A {@code WebAssembly.Module}; null for a module of any other kind. */
  private Object moduleSource;

  /**
   * What makes a module one of {@code vm}'s.
   *
   * @param context {@code null} for the main one
   */
  private record VmModule(VmContext context) {}

  private ModuleWrap(
      Environment env, NativeObject jsThis, String url, AbstractModuleRecord record, VmModule vm) {
    this.env = env;
    this.jsThis = jsThis;
    this.url = url;
    this.record = record;
    this.vm = vm;
    this.requests = record instanceof CyclicModuleRecord cyclic ? unique(cyclic) : List.of();
  }

  /** GraalJS has one request for each import statement, V8 one for each module that they name. */
  private static List<ModuleRequest> unique(CyclicModuleRecord record) {
    Map<List<Object>, ModuleRequest> requests = new LinkedHashMap<>();
    for (ModuleRequest request : record.getRequestedModules()) {
      List<Object> key = List.of(request.specifier(), request.attributes(), request.phase());
      requests.putIfAbsent(key, request);
    }
    return List.copyOf(requests.values());
  }

  /**
   * {@code new ModuleWrap(url, sourceText, lineOffset, columnOffset, vmContext)} or {@code (url,
   * exportNames, evaluationSteps, undefined, vmContext)}. Modules of {@code vm} have a context or
   * null there.
   */
  static ModuleWrap create(Environment env, Arguments args) {
    NativeObject jsThis = (NativeObject) args.jsThis();
    String url = args.string(0);
    VmModule vm = null;
    if (!args.isUndefined(4)) {
      vm = new VmModule(args.isNullish(4) ? null : args.nativeObject(4, VmContext.class));
    }
    if (args.isFunction(2)) {
      return synthetic(env, jsThis, url, args.object(1), args.function(2), vm);
    }
    JSModuleData data =
        vm == null
            ? env.compiler().compileModule(args.string(1), url)
            : env.compiler()
                .compileModule(
                    args.string(1), new ScriptOrigin(url, args.int32(2), args.int32(3), jsThis));
    Holder holder = new Holder();
    JSModuleRecord record =
        new JSModuleRecord(data, NO_IMPLICIT_LOADING, holder) {
          @Override
          public Object getModuleSource() {
            return holder.wrap.getModuleSource();
          }
        };
    holder.wrap = new ModuleWrap(env, jsThis, url, record, vm);
    return holder.wrap;
  }

  private static ModuleWrap synthetic(
      Environment env,
      NativeObject jsThis,
      String url,
      Object names,
      JSFunctionObject steps,
      VmModule vm) {
    List<TruffleString> exportNames = new ArrayList<>();
    int length = ((Number) Js.get(names, "length")).intValue();
    for (int i = 0; i < length; i++) {
      exportNames.add((TruffleString) Js.get(names, (long) i));
    }
    Holder holder = new Holder();
    SyntheticModuleRecord record =
        new SyntheticModuleRecord(
            env.realm().getContext(),
            ScriptCompiler.moduleSource("", url),
            holder,
            exportNames,
            _ -> holder.wrap.runOnce(steps));
    holder.wrap = new ModuleWrap(env, jsThis, url, record, vm);
    return holder.wrap;
  }

  /** GraalJS runs a synthetic module's steps for each module that imports it. */
  private void runOnce(JSFunctionObject steps) {
    if (syntheticOutcome instanceof AbstractTruffleException failure) {
      throw failure;
    }
    if (syntheticOutcome != null) {
      return;
    }
    syntheticOutcome = Js.UNDEFINED;
    isEvaluating = true;
    try {
      Js.call(steps, jsThis);
    } catch (AbstractTruffleException e) {
      syntheticOutcome = e;
      throw e;
    } finally {
      isEvaluating = false;
    }
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
              "request for '"
                  + request.specifier()
                  + "' can not be resolved on module '"
                  + of(referrer).url
                  + "' that is not linked");
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
      ModuleWrap target = (ModuleWrap) ((NativeObject) Js.get(wraps, (long) i)).payload();
      if (requests.get(i).phase() == ImportPhase.Source
          && target.record instanceof SyntheticModuleRecord) {
        target.getModuleSource();
      }
      record.addLoadedModule(env.realm(), requests.get(i), target.record);
    }
  }

  private JSRealm realm() {
    return vm == null || vm.context() == null ? env.realm() : vm.context().realm();
  }

  private <T> T inRealm(Supplier<T> body) {
    return vm == null || vm.context() == null ? body.get() : vm.context().run(body);
  }

  void instantiate() {
    JSRealm realm = realm();
    inRealm(
        () -> {
          record.loadRequestedModulesSync(realm, Js.UNDEFINED);
          record.link(realm);
          return null;
        });
  }

  /** Runs the module; returns the promise of its evaluation. */
  Object evaluate(long timeout, boolean breakOnSigint) {
    return Watchdog.run(env, timeout, breakOnSigint, () -> inRealm(() -> record.evaluate(realm())));
  }

  Object getNamespace() {
    return record.getModuleNamespace(ImportPhase.Evaluation);
  }

  /**
   * One of {@code uninstantiated instantiating instantiated evaluating evaluated errored}, as 0…5.
   */
  int getStatus() {
    if (record instanceof SyntheticModuleRecord && syntheticOutcome != null) {
      return isEvaluating ? 3 : syntheticOutcome == Js.UNDEFINED ? 4 : 5;
    }
    return switch (record.getStatus()) {
      case New, Unlinked -> 0;
      case Linking -> 1;
      case Linked -> 2;
      case Evaluating -> 3;
      case EvaluatingAsync -> 4;
      case Evaluated -> failure() != null ? 5 : 4;
    };
  }

  private Throwable failure() {
    return record instanceof CyclicModuleRecord cyclic
        ? cyclic.getEvaluationError()
        : syntheticOutcome instanceof AbstractTruffleException thrown ? thrown : null;
  }

  /** Says what a source phase import of this module gets. */
  void setModuleSource(Object source) {
    moduleSource = source;
  }

  /** What a source phase import of this module gets; an error where it is made from nothing. */
  Object getModuleSource() {
    if (moduleSource == null) {
      throw env.errors()
          .toScriptException(
              new NodeException(
                  NodeException.Kind.SYNTAX,
                  "ERR_SOURCE_PHASE_NOT_DEFINED",
                  "Source phase import object is not defined for module '" + url + "'"));
    }
    return moduleSource;
  }

  String getSourceText() {
    return record.getSource().getCharacters().toString();
  }

  /** Whether its evaluation has begun and waits for something. */
  boolean isWaiting() {
    return record.getStatus() == CyclicModuleRecord.Status.EvaluatingAsync;
  }

  /** What the module threw; {@code null} where it did not. */
  Object getError() {
    return switch (failure()) {
      case null -> null;
      case AbstractTruffleException thrown -> Errors.thrownValue(thrown);
      case Throwable other -> env.toError(other);
    };
  }

  boolean hasTopLevelAwait() {
    return record instanceof CyclicModuleRecord cyclic && cyclic.hasTLA();
  }

  void setExport(TruffleString name, Object value) {
    ((SyntheticModuleRecord) record).setSyntheticModuleExport(name, value);
  }
}
