package dev.cortado.engine;

import com.oracle.truffle.runtime.jfr.EventFactory;
import com.oracle.truffle.runtime.jfr.impl.ProviderImpl;
import jdk.jfr.FlightRecorder;

/**
 * Truffle's events for JDK Flight Recorder, only where a recording runs from the start ({@code
 * -XX:StartFlightRecording}): registering them costs a tenth of a small program's time. Found as a
 * service, before Truffle's own provider because our jar comes first on the class path.
 */
public final class CompilationEvents implements EventFactory.Provider {
  @Override
  public EventFactory getEventFactory() {
    boolean hasRecorder = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    return hasRecorder && FlightRecorder.isInitialized()
        ? new ProviderImpl().getEventFactory()
        : null;
  }
}
