package dev.cortado.loop.stream;

import dev.cortado.loop.EventLoop;
import dev.cortado.loop.FdWatcher;
import dev.cortado.loop.Handle;
import dev.cortado.posix.UvError;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * A byte stream over a file descriptor that it owns. Active, and so keeping the loop alive, while
 * it reads; queued writes and shutdowns keep the loop alive on their own.
 */
public class FdStream extends Handle implements ByteStream, FdWatcher.Listener {
  private static final int EAGAIN = UvError.EAGAIN.number();
  private static final int ECANCELED = UvError.ECANCELED.number();
  private static final int EBADF = UvError.EBADF.number();
  private static final int ENOTCONN = UvError.ENOTCONN.number();
  // Reads in a row from one stream before others get their turn.
  private static final int READS_IN_A_ROW = 32;
  // Pieces beyond this size are not worth copying to save a system call.
  private static final int GATHER_PIECE = 16 * 1024;

  final StreamIo io;
  int fd = -1;
  FdWatcher watcher;

  private StreamListener listener;
  private Piece readTarget;
  private boolean reading;
  private boolean readable = true;
  private boolean ended;
  private boolean blockingReads;
  private boolean blockingWrites;
  private boolean waitingToWrite;
  private long bytesRead;
  private long bytesWritten;
  private int queueSize;
  private ArrayDeque<QueuedWrite> queue;
  private StatusListener shutdownDone;
  private boolean shutdownPending;
  private boolean shutdownCalled;
  private int corked;
  private byte[] corkArray;
  private int corkLength;
  private int writeError;

  private static final class QueuedWrite {
    final byte[] array;
    int offset;
    int length;
    int attached;
    final StatusListener done;

    QueuedWrite(byte[] array, int offset, int length, int attached, StatusListener done) {
      this.array = array;
      this.offset = offset;
      this.length = length;
      this.attached = attached;
      this.done = done;
    }
  }

  /** A stream without a descriptor yet. */
  public FdStream(EventLoop loop, StreamIo io) {
    super(loop);
    this.io = io;
  }

  /** The file descriptor, or -1. */
  public final int fd() {
    return fd;
  }

  /** Takes over {@code newFd}, which is non-blocking already. */
  public void adopt(int newFd) {
    fd = newFd;
  }

  /**
   * Takes over a descriptor from outside and makes it non-blocking.
   *
   * @return a status
   */
  public int open(int newFd) {
    if (fd >= 0) {
      return UvError.EBUSY.number();
    }
    final int result = io.calls.setNonBlocking(newFd, true);
    if (result < 0) {
      return result;
    }
    fd = newFd;
    final int access = io.calls.statusFlags(newFd) & 3;
    readable = access != 1;
    return 0;
  }

  /**
   * Switches between non-blocking writes and writes that return when all is written, which is how
   * standard output to a pipe works.
   */
  public int setBlocking(boolean blocking) {
    if (fd < 0) {
      return EBADF;
    }
    blockingWrites = blocking;
    return 0;
  }

  /** Says that the descriptor stays in blocking mode: one read for each time it is readable. */
  public void adoptBlocking(int newFd) {
    fd = newFd;
    blockingReads = true;
    blockingWrites = true;
  }

  final FdWatcher watcher() {
    if (watcher == null) {
      watcher = loop().watch(fd, this);
    }
    return watcher;
  }

  // ---- reading ----

  @Override
  public final void setListener(StreamListener listener) {
    this.listener = listener;
  }

  @Override
  public final StreamListener listener() {
    return listener;
  }

  /** Has all reads go to this range, whoever listens; null ends that. */
  public final void setReadTarget(Piece target) {
    readTarget = target;
  }

  @Override
  public int readStart() {
    if (isClosing()) {
      return UvError.EINVAL.number();
    }
    if (fd < 0 || !readable) {
      return ENOTCONN;
    }
    if (!reading) {
      reading = true;
      activate();
      updateInterest();
    }
    return 0;
  }

  @Override
  public void readStop() {
    if (reading) {
      reading = false;
      deactivate();
      updateInterest();
    }
  }

  @Override
  public final boolean isReading() {
    return reading;
  }

  private void updateInterest() {
    if (fd >= 0 && !isClosing()) {
      watcher().want(reading && !ended, waitingToWrite);
    }
  }

