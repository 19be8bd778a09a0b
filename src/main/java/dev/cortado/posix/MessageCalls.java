package dev.cortado.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * {@code sendmsg} and {@code recvmsg}: datagrams with an address, and bytes that a file descriptor
 * travels with. Both return a byte count or a negative error number. An instance has scratch memory
 * and serves one thread.
 */
public final class MessageCalls {
  private static final MemorySegment SENDMSG = Libc.function("sendmsg");
  private static final MemorySegment RECVMSG = Libc.function("recvmsg");

  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int MSG_CMSG_CLOEXEC = 0x40000000;
  private static final int EINTR = UvError.EINTR.number();

  // struct msghdr on 64-bit Linux.
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTOR_LENGTH = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int FLAGS = 48;
  private static final int HEADER_SIZE = 56;

  // struct cmsghdr with one descriptor, and the room that it takes.
  private static final int CMSG_LEVEL = 8;
  private static final int CMSG_TYPE = 12;
  private static final int CMSG_DATA = 16;
  private static final int CMSG_LENGTH = 20;
  private static final int CMSG_SPACE = 24;

  private static final int DATA_SIZE = 64 * 1024;

  private final Arena arena = Arena.ofAuto();
  private final MemorySegment header = arena.allocate(HEADER_SIZE, 8);
  private final MemorySegment vector = arena.allocate(16, 8);
  private final MemorySegment name = arena.allocate(SocketName.MAX_LENGTH, 8);
  private final MemorySegment control = arena.allocate(CMSG_SPACE, 8);
  private MemorySegment data = arena.allocate(DATA_SIZE, 8);

  private SocketName sender;
  private int descriptor = -1;
  private boolean truncated;

  /**
   * Sends one message.
   *
   * @param to where to, or null for a connected socket
   * @param attached a descriptor to send along, or -1
   */
  public int send(int fd, byte[] array, int offset, int length, SocketName to, int attached) {
    if (length > data.byteSize()) {
      data = Arena.ofAuto().allocate(length, 8);
    }
    MemorySegment.copy(array, offset, data, JAVA_BYTE, 0, length);
    prepare(length, to == null ? 0 : to.encode(name));
    if (attached >= 0) {
      control.set(JAVA_LONG, 0, CMSG_LENGTH);
      control.set(JAVA_INT, CMSG_LEVEL, SOL_SOCKET);
      control.set(JAVA_INT, CMSG_TYPE, SCM_RIGHTS);
      control.set(JAVA_INT, CMSG_DATA, attached);
      header.set(JAVA_LONG, CONTROL, control.address());
      header.set(JAVA_LONG, CONTROL_LENGTH, CMSG_SPACE);
    }
    int result;
    do {
      result = Libc.call(SENDMSG, fd, header.address(), MSG_NOSIGNAL);
    } while (result == EINTR);
    return result;
  }

  private void prepare(int length, int nameLength) {
    vector.set(JAVA_LONG, 0, data.address());
    vector.set(JAVA_LONG, 8, length);
    header.set(JAVA_LONG, NAME, nameLength == 0 ? 0 : name.address());
    header.set(JAVA_INT, NAME_LENGTH, nameLength);
    header.set(JAVA_LONG, VECTOR, vector.address());
    header.set(JAVA_LONG, VECTOR_LENGTH, 1);
    header.set(JAVA_LONG, CONTROL, 0);
    header.set(JAVA_LONG, CONTROL_LENGTH, 0);
    header.set(JAVA_INT, FLAGS, 0);
  }

  /**
   * Receives one message; {@link #sender}, {@link #truncated} and {@link #takeDescriptor} tell more
   * about it.
   */
  public int receive(int fd, byte[] array, int offset, int length) {
    final int room = (int) Math.min(length, data.byteSize());
    int result;
    do {
      prepare(room, SocketName.MAX_LENGTH);
      header.set(JAVA_LONG, CONTROL, control.address());
      header.set(JAVA_LONG, CONTROL_LENGTH, CMSG_SPACE);
      result = Libc.call(RECVMSG, fd, header.address(), MSG_CMSG_CLOEXEC);
    } while (result == EINTR);
    if (result < 0) {
      return result;
    }
    MemorySegment.copy(data, JAVA_BYTE, 0, array, offset, result);
    sender = SocketName.decode(name, header.get(JAVA_INT, NAME_LENGTH));
    truncated = (header.get(JAVA_INT, FLAGS) & MSG_TRUNC) != 0;
    noteDescriptor();
    return result;
  }

  private void noteDescriptor() {
    if (header.get(JAVA_LONG, CONTROL_LENGTH) < CMSG_LENGTH
        || control.get(JAVA_INT, CMSG_LEVEL) != SOL_SOCKET
        || control.get(JAVA_INT, CMSG_TYPE) != SCM_RIGHTS) {
      return;
    }
    if (descriptor >= 0) {
      // Nobody wanted the one before.
      Fd.close(descriptor);
    }
    descriptor = control.get(JAVA_INT, CMSG_DATA);
  }

  /** Who sent the last message; null where its socket has no address. */
  public SocketName sender() {
    return sender;
  }

  /** Whether the last message was longer than the room for it. */
  public boolean truncated() {
    return truncated;
  }

  /** The descriptor that came along, which now belongs to the caller; -1 if none did. */
  public int takeDescriptor() {
    final int taken = descriptor;
    descriptor = -1;
    return taken;
  }
}
