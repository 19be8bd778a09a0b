package dev.cortado.engine.snapshot;

import com.oracle.truffle.js.codec.BinaryEncoder;
import java.nio.ByteBuffer;

/** GraalJS's encoder, with room for steps that are encoded already. */
final class StepWriter extends BinaryEncoder {
  void append(BinaryEncoder steps) {
    ByteBuffer buffer = steps.getBuffer();
    while (buffer.hasRemaining()) {
      putU1(buffer.get());
    }
  }

  byte[] toByteArray() {
    ByteBuffer buffer = getBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
