package dev.cortado.bindings;

import dev.cortado.bindings.async.AsyncContextFrameBinding;
import dev.cortado.bindings.async.AsyncWrapBinding;
import dev.cortado.bindings.buffer.BufferBinding;
import dev.cortado.bindings.child.ProcessWrapBinding;
import dev.cortado.bindings.credentials.CredentialsBinding;
import dev.cortado.bindings.crypto.CryptoBinding;
import dev.cortado.bindings.dns.DnsBinding;
import dev.cortado.bindings.encoding.EncodingBinding;
import dev.cortado.bindings.fs.FsBinding;
import dev.cortado.bindings.http.HttpParserBinding;
import dev.cortado.bindings.messaging.MessagingBinding;
import dev.cortado.bindings.modules.CompileCacheBinding;
import dev.cortado.bindings.modules.ModuleWrapBinding;
import dev.cortado.bindings.modules.ModulesBinding;
import dev.cortado.bindings.net.PipeBinding;
import dev.cortado.bindings.net.TcpBinding;
import dev.cortado.bindings.os.OsBinding;
import dev.cortado.bindings.process.ErrorsBinding;
import dev.cortado.bindings.process.OptionsBinding;
import dev.cortado.bindings.process.ProcessBinding;
import dev.cortado.bindings.process.StdioBinding;
import dev.cortado.bindings.process.TaskQueueBinding;
import dev.cortado.bindings.signal.SignalBinding;
import dev.cortado.bindings.timers.TimersBinding;
import dev.cortado.bindings.tty.TtyBinding;
import dev.cortado.bindings.types.TypesBinding;
import dev.cortado.bindings.udp.UdpBinding;
import dev.cortado.bindings.url.UrlBinding;
import dev.cortado.bindings.util.UtilBinding;
import dev.cortado.bindings.uv.UvBinding;
import dev.cortado.bindings.vm.ContextifyBinding;
import dev.cortado.bindings.zlib.ZlibBinding;
import dev.cortado.engine.BindingRegistry;

/** The list of all bindings, by the name that {@code internalBinding} takes. */
public final class Bindings {
  private Bindings() {}

  public static void register(BindingRegistry registry) {
    registry.add("async_context_frame", AsyncContextFrameBinding::new);
    registry.add("async_wrap", AsyncWrapBinding::new);
    registry.add("buffer", BufferBinding::new);
    registry.add("cares_wrap", DnsBinding::new);
    registry.add("contextify", ContextifyBinding::new);
    registry.add("credentials", CredentialsBinding::new);
    registry.add("crypto", CryptoBinding::new);
    registry.add("encoding_binding", EncodingBinding::new);
    registry.add("errors", ErrorsBinding::new);
    registry.add("fs", FsBinding::new);
    registry.add("http_parser", HttpParserBinding::new);
    registry.add("messaging", MessagingBinding::new);
    registry.add("module_wrap", ModuleWrapBinding::new);
    registry.add("compile_cache", CompileCacheBinding::new);
    registry.add("modules", ModulesBinding::new);
    registry.add("options", OptionsBinding::new);
    registry.add("os", OsBinding::new);
    registry.add("pipe_wrap", PipeBinding::new);
    registry.add("process_methods", ProcessBinding::new);
    registry.add("process_wrap", ProcessWrapBinding::new);
    registry.add("signal", SignalBinding::new);
    registry.add("stdio", StdioBinding::new);
    registry.add("task_queue", TaskQueueBinding::new);
    registry.add("tcp_wrap", TcpBinding::new);
    registry.add("timers", TimersBinding::new);
    registry.add("tty_wrap", TtyBinding::new);
    registry.add("types", TypesBinding::new);
    registry.add("udp_wrap", UdpBinding::new);
    registry.add("url", UrlBinding::new);
    registry.add("util", UtilBinding::new);
    registry.add("uv", UvBinding::new);
    registry.add("zlib", ZlibBinding::new);
  }
}
