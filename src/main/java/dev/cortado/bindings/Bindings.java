package dev.cortado.bindings;

import dev.cortado.bindings.buffer.BufferBinding;
import dev.cortado.bindings.builtins.BuiltinsBinding;
import dev.cortado.bindings.modules.ModuleWrapBinding;
import dev.cortado.bindings.modules.ModulesBinding;
import dev.cortado.bindings.process.ErrorsBinding;
import dev.cortado.bindings.process.OptionsBinding;
import dev.cortado.bindings.process.ProcessBinding;
import dev.cortado.bindings.process.StdioBinding;
import dev.cortado.bindings.process.TaskQueueBinding;
import dev.cortado.bindings.timers.TimersBinding;
import dev.cortado.bindings.vm.ContextifyBinding;
import dev.cortado.engine.BindingRegistry;

/** The list of all bindings, by the name that {@code internalBinding} takes. */
public final class Bindings {
  private Bindings() {}

  public static void register(BindingRegistry registry) {
    registry
        .add("buffer", BufferBinding::new)
        .add("builtins", BuiltinsBinding::new)
        .add("contextify", ContextifyBinding::new)
        .add("errors", ErrorsBinding::new)
        .add("module_wrap", ModuleWrapBinding::new)
        .add("modules", ModulesBinding::new)
        .add("options", OptionsBinding::new)
        .add("process_methods", ProcessBinding::new)
        .add("stdio", StdioBinding::new)
        .add("task_queue", TaskQueueBinding::new)
        .add("timers", TimersBinding::new);
  }
}
