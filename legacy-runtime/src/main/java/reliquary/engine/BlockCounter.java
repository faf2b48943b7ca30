package reliquary.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * Counts basic blocks and stops the processor exactly before the block with a given number, in native code.
 *
 * <p>The machine code is assembled from src/main/asm/block_counter_*; it and this class share the control block, whose
 * offsets stand in both. Where the host has no machine code here or forbids it, a Java callback does the same, slower.
 */
final class BlockCounter {
    private static final int COUNT = 0;
    private static final int DEADLINE = 8;
    private static final int REASON = 16;
    private static final int STOP = 24;
    private static final int MASK = 32;
    private static final int LIMIT = 40;
    private static final int PAGES = 48;
    private static final int RAM = 56;
    private static final int DELTA = 64;
    private static final int CLEAN = 72;
    private static final int SIZE = 80;

    /** No page: nothing is within 4 KB of it. */
    private static final long NO_PAGE = Long.MIN_VALUE;

    /** Why the counter stopped the processor. */
    static final int NOT_STOPPED = 0;

    static final int AT_DEADLINE = 1;
    static final int CODE_CHANGED = 2;

    private final ByteBuffer control = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
    private final UnicornBinding binding;
    private final long engine;
    private final ByteBuffer ram;
    private final ByteBuffer shadow;
    private final ByteBuffer pages;
    private final boolean nativeCode;

    BlockCounter(UnicornBinding binding, long engine, ByteBuffer ram, ByteBuffer shadow, ByteBuffer pages) {
        this.binding = binding;
        this.engine = engine;
        this.ram = ram;
        this.shadow = shadow;
        this.pages = pages;
        control.putLong(STOP, binding.addressOf("uc_emu_stop"));
        control.putLong(PAGES, binding.addressOf(pages));
        control.putLong(RAM, binding.addressOf(ram));
        control.putLong(DELTA, binding.addressOf(shadow) - binding.addressOf(ram));
        control.putLong(MASK, 0xFFFFFFFFL);
        forgetCleanPage();
        nativeCode = install();
    }

    private boolean install() {
        byte[] code = codeForThisHost();
        if (code.length > 0) {
            try {
                long function = binding.makeExecutable(code);
                binding.addNativeBlockHook(engine, function, binding.addressOf(control));
                return true;
            } catch (UnsupportedOperationException e) {
                // A hardened host: the Java callback below counts as exactly.
            }
        }
        binding.addJavaBlockHook(engine);
        return false;
    }

    private static byte[] codeForThisHost() {
        String forced = System.getProperty("relic.blockCounter", "");
        if (forced.equals("java")) {
            return new byte[0];
        }
        String name = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" ->
                ExecutableMemory.isWindows() ? "block_counter_x86_64_windows.bin" : "block_counter_x86_64.bin";
            case "aarch64", "arm64" -> "block_counter_arm64.bin";
            default -> "";
        };
        if (name.isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = BlockCounter.class.getResourceAsStream(name)) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How blocks are counted on this host. */
    String describe() {
        return nativeCode ? System.getProperty("os.arch").toLowerCase(Locale.ROOT) + " machine code" : "Java callback";
    }

    /** The same as the machine code does, for hosts that have none. */
    void block(long address, int size) {
        long count = control.getLong(COUNT);
        if (count >= control.getLong(DEADLINE)) {
            stop(AT_DEADLINE);
        } else if (changed((int) (address & control.getLong(MASK)), size)) {
            stop(CODE_CHANGED);
        } else {
            control.putLong(COUNT, count + 1);
        }
    }

    private boolean changed(int address, int size) {
        int last = address + size - 1;
        if (Integer.toUnsignedLong(last) >= control.getLong(LIMIT)) {
            return false;
        }
        int written = pages.get(address >>> 12) | pages.get(last >>> 12);
        return (written & CodePages.WRITTEN) != 0 && !ram.slice(address, size).equals(shadow.slice(address, size));
    }

    private void stop(int reason) {
        control.putLong(REASON, reason);
        binding.stop(engine);
    }

    long count() {
        return control.getLong(COUNT);
    }

    long deadline() {
        return control.getLong(DEADLINE);
    }

    void deadline(long block) {
        control.putLong(DEADLINE, block);
    }

    /** Why the processor was stopped since the last call. */
    int takeReason() {
        int reason = (int) control.getLong(REASON);
        control.putLong(REASON, NOT_STOPPED);
        return reason;
    }

    /** A page was written or leads elsewhere: its blocks may have to be compared from now on. */
    void forgetCleanPage() {
        control.putLong(CLEAN, NO_PAGE);
    }

    /** The address lines that exist: with A20 forced low, bit 20 is zero. */
    void mask(int lines) {
        forgetCleanPage();
        control.putLong(MASK, lines & 0xFFFFFFFFL);
    }

    /** Compares code below this address with its shadow; 0 while paging is on. */
    void limit(long address) {
        forgetCleanPage();
        control.putLong(LIMIT, address);
    }
}
