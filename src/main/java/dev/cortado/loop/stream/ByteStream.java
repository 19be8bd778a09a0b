package dev.cortado.loop.stream;

/**
 * A stream of bytes in both directions. Implemented by sockets, pipes and terminals, and by what
 * wraps another stream (TLS). All methods are for the loop's thread.
 */
public interface ByteStream {
  /** What {@link #write} returns when part of the data waits to be written. */
  int PENDING = 1;

  /**
   * Hands what is read to {@code listener} from now on: a protocol parser takes a connection over
   * this way. Does not start reading.
   */
  void setListener(StreamListener listener);

  /** Who receives what is read, or null. */
  StreamListener listener();

  /**
   * Starts reading.
   *
   * @return a status
   */
  int readStart();

  /** Stops reading; what has not been read stays in the kernel. */
  void readStop();

  /** Whether reading is on. */
  boolean isReading();

  /**
   * Writes as much as the kernel takes now and queues the rest. The array must not change until
   * then.
   *
   * @param done told when the queued rest has been written or has failed; may be null. Not called
   *     unless {@link #PENDING} is returned
   * @return 0 when all was written, {@link #PENDING}, or a negative error number
   */
  int write(byte[] array, int offset, int length, StatusListener done);

  /**
   * Writes several pieces in order, as one write where possible.
   *
   * @param count how many of {@code pieces} to write
   * @return as {@link #write(byte[], int, int, StatusListener)}
   */
  int write(Piece[] pieces, int count, StatusListener done);

  /**
   * Collects writes until {@link #uncork}, so that a burst of small ones costs one system call. A
   * write without {@code done} is then copied or queued and returns 0, and its failure is returned
   * by the next write or {@link #flush}; a write with {@code done} flushes at once. May be nested.
   */
  void cork();

  /**
   * Writes what {@link #cork} collected so far.
   *
   * @param done told when everything queued has been written; may be null
   * @return 0 when the kernel has taken all, {@link #PENDING}, or the error of an earlier write
   */
  int flush(StatusListener done);

  /** Writes what {@link #cork} collected, when called as often as that. */
  void uncork();

  /**
   * Ends the writing half once all writes are done.
   *
   * @param done told the outcome, always later
   * @return a status
   */
  int shutdown(StatusListener done);

  /** Bytes accepted by write that the kernel has not taken yet. */
  int writeQueueSize();

  /** All bytes read so far. */
  long bytesRead();

  /** All bytes accepted by write so far, queued ones included. */
  long bytesWritten();

  /** A range of an array to write. */
  record Piece(byte[] array, int offset, int length) {}
}
