package dev.cortado.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import sun.misc.Unsafe;

/**
 * Has the JVM compile quickly and plainly while a program starts, and as always from then on.
 *
 * <p>A start runs much code a few hundred times. HotSpot's second tier is good at that; but it
 * gives such code to the third tier, whose profiling makes it a third slower, and what is met a few
 * thousand times to C2, which then takes processor time away from the program. A third of the time
 * of a small program went there. With {@code TieredStopAtLevel} at 2 HotSpot stays at the second
 * tier; once the flag is at 4 again it takes methods on from there by its usual rules, which a JVM
 * <em>started</em> with a lower level can't: it has no C2.
 *
 * <p>HotSpot has no call to set that flag, so it is set where it lies. The way there is the table
 * that HotSpot keeps for debuggers ({@code gHotSpotVMStructs}, read by the Serviceability Agent):
 * each type, field and offset is looked up in it by name, and whatever is not as expected leaves
 * everything as it is.
 */
@SuppressWarnings({
  "deprecation",
  "removal"
}) // reads of plain addresses: nothing else starts as fast
public final class StartTiers {
  /** The tier of C1 with counters and without profiles. */
  private static final long LIMITED_PROFILE = 2;

  private static final long FULL_OPTIMIZATION = 4;

  private final Unsafe memory;
  private final long flag;

  private StartTiers(Unsafe memory, long flag) {
    this.memory = memory;
    this.flag = flag;
  }

  /**
   * Keeps the JVM at the second tier for a while. Does nothing where the JVM was told what to
   * compile, or is not the one this class knows.
   *
   * @param millis how long
   */
  public static void limitFor(long millis) {
    StartTiers tiers = find();
    if (tiers == null || !tiers.change(FULL_OPTIMIZATION, LIMITED_PROFILE)) {
      return;
    }
    Thread lift =
        new Thread(
            null,
            () -> {
              sleep(millis);
              tiers.change(LIMITED_PROFILE, FULL_OPTIMIZATION);
            },
            "start tiers",
            64 << 10);
    lift.setDaemon(true);
    lift.start();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      // Sooner, then.
    }
  }

  private boolean change(long from, long to) {
    return memory.compareAndSwapLong(null, flag, from, to);
  }

  private static StartTiers find() {
    Path jvm = Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so");
    if (!Files.exists(jvm)) {
      return null;
    }
    try {
      Field field = Unsafe.class.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      Unsafe memory = (Unsafe) field.get(null);
      long flag = new VmStructs(memory, jvm).flag("TieredStopAtLevel");
      return flag == 0 ? null : new StartTiers(memory, flag);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** The tables by which HotSpot describes its own data. */
  private static final class VmStructs {
    private final Unsafe memory;
    private final SymbolLookup symbols;

    VmStructs(Unsafe memory, Path jvm) {
      this.memory = memory;
      this.symbols = SymbolLookup.libraryLookup(jvm, Arena.global());
    }

    /** The address of a flag's 64-bit value, or 0 where there is no such flag. */
    long flag(String name) {
      long first = 0;
      long count = 0;
      long nameOffset = -1;
      long addressOffset = -1;
      long stride = symbol("gHotSpotVMStructEntryArrayStride");
      long typeNameAt = symbol("gHotSpotVMStructEntryTypeNameOffset");
      long fieldNameAt = symbol("gHotSpotVMStructEntryFieldNameOffset");
      long addressAt = symbol("gHotSpotVMStructEntryAddressOffset");
      long offsetAt = symbol("gHotSpotVMStructEntryOffsetOffset");
      long entry = symbol("gHotSpotVMStructs");
      for (; memory.getAddress(entry + typeNameAt) != 0; entry += stride) {
        if (!isText(memory.getAddress(entry + typeNameAt), "JVMFlag")) {
          continue;
        }
        long field = memory.getAddress(entry + fieldNameAt);
        if (isText(field, "flags")) {
          first = memory.getAddress(memory.getAddress(entry + addressAt));
        } else if (isText(field, "numFlags")) {
          count = memory.getLong(memory.getAddress(entry + addressAt));
        } else if (isText(field, "_name")) {
          nameOffset = memory.getLong(entry + offsetAt);
        } else if (isText(field, "_addr")) {
          addressOffset = memory.getLong(entry + offsetAt);
        }
      }
      long size = sizeOf("JVMFlag");
      if (first == 0 || size == 0 || nameOffset < 0 || addressOffset < 0) {
        return 0;
      }
      for (long flag = first; flag < first + count * size; flag += size) {
        if (isText(memory.getAddress(flag + nameOffset), name)) {
          return memory.getAddress(flag + addressOffset);
        }
      }
      return 0;
    }

    private long sizeOf(String type) {
      long stride = symbol("gHotSpotVMTypeEntryArrayStride");
      long typeNameAt = symbol("gHotSpotVMTypeEntryTypeNameOffset");
      long sizeAt = symbol("gHotSpotVMTypeEntrySizeOffset");
      long entry = symbol("gHotSpotVMTypes");
      for (; memory.getAddress(entry + typeNameAt) != 0; entry += stride) {
        if (isText(memory.getAddress(entry + typeNameAt), type)) {
          return memory.getLong(entry + sizeAt);
        }
      }
      return 0;
    }

    /** The 64 bits at a symbol: an offset, a stride or the address of a table. */
    private long symbol(String name) {
      return memory.getLong(symbols.findOrThrow(name).address());
    }

    /** Whether an address, or 0, is that of a C string; reads no byte beyond the string's end. */
    private boolean isText(long address, String expected) {
      if (address == 0) {
        return false;
      }
      for (int i = 0; i < expected.length(); i++) {
        if (memory.getByte(address + i) != expected.charAt(i)) {
          return false;
        }
      }
      return memory.getByte(address + expected.length()) == 0;
    }
  }
}