  @Override
  public void onReadable() {
    for (int count = blockingReads ? 1 : READS_IN_A_ROW; count > 0 && reading; count--) {
      final StreamListener receiver = listener;
      final Piece target = readTarget;
      final byte[] own = target != null ? target.array() : receiver.allocate();
      final byte[] array = own != null ? own : io.readArray;
      final int offset = target != null ? target.offset() : 0;
      final int length = target != null ? target.length() : array.length;
      final int n = read(array, offset, length);
      if (n > 0) {
        bytesRead += n;
        receiver.onRead(array, offset, n);
        if (n < length) {
          return;
        }
      } else if (n == EAGAIN) {
        return;
      } else {
        ended = true;
        readStop();
        if (n == 0) {
          receiver.onEnd();
        } else {
          receiver.onError(n);
        }
        return;
      }
    }
  }

  /** Reads once: a byte count, 0 at the end, or a negative error number. */
  int read(byte[] array, int offset, int length) {
    return io.calls.read(fd, array, offset, length);
  }

  @Override
  public final long bytesRead() {
    return bytesRead;
  }

  // ---- writing ----

  @Override
  public int write(byte[] array, int offset, int length, StatusListener done) {
    final int refusal = refusesWrites();
    if (refusal != 0) {
      return refusal;
    }
    if (corked > 0) {
      corkWrite(array, offset, length);
      return done == null ? takeWriteError() : flush(done);
    }
    bytesWritten += length;
    return writeOrQueue(array, offset, length, done);
  }

  @Override
  public int write(Piece[] pieces, int count, StatusListener done) {
    final int refusal = refusesWrites();
    if (refusal != 0) {
      return refusal;
    }
    cork();
    for (int i = 0; i < count; i++) {
      corkWrite(pieces[i].array(), pieces[i].offset(), pieces[i].length());
    }
    uncork();
    return done == null && corked > 0 ? takeWriteError() : flush(done);
  }

  @Override
  public int flush(StatusListener done) {
    flushCorked();
    final int error = takeWriteError();
    if (error != 0) {
      return error;
    }
    if (!isQueueing()) {
      return 0;
    }
    enqueue(io.readArray, 0, 0, done);
    return PENDING;
  }

  /**
   * Writes bytes that the descriptor {@code attached} travels with. It must stay open until they
   * are written.
   *
   * @return as {@link #write(byte[], int, int, StatusListener)}
   */
  public int writeWithDescriptor(byte[] array, int attached, StatusListener done) {
    final int refusal = refusesWrites();
    if (refusal != 0) {
      return refusal;
    }
    flushCorked();
    bytesWritten += array.length;
    int written = 0;
    if (!isQueueing()) {
      written = io.messages().send(fd, array, 0, array.length, null, attached);
      if (written == array.length) {
        return 0;
      }
      if (written < 0 && written != EAGAIN) {
        return written;
      }
    }
    // The descriptor went with the first byte.
    final boolean isSent = written > 0;
    final int offset = Math.max(written, 0);
    enqueue(array, offset, array.length - offset, isSent ? -1 : attached, done);
    return PENDING;
  }

  private boolean isQueueing() {
    return queue != null && !queue.isEmpty();
  }

  private int refusesWrites() {
    if (fd < 0) {
      return EBADF;
    }
    return shutdownCalled ? UvError.EPIPE.number() : takeWriteError();
  }

  private int takeWriteError() {
    final int error = writeError;
    writeError = 0;
    return error;
  }

  private int writeOrQueue(byte[] array, int offset, int length, StatusListener done) {
    final int written = writeNow(array, offset, length);
    if (written < 0) {
      return written;
    }
    if (written == length && !isQueueing()) {
      return 0;
    }
    enqueue(array, offset + written, length - written, done);
    return PENDING;
  }

  /** Writes what the kernel takes: how much that was, or a negative error number. */
  private int writeNow(byte[] array, int offset, int length) {
    if (isQueueing()) {
      return 0;
    }
    int written = 0;
    while (written < length) {
      final int n =
          blockingWrites
              ? io.calls.writeBlocking(fd, array, offset + written, length - written)
              : io.calls.write(fd, array, offset + written, length - written);
      if (n >= 0) {
        written += n;
      } else if (n != EAGAIN) {
        return n;
      } else if (blockingWrites) {
        io.calls.awaitWritable(fd);
      } else {
        break;
      }
    }
    return written;
  }

  private void enqueue(byte[] array, int offset, int length, StatusListener done) {
    enqueue(array, offset, length, -1, done);
  }

  private void enqueue(byte[] array, int offset, int length, int attached, StatusListener done) {
    if (queue == null) {
      queue = new ArrayDeque<>();
    }
    if (queue.isEmpty()) {
      loop().addPendingRequest();
    }
    queue.add(new QueuedWrite(array, offset, length, attached, done));
    queueSize += length;
    waitingToWrite = true;
    updateInterest();
  }

