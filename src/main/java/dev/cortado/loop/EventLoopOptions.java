package dev.cortado.loop;

/**
 * What an {@link EventLoop} is made with.
 *
 * @param workPool where {@link EventLoop#submit} runs its work; loops of one process share it
 * @param transport what waits for sockets
 */
public record EventLoopOptions(WorkPool workPool, Transport transport) {

  /** What waits for sockets once a loop has any. */
  public enum Transport {
    /** Epoll where the machine has it, NIO elsewhere. */
    BEST,
    /** Linux's epoll through Netty's native library. */
    EPOLL,
    /** {@code java.nio} selectors. */
    NIO
  }

  /** A work pool of its own, sized by {@code UV_THREADPOOL_SIZE}, and the best transport. */
  public static EventLoopOptions defaults() {
    return new EventLoopOptions(new WorkPool(), Transport.BEST);
  }

  /** Like {@link #defaults()}, but sharing {@code workPool}. */
  public static EventLoopOptions withWorkPool(WorkPool workPool) {
    return new EventLoopOptions(workPool, Transport.BEST);
  }
}