  @Override
  public void onWritable() {
    while (queue != null && !queue.isEmpty()) {
      final QueuedWrite next = queue.peek();
      int status = 0;
      while (next.length > 0) {
        final int n = writeQueued(next);
        if (n == EAGAIN) {
          return;
        }
        if (n < 0) {
          status = n;
          break;
        }
        next.offset += n;
        next.length -= n;
        queueSize -= n;
      }
      queueSize -= next.length;
      queue.poll();
      if (queue.isEmpty()) {
        loop().removePendingRequest();
      }
      if (next.done != null) {
        next.done.onStatus(status);
      } else {
        noteWriteError(status);
      }
      if (isClosing()) {
        return;
      }
    }
    waitingToWrite = false;
    updateInterest();
    if (shutdownPending) {
      finishShutdown();
    }
  }

  private int writeQueued(QueuedWrite next) {
    if (next.attached < 0) {
      return io.calls.write(fd, next.array, next.offset, next.length);
    }
    final int n = io.messages().send(fd, next.array, next.offset, next.length, null, next.attached);
    if (n > 0) {
      next.attached = -1;
    }
    return n;
  }

  @Override
  public final int writeQueueSize() {
    return queueSize + corkLength;
  }

  @Override
  public final long bytesWritten() {
    return bytesWritten;
  }

  // ---- corking ----

  @Override
  public final void cork() {
    corked++;
  }

  @Override
  public final void uncork() {
    if (--corked == 0) {
      flushCorked();
      returnCorkArray();
    }
  }

  private void corkWrite(byte[] array, int offset, int length) {
    bytesWritten += length;
    if (length > GATHER_PIECE || corkLength + length > StreamIo.GATHER_SIZE) {
      flushCorked();
    }
    if (length > GATHER_PIECE) {
      if (writeError == 0) {
        noteWriteError(writeOrQueue(array, offset, length, null));
      }
      return;
    }
    if (corkArray == null) {
      corkArray = io.borrowGatherArray();
    }
    System.arraycopy(array, offset, corkArray, corkLength, length);
    corkLength += length;
  }

  private void flushCorked() {
    final int length = corkLength;
    corkLength = 0;
    if (length == 0 || fd < 0 || writeError != 0) {
      return;
    }
    final int written = writeNow(corkArray, 0, length);
    noteWriteError(written);
    if (written >= 0 && written < length) {
      // The gathering array is used again at once, so what waits is copied.
      enqueue(Arrays.copyOfRange(corkArray, written, length), 0, length - written, null);
    }
  }

  private void noteWriteError(int status) {
    if (status < 0) {
      writeError = status;
    }
  }

  private void returnCorkArray() {
    if (corkArray != null) {
      io.returnGatherArray(corkArray);
      corkArray = null;
    }
  }

  // ---- ending ----

  @Override
  public int shutdown(StatusListener done) {
    if (fd < 0 || shutdownCalled || isClosing()) {
      return ENOTCONN;
    }
    flushCorked();
    shutdownCalled = true;
    shutdownPending = true;
    shutdownDone = done;
    loop().addPendingRequest();
    if (!isQueueing()) {
      loop().defer(this::finishShutdown);
    }
    return 0;
  }

  private void finishShutdown() {
    if (!shutdownPending) {
      return;
    }
    shutdownPending = false;
    final int status = isClosing() ? ECANCELED : shutdownFd();
    final StatusListener done = shutdownDone;
    shutdownDone = null;
    loop().removePendingRequest();
    if (done != null) {
      done.onStatus(status);
    }
  }

  /** Ends the writing half of the descriptor. */
  protected int shutdownFd() {
    final int result = io.calls.shutdownWrite(fd);
    return result == UvError.ENOTSOCK.number() ? 0 : result;
  }

  @Override
  protected void onClose() {
    readStop();
    flushCorked();
    returnCorkArray();
    if (watcher != null) {
      watcher.close();
    }
    closeFd();
  }

  /** Closes the descriptor. */
  protected void closeFd() {
    if (fd >= 0) {
      io.calls.close(fd);
      fd = -1;
    }
  }

  @Override
  protected void onClosed() {
    final ArrayDeque<QueuedWrite> cancelled = queue;
    queue = null;
    queueSize = 0;
    if (cancelled != null && !cancelled.isEmpty()) {
      loop().removePendingRequest();
      for (final QueuedWrite write : cancelled) {
        if (write.done != null) {
          write.done.onStatus(ECANCELED);
        }
      }
    }
    finishShutdown();
  }
}
